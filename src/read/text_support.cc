#include "read/text_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "read/latin.h"

namespace chowki::read {
namespace {

constexpr float kImpossible = -std::numeric_limits<float>::infinity();
constexpr float kLeastProbability = 1e-6F;

// What a class counts as: a letter or digit without case and marks, or 0 for blank, space and
// signs.
std::array<char, TextPosteriors::kClasses> FoldedClasses() {
  std::array<char, TextPosteriors::kClasses> folded{};
  for (std::size_t i = 0; i < TextSigns().size(); ++i) {
    const auto words = Words(FoldLatin(TextSigns()[i]));
    if (!words.empty()) folded[i + 1] = words[0][0];
  }
  return folded;
}

// Whether a letter may stand for nothing of its own: an MRZ writes Ö as OE, Þ as TH, and a small
// mark is easily lost in print.
bool MayBeRendered(std::string_view letters, std::size_t at) {
  static constexpr auto kPairs =
      std::to_array<std::string_view>({"AE", "OE", "UE", "AA", "TH", "SS"});
  return at > 0 &&
         std::find(kPairs.begin(), kPairs.end(), letters.substr(at - 1, 2)) != kPairs.end();
}

}  // namespace

double Support(std::span<const std::array<float, TextPosteriors::kClasses>> steps,
               std::string_view letters) {
  static const auto kFolded = FoldedClasses();
  // States as of CTC: between, letter, between, letter ... between.
  const std::size_t count = 2 * letters.size() + 1;
  std::vector<float> best(count, kImpossible);
  std::vector<float> next(count);
  float freely = 0;
  for (std::size_t t = 0; t < steps.size(); ++t) {
    std::array<float, 128> of{};  // the likeliest class that counts as each letter
    for (std::size_t k = 0; k < steps[t].size(); ++k) {
      auto& value = of[static_cast<std::size_t>(kFolded[k])];
      value = std::max(value, steps[t][k]);
    }
    freely += std::log(*std::max_element(steps[t].begin(), steps[t].end()));
    for (std::size_t s = 0; s < count; ++s) {
      const char letter = s % 2 == 0 ? '\0' : letters[s / 2];
      float from = best[s];
      if (s > 0) from = std::max(from, best[s - 1]);
      const bool skips = s > 2 && s % 2 == 1 && letter != letters[s / 2 - 1];
      if (skips) from = std::max(from, best[s - 2]);
      // From before or behind the first letter of a pair over its second.
      if (s > 2 && s % 2 == 0 && MayBeRendered(letters, s / 2 - 1)) {
        from = std::max({from, best[s - 2], best[s - 3]});
      }
      if (s > 4 && s % 2 == 1 && MayBeRendered(letters, s / 2 - 1)) {
        from = std::max(from, best[s - 4]);
      }
      if (t == 0) from = s < 2 ? 0 : kImpossible;
      next[s] = from + std::log(std::max(of[static_cast<std::size_t>(letter)], kLeastProbability));
    }
    std::swap(best, next);
  }
  const float last = std::max(best[count - 1], best[count - 2]);
  return static_cast<double>(last) - static_cast<double>(freely);
}

}  // namespace chowki::read
