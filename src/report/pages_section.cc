#include <algorithm>

#include "report/html.h"
#include "report/sections.h"
#include "report/symbol.h"

namespace chowki::report {
namespace {

using capture::Light;

constexpr double kLabelPx = 34;  // of a picture that is kReferencePx wide
constexpr double kReferencePx = 1400;
constexpr size_t kMostLabels = 4;  // of one finding in one picture; every region is outlined

std::string_view Caption(Light light) {
  switch (light) {
    case Light::kVisible:
      return "By day, 400 to 700 nm";
    case Light::kInfrared:
      return "Infrared, 850 to 950 nm";
    case Light::kUltraviolet:
      return "Ultraviolet, 365 nm";
  }
  Die(__FILE__, __LINE__, "no such light");
}

// A number beside the upper left corner of a region, inside of the picture.
std::string Label(const Mark& mark, const Quad& quad, const Picture& picture) {
  const double size = kLabelPx * picture.width() / kReferencePx;
  const Rect box = BoxAround(quad);
  const double x = std::clamp(box.x - size * 0.6, size * 0.7, picture.width() - size * 0.7);
  const double y = std::clamp(box.y - size * 0.6, size * 0.7, picture.height() - size * 0.7);
  return fmt::format(
      R"(<a href="#finding-{0}" class="label {1}"><title>{2}</title><circle cx="{3:.1f}" cy="{4:.1f}" r="{5:.1f}"/>)"
      R"(<text x="{3:.1f}" y="{6:.1f}" font-size="{5:.1f}">{0}</text></a>)",
      mark.number, LevelClass(mark.finding->contributes),
      Escaped(mark.finding->check + ": " + Words(mark.finding->reason)), x, y, size * 0.62,
      y + size * 0.22);
}

std::string Overlay(const std::vector<Mark>& marks, const Picture& picture) {
  std::string outlines;
  std::string labels;
  for (const Mark& mark : marks) {
    std::string own;
    size_t labelled = 0;
    for (const verify::Evidence& evidence : mark.finding->evidence) {
      if (evidence.light != picture.light()) continue;
      const Quad quad = picture.ToPicture(evidence.region);
      own += Outline(quad, LevelClass(mark.finding->contributes));
      if (labelled++ < kMostLabels) labels += Label(mark, quad, picture);
    }
    if (own.empty()) continue;
    outlines += fmt::format(R"(<g id="place-{}-{}">{}</g>)", capture::Name(picture.light()),
                            mark.number, own);
  }
  return outlines + labels;
}

std::string Figure(const Picture& picture, const std::vector<Mark>& marks) {
  const Rect all{0, 0, static_cast<double>(picture.width()), static_cast<double>(picture.height())};
  return fmt::format(
      "<figure class=\"page\">{}<figcaption>{}</figcaption></figure>\n",
      Window(picture, all, "whole", Caption(picture.light()), Overlay(marks, picture)),
      Caption(picture.light()));
}

std::string Missing(Light light) {
  return fmt::format(
      "<figure class=\"page missing\"><p>No picture in this light was given.<br>Checks that need "
      "it "
      "were not performed, and count for nothing.</p><figcaption>{}</figcaption></figure>\n",
      Caption(light));
}

}  // namespace

std::string Window(const Picture& picture, const Rect& box_px, std::string_view css_class,
                   std::string_view label, std::string_view inside) {
  return fmt::format(
      R"(<svg class="{}" viewBox="{:.1f} {:.1f} {:.1f} {:.1f}" role="img" aria-label="{}">)"
      R"(<use href="#picture-{}"/>{}</svg>)",
      css_class, box_px.x, box_px.y, box_px.width, box_px.height, Escaped(label),
      capture::Name(picture.light()), inside);
}

std::string Outline(const Quad& quad_px, std::string_view css_class) {
  std::string points;
  for (const Point& corner : quad_px.corners) {
    points += fmt::format("{:.1f},{:.1f} ", corner.x, corner.y);
  }
  // A light line under a dark one is seen on any ground.
  return fmt::format(
      R"(<polygon class="under" points="{0}"/><polygon class="outline {1}" points="{0}"/>)", points,
      css_class);
}

std::string PagesSection(const Material& material) {
  std::string html = "<section id=\"pages\"><h2>The page in each light</h2>\n";
  html += "<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n";
  for (const Picture& picture : material.pictures) {
    html += fmt::format(
        "<image id=\"picture-{}\" width=\"{}\" height=\"{}\" "
        "href=\"data:image/jpeg;base64,{}\"/>\n",
        capture::Name(picture.light()), picture.width(), picture.height(), Base64(picture.jpeg()));
  }
  html += "</defs></svg>\n";
  for (const Light light : {Light::kVisible, Light::kInfrared, Light::kUltraviolet}) {
    const auto picture = std::ranges::find(material.pictures, light, &Picture::light);
    html += picture == material.pictures.end() ? Missing(light) : Figure(*picture, material.marks);
  }
  return html + "</section>\n";
}

}  // namespace chowki::report
