#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// What the rows of an import are. Numbers as in change_set.proto, and in the database.
enum class Content { kChanges = 1, kWholeList };

enum class State {
  kDraft = 1,  // takes rows
  kSubmitted,  // frozen, waits for approval
  kApproved,   // waits for publication
  kPublished,
  kRejected,
  kWithdrawn,
  kConflicted,  // the list moved under it
};

[[nodiscard]] std::string_view Name(State state);  // "draft", "submitted", ...

// The one way in which a list changes.
struct ChangeSet {
  std::int64_t number = 0;  // given by the store, grows
  std::string list;
  std::string title;
  Content content = Content::kChanges;
  State state = State::kDraft;
  std::string author;
  Time created{};
  std::int64_t rows = 0;
  bool complete = false;  // the import was ended
  std::string remark;     // why it went no further
  // From the submission on:
  std::int64_t records = 0;
  std::int64_t base_version = 0;
  std::optional<Digest> digest;
  std::vector<std::string> accepted_guards;
  std::string submission;  // envelope with all signatures so far
  std::vector<std::string> approvers;
  std::int64_t published_version = 0;
  bool operator==(const ChangeSet&) const = default;
};

// "watchlists/national/changeSets/7"
[[nodiscard]] std::string ResourceName(const ChangeSet& set);

// errors  kNotFound with RESOURCE_UNKNOWN.
[[nodiscard]] Result<ChangeSet> GetChangeSet(sql::Connection& store, std::int64_t number);

// The same, and nobody else can change it until the transaction ends.
[[nodiscard]] Result<ChangeSet> LockChangeSet(sql::Connection& store, std::int64_t number);

// Newest first, below `before` (0: from the newest on).
// list   empty: of all lists. state  nullopt: in any.
[[nodiscard]] Result<std::vector<ChangeSet>> ListChangeSets(sql::Connection& store,
                                                            const std::string& list,
                                                            std::optional<State> state,
                                                            std::int64_t before,
                                                            std::int64_t limit);

// errors  kFailedPrecondition with CHANGE_SET_STATE_WRONG unless it is in this state.
[[nodiscard]] Status CheckState(const ChangeSet& set, State wanted);

[[nodiscard]] Status SetState(sql::Connection& store, std::int64_t number, State state,
                              const std::string& remark = "");

}  // namespace chowki::central
