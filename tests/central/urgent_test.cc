// What one person may do alone, and what not even then; over both databases.

#include <catch2/catch.hpp>

#include "base/date.h"
#include "central/follower.h"
#include "central/office.h"
#include "central/roots.h"
#include "trust/submission.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central::test {
namespace {

constexpr char kStolen[] = "stolen-passport";

// An office in which chitra may be urgent.
class UrgentOffice : public Office {
 public:
  explicit UrgentOffice(const std::string& kind) : Office(kind) {
    people.NextRoot([](trust::TrustRoot& root) {
      for (trust::TrustedKey& key : root.keys) {
        if (key.owner == "chitra") key.roles.insert(trust::Role::kUrgent);
      }
      root.thresholds[trust::Role::kUrgent] = 1;
    });
    const Status added = pool->Write(
        [&](sql::Connection& store) { return AddRoot(store, people.roots.back(), clock.now); });
    CHOWKI_CHECK(added.ok());
  }

  // One entry that ends so many days from now (none: never), submitted as urgent.
  Result<ChangeSet> Bring(const std::string& who, const std::string& id, std::optional<int> days) {
    watchlist::Entry entry = EntryOf({id, "ERIKSSON"});
    if (days) entry.valid_until = AddDays(ToDate(clock.now), *days);
    return SubmitUrgent(who, {watchlist::ToBytes(entry), ""});
  }

  Result<ChangeSet> SubmitUrgent(const std::string& who, const DraftRow& row) {
    const NewChangeSet wanted{kList, "at once", Content::kChanges,
                              "urgent-" + std::to_string(++requests_)};
    CHOWKI_ASSIGN_OR_RETURN(
        const std::int64_t number,
        pool->WriteFor([&](sql::Connection& store) -> Result<std::int64_t> {
          CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, CreateDraft(store, wanted, who, clock.now));
          CHOWKI_RETURN_IF_ERROR(AddRows(store, set.number, who, 1, {row}, true).status());
          return set.number;
        }));
    CHOWKI_ASSIGN_OR_RETURN(const Plan plan, PlanOf(number));
    const trust::Submission submission{
        people.root.deployment, kList, plan.digest.value_or(Digest{}), who, clock.now, true};
    const std::string envelope = trust::ToBytes(
        trust::test::SignedBy(trust::Submission::kPayloadType, ToPayload(submission), {who}));
    return pool->WriteFor([&](sql::Connection& store) {
      return Submit(store, number, who, envelope, {"changed_share", "removed_share", "list_empty"},
                    Guards{}, clock.now);
    });
  }

 private:
  int requests_ = 0;
};

std::string CodeOf(const Status& status) {
  const auto detail = Detail(status);
  return detail && detail->metadata.contains("code") ? detail->metadata.at("code")
                                                     : ReasonOf(status);
}

TEST_CASE("one person brings a stolen passport to posts that check approvals",
          "[central][urgent]") {
  UrgentOffice office(GENERATE("sqlite", "postgres"));
  Follower post(office.people.roots.front(), true);
  REQUIRE(office.Approved({{"p-1", "ERIKSSON"}, {"p-2", "ERIKSSON"}}).ok());
  REQUIRE(office.Publish().ok());
  REQUIRE(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());

  const auto set = office.Bring("chitra", kStolen, 1);
  INFO(Message(set.status()));
  REQUIRE(set.ok());
  CHECK(set->state == State::kApproved);
  CHECK(set->approvers.empty());
  REQUIRE(office.Publish().ok());
  const Status caught_up = post.CatchUp(*office.pool, Office::kList, office.clock.now);
  INFO(Message(caught_up));
  CHECK(caught_up.ok());
  CHECK(post.entries.Count().value() == 3);

  SECTION("two people keep it for good, as a change like any other") {
    REQUIRE(office.Approved({{kStolen, "ERIKSSON"}}, {"changed_share"}).ok());
    REQUIRE(office.Publish().ok());
    CHECK(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
    CHECK(post.entries.Count().value() == 3);
  }
  SECTION("nobody is urgent about what is there already") {
    CHECK(CodeOf(office.Bring("chitra", kStolen, 0).status()) == "urgent_not_new");
    CHECK(CodeOf(office.SubmitUrgent("chitra", {"", kStolen}).status()) == "urgent_not_new");
  }
}

TEST_CASE("an urgent entry ends by itself, and not everybody may bring one", "[central][urgent]") {
  UrgentOffice office(GENERATE("sqlite", "postgres"));
  CHECK(CodeOf(office.Bring("chitra", kStolen, std::nullopt).status()) == "urgent_too_long");
  CHECK(CodeOf(office.Bring("chitra", kStolen, 2).status()) == "urgent_too_long");
  CHECK(CodeOf(office.Bring("amina", kStolen, 1).status()) == "SIGNER_NOT_CALLER");
  CHECK(office.Bring("chitra", kStolen, 1).ok());
}

}  // namespace
}  // namespace chowki::central::test
