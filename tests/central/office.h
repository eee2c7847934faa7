#pragma once

#include <memory>
#include <string>
#include <vector>

#include "central/approval.h"
#include "central/draft.h"
#include "central/publisher.h"
#include "central/store.h"
#include "support/temp_folder.h"
#include "trust/deployment.h"
#include "watchlist/entry.h"

namespace chowki::central::test {

// A clock that is set by hand.
class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now = trust::test::At(1);
};

// An invented person, whatever the text says; "" is one to remove.
struct Row {
  std::string id;
  std::string surname;
};

// The reason that an error tells; its text when it tells none.
[[nodiscard]] std::string ReasonOf(const Status& status);

// The centre of trust's invented deployment, with its people: amina, bilal and chitra write and
// approve.
class Office {
 public:
  // kind  "sqlite" or "postgres": a new store; "sqlite:FILE": one that is there, or made there.
  explicit Office(const std::string& kind);

  [[nodiscard]] static watchlist::Entry EntryOf(const Row& row);
  [[nodiscard]] static DraftRow DraftRowOf(const Row& row);

  [[nodiscard]] Result<ChangeSet> Draft(const std::string& author, const std::vector<Row>& rows,
                                        Content content = Content::kChanges);
  [[nodiscard]] Result<Plan> PlanOf(std::int64_t number);
  // Plans, signs with the key of `signer` (the caller's own when empty) and submits.
  [[nodiscard]] Result<ChangeSet> SubmitAs(const std::string& caller, std::int64_t number,
                                           const std::vector<std::string>& accepted = {},
                                           const std::string& signer = "");
  [[nodiscard]] Result<ChangeSet> ApproveAs(const std::string& caller, std::int64_t number,
                                            const std::string& signer = "");
  // From the draft to the approval, by amina and bilal. The number.
  [[nodiscard]] Result<std::int64_t> Approved(const std::vector<Row>& rows,
                                              const std::vector<std::string>& accepted = {});
  [[nodiscard]] Result<Publication> Publish(std::vector<std::int64_t> numbers = {});

  static constexpr char kList[] = "national";
  int requests = 0;  // numbers its drafts
  HandClock clock;
  trust::test::Deployment people;
  std::unique_ptr<sql::Pool> pool;
  std::unique_ptr<Publisher> publisher;

 private:
  chowki::test::TempFolder folder_;
};

}  // namespace chowki::central::test
