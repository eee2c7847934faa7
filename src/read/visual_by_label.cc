#include "read/visual_by_label.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace chowki::read {
namespace {

// Where a value may stand to its label, in mm.
constexpr double kLowestBelow = -0.8;
constexpr double kHighestBelow = 6.0;
constexpr double kFurthestLeft = 4.0;
constexpr double kFurthestReaching = 9.0;
constexpr double kFurthestRight = 14.0;
constexpr double kFurthestBeside = 35.0;
// Distance that a number behind its label counts as: other scripts' label words look like numbers.
constexpr double kBehindNumberLabel = 8;

using Labels = std::map<std::size_t, VisualField>;  // by line

// "Name" is the surname's label on some documents and the whole name's on others.
Labels SettledLabels(const VisualLines& lines) {
  Labels labels;
  bool has_surname = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const VisualField field = lines[i].label.field;
    if (!lines[i].is_read || field == VisualField::kNone || lines.IsUsed(i)) continue;
    labels[i] = field;
    has_surname = has_surname || field == VisualField::kSurname;
  }
  for (auto& [line, field] : labels) {
    if (field != VisualField::kFullName) continue;
    field = has_surname ? VisualField::kOther : VisualField::kSurname;
  }
  return labels;
}

// A value on its label's own line, where its type tells it from more words of the label.
bool HasValueBehind(const VisualClaims& claims, const LabelMatch& label) {
  if (label.rest.empty()) return false;
  const auto value = claims.ValueOf(label.field, label.rest);
  if (label.field == VisualField::kSex) return value && *value == label.rest;
  if (label.field == VisualField::kNationality) {
    return value && FindLabel(label.rest, false).field == VisualField::kNone;
  }
  if (!IsNumber(label.field) && !IsDate(label.field)) return false;
  if (!value || IsDate(label.field)) return value.has_value();
  const auto digits =
      std::count_if(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; });
  return 3 * static_cast<std::size_t>(digits) >= 2 * value->size();
}

struct Pair {
  double distance;
  VisualField field;
  double trust;
  WordRun value;
  std::string text;
};

std::vector<Pair> PairsOf(const VisualClaims& claims) {
  const VisualLines& lines = claims.lines();
  const Labels labels = SettledLabels(lines);
  std::vector<Pair> pairs;
  for (const auto& [i, field] : labels) {
    if (Name(field).empty() || claims.Has(field)) continue;
    const LabelMatch& label = lines[i].label;
    if (HasValueBehind(claims, label)) {
      const double distance = IsDate(field) ? 0 : kBehindNumberLabel;
      pairs.push_back({distance, field, label.quality, lines.Whole(i), label.rest});
    }
    for (std::size_t j = 0; j < lines.size(); ++j) {
      if (labels.contains(j)) continue;
      const auto distance = DistanceMm(lines.BoxMm(i), lines.BoxMm(j));
      const auto run = claims.FreeRun(field, j);
      if (!distance || !run || !claims.ValueOf(field, lines.Text(*run))) continue;
      pairs.push_back({*distance, field, label.quality, *run, lines.Text(*run)});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
  return pairs;
}

}  // namespace

std::optional<double> DistanceMm(const Rect& label_mm, const Rect& value_mm) {
  const double down = value_mm.y - (label_mm.y + label_mm.height);
  const double right = value_mm.x - label_mm.x;
  // The beginning of a faint label may be lost: then the value only reaches below it.
  const bool reaches = value_mm.x + value_mm.width > label_mm.x && right > -kFurthestReaching;
  if (down > kLowestBelow && down < kHighestBelow && (right > -kFurthestLeft || reaches) &&
      right < kFurthestRight) {
    return std::max(down, 0.0) + 0.5 * std::abs(right);
  }
  const double beside = value_mm.x - (label_mm.x + label_mm.width);
  const double level =
      std::abs(value_mm.y + value_mm.height / 2 - label_mm.y - label_mm.height / 2);
  if (level < 1.2 && beside > -0.5 && beside < kFurthestBeside) return 3 + 0.3 * beside;
  return std::nullopt;
}

Status TakeByLabels(VisualClaims& claims) {
  for (const Pair& pair : PairsOf(claims)) {
    if (claims.lines().IsUsed(pair.value.line) || claims.Has(pair.field)) continue;
    CHOWKI_RETURN_IF_ERROR(claims.Put(pair.field, {{pair.value}, pair.text, pair.trust}));
  }
  return Ok();
}

}  // namespace chowki::read
