#include "identify/ranking.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace chowki::identify {
namespace {

// A match with the sum that it is ordered by: scores near 1 are all alike, sums are not.
struct Summed {
  Match match;
  double sum = 0;
};

double SumOf(const Match& match) {
  double sum = 0;
  for (const Signal& signal : match.signals) sum += signal.points;
  return sum;
}

bool BestFirst(const Summed& a, const Summed& b) {
  if (a.match.alert != b.match.alert) return a.match.alert;
  if (a.sum != b.sum) return a.sum > b.sum;
  return std::tie(a.match.entry, a.match.list) < std::tie(b.match.entry, b.match.list);
}

}  // namespace

std::vector<Match> BestOf(std::vector<Match> matches, size_t limit) {
  std::vector<Summed> summed;
  for (Match& match : matches) {
    const double sum = SumOf(match);
    summed.push_back({std::move(match), sum});
  }
  std::ranges::sort(summed, BestFirst);
  std::set<MatchKind> seen;
  std::vector<Summed> best;
  std::vector<Summed> others;
  for (Summed& one : summed) {
    const bool first_of_kind = one.match.alert && seen.insert(one.match.kind).second;
    (first_of_kind ? best : others).push_back(std::move(one));
  }
  std::ranges::move(others, std::back_inserter(best));
  best.resize(std::min(limit, best.size()));
  std::ranges::sort(best, BestFirst);
  std::vector<Match> ranked;
  for (Summed& one : best) ranked.push_back(std::move(one.match));
  return ranked;
}

}  // namespace chowki::identify
