#include "central/entry_revision.h"

#include "base/status.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central {
namespace {

constexpr char kRevisionTag = 2 << 3;

// One past the last byte of the number that begins at `at`.
size_t EndOfNumber(std::string_view bytes, size_t at) {
  while (at < bytes.size() && (bytes[at] & 0x80) != 0) ++at;
  return at + 1;
}

}  // namespace

std::string WithRevision(std::string_view bytes, std::int64_t revision) {
  const size_t id_begin = EndOfNumber(bytes, 1);
  const size_t tag = id_begin + watchlist::IdOf(bytes).size();
  CHOWKI_CHECK(tag < bytes.size() && bytes[tag] == kRevisionTag);
  std::string result(bytes.substr(0, tag + 1));
  auto number = static_cast<std::uint64_t>(revision);
  for (; number >= 0x80; number >>= 7) result += static_cast<char>(number | 0x80);
  result += static_cast<char>(number);
  return result.append(bytes.substr(EndOfNumber(bytes, tag + 1)));
}

}  // namespace chowki::central
