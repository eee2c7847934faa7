#include "decide/decide.h"

#include <algorithm>

#include "base/status.h"
#include "decide/risk.h"

namespace chowki::decide {
namespace {

using verify::Contribution;
using verify::Outcome;

Advice ToAdvice(Contribution contribution) {
  switch (contribution) {
    case Contribution::kClear:
      return Advice::kClear;
    case Contribution::kAttention:
      return Advice::kAttention;
    case Contribution::kRefer:
      return Advice::kRefer;
  }
  Die(__FILE__, __LINE__, "no such contribution");
}

bool Ran(const verify::Finding& finding) {
  return finding.outcome == Outcome::kSuccessful || finding.outcome == Outcome::kFailed ||
         finding.outcome == Outcome::kUndetermined;
}

Advice LevelOf(const identify::Match& match) {
  return match.band == identify::Band::kPossible ? Advice::kAttention : Advice::kRefer;
}

// Nothing is asked for: people with public functions and the like.
bool AsksForNothing(const identify::Match& match) {
  const watchlist::Action* action = watchlist::FindAction(match.action);
  return action != nullptr && action->priority == 0;
}

bool PassesAsNormal(const identify::Match& match) {
  const watchlist::Action* action = watchlist::FindAction(match.action);
  return action != nullptr && action->conduct == watchlist::Action::Conduct::kAsNormal;
}

}  // namespace

std::string_view Name(Condition condition) {
  switch (condition) {
    case Condition::kWatchlistAbsent:
      return "watchlist.absent";
    case Condition::kWatchlistStale:
      return "watchlist.stale";
    case Condition::kWatchlistClockSuspect:
      return "watchlist.clock_suspect";
    case Condition::kWatchlistNotSearched:
      return "watchlist.not_searched";
    case Condition::kWatchlistNamesNotReady:
      return "watchlist.names_not_ready";
  }
  Die(__FILE__, __LINE__, "no such condition");
}

Verdict Decide(const Policy& policy, const std::vector<verify::Finding>& findings,
               const std::vector<identify::Match>& matches,
               const std::vector<Condition>& conditions) {
  Verdict verdict;
  bool something_succeeded = false;

  for (size_t i = 0; i < findings.size(); ++i) {
    const verify::Finding& finding = findings[i];
    if (finding.silent) continue;
    something_succeeded |= finding.outcome == Outcome::kSuccessful;
    if (finding.contributes == Contribution::kClear) continue;
    verdict.reasons.push_back({ToAdvice(finding.contributes), ReasonKind::kFinding,
                               static_cast<int>(i), finding.check + "." + finding.reason});
  }

  for (size_t i = 0; i < matches.size(); ++i) {
    const identify::Match& match = matches[i];
    if (!match.alert || AsksForNothing(match)) continue;
    verdict.reasons.push_back(
        {LevelOf(match), ReasonKind::kMatch, static_cast<int>(i),
         fmt::format("watchlist.{}.{}", identify::Name(match.kind), identify::Name(match.band)),
         PassesAsNormal(match)});
  }

  for (const std::string& check : policy.mandatory_checks) {
    // One that says itself why it could not be performed has its reason above.
    const bool accounted_for =
        std::any_of(findings.begin(), findings.end(), [&](const verify::Finding& finding) {
          return finding.check == check && !finding.silent &&
                 (Ran(finding) || finding.contributes != Contribution::kClear);
        });
    if (!accounted_for) {
      verdict.reasons.push_back(
          {Advice::kAttention, ReasonKind::kSystem, -1, check + ".mandatory_not_performed"});
    }
  }
  for (const Condition condition : conditions) {
    verdict.reasons.push_back(
        {Advice::kAttention, ReasonKind::kSystem, -1, std::string(Name(condition))});
  }
  const bool nothing_asked = std::ranges::all_of(verdict.reasons, &Reason::officers_only);
  if (nothing_asked && !something_succeeded) {
    verdict.reasons.push_back({Advice::kAttention, ReasonKind::kSystem, -1, "no_evidence"});
  }

  std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.level > b.level; });
  verdict.advice = verdict.reasons.empty() ? Advice::kClear : verdict.reasons.front().level;
  verdict.risk = RiskOf(findings);
  return verdict;
}

}  // namespace chowki::decide
