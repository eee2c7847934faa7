#include <algorithm>

#include "trust/story.h"

namespace chowki::trust::test {

namespace {

// A change set that amina signed alone, as urgent; her key has these roles.
Situation Urgent(std::vector<Change> changes, const std::set<Role>& roles) {
  Story story;
  story.situation.policy.check_approvals = true;
  story.centre.NextRoot([&](TrustRoot& root) {
    const auto amina = std::find_if(root.keys.begin(), root.keys.end(),
                                    [](const TrustedKey& key) { return key.owner == "amina"; });
    amina->roles = roles;
    if (roles.contains(Role::kUrgent)) root.thresholds[Role::kUrgent] = 1;
  });
  Version& version = story.centre.Publish(kList, {{std::move(changes), "amina", {"amina"}}});
  ChangeSet& set = version.manifest.change_sets[0];
  set.submission.urgent = true;
  set.signatures = SignedBy(Submission::kPayloadType, ToPayload(set.submission), {"amina"});
  version.Sign();
  story.centre.Beat();
  return story.Hand();
}

}  // namespace

std::vector<Attack> ApprovalAttacks() {
  return {
      {"the author approves himself", Refusal::kSelfApproval,
       [] {
         return Reviewed({{{{"entry-20"}}, "amina", {"amina"}}});
       }},
      {"the author approves himself with a second key", Refusal::kSelfApproval,
       [] {
         Story story;
         story.situation.policy.check_approvals = true;
         story.centre.NextRoot([](TrustRoot& root) {
           root.keys.push_back({KeyOf("spare").verify_key(), "amina", {Role::kApprover}});
         });
         story.centre.Publish(kList, {{{{"entry-20"}}, "amina", {"amina", "spare"}}});
         story.centre.Beat();
         return story.Hand();
       }},
      {"a change set in a name that did not sign", Refusal::kAuthorUnproven,
       [] {
         return Reviewed({{{{"entry-20"}}, "chitra", {"amina", "bilal"}}});
       }},
      {"a change set that nobody else signed", Refusal::kApprovalMissing,
       [] {
         Story story;
         story.situation.policy.check_approvals = true;
         story.centre.NextRoot([](TrustRoot& root) { root.keys[5].roles = {Role::kAuthor}; });
         story.centre.Publish(kList, {{{{"entry-20"}}, "amina", {"amina"}}});
         story.centre.Beat();
         return story.Hand();
       }},
      {"an urgent addition of one person", std::nullopt,
       [] {
         return Urgent({{"entry-97"}}, {Role::kAuthor, Role::kUrgent});
       }},
      {"an urgent change set of somebody who may not be urgent", Refusal::kSelfApproval,
       [] {
         return Urgent({{"entry-97"}}, {Role::kAuthor, Role::kApprover});
       }},
      {"an urgent change set that changes what is there", Refusal::kApprovalMissing,
       [] {
         return Urgent({{"entry-20"}}, {Role::kAuthor, Role::kUrgent});
       }},
      {"an urgent change set that removes", Refusal::kApprovalMissing,
       [] {
         return Urgent({{"entry-20", true}}, {Role::kAuthor, Role::kUrgent});
       }},
      {"a change set approved by a stranger", Refusal::kSelfApproval,
       [] {
         return Reviewed({{{{"entry-20"}}, "amina", {"amina", "stranger"}}});
       }},
      {"a change set that was approved for another list", Refusal::kApprovalForAnother,
       [] {
         return Reviewed({{{{"entry-20"}}}}, [](Deployment&, Version& version) {
           ChangeSet& set = version.manifest.change_sets[0];
           set.submission.list = "lost";
           set.signatures =
               SignedBy(Submission::kPayloadType, ToPayload(set.submission), {"amina", "bilal"});
         });
       }},
      {"a stolen publisher's key puts other records below an approval", Refusal::kChangeSetMismatch,
       [] {
         return Reviewed({{{{"entry-20"}}}}, [](Deployment& centre, Version& version) {
           version.manifest.deltas[0].file =
               centre.Pack(Put("entry-21", 2, "nobody approved this"));
         });
       }},
      {"a stolen publisher's key adds a record", Refusal::kChangeSetMismatch,
       [] {
         return Reviewed({{{{"entry-20"}}}}, [](Deployment& centre, Version& version) {
           version.manifest.deltas[0].file =
               centre.Pack(Put("entry-20", 2, "changed") + Put("entry-97", 1));
           version.manifest.deltas[0].records = 2;
         });
       }},
      {"a stolen publisher's key leaves a record out", Refusal::kChangeSetMismatch,
       [] {
         return Reviewed(
             {{{{"entry-20"}, {"entry-21"}}}}, [](Deployment& centre, Version& version) {
               version.manifest.deltas[0].file = centre.Pack(Put("entry-20", 2, "changed"));
               version.manifest.deltas[0].records = 1;
             });
       }},
      {"a stolen publisher's key offers a snapshot instead", Refusal::kStepNotApproved,
       [] {
         return Reviewed({{{{"entry-20"}}}},
                         [](Deployment&, Version& version) { version.manifest.deltas.clear(); });
       }},
      {"a stolen publisher's key offers a span instead", Refusal::kStepNotApproved,
       [] {
         Story story;
         story.situation.policy.check_approvals = true;
         story.centre.PublishNext(kList);
         story.Next();
         return story.Hand(story.centre.Bundle(3));
       }},
  };
}

}  // namespace chowki::trust::test
