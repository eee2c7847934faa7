#include "associate/rule.h"

namespace chowki::associate {
namespace {

constexpr SignRule kRules[] = {
#define RULE(id, family, weight, points, benign, source) \
  {id, Family::family, weight, points, benign, source},
#include "associate/rules.inc"
#undef RULE
};

}  // namespace

std::span<const SignRule> Rules() { return kRules; }

const SignRule* FindRule(std::string_view id) {
  for (const SignRule& rule : kRules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

Level LevelOf(const SignRule& rule) {
  if (rule.weight >= kStrongWeight) return Level::kStrong;
  return rule.weight > kNoteWeight ? Level::kSign : Level::kNote;
}

std::string_view Name(Family family) {
  constexpr std::string_view kNames[] = {"document", "group", "history", "observation", "list"};
  return kNames[static_cast<size_t>(family)];
}

std::string_view Name(Level level) {
  constexpr std::string_view kNames[] = {"note", "sign", "strong"};
  return kNames[static_cast<size_t>(level)];
}

}  // namespace chowki::associate
