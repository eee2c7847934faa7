#include <limits>

#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> Taken() {
  return {
      {"a first snapshot", std::nullopt,
       [] {
         Deployment centre;
         centre.PublishNext(kList);
         centre.Beat();
         return Fresh(centre, centre.Bundle());
       }},
      {"a delta", std::nullopt,
       [] {
         Story story;
         story.Next();
         return story.Hand(story.centre.Bundle(2));
       }},
      {"the same bundle again", std::nullopt,
       [] {
         Story story;
         story.situation.bundle = story.situation.before[0];
         return story.situation;
       }},
      {"a span over a version whose delta is not there", std::nullopt,
       [] {
         Story story;
         story.centre.PublishNext(kList);
         story.Next();
         return story.Hand(story.centre.Bundle(3));
       }},
      {"two steps through two manifests", std::nullopt,
       [] {
         Story story;
         story.centre.PublishNext(kList);
         Version& last = story.Next();
         last.manifest.deltas.resize(1);
         last.Sign();
         story.centre.Beat();
         return story.Hand();
       }},
      {"two lists, one of them not followed", std::nullopt,
       [] {
         Story story;
         story.Next();
         story.centre.PublishNext("lost");
         story.centre.PublishNext("vehicles");
         story.centre.Beat();
         return story.Hand();
       }},
      {"roots rotate all their keys in two steps", std::nullopt,
       [] {
         Story story;
         const auto renew = [](TrustRoot& root, size_t place, const char* owner) {
           root.keys[place] = {KeyOf(owner).verify_key(), owner, {Role::kRoot}};
         };
         story.centre.NextRoot([&](TrustRoot& root) { renew(root, 2, "rita"); });
         story.centre.NextRoot(
             [&](TrustRoot& root) {
               renew(root, 0, "roya");
               renew(root, 1, "ravi");
             },
             {"rania", "rita", "ravi"});
         story.Next();
         return story.Hand();
       }},
      {"only a new root", std::nullopt,
       [] {
         Story story;
         story.centre.NextRoot([](TrustRoot&) {});
         Offer offer;
         offer.header.deployment = "utopia";
         offer.header.roots = story.centre.roots;
         return story.Hand(offer);
       }},
      {"an expired heartbeat and manifest that are newer than ours", std::nullopt,
       [] {
         Story story;
         story.Next();
         story.situation.clock = At(24L * 300);
         return story.Hand();
       }},
      {"a clock that was set back", std::nullopt,
       [] {
         Story story;
         story.Next();
         story.situation.clock = Time();
         return story.Hand();
       }},
      {"recovery from a heartbeat number that left no room", std::nullopt,
       [] {
         Story story;
         story.centre.heartbeat.sequence = std::numeric_limits<std::int64_t>::max();
         story.centre.SignHeartbeat();
         story.situation.before.push_back(story.centre.Bundle().Bytes());
         story.centre.NextRoot([](TrustRoot& root) { root.epoch = 2; });
         story.centre.lists.clear();
         story.centre.PublishNext(kList);
         story.centre.Beat();
         return story.Hand();
       }},
      {"a bundle sealed to us", std::nullopt,
       [] { return WithSpoiledBundle([](std::string&) {}, true); }},
      {"change sets that two persons signed", std::nullopt,
       [] {
         return Reviewed({{{{"entry-20"}}}, {{{"entry-21", true}}, "chitra", {"chitra", "amina"}}});
       }},
      {"a version without changes", std::nullopt, [] { return Reviewed({}); }},
  };
}

}  // namespace chowki::trust::test
