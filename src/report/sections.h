#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/mark.h"
#include "report/picture.h"
#include "screen/screening.h"

namespace chowki::report {

// What the sections of a report are made of.
struct Material {
  const screen::Screening& screening;
  const std::vector<Picture>& pictures;  // visible, infrared, ultraviolet, as far as given
  const std::vector<Mark>& marks;
  std::string_view title;
};

// Each section as HTML; "" when there is nothing to show.
[[nodiscard]] std::string VerdictSection(const Material& material);
[[nodiscard]] std::string EvidenceSection(const Material& material);
[[nodiscard]] std::string PagesSection(const Material& material);
[[nodiscard]] std::string ValuesSection(const Material& material);
[[nodiscard]] std::string ChecksSection(const Material& material);
[[nodiscard]] std::string ProvenanceSection(const Material& material);

// Window on a picture that stands in the page elsewhere, or the picture itself: an <svg> that shows
// `box_px` of it and has `inside` drawn over it.
[[nodiscard]] std::string Window(const Picture& picture, const Rect& box_px,
                                 std::string_view css_class, std::string_view label,
                                 std::string_view inside);

// A quadrilateral in px of a picture as an outline.
[[nodiscard]] std::string Outline(const Quad& quad_px, std::string_view css_class);

// "0.82"; three digits that count.
[[nodiscard]] std::string Number(double value);

}  // namespace chowki::report
