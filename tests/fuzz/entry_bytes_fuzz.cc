#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "watchlist/entry_bytes.h"

// Any bytes: an error, or an entry that is written back as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki::watchlist;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view id = IdOf(bytes);
  const auto entry = FromBytes(bytes);
  if (!entry.ok()) return 0;
  if (ToBytes(*entry) != bytes || entry->id != id) std::abort();
  return 0;
}
