#include <map>
#include <set>

#include "read/visual_comparison.h"
#include "report/comparison.h"
#include "report/html.h"
#include "report/sections.h"

namespace chowki::report {
namespace {

using read::Agreement;

// One line of the MRZ in cells; digits that do not hold and characters in doubt are marked.
std::string Line(const screen::Screening& screening, int line) {
  std::map<int, std::string> notes;  // column -> why it is marked
  std::set<int> wrong;
  for (const read::Doubt& doubt : screening.transcript.mrz.doubtful) {
    if (doubt.line == line) notes[doubt.column] = "in doubt";
  }
  if (screening.record) {
    for (const icao::CheckDigitResult& digit : screening.record->check_digits) {
      if (digit.valid || digit.line != line) continue;
      wrong.insert(digit.column);
      notes[digit.column] =
          fmt::format("check digit {} printed, {} computed", digit.stated, digit.computed);
    }
  }
  std::string html;
  const std::string& text = screening.transcript.mrz.lines[static_cast<size_t>(line)];
  for (int column = 0; column < static_cast<int>(text.size()); ++column) {
    const std::string character = Escaped(text.substr(static_cast<size_t>(column), 1));
    const auto note = notes.find(column);
    if (note == notes.end()) {
      html += character;
    } else {
      html += fmt::format(R"(<mark class="{}" title="{}">{}</mark>)",
                          wrong.contains(column) ? "wrong" : "doubtful", Escaped(note->second),
                          character);
    }
  }
  return html;
}

std::string_view Said(Agreement agreement) {
  switch (agreement) {
    case Agreement::kSame:
      return "the same";
    case Agreement::kRendered:
      return "a legal spelling of it";
    case Agreement::kTruncated:
      return "cut short";
    case Agreement::kReordered:
      return "the same words, divided otherwise";
    case Agreement::kDiffers:
      return "differs";
    case Agreement::kNotCompared:
      return "not compared";
  }
  Die(__FILE__, __LINE__, "no such agreement");
}

std::string Row(const read::FieldComparison& field) {
  const bool differs = field.agreement == Agreement::kDiffers;
  const auto [mrz, visual] = differs ? WithDifferences(field.mrz, field.visual)
                                     : std::pair(Isolated(field.mrz), Isolated(field.visual));
  return fmt::format(
      "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      differs ? "differs" : "", Words(read::Name(field.field)), mrz, visual, Said(field.agreement));
}

std::string Fields(const screen::Screening& screening) {
  std::string rows;
  for (const read::FieldComparison& field :
       read::CompareWithMrz(*screening.record, screening.transcript.visual)) {
    if (!field.mrz.empty() || !field.visual.empty()) rows += Row(field);
  }
  return "<table class=\"fields\"><thead><tr><th></th><th>Machine-readable zone</th>"
         "<th>On the page</th><th></th></tr></thead><tbody>\n" +
         rows + "</tbody></table>\n";
}

// What stands on a page without an MRZ.
std::string VisualOnly(const screen::Screening& screening) {
  std::string rows;
  for (const auto& [field, reading] : screening.transcript.visual) {
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                        Escaped(Words(field)), Isolated(reading.value), Isolated(reading.raw));
  }
  if (rows.empty()) return "";
  return "<table class=\"fields\"><thead><tr><th></th><th>Value</th><th>As "
         "printed</th></tr></thead>"
         "<tbody>\n" +
         rows + "</tbody></table>\n";
}

}  // namespace

std::string ValuesSection(const Material& material) {
  const screen::Screening& screening = material.screening;
  std::string html = "<section id=\"values\"><h2>What was read</h2>\n";
  if (screening.transcript.mrz.lines.empty()) {
    html += "<p class=\"quiet\">No machine-readable zone was read.</p>\n" + VisualOnly(screening);
    return html + "</section>\n";
  }
  html += "<pre class=\"mrz\" dir=\"ltr\">";
  for (size_t line = 0; line < screening.transcript.mrz.lines.size(); ++line) {
    html += Line(screening, static_cast<int>(line)) + "\n";
  }
  html += "</pre>\n";
  if (screening.record) html += Fields(screening);
  return html + "</section>\n";
}

}  // namespace chowki::report
