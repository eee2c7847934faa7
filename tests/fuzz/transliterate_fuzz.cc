#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "icao/transliterate.h"

// Any bytes as a name: spellings in the letters of the MRZ, bounded, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki;
  constexpr size_t kLimit = 32;
  const std::string name(data, data + size);
  static_cast<void>(icao::ArabicFromMrz(name));
  const auto recommended = icao::ToMrzName(name);
  const auto spellings = icao::MrzSpellings(name, kLimit);
  if (recommended.ok() != spellings.ok()) std::abort();
  if (!recommended.ok()) return 0;
  if (spellings->empty() || spellings->size() > kLimit || spellings->front() != *recommended) {
    std::abort();
  }
  for (const std::string& spelling : *spellings) {
    if (spelling.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ ") != std::string::npos) {
      std::abort();
    }
  }
  return 0;
}
