// What persons may do with a change set, and what they may not; over both databases.

#include <catch2/catch.hpp>

#include "central/audit_log.h"
#include "central/head.h"
#include "central/office.h"
#include "trust/merkle.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central::test {
namespace {

std::vector<Row> Twenty() {
  std::vector<Row> rows;
  for (int i = 0; i < 20; ++i) rows.push_back({"p-" + std::to_string(i), "ERIKSSON"});
  return rows;
}

TEST_CASE("an import that broke off goes on where it stopped", "[central][draft]") {
  Office office(GENERATE("sqlite", "postgres"));
  const auto create = [&] {
    return office.pool->WriteFor([&](sql::Connection& store) {
      return CreateDraft(store, {Office::kList, "t", Content::kChanges, "once"}, "amina",
                         office.clock.now);
    });
  };
  const auto draft = create();
  REQUIRE(draft.ok());
  CHECK(create()->number == draft->number);
  const auto add = [&](std::int64_t first, const std::vector<Row>& rows, bool last,
                       const std::string& who = "amina") {
    std::vector<DraftRow> draft_rows;
    for (const Row& row : rows) draft_rows.push_back(Office::DraftRowOf(row));
    return office.pool->WriteFor([&](sql::Connection& store) {
      return AddRows(store, draft->number, who, first, draft_rows, last);
    });
  };
  CHECK(add(1, {{"a", "A"}, {"b", "B"}}, false).value() == 2);
  CHECK(ReasonOf(add(4, {{"d", "D"}}, false).status()) == "IMPORT_ROW_GAP");
  CHECK(add(3, {{"x", "X"}}, false, "bilal").status().code() == StatusCode::kPermissionDenied);
  CHECK(ReasonOf(office.PlanOf(draft->number).status()) == "IMPORT_INCOMPLETE");
  // Sent again from the middle; the second row stays as it was.
  CHECK(add(2, {{"other", "OTHER"}, {"c", "C"}}, true).value() == 3);
  CHECK(add(3, {{"c", "C"}}, true).value() == 3);
  CHECK(ReasonOf(add(4, {{"d", "D"}}, false).status()) == "CHANGE_SET_STATE_WRONG");
  CHECK(office.PlanOf(draft->number)->added == 3);
  const auto no_entry = office.pool->WriteFor([&](sql::Connection& store) {
    return AddRows(store, draft->number, "amina", 4, {{"not an entry", ""}}, false);
  });
  CHECK_FALSE(no_entry.ok());
}

TEST_CASE("a plan says what would change, and what stands in the way", "[central][plan]") {
  Office office(GENERATE("sqlite", "postgres"));
  REQUIRE(office.Approved(Twenty()).ok());
  REQUIRE(office.Publish().ok());

  SECTION("a whole list: what is not in it is removed") {
    std::vector<Row> rows = Twenty();
    rows.erase(rows.begin());
    rows[0].surname = "CHANGED";
    rows.push_back({"p-new", "NEW"});
    const auto draft = office.Draft("amina", rows, Content::kWholeList);
    const auto plan = office.PlanOf(draft->number);
    REQUIRE(plan.ok());
    CHECK((plan->added == 1 && plan->changed == 1 && plan->removed == 1));
    CHECK((plan->unchanged == 18 && plan->entries_after == 20 && plan->base_version == 1));
    CHECK(plan->problems.empty());
    // Planned again it is the same: that is what is signed.
    CHECK(office.PlanOf(draft->number)->digest == plan->digest);
  }
  SECTION("guards hold up what is probably a broken file, unless it is meant") {
    const auto draft = office.Draft("amina", {{"p-1", "ERIKSSON"}}, Content::kWholeList);
    const auto plan = office.PlanOf(draft->number);
    REQUIRE(plan->problems.size() == 1);
    CHECK(plan->problems[0].code == "removed_share");
    CHECK(ReasonOf(office.SubmitAs("amina", draft->number).status()) == "GUARD_NOT_ACCEPTED");
    const auto submitted = office.SubmitAs("amina", draft->number, {"removed_share", "list_empty"});
    REQUIRE(submitted.ok());
    CHECK(submitted->accepted_guards == std::vector<std::string>{"removed_share"});
  }
  SECTION("an empty list is asked about too") {
    std::vector<Row> none;
    for (const Row& row : Twenty()) none.push_back({row.id, ""});
    const auto plan = office.PlanOf(office.Draft("amina", none)->number);
    REQUIRE(plan->problems.size() == 2);
    CHECK(plan->problems[1].code == "list_empty");
  }
  SECTION("rows that contradict each other or the list must be mended") {
    const auto draft = office.Draft("amina", {{"p-1", "A"}, {"p-1", "B"}, {"nobody", ""}});
    const auto plan = office.PlanOf(draft->number);
    REQUIRE(plan->problems.size() == 2);
    CHECK((plan->problems[0].code == "entry_missing" && plan->problems[0].row == 3));
    CHECK((plan->problems[1].code == "entry_twice" && plan->problems[1].row == 2));
    CHECK_FALSE(plan->digest);
    CHECK(ReasonOf(office.SubmitAs("amina", draft->number).status()) == "CHANGE_SET_INVALID");
  }
  SECTION("nothing is no change set") {
    const auto draft = office.Draft("amina", {{"p-1", "ERIKSSON"}});
    CHECK(ReasonOf(office.SubmitAs("amina", draft->number).status()) == "CHANGE_SET_EMPTY");
  }
}

TEST_CASE("only another person's own key approves", "[central][approval]") {
  Office office(GENERATE("sqlite", "postgres"));
  const auto draft = office.Draft("amina", Twenty());
  REQUIRE(draft.ok());
  const std::int64_t number = draft->number;
  CHECK(ReasonOf(office.SubmitAs("amina", number, {}, "bilal").status()) == "SIGNER_NOT_CALLER");
  CHECK(ReasonOf(office.ApproveAs("bilal", number).status()) != "OK");
  REQUIRE(office.SubmitAs("amina", number).ok());
  CHECK(ReasonOf(office.ApproveAs("amina", number).status()) == "SELF_APPROVAL");
  CHECK(ReasonOf(office.ApproveAs("bilal", number, "amina").status()) == "SIGNER_NOT_CALLER");
  CHECK(ReasonOf(office.ApproveAs("mallory", number).status()) == "SIGNER_NOT_CALLER");
  CHECK(ReasonOf(office.Publish({number}).status()) == "CHANGE_SET_STATE_WRONG");

  // A signature under something else.
  const auto forged = office.pool->WriteFor([&](sql::Connection& store) {
    const trust::Submission other{office.people.root.deployment, Office::kList, Sha256("other"),
                                  "amina", office.clock.now};
    return Approve(store, number, "bilal",
                   trust::ToBytes(trust::test::SignedBy(trust::Submission::kPayloadType,
                                                        ToPayload(other), {"bilal"})),
                   office.clock.now);
  });
  CHECK(ReasonOf(forged.status()) == "APPROVAL_FOR_ANOTHER");

  const auto approved = office.ApproveAs("bilal", number);
  REQUIRE(approved.ok());
  CHECK(approved->state == State::kApproved);
  CHECK(office.ApproveAs("bilal", number)->approvers == std::vector<std::string>{"bilal"});
  CHECK(ReasonOf(office.SubmitAs("amina", number).status()) != "OK");
}

TEST_CASE("what was signed must be what would be published", "[central][approval]") {
  Office office(GENERATE("sqlite", "postgres"));
  const auto draft = office.Draft("amina", Twenty());
  const auto submit = [&](const trust::Submission& submission) {
    return ReasonOf(
        office.pool
            ->WriteFor([&](sql::Connection& store) {
              return Submit(store, draft->number, "amina",
                            trust::ToBytes(trust::test::SignedBy(trust::Submission::kPayloadType,
                                                                 ToPayload(submission), {"amina"})),
                            {}, Guards{}, office.clock.now);
            })
            .status());
  };
  const trust::Submission right{office.people.root.deployment, Office::kList,
                                *office.PlanOf(draft->number)->digest, "amina", office.clock.now};
  trust::Submission wrong = right;
  wrong.change_set = Sha256("other");
  CHECK(submit(wrong) == "CHANGE_SET_MISMATCH");
  wrong = right;
  wrong.deployment = "elsewhere";
  CHECK(submit(wrong) == "DEPLOYMENT_WRONG");
  wrong = right;
  wrong.list = "lost";
  CHECK(submit(wrong) == "APPROVAL_FOR_ANOTHER");
  wrong = right;
  wrong.author = "bilal";
  CHECK(submit(wrong) == "AUTHOR_UNPROVEN");
  CHECK(submit(right) == "OK");
  CHECK(submit(right) == "OK");  // a repeat
}

TEST_CASE("what is rejected or withdrawn is never published", "[central][approval]") {
  Office office(GENERATE("sqlite", "postgres"));
  const auto number = office.Approved(Twenty());
  REQUIRE(number.ok());
  const auto withdraw = [&](const std::string& who) {
    return office.pool->WriteFor(
        [&](sql::Connection& store) { return Withdraw(store, *number, who, office.clock.now); });
  };
  const auto reject = [&](const std::string& why) {
    return office.pool->WriteFor([&](sql::Connection& store) {
      return Reject(store, *number, "chitra", why, office.clock.now);
    });
  };
  if (GENERATE(false, true)) {
    CHECK(withdraw("bilal").status().code() == StatusCode::kPermissionDenied);
    CHECK(withdraw("amina")->state == State::kWithdrawn);
    CHECK(ReasonOf(reject("no").status()) == "CHANGE_SET_STATE_WRONG");
  } else {
    CHECK_FALSE(reject("").ok());
    CHECK(reject("the wrong people")->remark == "rejected by chitra: the wrong people");
    CHECK(ReasonOf(withdraw("amina").status()) == "CHANGE_SET_STATE_WRONG");
  }
  CHECK(ReasonOf(office.Publish({*number}).status()) == "CHANGE_SET_STATE_WRONG");
  CHECK(ReasonOf(office.Publish().status()) == "CHANGE_SET_EMPTY");
}

TEST_CASE("who did what is in the log, and a changed record is found", "[central][audit]") {
  Office office(GENERATE("sqlite", "postgres"));
  REQUIRE(office.Approved(Twenty()).ok());
  REQUIRE(office.Publish().ok());
  const auto log =
      office.pool->WriteFor([](sql::Connection& store) { return ListAudit(store, 0, 100); });
  REQUIRE(log.ok());
  std::vector<std::string> lines;
  for (const AuditRecord& record : *log) lines.push_back(record.actor + " " + record.action);
  CHECK(lines == std::vector<std::string>{"centre root.add", "amina changes.create",
                                          "amina changes.submit", "bilal changes.approve",
                                          "amina versions.publish"});
  const auto leaves_of = [&] {
    return office.pool->WriteFor([](sql::Connection& store) { return AuditLeaves(store, -1); });
  };
  const auto leaves = leaves_of();
  REQUIRE(leaves.ok());
  CHECK(trust::Includes(trust::TreeHash(*leaves), 5, 3, trust::LeafHash(LeafOf((*log)[3])),
                        trust::InclusionPath(*leaves, 3)));
  REQUIRE(office.pool
              ->Write([](sql::Connection& store) {
                return store.Execute("UPDATE audit SET actor = $1 WHERE number = 3", "mallory");
              })
              .ok());
  CHECK(leaves_of().status().code() == StatusCode::kDataLoss);
}

}  // namespace
}  // namespace chowki::central::test
