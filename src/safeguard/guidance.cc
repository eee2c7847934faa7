#include "safeguard/guidance.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace chowki::safeguard {
namespace {

constexpr std::array<std::string_view, 4> kLanguages = {"en", "ur", "fa", "ar"};

struct Words {
  std::string_view title;
  std::string_view text;
};

struct Entry {
  std::string_view id;
  std::array<Words, kLanguages.size()> words;
};

constexpr Entry kSteps[] = {
#define STEP(id, en, en_text, ur, ur_text, fa, fa_text, ar, ar_text) \
  {id, {{{en, en_text}, {ur, ur_text}, {fa, fa_text}, {ar, ar_text}}}},
#include "safeguard/guidance.inc"
#undef STEP
};

}  // namespace

Guidance GuidanceIn(std::string_view language) {
  const auto known = std::ranges::find(kLanguages, language);
  const auto place =
      known == kLanguages.end() ? 0 : static_cast<size_t>(known - kLanguages.begin());
  Guidance guidance{kLanguages[place], {}};
  for (const Entry& entry : kSteps) {
    guidance.steps.push_back({entry.id, entry.words[place].title, entry.words[place].text});
  }
  return guidance;
}

}  // namespace chowki::safeguard
