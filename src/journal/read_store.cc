// The part of the journal's file that says who read what.

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "journal/payload.h"
#include "journal/sealing.h"
#include "journal/store.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

constexpr char kKind[] = "read";
constexpr std::uint8_t kQuery = 3;  // kind of hash, under the key of a day's reads

Status WrongToken() {
  return WithDetail(InvalidInput("the page token does not belong to this list"),
                    {"PAGE_TOKEN_INVALID", {}});
}

}  // namespace

Status Journal::Store::RecordRead(ReadRecord read, const std::string& query) {
  const Time now = clock_.Now();
  if (!query.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const auto key, keys_->KeyFor(Name(KeyKind::kRead), now));
    Digest digest{};
    key->Hash(digest, kQuery, query);
    read.subject = "query/" + ToHex(digest).substr(0, 16);
  }
  const std::string payload = ToPayload(read);
  const std::lock_guard lock(writer_mutex_);
  // Also when the clock was set back.
  std::erase_if(lately_read_, [&](const auto& lately) {
    const auto& [time, lasting] = lately.second;
    return now < time || now - time >= lasting;
  });
  const Digest same = Sha256(payload);
  if (lately_read_.contains(same)) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  CHOWKI_RETURN_IF_ERROR(AppendRow(kKind, payload).status());
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  lately_read_.emplace(same, LatelyRead{now, SameFor(read.method)});
  return Ok();
}

Result<ReadPage> Journal::Store::ListReads(const std::string& reader, int page_size,
                                           const std::string& page_token) {
  if (page_size < 0) {
    return WithDetail(InvalidInput("page_size must not be negative"),
                      {"FIELD_INVALID", {{"field", "page_size"}}});
  }
  const int wanted = page_size == 0 ? kDefaultPageSize : std::min(page_size, kMaxPageSize);
  std::int64_t below = INT64_MAX;
  if (!page_token.empty()) {
    const char* last = page_token.data() + page_token.size();
    const auto [end, error] = std::from_chars(page_token.data(), last, below);
    if (error != std::errc{} || end != last || below < 1) return WrongToken();
  }
  return Reading([&](sqlite::Database& database) -> Result<ReadPage> {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare(fmt::format("SELECT sequence, time_us, {} FROM chain WHERE kind = 'read' "
                                     "AND sequence < ? ORDER BY sequence DESC LIMIT ?",
                                     SealedColumns("chain"))));
    // Of one reader's, a page looks at so many rows: they are sealed and have no index.
    const int rows = reader.empty() ? wanted : kMaxPageSize;
    CHOWKI_RETURN_IF_ERROR(find.Bind(below, rows));
    ReadPage page;
    std::int64_t place = 0;
    for (int seen = 0;; ++seen) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) {
        if (seen == rows) page.next_page_token = std::to_string(place);
        return page;
      }
      place = find.Int(0);
      CHOWKI_ASSIGN_OR_RETURN(const Opened opened, OpenRow(*keys_, find, 2));
      if (!opened.whole()) continue;
      CHOWKI_ASSIGN_OR_RETURN(ReadRecord read, ReadFromPayload(opened.Payload()));
      if (!reader.empty() && read.reader != reader) continue;
      read.sequence = place;
      read.time = Time(std::chrono::microseconds(find.Int(1)));
      page.reads.push_back(std::move(read));
      if (page.reads.size() == static_cast<size_t>(wanted)) {
        page.next_page_token = std::to_string(place);
        return page;
      }
    }
  });
}

}  // namespace chowki::journal
