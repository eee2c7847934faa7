#include "central/office.h"

#include "central/postgres_cluster.h"
#include "central/roots.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central::test {

std::string ReasonOf(const Status& status) {
  if (status.ok()) return "OK";
  const auto detail = Detail(status);
  return detail ? detail->reason : Message(status);
}

Office::Office(const std::string& kind) {
  const std::string where = kind.starts_with("sqlite:") ? kind
                            : kind == "sqlite" ? "sqlite:" + (folder_ / "central.db").string()
                                               : PostgresCluster::Running().NewDatabase();
  auto opened = OpenStore(where);
  if (!opened.ok()) Die(__FILE__, __LINE__, Message(opened.status()));
  pool = *std::move(opened);
  const Status added = pool->Write(
      [&](sql::Connection& store) { return AddRoot(store, people.roots.front(), clock.now); });
  if (!added.ok()) Die(__FILE__, __LINE__, Message(added));
  publisher = std::make_unique<Publisher>(
      pool.get(), Publisher::Keys{trust::test::KeyOf("centre"), trust::test::KeyOf("pulse")},
      Publisher::Options{}, &clock);
}

watchlist::Entry Office::EntryOf(const Row& row) {
  watchlist::Entry entry;
  entry.id = row.id;
  entry.names.push_back(
      {row.surname + " ANNA", row.surname, "ANNA", "Latn", watchlist::NameQuality::kPrimary});
  entry.category = "wanted";
  // Text that does not pack well, or every delta would be longer than half a snapshot.
  entry.reference = ToHex(Sha256(row.id + row.surname));
  return entry;
}

DraftRow Office::DraftRowOf(const Row& row) {
  if (row.surname.empty()) return {"", row.id};
  return {watchlist::ToBytes(EntryOf(row)), ""};
}

Result<ChangeSet> Office::Draft(const std::string& author, const std::vector<Row>& rows,
                                Content content) {
  const NewChangeSet wanted{kList, "a test", content, "request-" + std::to_string(++requests)};
  std::vector<DraftRow> draft_rows;
  for (const Row& row : rows) draft_rows.push_back(DraftRowOf(row));
  return pool->WriteFor([&](sql::Connection& store) -> Result<ChangeSet> {
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, CreateDraft(store, wanted, author, clock.now));
    CHOWKI_RETURN_IF_ERROR(AddRows(store, set.number, author, 1, draft_rows, true).status());
    return GetChangeSet(store, set.number);
  });
}

Result<Plan> Office::PlanOf(std::int64_t number) {
  return pool->WriteFor([&](sql::Connection& store) -> Result<Plan> {
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, GetChangeSet(store, number));
    return MakePlan(store, set, Guards{}, {});
  });
}

Result<ChangeSet> Office::SubmitAs(const std::string& caller, std::int64_t number,
                                   const std::vector<std::string>& accepted,
                                   const std::string& signer) {
  CHOWKI_ASSIGN_OR_RETURN(const Plan plan, PlanOf(number));
  const trust::Submission submission{people.root.deployment, kList, plan.digest.value_or(Digest{}),
                                     caller, clock.now};
  const std::string envelope = trust::ToBytes(trust::test::SignedBy(
      trust::Submission::kPayloadType, ToPayload(submission), {signer.empty() ? caller : signer}));
  return pool->WriteFor([&](sql::Connection& store) {
    return Submit(store, number, caller, envelope, accepted, Guards{}, clock.now);
  });
}

Result<ChangeSet> Office::ApproveAs(const std::string& caller, std::int64_t number,
                                    const std::string& signer) {
  return pool->WriteFor([&](sql::Connection& store) -> Result<ChangeSet> {
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, GetChangeSet(store, number));
    CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope held,
                            trust::ParseEnvelope(set.submission, trust::kMaxStatementBytes));
    const std::string approval = trust::ToBytes(
        trust::test::SignedBy(held.payload_type, held.payload, {signer.empty() ? caller : signer}));
    return Approve(store, number, caller, approval, clock.now);
  });
}

Result<std::int64_t> Office::Approved(const std::vector<Row>& rows,
                                      const std::vector<std::string>& accepted) {
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet draft, Draft("amina", rows));
  CHOWKI_RETURN_IF_ERROR(SubmitAs("amina", draft.number, accepted).status());
  CHOWKI_RETURN_IF_ERROR(ApproveAs("bilal", draft.number).status());
  return draft.number;
}

Result<Publication> Office::Publish(std::vector<std::int64_t> numbers) {
  clock.now += std::chrono::hours(1);
  return publisher->Publish(kList, std::move(numbers), "amina");
}

}  // namespace chowki::central::test
