#include "central/follower.h"

#include "central/file_store.h"
#include "central/roots.h"
#include "trust/apply.h"
#include "trust/byte_text.h"
#include "trust/verifier.h"

namespace chowki::central::test {
namespace {

Result<std::string> Fetch(sql::Connection& store, const Digest& file) {
  std::string bytes;
  for (std::int64_t chunk = 0;; ++chunk) {
    CHOWKI_ASSIGN_OR_RETURN(const auto part, ReadChunk(store, file, chunk));
    if (!part) return bytes;
    bytes += *part;
  }
}

}  // namespace

Follower::Follower(const std::string& root, bool check_approvals)
    : state{trust::Verifier::Pin(root).value(), {}, {}} {
  policy_.check_approvals = check_approvals;
}

Status Follower::CatchUp(sql::Pool& centre, const std::string& list, Time clock) {
  return centre.Read([&](sql::Connection& store) -> Status {
    steps.clear();
    CHOWKI_ASSIGN_OR_RETURN(const auto roots, RootsAfter(store, state.root->version));
    trust::TrustState next = state;
    CHOWKI_ASSIGN_OR_RETURN(next.root, trust::Verifier::FollowRoots(state, roots, clock));
    const trust::HeldList* held = next.Find(list);
    const HeldVersion have{list, held ? held->epoch : 0, held ? held->version : 0};
    CHOWKI_ASSIGN_OR_RETURN(const auto newest, NewestHeads(store, nullptr));
    const Head head = HeadFor(*newest, std::vector{have}, 0);
    CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat,
                            trust::Verifier::CheckHeartbeat(next, head.heartbeat));
    next.heartbeat = {*heartbeat, heartbeat.digest(), head.heartbeat};
    std::vector<std::string> offered = head.manifests;
    if (policy_.check_approvals && held != nullptr) {
      CHOWKI_ASSIGN_OR_RETURN(offered, ManifestsAfter(store, list, have.version, 64));
    }
    CHOWKI_ASSIGN_OR_RETURN(
        const auto chain, trust::Verifier::CheckManifests(next, heartbeat, list, offered, policy_));
    trust::test::MemoryEntries changed = entries;
    if (!chain.empty()) {
      CHOWKI_ASSIGN_OR_RETURN(const auto route, trust::PlanRoute(chain, held, policy_));
      for (const trust::Step& step : route) {
        if (step.delta == nullptr) changed = {};
        steps.push_back(step.delta != nullptr ? step.delta->from_version : 0);
        CHOWKI_ASSIGN_OR_RETURN(const std::string file, Fetch(store, step.file().sha256));
        trust::MemorySource raw(trust::AsBytes(file));
        CHOWKI_ASSIGN_OR_RETURN(next.lists[list],
                                trust::Apply(step, raw, next.Find(list), changed));
      }
    }
    state = std::move(next);
    entries = std::move(changed);
    return Ok();
  });
}

}  // namespace chowki::central::test
