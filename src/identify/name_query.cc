#include "identify/name_query.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// Particles are not looked up; so much they may add to what was found.
constexpr float kOfParticles = 1;

bool MorePoints(const NameHit& a, const NameHit& b) {
  return a.points != b.points ? a.points > b.points : a.name < b.name;
}

}  // namespace

std::vector<NameHit> NameQuery::Run() { return Fully(Closer(Promising())); }

// Reads which names have the words of the units, rarest first. Once enough names have more points
// than the units that are left can give, no others are added; once those are few, the rest need not
// be read at all: a closer look at each finds it.
std::vector<NameQuery::Promise> NameQuery::Promising() const {
  std::vector<const NameUnit*> order;
  for (const NameUnit& unit : units_.units()) order.push_back(&unit);
  std::ranges::sort(order, {}, &NameUnit::postings);

  Tally tally(index_.size());
  size_t budget = scorecard::kPostingBudget;
  bool open = true;
  size_t done = 0;  // units that were read to their end
  for (; done < order.size(); ++done) {
    const float left = MostGain(std::span(order).subspan(done));
    if (open) {
      open = tally.CountWith(left * scorecard::kMoreThanLeft) < scorecard::kNamesAhead;
    }
    if (!open && CountHopeful(tally, left) <= scorecard::kNamesPromising) break;
    tally.NextUnit();
    for (const NameUnit::Source& source : order[done]->sources) {
      // Names of common words only stand last: those lack least beside what was asked for.
      const size_t part = std::min(budget, source.names.size());
      tally.Add(source.names.last(part), source.gain, open);
      budget -= part;
    }
    if (budget == 0) break;
  }
  return Best(tally, MostGain(std::span(order).subspan(done)));
}

// How many names may still be among the best when the units that are left give no more than `left`.
size_t NameQuery::CountHopeful(const Tally& tally, float left) const {
  // Years of birth are looked at later: any name may be of the right ones.
  if (years_ != kAnyYear) return tally.names().size();
  return tally.CountWith(std::floor(tally.PointsOfBest(scorecard::kNamesAhead) - left));
}

float NameQuery::MostGain(std::span<const NameUnit* const> units) const {
  unsigned query = 0;
  for (const NameUnit* unit : units) query |= unit->query;
  return units_.MostGain(query);
}

float NameQuery::YearPoints(NameId name) const {
  if (years_ == kAnyYear || (index_.YearsOf(name) & years_) != 0) return 0;
  return scorecard::kBirthDateDiffers;
}

// unread  points that words may give which were not looked for everywhere.
std::vector<NameQuery::Promise> NameQuery::Best(const Tally& tally, float unread) const {
  float worth = 0;
  float missing = 0;
  for (const NameWord& word : words_) {
    worth += word.worth;
    missing += QueryMissingCost(word);
  }
  const float beside = unread + units_.MostOfRepeated() + kOfParticles;
  const float worth_of_gain = worth / (worth + missing);
  std::vector<Promise> best;
  // Those with points found in [least, below) that may count among the best, by what they have.
  const auto add = [&](float least, float below, float least_points) {
    for (const NameId name : tally.names()) {
      const float found = tally.PointsOf(name);
      if (found < least || found >= below) continue;
      const float lacking = std::max(0.0F, index_.WorthOfName(name) - found * worth_of_gain);
      const float year = YearPoints(name);
      const float points = found - scorecard::kPromisingLack * lacking + year;
      if (points < least_points) continue;
      best.push_back({name, points, found - missing + beside + year});
    }
  };
  // Nobody has more points in the end than were found: who found less than the last of the best so
  // far need not be looked at.
  constexpr float kAny = 1e9F;
  const float many = tally.PointsOfBest(scorecard::kNamesPromising);
  add(many, kAny, -kAny);
  const float last = KeepBest(best);
  if (many > 0) add(std::max(last, 0.0F), many, last);
  KeepBest(best);
  return best;
}

// returns  the points of the last that is kept; far below zero while there is room for more.
float NameQuery::KeepBest(std::vector<Promise>& promises) {
  if (promises.size() < scorecard::kNamesPromising) return -1e9F;
  const auto last = promises.begin() + static_cast<std::ptrdiff_t>(scorecard::kNamesPromising - 1);
  std::ranges::nth_element(promises, last, std::greater<>(), &Promise::points);
  const float points = last->points;
  promises.resize(scorecard::kNamesPromising);
  return points;
}

// The best by what is known of their words. Who promises most is compared first; once so many have
// more than the next can get, the rest is left.
std::vector<NameHit> NameQuery::Closer(std::vector<Promise> promises) {
  std::ranges::sort(promises, [](const Promise& a, const Promise& b) {
    return a.most != b.most ? a.most > b.most : a.name < b.name;
  });
  std::vector<NameHit> best;  // a heap, the least in front
  for (const Promise& one : promises) {
    const bool full = best.size() == scorecard::kNamesCompared;
    if (full && one.most < best.front().points) break;
    const NameHit hit{one.name, PointsByWordsFound(one.name) + YearPoints(one.name)};
    if (full) {
      if (!MorePoints(hit, best.front())) continue;
      std::ranges::pop_heap(best, MorePoints);
      best.pop_back();
    }
    best.push_back(hit);
    std::ranges::push_heap(best, MorePoints);
  }
  return best;
}

// The same names by a comparison of all their words, most points first.
std::vector<NameHit> NameQuery::Fully(std::vector<NameHit> hits) {
  for (NameHit& hit : hits) hit.points = PointsByAllWords(hit.name) + YearPoints(hit.name);
  std::ranges::sort(hits, MorePoints);
  for (NameHit& hit : hits) hit.points -= YearPoints(hit.name);
  return hits;
}

float NameQuery::PointsByWordsFound(NameId name) {
  std::array<NameWord, scorecard::kMostWords> entry;
  const auto words = index_.WordsOf(name);
  for (size_t j = 0; j < words.size(); ++j) {
    const WordRow& row = index_.vocabulary().Row(words[j]);
    entry[j].worth = row.worth;
    entry[j].kind = row.kind;
  }
  comparison_.Begin(std::span(entry).first(words.size()));
  units_.AddLinks(words, comparison_);
  return comparison_.Best();
}

float NameQuery::PointsByAllWords(NameId name) {
  std::array<NameWord, scorecard::kMostWords> entry;
  const auto words = index_.WordsOf(name);
  for (size_t j = 0; j < words.size(); ++j) entry[j] = index_.Listed(words[j]);
  comparison_.Begin(std::span(entry).first(words.size()));
  comparison_.AddAll();
  return comparison_.Best();
}

}  // namespace chowki::identify
