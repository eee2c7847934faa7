#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "icao/mrz_parse.h"
#include "icao/mrz_write.h"

// Any lines: a record, or an error. What is written from a record is read again as it was written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki;
  constexpr Date kToday = {2026, 11, 22};
  const std::string text(data, data + size);
  const auto record = icao::ParseMrz(Split(text, '\n'), kToday);
  if (!record.ok()) return 0;
  if (record->check_digits.size() != icao::ChecksOf(record->format).size()) std::abort();

  const auto lines = icao::WriteMrz(icao::ToFields(*record));
  if (!lines.ok()) return 0;  // rule-breakers that nobody would write
  const auto again = icao::ParseMrz(*lines, kToday);
  if (!again.ok()) std::abort();
  for (const icao::CheckDigitResult& digit : again->check_digits) {
    if (!digit.valid) std::abort();
  }
  const auto lines_again = icao::WriteMrz(icao::ToFields(*again));
  if (!lines_again.ok() || *lines_again != *lines) std::abort();
  return 0;
}
