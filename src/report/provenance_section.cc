#include "base/date.h"
#include "report/html.h"
#include "report/sections.h"

namespace chowki::report {
namespace {

std::string Row(std::string_view what, const std::string& html) {
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", what, html);
}

}  // namespace

std::string ProvenanceSection(const Material& material) {
  const screen::Screening& screening = material.screening;
  std::string rows = Row("Screening", "<code>" + Escaped(screening.id) + "</code>");
  rows += Row("Judged as of", ToIsoTime(screening.time));
  if (!screening.provenance.software.empty()) {
    rows += Row("Software", "chowki " + Escaped(screening.provenance.software));
  }
  rows += Row("Policy", Escaped(screening.provenance.policy));
  for (const auto& [file, version] : screening.provenance.models) {
    rows += Row("Model", "<code>" + Escaped(file) + "</code> " + Escaped(version));
  }
  if (const auto& used = screening.provenance.calibration) {
    rows += Row("Calibration", fmt::format("reader {}, {} documents, {} days old",
                                           Escaped(used->reader), used->documents, used->age_days));
  }
  for (const screen::InputImage& image : screening.images) {
    rows += Row(capture::Name(image.light),
                fmt::format("{:.0f} x {:.0f} px, SHA-256 <code class=\"digest\">{}</code>",
                            image.size_px.width, image.size_px.height, ToHex(image.digest)));
  }
  return "<section id=\"provenance\"><h2>What this rests on</h2>\n<table "
         "class=\"provenance\"><tbody>\n" +
         rows + "</tbody></table>\n</section>\n";
}

}  // namespace chowki::report
