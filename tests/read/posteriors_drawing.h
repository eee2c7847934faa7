#pragma once

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "read/line_recogniser.h"

namespace chowki::test {

// Steps of the network as if it had seen this text: four steps a character, the second of which
// shows it, blanks around. `doubts` mixes another character with a share into a column.
inline read::Posteriors Posteriors(const std::string& text, int before = 6, int after = 6,
                                   const std::map<int, std::pair<char, double>>& doubts = {}) {
  using read::Posteriors;
  constexpr double kRest = 1e-5;
  const auto step_of = [&](int character, double share, int other, double other_share) {
    std::array<float, read::kCharacters + 1> step;
    step.fill(static_cast<float>(std::log(kRest)));
    step[static_cast<size_t>(character)] = static_cast<float>(std::log(share));
    if (other >= 0) step[static_cast<size_t>(other)] = static_cast<float>(std::log(other_share));
    return step;
  };
  read::Posteriors posteriors;
  const auto blank = step_of(Posteriors::kBlank, 0.999, -1, 0);
  posteriors.steps.assign(static_cast<size_t>(before), blank);
  for (size_t i = 0; i < text.size(); ++i) {
    const auto doubt = doubts.find(static_cast<int>(i));
    const bool sure = doubt == doubts.end();
    posteriors.steps.push_back(blank);
    posteriors.steps.push_back(
        step_of(read::IndexOf(text[i]), sure ? 0.995 : 0.995 - doubt->second.second,
                sure ? -1 : read::IndexOf(doubt->second.first), sure ? 0 : doubt->second.second));
    posteriors.steps.push_back(blank);
    posteriors.steps.push_back(blank);
  }
  posteriors.steps.insert(posteriors.steps.end(), static_cast<size_t>(after), blank);
  return posteriors;
}

}  // namespace chowki::test
