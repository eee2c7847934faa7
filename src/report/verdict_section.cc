#include "report/html.h"
#include "report/sections.h"
#include "report/symbol.h"

namespace chowki::report {
namespace {

std::string_view Meaning(decide::Advice advice) {
  switch (advice) {
    case decide::Advice::kClear:
      return "No check asked for a second look.";
    case decide::Advice::kAttention:
      return "Look at the points below before you go on.";
    case decide::Advice::kRefer:
      return "To the second line: at least one point is not explained by reading or wear.";
  }
  Die(__FILE__, __LINE__, "no such advice");
}

std::string DocumentLine(const screen::Screening& screening) {
  if (!screening.record) return "No machine-readable zone was read.";
  return fmt::format("{} of {}", icao::Name(screening.record->format),
                     Isolated(screening.record->issuing_state));
}

// Reasons that no finding stands for: lists, mandatory checks that did not run.
std::string OtherReasons(const decide::Verdict& verdict) {
  std::string html;
  for (const decide::Reason& reason : verdict.reasons) {
    if (reason.kind == decide::ReasonKind::kFinding) continue;
    html += "<li><code>" + Escaped(reason.code) + "</code></li>";
  }
  return html.empty() ? "" : "<ul class=\"reasons\">" + html + "</ul>";
}

}  // namespace

std::string VerdictSection(const Material& material) {
  const decide::Verdict& verdict = material.screening.verdict;
  return fmt::format(
      "<header class=\"verdict {}\">\n<p class=\"brand\">chowki <span>report of an "
      "inspection</span></p>\n"
      "<h1>{}</h1>\n<p class=\"document\">{}</p>\n<div class=\"advice\">{}<p>{}</p>{}</div>\n"
      "<div class=\"risk\"><span>Risk</span><b>{:.2f}</b>"
      "<svg viewBox=\"0 0 100 6\" aria-hidden=\"true\"><rect width=\"100\" height=\"6\" rx=\"3\"/>"
      "<rect class=\"share\" width=\"{:.1f}\" height=\"6\" rx=\"3\"/></svg>"
      "<p>Orders documents by suspicion. It is no probability and says nothing about a "
      "person.</p></div>\n"
      "<p class=\"advises\">This is an advice. An officer decides.</p>\n</header>\n",
      decide::Name(verdict.advice), Isolated(material.title), DocumentLine(material.screening),
      Badge(verdict.advice), Meaning(verdict.advice), OtherReasons(verdict), verdict.risk,
      100 * verdict.risk);
}

}  // namespace chowki::report
