// Who read what: rows of the chain that an auditor lists.

#include <catch2/catch.hpp>

#include "journal/journal.h"
#include "journal/payload.h"
#include "journal/read_log.h"
#include "journal/verify.h"
#include "support/plain_text.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

using std::chrono::days;
using std::chrono::seconds;

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now{seconds(1'780'012'800)};
};

struct Fixture {
  test::TempFolder folder;
  HandClock clock;
  std::unique_ptr<Journal> journal = Journal::Open(folder / "journal.db", clock).value();

  void Read(const std::string& reader, const std::string& subject, const std::string& query = "") {
    ReadRecord read{reader, "officer", query.empty() ? "GetScreening" : "CheckIdentity", subject};
    REQUIRE(journal->RecordRead(read, query).ok());
  }
  [[nodiscard]] std::vector<ReadRecord> All(const std::string& reader = "") const {
    const auto page = journal->ListReads(reader, 0, "");
    INFO(Message(page.status()));
    REQUIRE(page.ok());
    return page->reads;
  }
};

TEST_CASE_METHOD(Fixture, "a read is a row of the chain, once for the same read within seconds",
                 "[journal][reads]") {
  Read("asif", "screenings/a");
  Read("asif", "screenings/a");
  Read("bano", "screenings/a");
  CHECK(journal->ReadHead()->sequence == 2);
  clock.now += kSameRead;
  Read("asif", "screenings/a");
  const auto reads = All();
  REQUIRE(reads.size() == 3);
  CHECK(reads[0].reader == "asif");
  CHECK(reads[0].time == clock.now);
  CHECK(reads[0].sequence == 3);
  CHECK(reads[0].roles == "officer");
  CHECK(reads[2].subject == "screenings/a");
  CHECK(All("bano").size() == 1);
  CHECK(Verify(folder / "journal.db")->intact);
  CHECK(Verify(folder / "journal.db")->records == 3);
}

TEST_CASE_METHOD(Fixture, "what an open page asks for by itself is one row an hour",
                 "[journal][reads]") {
  const ReadRecord watch{"asif", "officer", "WatchScreenings", ""};
  REQUIRE(journal->RecordRead(watch, "all").ok());
  clock.now += std::chrono::minutes(59);
  REQUIRE(journal->RecordRead(watch, "all").ok());
  CHECK(All().size() == 1);
  clock.now += std::chrono::minutes(1);
  REQUIRE(journal->RecordRead(watch, "all").ok());
  CHECK(All().size() == 2);
}

TEST_CASE_METHOD(Fixture,
                 "of a question only a keyed digest is kept: the same that day, another later",
                 "[journal][reads]") {
  Read("asif", "", "ERIKSSON 1974");
  clock.now += kSameRead;
  Read("asif", "", "ERIKSSON 1974");
  Read("asif", "", "ERIKSSON 1975");
  clock.now += days(1);
  Read("asif", "", "ERIKSSON 1974");
  const auto reads = All();
  REQUIRE(reads.size() == 4);
  CHECK(reads[3].subject == reads[2].subject);
  CHECK(reads[3].subject != reads[1].subject);
  CHECK(reads[3].subject != reads[0].subject);
  CHECK(reads[3].subject.starts_with("query/"));
  CHECK(reads[3].subject.size() == 22);
  const auto rows = journal->RowsAfter(0, 10, 1 << 20);
  REQUIRE(rows->size() == 4);
  for (const ChainRow& row : *rows) {
    CHECK(row.kind == "read");
    CHECK(row.payload.find("ERIKSSON") == std::string::npos);
    CHECK(ReadFromPayload(row.payload).ok());
  }
  CHECK(test::PlainTexts(folder.path(), {"ERIKSSON", "asif"}).empty());
}

TEST_CASE_METHOD(Fixture, "reads come in pages, newest first, and stay for years",
                 "[journal][reads]") {
  for (int i = 0; i < 7; ++i) Read(i % 2 == 0 ? "asif" : "bano", "screenings/" + std::to_string(i));
  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = journal->ListReads("", 3, token);
    REQUIRE(page.ok());
    for (const ReadRecord& read : page->reads) seen.push_back(read.subject);
    token = page->next_page_token;
  } while (!token.empty());
  REQUIRE(seen.size() == 7);
  CHECK(seen.front() == "screenings/6");
  CHECK(seen.back() == "screenings/0");
  CHECK(All("bano").size() == 3);
  for (const char* wrong : {"x", "0", "-1", "3x"}) {
    CHECK(Detail(journal->ListReads("", 3, wrong).status())->reason == "PAGE_TOKEN_INVALID");
  }
  CHECK_FALSE(journal->ListReads("", -1, "").ok());

  clock.now += days(5 * 365);
  REQUIRE(journal->Erase({}, std::nullopt).ok());
  CHECK(All().size() == 7);
  clock.now += days(1);
  CHECK(*journal->Erase({}, std::nullopt) == Erasure{{KeyKind::kRead, 1}});
  CHECK(All().empty());
  CHECK(Verify(folder / "journal.db")->intact);
}

}  // namespace
}  // namespace chowki::journal
