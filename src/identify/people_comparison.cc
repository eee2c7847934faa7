#include "identify/people_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "identify/name_comparison.h"
#include "identify/name_index.h"
#include "identify/name_key.h"
#include "identify/scorecard.h"
#include "identify/signals/birth_date.h"
#include "identify/signals/nationality.h"
#include "identify/signals/sex.h"

namespace chowki::identify {
namespace {

std::vector<NameWord> Weighed(const Words& words) {
  std::vector<NameWord> weighed;
  for (const std::string& word : words) {
    weighed.push_back({word, WordWorth(word, 0, 0), ClassOf(word), KindOf(word)});
  }
  return weighed;
}

// The two names that are most alike; points -infinity when there is none to compare.
Signal CompareNamesOf(const Query& a, const Query& b) {
  Signal best{"name", Effect::kNeutral, -std::numeric_limits<double>::infinity(), "", ""};
  for (const std::string& name : a.names) {
    for (const Words& words : NameForms(name)) {
      const auto weighed = Weighed(words);
      for (const std::string& other : b.names) {
        for (const Words& form : NameForms(other)) {
          const double points = CompareNames(weighed, Weighed(form), a.name_may_be_truncated);
          if (points > best.points) best = {"name", Effect::kNeutral, points, name, other};
        }
      }
    }
  }
  return best;
}

// What is known of a person, as an entry of a list of one.
watchlist::Entry ToEntry(const Query& person) {
  watchlist::Entry entry;
  if (const auto span = ToInterval(person.birth_date)) {
    entry.birth_dates.push_back({person.birth_date, *span});
  }
  if (!person.nationality.empty()) entry.nationalities.push_back(person.nationality);
  entry.sex = person.sex;
  return entry;
}

}  // namespace

PeopleComparison ComparePeople(const Query& a, const Query& b) {
  PeopleComparison comparison;
  Signal name = CompareNamesOf(a, b);
  if (name.points == -std::numeric_limits<double>::infinity()) return comparison;
  comparison.signals.push_back(std::move(name));
  const watchlist::Entry other = ToEntry(b);
  for (Signal signal :
       {CompareBirthDate(a, other), CompareNationality(a, other), CompareSex(a, other)}) {
    if (!signal.query.empty() || !signal.entry.empty()) {
      comparison.signals.push_back(std::move(signal));
    }
  }
  double sum = scorecard::kSamePersonPrior;
  for (Signal& signal : comparison.signals) {
    signal.effect = EffectOf(signal.points);
    sum += signal.points;
  }
  comparison.score = ScoreOf(sum);
  comparison.match = comparison.score >= scorecard::kSamePersonScore;
  return comparison;
}

}  // namespace chowki::identify
