#include "figures/protect.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace chowki::figures {
namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max() / 4;

// The table as a flow. Every row and every column of the table with its sums adds up to nothing
// when the sums of rows and of columns count negative: then each count stands in one row and one
// column with the same sign, and what one count gains others of its row and column lose.
class Flow {
 public:
  explicit Flow(Table& table)
      : table_(table), rows_(table.rows.size() + 1), columns_(table.columns.size() + 1) {
    for (const Count& count : table.counts) truth_.push_back(count.value);
    moved_.resize(truth_.size(), 0);
  }

  [[nodiscard]] size_t size() const { return truth_.size(); }
  [[nodiscard]] std::int64_t TruthOf(size_t cell) const { return truth_[cell]; }

  // How far a count can go in a direction (+1, -1) by what is hidden, at most `most`; hides more
  // for that. The counts stay what they are.
  std::int64_t Reach(size_t cell, int direction, std::int64_t most) {
    std::ranges::fill(moved_, 0);
    std::int64_t reached = 0;
    while (reached < most) {
      const auto path = Path(cell, direction);
      if (path.empty()) break;
      for (const Step& step : path) {
        moved_[step.cell] += step.by;
        if (table_.counts[step.cell].mark == Mark::kShown || Beyond(step.cell)) {
          table_.counts[step.cell].mark = Mark::kWithheld;
        }
      }
      moved_[cell] += direction;
      ++reached;
    }
    return reached;
  }

 private:
  struct Step {
    size_t cell = 0;
    std::int64_t by = 0;
  };

  // Whether the sum of a row or column, which counts negative.
  [[nodiscard]] bool Negative(size_t cell) const {
    const bool row_sum = cell % columns_ == columns_ - 1;
    const bool column_sum = cell / columns_ == rows_ - 1;
    return row_sum != column_sum;
  }

  // Outside of what "<5" says.
  [[nodiscard]] bool Beyond(size_t cell) const {
    return table_.counts[cell].mark == Mark::kSmall && truth_[cell] + moved_[cell] >= kSmallest;
  }

  // What it costs to move a count by one in the table; nullopt: it cannot be.
  [[nodiscard]] std::int64_t CostOf(size_t cell, std::int64_t by) const {
    const std::int64_t value = truth_[cell];
    const std::int64_t next = value + moved_[cell] + by;
    if (value == 0 || next < 1) return -1;  // a zero is shown; what is hidden is 1 at least
    switch (table_.counts[cell].mark) {
      case Mark::kSmall:
        // Beyond 4 only as an "x", which tells less.
        return next < kSmallest ? 0 : kSmallest;
      case Mark::kWithheld:
        // Whoever knows the rule may think that what is no "<5" is 5 at least.
        return value < kSmallest || next >= kSmallest ? 0 : -1;
      case Mark::kShown:
        if (cell + 1 == truth_.size() || next < kSmallest) return -1;
        // Sums are worth more to whoever reads than what they are made of.
        return Negative(cell) ? 4 * value : value;
    }
    return -1;
  }

  // The cheapest way to balance a count that moves by one: others of its row and column, in turn
  // down and up. Nodes: rows, then columns.
  [[nodiscard]] std::vector<Step> Path(size_t cell, int direction) const {
    const size_t start = cell / columns_;
    const size_t goal = rows_ + cell % columns_;
    // In the flow's sign.
    const std::int64_t flow = Negative(cell) ? -direction : direction;
    std::vector<std::int64_t> cost(rows_ + columns_, kUnbounded);
    std::vector<Step> by(rows_ + columns_);
    std::vector<size_t> from(rows_ + columns_, 0);
    using Entry = std::pair<std::int64_t, size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    cost[start] = 0;
    open.emplace(0, start);
    const auto relax = [&](size_t node, size_t next, size_t over, std::int64_t flow_by) {
      if (over == cell) return;
      const std::int64_t table_by = Negative(over) ? -flow_by : flow_by;
      const std::int64_t price = CostOf(over, table_by);
      if (price < 0 || cost[node] + price + 1 >= cost[next]) return;
      cost[next] = cost[node] + price + 1;  // of equals the shortest
      by[next] = {over, table_by};
      from[next] = node;
      open.emplace(cost[next], next);
    };
    while (!open.empty()) {
      const auto [at_cost, node] = open.top();
      open.pop();
      if (at_cost > cost[node]) continue;
      if (node == goal) break;
      if (node < rows_) {
        // The row has one too many of `flow`: another of it goes the other way.
        for (size_t c = 0; c < columns_; ++c) relax(node, rows_ + c, node * columns_ + c, -flow);
      } else {
        for (size_t r = 0; r < rows_; ++r) relax(node, r, r * columns_ + node - rows_, flow);
      }
    }
    std::vector<Step> path;
    if (cost[goal] == kUnbounded) return path;
    for (size_t node = goal; node != start; node = from[node]) path.push_back(by[node]);
    return path;
  }

  Table& table_;
  const size_t rows_;
  const size_t columns_;
  std::vector<std::int64_t> truth_;
  std::vector<std::int64_t> moved_;
};

// Of hidden counts nothing stays in the table.
void Forget(Table& table) {
  for (Count& count : table.counts) {
    if (count.mark != Mark::kShown) count.value = 0;
  }
}

}  // namespace

std::string ToText(const Count& count) {
  switch (count.mark) {
    case Mark::kShown:
      return std::to_string(count.value);
    case Mark::kSmall:
      return "<" + std::to_string(kSmallest);
    case Mark::kWithheld:
      return "x";
  }
  return "";
}

void WithholdAll(Table& table) {
  for (Count& count : table.counts) {
    if (count.value > 0 || count.mark != Mark::kShown) count = {0, Mark::kWithheld};
  }
}

bool Protect(Table& table) {
  std::vector<size_t> small;
  for (size_t i = 0; i < table.counts.size(); ++i) {
    Count& count = table.counts[i];
    if (count.value <= 0 || count.value >= kSmallest) continue;
    count.mark = Mark::kSmall;
    small.push_back(i);
  }
  Flow flow(table);
  bool safe = true;
  for (const size_t cell : small) {
    const std::int64_t value = flow.TruthOf(cell);
    std::int64_t reach = flow.Reach(cell, -1, value - 1);
    Mark& mark = table.counts[cell].mark;
    if (mark == Mark::kSmall) reach += flow.Reach(cell, 1, kSmallest - 1 - value);
    // As an "x", which may be more than 4, it may have room.
    if (reach == 0) mark = Mark::kWithheld;
    if (mark == Mark::kWithheld) reach += flow.Reach(cell, 1, kSmallest - 1);
    safe = safe && reach > 0;
  }
  if (!safe) WithholdAll(table);
  Forget(table);
  return safe;
}

}  // namespace chowki::figures
