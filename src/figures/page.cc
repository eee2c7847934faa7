#include <algorithm>

#include "base/date.h"
#include "base/digest.h"
#include "figures/monthly.h"
#include "report/html.h"

namespace chowki::figures {

extern const std::string_view kStyle;  // style.css (chowki_text)

namespace {

using report::Escaped;

// What is drawn of one breakdown; the rest stands in the table.
constexpr size_t kMostBars = 20;
constexpr std::string_view kUnknownWay = "/unknown";

struct Bar {
  std::string label;
  Count count;
};

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

struct Section {
  std::string_view kind;
  std::string_view title;
  std::string_view text;
};

constexpr Section kSections[] = {
    {"crossing", "Crossings",
     "Documents that were screened. Who crosses twice counts twice; a document that was screened "
     "again counts again."},
    {"forged", "Findings that ask for the second line",
     "By the reason of the verdict. A finding says that a document is to be looked at; it proves "
     "nothing, and a document may have several."},
    {"hit", "Hits on watchlists", "Matches that alerted, by category and band."},
    {"decision", "Decisions", "What officers decided; of each crossing the decision in force."},
    {"referral", "Referrals",
     "People who may have needed help, as posts report them: states and outcomes, never who."},
    {"check", "Checks", "What was checked, by outcome."}};

std::string Number(const Count& count) {
  return count.mark == Mark::kShown
             ? Escaped(ToText(count))
             : "<span class=\"hidden\">" + Escaped(ToText(count)) + "</span>";
}

// Bars for what is shown, a stub for what is hidden: its length says nothing.
std::string Plot(const std::string& title, std::vector<Bar> bars) {
  constexpr int kHeight = 26;
  constexpr int kLongest = 260;
  constexpr int kCharacter = 8;  // of the labels, at the widest
  std::erase_if(
      bars, [](const Bar& bar) { return bar.count.mark == Mark::kShown && bar.count.value == 0; });
  const size_t left_out = bars.size() > kMostBars ? bars.size() - kMostBars : 0;
  if (left_out > 0) {
    std::ranges::stable_sort(
        bars, [](const Bar& a, const Bar& b) { return a.count.value > b.count.value; });
    bars.resize(kMostBars);
  }
  if (bars.empty()) return "";
  std::int64_t most = 1;
  size_t longest_label = 12;
  for (const Bar& bar : bars) {
    most = std::max(most, bar.count.value);
    longest_label = std::max(longest_label, bar.label.size());
  }
  const int label = kCharacter * static_cast<int>(std::min<size_t>(longest_label, 60)) + 12;
  const int width = label + kLongest + 80;
  const int height = static_cast<int>(bars.size()) * kHeight + 16;
  std::string html = "<figure><h3>" + Escaped(title) + "</h3>\n";
  html += fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
      "aria-label=\"{2}\">\n",
      width, height, Escaped(title));
  for (size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const bool shown = bar.count.mark == Mark::kShown;
    const int y = 8 + static_cast<int>(i) * kHeight;
    const double length =
        shown ? std::max(2.0, static_cast<double>(kLongest) * static_cast<double>(bar.count.value) /
                                  static_cast<double>(most))
              : 8.0;
    html += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>"
        "<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" class=\"{}\"/>"
        "<text x=\"{:.1f}\" y=\"{}\" class=\"number\">{}</text>\n",
        label - 10, y + 17, Escaped(bar.label), label, y + 4, length, kHeight - 8,
        shown ? "shown" : "hidden", label + length + 8, y + 17, Escaped(ToText(bar.count)));
  }
  html += "</svg>";
  if (left_out > 0) {
    html += fmt::format("<p class=\"soft\">The {} largest; {} more stand in the table.</p>",
                        kMostBars, left_out);
  }
  return html + "</figure>\n";
}

std::string TableHtml(const Table& table, std::string_view corner) {
  std::string html = "<div class=\"scroll\"><table><thead><tr><th>";
  html += Escaped(corner) + "</th>";
  for (const std::string& column : table.columns) html += "<th>" + Escaped(column) + "</th>";
  html += "<th>all</th></tr></thead><tbody>\n";
  for (size_t r = 0; r <= table.rows.size(); ++r) {
    html += "<tr><th>" + (r < table.rows.size() ? Escaped(table.rows[r]) : "all") + "</th>";
    for (size_t c = 0; c <= table.columns.size(); ++c) {
      html += "<td>" + Number(table.At(r, c)) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::vector<Bar> RowSums(const Table& table) {
  std::vector<Bar> bars;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    std::string label = table.rows[r];
    if (label.ends_with(kUnknownWay)) label.resize(label.size() - kUnknownWay.size());
    bars.push_back({std::move(label), table.At(r, table.columns.size())});
  }
  return bars;
}

std::vector<Bar> ColumnSums(const Table& table) {
  std::vector<Bar> bars;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    bars.push_back({table.columns[c], table.At(table.rows.size(), c)});
  }
  return bars;
}

std::vector<Bar> PeopleBars(const Table& people) {
  std::vector<Bar> bars;
  for (size_t r = 0; r < people.rows.size(); ++r) {
    for (size_t c = 0; c < people.columns.size(); ++c) {
      bars.push_back({people.rows[r] + ", " + people.columns[c], people.At(r, c)});
    }
  }
  return bars;
}

std::string Tables(const Figure& figure) {
  if (figure.people.rows.empty()) return "";
  const std::string name = figure.code.empty() ? "Crossings" : figure.code;
  return "<details><summary>" + Escaped(name) +
         ": by age and sex, by route and issuing state</summary>\n" +
         TableHtml(figure.people, "age") + TableHtml(figure.routes, "post/direction") +
         "</details>\n";
}

std::string SectionHtml(const Monthly& monthly, const Section& section) {
  std::vector<const Figure*> figures;
  for (const Figure& figure : monthly.figures) {
    if (figure.kind == section.kind) figures.push_back(&figure);
  }
  std::string html = "<section>\n<h2>" + Escaped(section.title) + "</h2>\n<p class=\"soft\">" +
                     Escaped(section.text) + "</p>\n";
  if (figures.empty()) return html + "<p class=\"soft\">None.</p>\n</section>\n";
  if (section.kind == "crossing") {
    const Figure& all = *figures.front();
    html += "<div class=\"pair\">" + Plot("By post and direction", RowSums(all.routes)) +
            Plot("By issuing state", ColumnSums(all.routes)) + "</div>\n" +
            Plot("By age and sex", PeopleBars(all.people));
  } else {
    std::vector<Bar> bars;
    for (const Figure* figure : figures) bars.push_back({figure->code, figure->people.total()});
    html += Plot("Total", bars);
    if (section.kind == "referral") {
      for (const Figure* figure : figures) {
        html += Plot(figure->code + ", by age and sex", PeopleBars(figure->people));
      }
    }
  }
  for (const Figure* figure : figures) html += Tables(*figure);
  return html + "</section>\n";
}

std::string Policy() {
  return "default-src 'none'; style-src 'sha256-" + report::Base64(Sha256(kStyle)) +
         "'; base-uri 'none'; form-action 'none'";
}

}  // namespace

std::string ToHtml(const Monthly& monthly) {
  const std::string month =
      fmt::format("{} {}", kMonths[std::clamp(monthly.month.month, 1, 12) - 1], monthly.month.year);
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
      Policy() +
      "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Figures of " +
      Escaped(month) + "</title>\n<style>";
  html += kStyle;
  html += "</style>\n</head>\n<body>\n<main>\n<p class=\"brand\">chowki</p>\n<h1>Figures of " +
          Escaped(month) + "</h1>\n";
  html +=
      "<p class=\"soft\">Counts of what happened at the posts, without people. <b>&lt;5</b> is 1 "
      "to "
      "4: few people can be known by such a number. <b>x</b> is withheld so that sums do not give "
      "a "
      "small number away; it is at least 1. What is hidden is drawn as a short grey stub.</p>\n";
  if (monthly.pending > 0) {
    html += fmt::format(
        "<p class=\"soft late\">{} rows of the posts' journals are not counted yet.</p>\n",
        monthly.pending);
  }
  html += "<div class=\"key\">";
  for (const Figure& figure : monthly.figures) {
    if (figure.kind != "crossing" && figure.kind != "decision") continue;
    html += "<div><b>" + Escaped(ToText(figure.people.total())) + "</b>" +
            Escaped(figure.code.empty() ? "crossings" : "decisions: " + figure.code) + "</div>";
  }
  html += "</div>\n";
  for (const Section& section : kSections) html += SectionHtml(monthly, section);
  html += "<p class=\"soft\">Made " + Escaped(ToIsoTime(monthly.made)) + ".</p>\n";
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace chowki::figures
