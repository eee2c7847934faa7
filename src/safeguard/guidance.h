#pragma once

#include <string_view>
#include <vector>

namespace chowki::safeguard {

// One thing to do, in its order. UTF-8.
struct GuidanceStep {
  std::string_view id;  // "speak_alone"; "action_..." for an action of a list's entry
  std::string_view title;
  std::string_view text;
};

struct Guidance {
  std::string_view language;  // of the steps
  std::vector<GuidanceStep> steps;
};

// What to do when somebody may need help (guidance.inc).
//
// language  "en", "ur", "fa", "ar"; any other: English.
// source    reference/trafficking_indicators.json (principles), reference/hit_actions.json; Palermo
//           Protocol art. 3, 6, 9; UNICEF guidelines on child victims.
[[nodiscard]] Guidance GuidanceIn(std::string_view language);

}  // namespace chowki::safeguard
