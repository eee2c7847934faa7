#include "app/cli/inspection.h"

#include "app/file_text.h"
#include "app/version.h"
#include "base/clock.h"
#include "screen/screener.h"
#include "verify/catalogue.h"

namespace chowki::app::cli {
namespace {

Time NowFor(const Document& document) {
  if (!document.date) return SystemClock().Now();
  constexpr Date kEpoch = {1970, 1, 1};
  return Time(std::chrono::hours(24) * DaysBetween(kEpoch, *document.date) +
              std::chrono::hours(12));
}

}  // namespace

Result<std::vector<std::string>> ReadFiles(const Document& document) {
  std::vector<std::string> files;
  for (const auto& [light, file] : document.files) {
    CHOWKI_ASSIGN_OR_RETURN(files.emplace_back(), ReadText(file));
  }
  return files;
}

Result<screen::Screening> Inspect(const Document& document, const std::vector<std::string>& files,
                                  const Readers& readers) {
  std::vector<screen::Input> inputs;
  for (size_t i = 0; i < files.size(); ++i) {
    inputs.push_back(
        {document.files[i].first,
         Bytes(reinterpret_cast<const std::uint8_t*>(files[i].data()), files[i].size())});
  }
  const FixedClock clock(NowFor(document));
  screen::Screener::Parts parts;
  parts.mrz_reader = &readers.mrz;
  parts.visual_reader = readers.visual_or_null();
  parts.clock = &clock;
  parts.software = kVersion;
  parts.models = readers.models;
  parts.policy.mandatory_checks = verify::MandatoryChecks();
  return screen::Screener(std::move(parts)).Screen(inputs, {}, {});
}

}  // namespace chowki::app::cli
