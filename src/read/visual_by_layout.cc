#include "read/visual_by_layout.h"

#include <optional>

namespace chowki::read {
namespace {

constexpr int kLeastFit = 2;

// The first line with its middle in a place that can be the field's value.
std::optional<WordRun> RunAt(const VisualClaims& claims, VisualField field, const Rect& place_mm) {
  for (std::size_t i = 0; i < claims.lines().size(); ++i) {
    const Rect box = claims.lines().BoxMm(i);
    const double right = box.x + box.width / 2 - place_mm.x;
    const double down = box.y + box.height / 2 - place_mm.y;
    if (right < 0 || right > place_mm.width || down < 0 || down > place_mm.height) continue;
    const auto run = claims.FreeRun(field, i);
    if (run && claims.ValueOf(field, claims.lines().Text(*run))) return run;
  }
  return std::nullopt;
}

// How many values stand where a layout has them and are what the MRZ says, less those that are
// something else.
int FitOf(const VisualClaims& claims, const PageLayout& layout) {
  int fit = 0;
  for (const auto& [field, place] : layout.values) {
    if (claims.expected().Of(field).empty()) continue;
    const auto run = RunAt(claims, field, place);
    if (!run) continue;
    const auto value = claims.ValueOf(field, claims.lines().Text(*run));
    fit += claims.expected().Is(field, *value) ? 1 : -1;
  }
  return fit;
}

}  // namespace

const PageLayout* BestFit(const VisualClaims& claims,
                          const std::vector<const PageLayout*>& layouts) {
  const PageLayout* best = nullptr;
  int most = kLeastFit;
  for (const PageLayout* layout : layouts) {
    const int fit = FitOf(claims, *layout);
    if (fit >= most) most = fit + 1, best = layout;
  }
  return best;
}

Status TakeByLayout(VisualClaims& claims, const PageLayout& layout) {
  for (const auto& [field, place] : layout.values) {
    const auto run = claims.Has(field) ? std::nullopt : RunAt(claims, field, place);
    if (run) CHOWKI_RETURN_IF_ERROR(claims.Put(field, {{*run}, claims.lines().Text(*run), 1}));
  }
  return Ok();
}

}  // namespace chowki::read
