#include "figures/monthly.h"

#include <algorithm>
#include <map>
#include <set>

#include "figures/protect.h"

namespace chowki::figures {
namespace {

template <typename Values>
size_t PlaceIn(const Values& values, std::string_view value) {
  return static_cast<size_t>(std::ranges::find(values, value) - values.begin());
}

Table TableOf(std::vector<std::string> rows, std::vector<std::string> columns) {
  Table table{std::move(rows), std::move(columns), {}};
  table.counts.resize((table.rows.size() + 1) * (table.columns.size() + 1));
  return table;
}

void AddTo(Table& table, std::string_view row, std::string_view column, std::int64_t count) {
  const size_t r = PlaceIn(table.rows, row);
  const size_t c = PlaceIn(table.columns, column);
  for (const size_t at_row : {r, table.rows.size()}) {
    for (const size_t at_column : {c, table.columns.size()}) {
      table.At(at_row, at_column).value += count;
    }
  }
}

std::string RouteOf(const Tally& tally) {
  return tally.post + "/" + (tally.direction.empty() ? "unknown" : tally.direction);
}

std::string StateOf(const Tally& tally) {
  return tally.issuing_state.empty() ? "unknown" : tally.issuing_state;
}

// Those values of a fixed order that there are.
template <typename Order>
std::vector<std::string> InOrder(const Order& order, const std::set<std::string>& there) {
  std::vector<std::string> values;
  for (const std::string_view value : order) {
    if (there.contains(std::string(value))) values.emplace_back(value);
  }
  return values;
}

Figure MakeFigure(const std::vector<const Tally*>& tallies) {
  Figure figure{tallies.front()->kind, tallies.front()->code, {}, {}};
  std::set<std::string> ages;
  std::set<std::string> sexes;
  std::set<std::string> routes;
  std::set<std::string> states;
  std::int64_t total = 0;
  for (const Tally* tally : tallies) {
    total += tally->count;
    if (tally->post.empty()) continue;
    ages.insert(tally->age);
    sexes.insert(tally->sex);
    routes.insert(RouteOf(*tally));
    states.insert(StateOf(*tally));
  }
  if (routes.empty()) {
    Count count{total, Mark::kShown};
    if (total > 0 && total < kSmallest) count = {0, Mark::kSmall};
    figure.people.counts = figure.routes.counts = {count};
    return figure;
  }
  figure.people = TableOf(InOrder(kAgeBands, ages), InOrder(kSexes, sexes));
  figure.routes = TableOf({routes.begin(), routes.end()}, {states.begin(), states.end()});
  for (const Tally* tally : tallies) {
    if (tally->post.empty()) continue;
    AddTo(figure.people, tally->age, tally->sex, tally->count);
    AddTo(figure.routes, RouteOf(*tally), StateOf(*tally), tally->count);
  }
  const bool people = Protect(figure.people);
  const bool routes_safe = Protect(figure.routes);
  if (!people || !routes_safe) {
    WithholdAll(figure.people);
    WithholdAll(figure.routes);
  }
  return figure;
}

}  // namespace

Monthly MakeMonthly(const Month& month, const std::vector<Tally>& tallies) {
  Monthly monthly;
  monthly.month = month;
  std::map<std::pair<size_t, std::string>, std::vector<const Tally*>> by_figure;
  for (const Tally& tally : tallies) {
    const size_t kind = PlaceIn(kKinds, tally.kind);
    if (kind == kKinds.size() || tally.count <= 0) continue;
    by_figure[{kind, tally.code}].push_back(&tally);
  }
  for (const auto& [key, of_figure] : by_figure) {
    monthly.figures.push_back(MakeFigure(of_figure));
  }
  return monthly;
}

}  // namespace chowki::figures
