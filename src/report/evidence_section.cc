#include <algorithm>

#include "decide/rates.h"
#include "report/comparison.h"
#include "report/html.h"
#include "report/sections.h"
#include "report/symbol.h"
#include "verify/explanation.h"

namespace chowki::report {
namespace {

using capture::Light;
using verify::Evidence;
using verify::Finding;

constexpr size_t kMostCrops = 4;        // of one finding in one light; beyond, one crop of them all
constexpr double kWholePageFrom = 0.4;  // a region this large is the page itself
constexpr double kLeastWidth = 0.16;    // of a crop, as a share of the picture
constexpr double kMargin = 0.5;         // of the region's height, on each side

Quad Around(const std::vector<Quad>& quads) {
  Rect all = BoxAround(quads.front());
  for (const Quad& quad : quads) {
    const Rect box = BoxAround(quad);
    const double right = std::max(all.x + all.width, box.x + box.width);
    const double bottom = std::max(all.y + all.height, box.y + box.height);
    all.x = std::min(all.x, box.x);
    all.y = std::min(all.y, box.y);
    all.width = right - all.x;
    all.height = bottom - all.y;
  }
  return ToQuad(all);
}

Rect CropAround(const Quad& quad, const Picture& picture) {
  Rect box = BoxAround(quad);
  const double least = kLeastWidth * picture.width();
  const double x_margin =
      std::max(kMargin * std::min(box.width, box.height), (least - box.width) / 2);
  const double y_margin =
      std::max(kMargin * std::min(box.width, box.height), (least / 4 - box.height) / 2);
  box = {box.x - x_margin, box.y - y_margin, box.width + 2 * x_margin, box.height + 2 * y_margin};
  const double left = std::max(box.x, 0.0);
  const double top = std::max(box.y, 0.0);
  return {left, top, std::min(box.x + box.width, 1.0 * picture.width()) - left,
          std::min(box.y + box.height, 1.0 * picture.height()) - top};
}

std::string Crop(const Picture& picture, const std::vector<Quad>& quads, std::string_view level) {
  const Quad around = Around(quads);
  const Rect box = BoxAround(around);
  if (box.width * box.height > kWholePageFrom * picture.width() * picture.height()) return "";
  std::string outlines;
  for (const Quad& quad : quads) outlines += Outline(quad, level);
  const std::string_view light = capture::Name(picture.light());
  return fmt::format("<figure>{}<figcaption>{}</figcaption></figure>",
                     Window(picture, CropAround(around, picture), "window", light, outlines),
                     light);
}

const Picture* PictureOf(const Material& material, Light light) {
  const auto found = std::ranges::find(material.pictures, light, &Picture::light);
  return found == material.pictures.end() ? nullptr : &*found;
}

// The places of a finding cut out, beside the same place by day where the light is another.
std::string Crops(const Material& material, const Finding& finding) {
  const std::string level = LevelClass(finding.contributes);
  std::string html;
  for (const Light light : {Light::kVisible, Light::kInfrared, Light::kUltraviolet}) {
    const Picture* picture = PictureOf(material, light);
    if (picture == nullptr) continue;
    std::vector<Quad> quads;
    for (const Evidence& evidence : finding.evidence) {
      if (evidence.light == light) quads.push_back(evidence.region);
    }
    const auto crop = [&](const std::vector<Quad>& regions) {
      const auto cut = [&](const Picture& from) {
        std::vector<Quad> px;
        for (const Quad& region : regions) px.push_back(from.ToPicture(region));
        return Crop(from, px, level);
      };
      const Picture* by_day = PictureOf(material, Light::kVisible);
      std::string windows;
      if (light != Light::kVisible && by_day != nullptr) windows += cut(*by_day);
      windows += cut(*picture);
      if (!windows.empty()) html += "<div class=\"crop\">" + windows + "</div>";
    };
    if (quads.size() > kMostCrops) {
      crop(quads);
    } else {
      for (const Quad& quad : quads) crop({quad});
    }
  }
  return html.empty() ? "" : "<div class=\"crops\">" + html + "</div>";
}

// What should stand there and what does, without repetitions; a column that says nothing is left
// out.
std::string ExpectedAndSeen(const Finding& finding) {
  using Told = std::pair<std::string, std::string>;
  std::vector<Told> told;
  for (const Evidence& evidence : finding.evidence) {
    Told pair{evidence.expected, evidence.seen};
    if (pair != Told() && std::ranges::find(told, pair) == told.end()) told.push_back(pair);
  }
  const bool expects = std::ranges::any_of(told, [](const Told& t) { return !t.first.empty(); });
  const bool sees = std::ranges::any_of(told, [](const Told& t) { return !t.second.empty(); });
  if (!expects && !sees) return "";
  const auto row = [&](std::string_view tag, std::string_view expected, std::string_view seen) {
    const auto cell = [&](std::string_view text) {
      return fmt::format("<{0}>{1}</{0}>", tag, text);
    };
    return "<tr>" + (expects ? cell(expected) : "") + (sees ? cell(seen) : "") + "</tr>";
  };
  std::string html =
      "<table class=\"values\"><thead>" + row("th", "Expected", "Seen") + "</thead><tbody>";
  for (const auto& [expected, seen] : told) {
    const auto [left, right] = expects && sees ? WithDifferences(expected, seen)
                                               : std::pair(Isolated(expected), Isolated(seen));
    html += row("td", left, right);
  }
  return html + "</tbody></table>";
}

std::string Measure(const Finding& finding) {
  if (!finding.value) return "";
  std::string html = "<p class=\"measure\">Measured <b>" + Number(*finding.value) + "</b>";
  if (finding.threshold) html += ", limit " + Number(*finding.threshold);
  return html + "</p>";
}

// How often genuine specimens give this reason, too: what an alarm is worth.
std::string FalseAlarms(const Finding& finding) {
  if (finding.contributes == verify::Contribution::kClear) return "";
  const decide::Rate* rate = decide::FindRate(finding.check, finding.reason, finding.contributes);
  if (rate == nullptr) return "";
  return fmt::format(
      "<p class=\"measure\">{} of {} genuine specimens gave this, too: at most {:.2g} % "
      "(docs/checks.md)"
      "</p>\n",
      rate->genuine.with == 0 ? "None" : std::to_string(rate->genuine.with), rate->genuine.of,
      100 * decide::UpperBound(rate->genuine));
}

std::string Card(const Material& material, const Mark& mark) {
  const Finding& finding = *mark.finding;
  const verify::Explanation* explanation = verify::Explain(finding.check, finding.reason);
  const std::string_view title = verify::TitleOf(finding.check);
  std::string html = fmt::format(
      "<article class=\"finding {}\" id=\"finding-{}\"><header><span class=\"number\">{}</span>"
      "<div><h3>{}</h3><p class=\"check\">{} <code>{}</code></p></div>{}</header>\n",
      LevelClass(finding.contributes), mark.number, mark.number, Escaped(Words(finding.reason)),
      Escaped(title), Escaped(finding.check), Badge(finding.outcome));
  if (explanation != nullptr) {
    html += "<p>" + Prose(explanation->cause) +
            "</p>\n<p class=\"action\"><b>What the officer does:</b> " +
            Prose(explanation->action) + "</p>\n";
  }
  return html + Crops(material, finding) + ExpectedAndSeen(finding) + Measure(finding) +
         FalseAlarms(finding) + "</article>\n";
}

}  // namespace

std::string Number(double value) {
  std::string text = fmt::format("{:.3g}", value);
  if (text.find('e') != std::string::npos) text = fmt::format("{:.0f}", value);
  return text;
}

std::string EvidenceSection(const Material& material) {
  std::string notes;
  std::string html = "<section id=\"evidence\"><h2>What deserves a look</h2>\n";
  bool asked = false;
  for (const Mark& mark : material.marks) {
    const bool asks = mark.finding->contributes != verify::Contribution::kClear;
    asked |= asks;
    (asks ? html : notes) += Card(material, mark);
  }
  if (!asked) html += "<p class=\"quiet\">No check asked for a second look.</p>\n";
  if (!notes.empty()) html += "<h2>Noted, without weight in the advice</h2>\n" + notes;
  return html + "</section>\n";
}

}  // namespace chowki::report
