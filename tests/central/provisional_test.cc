// What posts added by themselves, at the centre; over both databases.

#include "central/provisional.h"

#include <catch2/catch.hpp>

#include "central/audit_log.h"
#include "central/head.h"
#include "central/office.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central::test {
namespace {

constexpr char kId[] = "prov-0193c5a4-7a10-7c3e-8f00-0123456789ab";

ProvisionalProposal Proposal() {
  watchlist::Entry entry = Office::EntryOf({kId, "TESTOVA"});
  entry.category = "wanted";
  entry.action = "arrest";
  return {"post-7", kId, watchlist::ToBytes(entry), "asif", "bano", "call from the capital"};
}

// A centre that a post's entries reach.
struct Centre : Office {
  Centre() : Office(GENERATE("sqlite", "postgres")) {}

  void Take(const ProvisionalProposal& proposal) {
    REQUIRE(pool->Write([&](sql::Connection& store) {
                  return DraftProvisional(store, kList, proposal, clock.now);
                })
                .ok());
  }
  void TakeBack() {
    REQUIRE(pool->Write([&](sql::Connection& store) {
                  return WithdrawProvisional(store, "post-7", kId, "withdrawn at the post",
                                             clock.now);
                })
                .ok());
  }
  std::vector<ChangeSet> Sets() {
    return pool
        ->ReadFor([](sql::Connection& store) {
          return ListChangeSets(store, kList, std::nullopt, 0, 10);
        })
        .value();
  }
  Result<ChangeSet> WithdrawAs(const std::string& who, std::int64_t number) {
    return pool->WriteFor(
        [&](sql::Connection& store) { return Withdraw(store, number, who, clock.now); });
  }
  AuditRecord LastRecord() {
    return pool->ReadFor([](sql::Connection& store) { return ListAudit(store, 0, 100); })
        .value()
        .back();
  }
};

TEST_CASE("an entry of a post is one draft, however often it comes, and two people publish it",
          "[central][provisional]") {
  Centre centre;
  centre.Take(Proposal());
  centre.Take(Proposal());
  auto sets = centre.Sets();
  REQUIRE(sets.size() == 1);
  CHECK(sets.front().state == State::kDraft);
  CHECK(sets.front().author == "post-7 (asif, bano)");
  CHECK(sets.front().title == "provisional: call from the capital");
  CHECK(sets.front().rows == 1);
  CHECK(sets.front().complete);
  CHECK_FALSE(centre.Publish({sets.front().number}).ok());  // nobody approved it

  const std::int64_t number = sets.front().number;
  REQUIRE(centre.SubmitAs("amina", number).ok());
  centre.TakeBack();  // too late: it is in people's hands
  CHECK(ReasonOf(centre.ApproveAs("amina", number).status()) == "SELF_APPROVAL");
  REQUIRE(centre.ApproveAs("bilal", number).ok());
  const auto published = centre.Publish({number});
  INFO(Message(published.status()));
  REQUIRE(published.ok());
  centre.Take(Proposal());
  CHECK(centre.Sets().size() == 1);
  CHECK(centre.Sets().front().state == State::kPublished);
}

TEST_CASE("a draft of a post goes when the post takes it back, or any admin does",
          "[central][provisional]") {
  Centre centre;
  centre.TakeBack();  // of what never came
  centre.Take(Proposal());
  const std::int64_t number = centre.Sets().front().number;
  SECTION("the post") {
    centre.TakeBack();
    CHECK(centre.Sets().front().remark == "withdrawn at the post");
  }
  SECTION("an admin") { REQUIRE(centre.WithdrawAs("chitra", number).ok()); }
  CHECK(centre.Sets().front().state == State::kWithdrawn);
  centre.Take(Proposal());
  CHECK(centre.Sets().front().state == State::kWithdrawn);
  // What a person drafted is that person's.
  const auto own = centre.Draft("amina", {{"uto-1", "SAMPLE"}});
  REQUIRE(own.ok());
  CHECK(centre.WithdrawAs("chitra", own->number).status().code() == StatusCode::kPermissionDenied);
}

TEST_CASE("what no draft can be made of is written down and holds nothing up",
          "[central][provisional][attack]") {
  Centre centre;
  ProvisionalProposal other_id = Proposal();
  other_id.id = "uto-0001";
  ProvisionalProposal path = Proposal();
  path.id = "prov-../../../../../../../../../../../etc";
  ProvisionalProposal not_its_id = Proposal();
  not_its_id.id.back() = 'c';
  ProvisionalProposal alone = Proposal();
  alone.confirmed_by = "asif";
  ProvisionalProposal nobody = Proposal();
  nobody.confirmed_by.clear();
  ProvisionalProposal nonsense = Proposal();
  nonsense.entry = "nonsense";
  watchlist::Entry odd = Office::EntryOf({kId, "TESTOVA"});
  odd.category = "disliked";
  ProvisionalProposal unknown = Proposal();
  unknown.entry = watchlist::ToBytes(odd);
  watchlist::Entry endless = Office::EntryOf({kId, "TESTOVA"});
  endless.names.assign(1000, {std::string(100, 'A'), "", "", "Latn"});
  ProvisionalProposal long_one = Proposal();
  long_one.entry = watchlist::ToBytes(endless);
  for (const auto& wrong :
       {other_id, path, not_its_id, alone, nobody, nonsense, unknown, long_one}) {
    centre.Take(wrong);
    CHECK(centre.LastRecord().outcome == "refused");
    CHECK(centre.LastRecord().actor == "post-7");
  }
  CHECK(centre.Sets().empty());
  // Text that would break a line or a terminal is kept harmless.
  ProvisionalProposal loud = Proposal();
  loud.reason = std::string("a\x1b[2J\0b", 7) + std::string(300, 'x');
  loud.proposed_by = "as\nif";
  centre.Take(loud);
  REQUIRE(centre.Sets().size() == 1);
  const ChangeSet set = centre.Sets().front();
  CHECK(set.title.size() <= 200);
  CHECK(set.title.find('\x1b') == std::string::npos);
  CHECK(set.author.find('\n') == std::string::npos);
}

}  // namespace
}  // namespace chowki::central::test
