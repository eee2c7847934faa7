#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sql/connection.h"

namespace chowki::central {

// Counts of a month, by what they are counted by. All of them stay here: figures/protect.h.
struct FigureKey {
  std::int64_t month = 0;  // year * 12 + month - 1
  std::string kind;
  std::string code;
  std::string direction;
  std::string issuing_state;
  std::string age;
  std::string sex;
  auto operator<=>(const FigureKey&) const = default;
};

struct FigureRow {
  std::string device;
  FigureKey key;
  std::int64_t count = 0;
};

// Where a screening was counted.
struct CountedCrossing {
  std::int64_t month = 0;
  std::string issuing_state;
  std::string age;
  std::string sex;
  std::string outcome;  // of the decision that is counted; "": none
};

// A row of a post's journal that is not counted yet.
struct UncountedEvent {
  std::int64_t stream_epoch = 0;
  std::int64_t sequence = 0;
  std::string kind;
  std::string payload;
};

// Posts that have such rows.
[[nodiscard]] Result<std::vector<std::string>> DevicesToCount(sql::Connection& store);

// About how many rows of all posts are not counted.
[[nodiscard]] Result<std::int64_t> UncountedEvents(sql::Connection& store);

[[nodiscard]] Result<std::vector<UncountedEvent>> NextUncounted(sql::Connection& store,
                                                                const std::string& device,
                                                                std::int64_t limit);

// Moves the mark of a post behind `last`; in the transaction of LockCounting.
[[nodiscard]] Status MarkCounted(sql::Connection& store, const std::string& device,
                                 const UncountedEvent& last);

// Locks the post's mark for the transaction, so that nobody else counts the same rows.
[[nodiscard]] Status LockCounting(sql::Connection& store, const std::string& device);

[[nodiscard]] Status AddFigures(sql::Connection& store, const std::string& device,
                                const std::map<FigureKey, std::int64_t>& counts);

// In the place of what the post said of the month in this kind.
[[nodiscard]] Status ReplaceFigures(sql::Connection& store, const std::string& device,
                                    std::int64_t month, const std::string& kind,
                                    const std::map<FigureKey, std::int64_t>& counts);

[[nodiscard]] Result<std::vector<FigureRow>> ListFigures(sql::Connection& store,
                                                         std::int64_t month);

// false: it was counted before.
[[nodiscard]] Result<bool> AddCrossing(sql::Connection& store, const std::string& device,
                                       const std::string& id, const CountedCrossing& crossing);
[[nodiscard]] Result<std::optional<CountedCrossing>> GetCrossing(sql::Connection& store,
                                                                 const std::string& device,
                                                                 const std::string& id);
[[nodiscard]] Status SetOutcome(sql::Connection& store, const std::string& device,
                                const std::string& id, const std::string& outcome);
// Those of months before `month`.
[[nodiscard]] Status ForgetCrossings(sql::Connection& store, std::int64_t month);

}  // namespace chowki::central
