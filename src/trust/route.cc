#include "trust/route.h"

#include <algorithm>

#include "trust/refusal.h"

namespace chowki::trust {
namespace {

struct Position {
  std::int64_t version = 0;
  Digest state_root{};
};

bool StartsAt(const Delta& delta, const Position& position) {
  return delta.from_version == position.version && delta.from_state_root == position.state_root;
}

// The longest step from a position; none: an empty step.
Step LongestStep(std::span<const Verified<Manifest>> chain, const Position& from,
                 bool single_only) {
  for (auto manifest = chain.rbegin(); manifest != chain.rend(); ++manifest) {
    const bool single = (*manifest)->version == from.version + 1;
    if (single_only && !single) continue;
    for (const Delta& delta : (*manifest)->deltas) {
      if (StartsAt(delta, from)) return {&*manifest, &delta};
    }
  }
  return {};
}

// Deltas from a position to the end of the chain; none when there is a gap.
std::vector<Step> ByDeltas(std::span<const Verified<Manifest>> chain, Position at,
                           bool single_only) {
  std::vector<Step> steps;
  while (at.version != chain.back()->version) {
    const Step step = LongestStep(chain, at, single_only);
    if (step.delta == nullptr) return {};
    steps.push_back(step);
    at = {(*step.manifest)->version, (*step.manifest)->state_root};
  }
  return steps;
}

}  // namespace

Result<std::vector<Step>> PlanRoute(std::span<const Verified<Manifest>> chain, const HeldList* held,
                                    const Policy& policy) {
  std::vector<Step> steps;
  if (chain.empty()) return steps;
  if (held != nullptr) {
    steps = ByDeltas(chain, {held->version, held->state_root}, policy.check_approvals);
    const bool accepted =
        policy.accepted_manifest == chain.back().digest() && chain.back()->snapshot;
    if (policy.check_approvals && steps.empty() && !accepted) {
      return Refuse(Refusal::kStepNotApproved,
                    {{"from", held->version}, {"to", chain.back()->version}});
    }
  }
  const auto& snapshot = chain.back()->snapshot;
  if (steps.empty() && !snapshot) {
    return Refuse(Refusal::kDeltaBaseWrong,
                  {{"from", held != nullptr ? held->version : 0}, {"to", chain.back()->version}});
  }
  std::int64_t bytes = 0;
  for (const Step& step : steps) bytes += step.file().bytes;
  const bool worth_it = !snapshot || policy.check_approvals || bytes <= snapshot->bytes / 2;
  if (steps.empty() || !worth_it) return std::vector<Step>{{&chain.back(), nullptr}};
  return steps;
}

}  // namespace chowki::trust
