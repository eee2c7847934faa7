#include "identify/name_index.h"

#include <algorithm>
#include <cmath>

#include "identify/name_query.h"
#include "identify/scorecard.h"
#include "identify/word_class.h"

namespace chowki::identify {

std::vector<NameHit> NameIndex::Find(std::span<const NameWord> words, bool truncated,
                                     YearSet years) const {
  if (size() == 0) return {};
  std::vector<NameWord> asked(words.begin(), words.end());
  return NameQuery(*this, asked, truncated, years).Run();
}

std::span<const Bearer> NameIndex::BearersOf(NameId name) const {
  const std::uint32_t begin = name == 0 ? 0 : columns_.names[name - 1].bearers_end;
  return columns_.bearers.subspan(begin, columns_.names[name].bearers_end - begin);
}

NameWord NameIndex::Listed(WordId word) const {
  const WordRow& row = vocabulary_.Row(word);
  return {vocabulary_.Text(word), row.worth, row.word_class, row.kind};
}

float NameIndex::WorthOf(std::string_view word) const {
  if (const auto id = vocabulary_.Find(word)) return vocabulary_.Row(*id).worth;
  // Another spelling of a name that the list has is worth as much.
  for (const std::string& spelling : SpellingsOf(ClassOf(word))) {
    if (const auto id = vocabulary_.Find(spelling)) return vocabulary_.Row(*id).worth;
  }
  return WordWorth(word, 0, static_cast<double>(size()));
}

std::vector<NameWord> NameIndex::Weighed(const Words& words) const {
  std::vector<NameWord> weighed;
  for (const std::string& word : words) {
    weighed.push_back({word, WorthOf(word), ClassOf(word), KindOf(word)});
  }
  return weighed;
}

float WordWorth(std::string_view word, double names, double all) {
  switch (KindOf(word)) {
    case WordKind::kParticle:
      return scorecard::kNameWeights.particle;
    case WordKind::kTitle:
      return scorecard::kNameWeights.title;
    case WordKind::kInitial:
      return scorecard::kNameWeights.initial;
    case WordKind::kName:
    case WordKind::kPatronymic:
      break;
  }
  const double known = PopulationShare(word);
  const double population = known > 0 ? known : scorecard::kUnknownShare;
  const double share =
      (names + population * scorecard::kPriorNames) / (all + scorecard::kPriorNames);
  return std::clamp(static_cast<float>(-std::log2(share)), scorecard::kLeastWord,
                    scorecard::kMostWord);
}

YearSet YearsOf(const DateInterval& span) {
  constexpr int kBits = 64;
  if (span.last.year - span.first.year + 3 >= kBits) return kAnyYear;
  YearSet years = 0;
  for (int year = span.first.year - 1; year <= span.last.year + 1; ++year) {
    years |= YearSet{1} << (static_cast<unsigned>(year) % kBits);
  }
  return years;
}

}  // namespace chowki::identify
