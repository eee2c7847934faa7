#include "report/html.h"
#include "report/sections.h"
#include "report/symbol.h"
#include "verify/explanation.h"

namespace chowki::report {
namespace {

std::string Row(const Material& material, const verify::Finding& finding) {
  const auto number = NumberOf(material.marks, finding);
  const std::string link =
      number ? fmt::format("<a class=\"number {0}\" href=\"#finding-{1}\">{1}</a>",
                           LevelClass(finding.contributes), *number)
             : "";
  const std::string generic =
      finding.generic_id.empty()
          ? ""
          : " <span class=\"generic\">" + Escaped(finding.generic_id) + "</span>";
  return fmt::format(
      "<tr><td>{}</td><th scope=\"row\">{}<br><code>{}</code>{}</th><td>{}</td><td>{}</td>"
      "<td class=\"figure\">{}</td><td class=\"figure\">{}</td></tr>\n",
      link, Escaped(verify::TitleOf(finding.check)), Escaped(finding.check), generic,
      Badge(finding.outcome), Escaped(Words(finding.reason)),
      finding.value ? Number(*finding.value) : "",
      finding.threshold ? Number(*finding.threshold) : "");
}

}  // namespace

std::string ChecksSection(const Material& material) {
  std::string rows;
  for (const verify::Finding& finding : material.screening.findings) {
    if (!finding.silent) rows += Row(material, finding);
  }
  if (rows.empty()) return "";
  return "<section id=\"checks\"><h2>Every check</h2>\n<table class=\"checks\"><thead><tr><th></th>"
         "<th>Check</th><th>Outcome</th><th>Reason</th><th>Measured</th><th>Limit</th></tr></thead>"
         "<tbody>\n" +
         rows +
         "</tbody></table>\n<p class=\"legend\">A check that was not performed never counts as "
         "passed. Outcomes are those of Doc 9303-2, appendix C.</p></section>\n";
}

}  // namespace chowki::report
