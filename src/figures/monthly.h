#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "figures/table.h"
#include "figures/tally.h"

namespace chowki::figures {

// One thing that was counted, protected (protect.h).
struct Figure {
  std::string kind;
  std::string code;
  // Age bands by sex, and post and direction ("tor-1/in") by issuing state. Without rows: only the
  // total is told.
  Table people;
  Table routes;
  bool operator==(const Figure&) const = default;
};

struct Monthly {
  Month month;
  std::vector<Figure> figures;  // by kind, then by code
  std::int64_t pending = 0;     // journal rows of posts that are not counted yet
  Time made{};
};

// The figures of a month, as they may leave the house.
[[nodiscard]] Monthly MakeMonthly(const Month& month, const std::vector<Tally>& tallies);

// One row a count that is not 0, sums included; "all" where a breakdown is not made. RFC 4180,
// UTF-8. No cell begins as a formula does.
//
// month,kind,code,post,direction,issuing_state,age,sex,count
[[nodiscard]] std::string ToCsv(const Monthly& monthly);

// One page that needs nothing else: no scripts, no pictures from elsewhere; plots as SVG.
[[nodiscard]] std::string ToHtml(const Monthly& monthly);

}  // namespace chowki::figures
