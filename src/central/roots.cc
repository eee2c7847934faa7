#include "central/roots.h"

#include "central/audit_log.h"
#include "trust/verifier.h"

namespace chowki::central {
namespace {

Result<std::string> NewestEnvelope(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT envelope FROM trust_root ORDER BY version DESC LIMIT 1"));
  return row ? row->Bytes(0) : std::string();
}

}  // namespace

Status AddRoot(sql::Connection& store, const std::string& envelope, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string held, NewestEnvelope(store));
  auto added = trust::Verifier::Pin(envelope);
  if (!held.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(auto root, trust::Verifier::Pin(held));
    const auto before = root->version;
    const trust::TrustState state{std::move(root), {}, {}};
    added = trust::Verifier::FollowRoots(state, std::vector<std::string>{envelope}, now);
    if (added.ok() && (*added)->version == before) return Ok();
  }
  if (!added.ok()) return added.status();
  CHOWKI_RETURN_IF_ERROR(store.Execute("INSERT INTO trust_root (version, envelope) VALUES ($1, $2)",
                                       (*added)->version, sql::Blob{envelope}));
  return Append(store, {0, now, "centre", "root.add", fmt::format("roots/{}", (*added)->version),
                        "ok", ToHex(added->digest())});
}

Result<trust::Verified<trust::TrustRoot>> NewestRoot(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string held, NewestEnvelope(store));
  if (held.empty()) return FailedPrecondition("the centre has no trust root yet");
  return trust::Verifier::Pin(held);
}

Result<std::vector<std::string>> RootsAfter(sql::Connection& store, std::int64_t version) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT envelope FROM trust_root WHERE version > $1 ORDER BY version LIMIT $2",
                  version, static_cast<std::int64_t>(trust::kMaxRootSteps)));
  std::vector<std::string> envelopes;
  for (const sql::Row& row : rows) envelopes.push_back(row.Bytes(0));
  return envelopes;
}

}  // namespace chowki::central
