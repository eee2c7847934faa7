#pragma once

#include <vector>

#include "identify/match.h"
#include "identify/query.h"

namespace chowki::identify {

// Whether two descriptions are of one person, with the reasons.
struct PeopleComparison {
  double score = 0;    // [0,1]; 0 when there is no name to compare
  bool match = false;  // score at least scorecard::kSamePersonScore
  std::vector<Signal> signals;
};

// Compares two people by all their names, birth dates, nationalities and sexes. Words are worth
// what they are worth in the population, since there is no list; the other fields of the queries
// are not looked at.
//
// thread  pure.
[[nodiscard]] PeopleComparison ComparePeople(const Query& a, const Query& b);

}  // namespace chowki::identify
