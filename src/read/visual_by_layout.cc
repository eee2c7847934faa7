#include "read/visual_by_layout.h"

#include <algorithm>
#include <optional>

#include "icao/country.h"

namespace chowki::read {
namespace {

constexpr int kLeastFit = 2;
constexpr int kLeastFitWithoutMrz = 4;

bool HasMiddleIn(const VisualLines& lines, std::size_t line, const Rect& place_mm) {
  const Rect box = lines.BoxMm(line);
  const double right = box.x + box.width / 2 - place_mm.x;
  const double down = box.y + box.height / 2 - place_mm.y;
  return right >= 0 && right <= place_mm.width && down >= 0 && down <= place_mm.height;
}

// The first line with its middle in a place that can be the field's value.
std::optional<WordRun> RunAt(const VisualClaims& claims, VisualField field, const Rect& place_mm) {
  for (std::size_t i = 0; i < claims.lines().size(); ++i) {
    if (!HasMiddleIn(claims.lines(), i, place_mm)) continue;
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

// The same where no MRZ tells what to expect: how many values of a kind that cannot be mistaken
// stand where a layout has them, none of another state.
int FitWithoutMrz(const VisualClaims& claims, const PageLayout& layout) {
  int fit = 0;
  for (const auto& [field, place] : layout.values) {
    const bool of_one_kind = IsDate(field) || IsNumber(field) || field == VisualField::kNationality;
    const auto run = of_one_kind ? RunAt(claims, field, place) : std::nullopt;
    if (!run) continue;
    ++fit;
    if (field != VisualField::kNationality || layout.issuers.empty()) continue;
    const std::string state = *claims.ValueOf(field, claims.lines().Text(*run));
    const bool of_issuer =
        std::any_of(layout.issuers.begin(), layout.issuers.end(),
                    [&](const std::string& issuer) { return icao::SameState(issuer, state); });
    if (!of_issuer) return 0;
  }
  return fit;
}

// Reads what stands in a layout's places and is too short to be read of itself.
Status ReadPlaces(VisualLines& lines, const PageLayout& layout) {
  for (const auto& [field, place] : layout.values) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (HasMiddleIn(lines, i, place)) CHOWKI_RETURN_IF_ERROR(lines.Read(i));
    }
  }
  return Ok();
}

}  // namespace

const PageLayout* BestFit(const VisualClaims& claims,
                          const std::vector<const PageLayout*>& layouts) {
  const bool has_mrz = claims.expected().record() != nullptr;
  const PageLayout* best = nullptr;
  int most = has_mrz ? kLeastFit : kLeastFitWithoutMrz;
  for (const PageLayout* layout : layouts) {
    const int fit = has_mrz ? FitOf(claims, *layout) : FitWithoutMrz(claims, *layout);
    if (fit >= most) most = fit + 1, best = layout;
  }
  return best;
}

Status TakeByLayout(VisualClaims& claims, const PageLayout& layout) {
  CHOWKI_RETURN_IF_ERROR(ReadPlaces(claims.lines(), layout));
  for (const auto& [field, place] : layout.values) {
    const auto run = claims.Has(field) ? std::nullopt : RunAt(claims, field, place);
    if (run) CHOWKI_RETURN_IF_ERROR(claims.Put(field, {{*run}, claims.lines().Text(*run), 1}));
  }
  return Ok();
}

}  // namespace chowki::read
