#include "trust/import.h"

#include <deque>

#include "trust/apply.h"
#include "trust/refusal.h"
#include "trust/route.h"
#include "trust/verifier.h"

namespace chowki::trust {
namespace {

// One file to apply, and onto what.
struct Task {
  std::string list;
  Step step;
  Entries* entries = nullptr;
};

// What the bundle leads to for each list that is followed. Chains own what the tasks point at.
struct Plan {
  std::deque<std::vector<Verified<Manifest>>> chains;
  std::deque<Task> tasks;
};

Status PlanList(const BundleList& list, const Verified<Heartbeat>& heartbeat,
                const TrustState& state, const Policy& policy, const EntriesOf& entries_of,
                Plan& plan) {
  Entries* held = entries_of(list.name, Onto::kHeld);
  if (held == nullptr) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(
      auto chain, Verifier::CheckManifests(state, heartbeat, list.name, list.manifests, policy));
  const auto& kept = plan.chains.emplace_back(std::move(chain));
  CHOWKI_ASSIGN_OR_RETURN(const auto route, PlanRoute(kept, state.Find(list.name), policy));
  for (const Step& step : route) {
    Entries* onto = step.delta != nullptr ? held : entries_of(list.name, Onto::kNothing);
    plan.tasks.push_back({list.name, step, onto});
  }
  return Ok();
}

}  // namespace

Result<TrustState> Import(BundleReader& bundle, const TrustState& held, const Policy& policy,
                          Time clock, const EntriesOf& entries_of) {
  const BundleHeader& header = bundle.header();
  if (header.direction != Direction::kDown) {
    return Refuse(Refusal::kBundleDirectionWrong, {{"direction", Name(header.direction)}});
  }
  if (header.deployment != held.root->deployment) {
    return Refuse(Refusal::kDeploymentWrong, {{"ours", held.root->deployment}});
  }
  TrustState state = held;
  CHOWKI_ASSIGN_OR_RETURN(state.root, Verifier::FollowRoots(held, header.roots, clock));

  Plan plan;
  if (!header.heartbeat.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat,
                            Verifier::CheckHeartbeat(state, header.heartbeat));
    state.heartbeat = {*heartbeat, heartbeat.digest(), header.heartbeat};
    for (const BundleList& list : header.lists) {
      CHOWKI_RETURN_IF_ERROR(PlanList(list, heartbeat, state, policy, entries_of, plan));
    }
  } else if (!header.lists.empty()) {
    return Refuse(Refusal::kHeartbeatMissing);
  }

  for (size_t i = 0; i < header.sections.size(); ++i) {
    SectionSource section = bundle.Section(i);
    if (!plan.tasks.empty() && plan.tasks.front().step.file().sha256 == header.sections[i].sha256) {
      const Task& task = plan.tasks.front();
      CHOWKI_ASSIGN_OR_RETURN(state.lists[task.list],
                              Apply(task.step, section, state.Find(task.list), *task.entries));
      plan.tasks.pop_front();
    }
    CHOWKI_RETURN_IF_ERROR(section.Drain());
  }
  CHOWKI_RETURN_IF_ERROR(bundle.End());
  if (!plan.tasks.empty()) {
    const Task& task = plan.tasks.front();
    return Refuse(Refusal::kFileMissing,
                  {{"list", task.list}, {"file", ToHex(task.step.file().sha256)}});
  }
  return state;
}

}  // namespace chowki::trust
