#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> HeartbeatAttacks() {
  return {
      {"an older heartbeat", Refusal::kHeartbeatReplayed,
       [] {
         Story story;
         story.Next();
         story.situation.before.push_back(story.centre.Bundle().Bytes());
         story.situation.bundle = story.situation.before[0];
         return story.situation;
       }},
      {"two heartbeats of one number", Refusal::kHeartbeatFork,
       [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.sequence = 1; }); }},
      {"a newer heartbeat that names an older version", Refusal::kHeartbeatRollback,
       [] {
         Story story;
         const Deployment older = story.centre;
         story.Next();
         story.situation.before.push_back(story.centre.Bundle().Bytes());
         Deployment liar = older;
         liar.heartbeat.sequence = 10;
         liar.Beat();
         return story.Hand(liar.Bundle());
       }},
      {"a list hidden for one heartbeat, then rolled back", Refusal::kManifestRollback,
       [] {
         Story story;
         Deployment liar = story.centre;
         liar.heartbeat.sequence = 5;
         liar.heartbeat.heads.clear();
         liar.SignHeartbeat();
         Offer hiding = liar.Bundle();
         hiding.header.lists.clear();
         story.situation.before.push_back(hiding.Bytes());
         liar.lists[kList].pop_back();
         liar.Beat();
         return story.Hand(liar.Bundle());
       }},
      {"another manifest of the version held", Refusal::kManifestFork,
       [] {
         Story story;
         Version& held = story.centre.Newest(kList);
         held.manifest.expires = At(1000);
         held.Sign();
         story.centre.Beat();
         return story.Hand();
       }},
      {"a heartbeat from after the root's end", Refusal::kHeartbeatTimeWrong,
       [] {
         return NextHeartbeat([](Heartbeat& heartbeat) {
           heartbeat.issued = At(24L * 400);
           heartbeat.expires = At(24L * 401);
         });
       }},
      {"a heartbeat from before the root", Refusal::kHeartbeatTimeWrong,
       [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.issued = At(-1); }); }},
      {"a heartbeat of another deployment with the same keys", Refusal::kDeploymentWrong,
       [] {
         return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.deployment = "dystopia"; });
       }},
      {"a heartbeat signed by the publisher", Refusal::kSignatureThreshold,
       [] { return NextHeartbeat([](Heartbeat&) {}, {"centre"}); }},
      {"a heartbeat of an epoch to come", Refusal::kEpochVoid,
       [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.epoch = 2; }); }},
      {"a heartbeat of an epoch that a recovery ended", Refusal::kEpochVoid,
       [] {
         Story story;
         story.Next();
         story.centre.NextRoot([](TrustRoot& root) { root.epoch = 2; });
         return story.Hand();
       }},
      {"no heartbeat", Refusal::kHeartbeatMissing,
       [] {
         Story story;
         story.Next();
         story.centre.heartbeat_envelope.clear();
         return story.Hand();
       }},
      {"a heartbeat that does not name the list", Refusal::kHeartbeatLacksList,
       [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.heads.clear(); }); }},
      {"a heartbeat without a number", Refusal::kMetadataMalformed,
       [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.sequence = 0; }); }},
      {"a heartbeat of a list with a hostile name", Refusal::kMetadataMalformed,
       [] {
         return NextHeartbeat([](Heartbeat& heartbeat) {
           heartbeat.heads["../../etc"] = {1, Digest{}};
         });
       }},
  };
}

}  // namespace chowki::trust::test
