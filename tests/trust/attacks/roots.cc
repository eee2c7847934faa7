#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> RootAttacks() {
  return {
      {"a root that skips a version", Refusal::kRootVersionGap,
       [] { return NextRoot([](TrustRoot& root) { ++root.version; }); }},
      {"a root of the thief's own keys", Refusal::kSignatureThreshold,
       [] {
         return NextRoot(
             [](TrustRoot& root) {
               for (int i = 0; i < 3; ++i) {
                 const std::string owner = "thief-" + std::to_string(i);
                 root.keys[static_cast<size_t>(i)] = {
                     KeyOf(owner).verify_key(), owner, {Role::kRoot}};
               }
             },
             {"thief-0", "thief-1", "thief-2"});
       }},
      {"a new root without its own owners", Refusal::kSignatureThreshold,
       [] {
         return NextRoot([](TrustRoot& root) {
           for (size_t i = 0; i < 2; ++i) {
             const std::string owner = "new-" + std::to_string(i);
             root.keys[i] = {KeyOf(owner).verify_key(), owner, {Role::kRoot}};
           }
         });
       }},
      {"a root signed by one of two", Refusal::kSignatureThreshold,
       [] { return NextRoot([](TrustRoot&) {}, {"rania"}); }},
      {"a root signed by one twice", Refusal::kSignatureThreshold,
       [] {
         return NextRoot([](TrustRoot&) {}, {"rania", "rania"});
       }},
      {"two keys of one owner", Refusal::kSignatureThreshold,
       [] {
         Story story;
         story.centre.NextRoot([](TrustRoot& root) {
           root.keys.push_back({KeyOf("spare").verify_key(), "rania", {Role::kRoot}});
         });
         story.centre.NextRoot([](TrustRoot&) {}, {"rania", "spare"});
         story.Next();
         return story.Hand();
       }},
      {"a root signed by publisher and heartbeat", Refusal::kSignatureThreshold,
       [] {
         return NextRoot([](TrustRoot&) {}, {"centre", "pulse"});
       }},
      {"a root of another deployment with the same keys", Refusal::kDeploymentWrong,
       [] {
         Story story;
         story.centre.NextRoot([](TrustRoot& root) { root.deployment = "dystopia"; });
         Offer offer = story.centre.Bundle();
         offer.header.deployment = "utopia";
         return story.Hand(offer);
       }},
      {"too many roots", Refusal::kRootChainTooLong,
       [] {
         Story story;
         for (int i = 0; i < 33; ++i) story.centre.NextRoot([](TrustRoot&) {});
         return story.Hand();
       }},
      {"an endless root", Refusal::kEnvelopeMalformed,
       [] {
         Story story;
         story.centre.NextRoot([](TrustRoot&) {});
         story.centre.roots.back() = Edited(story.centre.roots.back(), [](auto& message) {
           message.mutable_payload()->append(std::string(70'000, ' '));
         });
         return story.Hand();
       }},
      {"a root whose keys have expired", Refusal::kRootExpired,
       [] {
         Story story;
         story.Next();
         story.situation.clock = At(24L * 366);
         return story.Hand();
       }},
      {"a root that expired, behind a clock that was set back", Refusal::kRootExpired,
       [] {
         Story story;
         for (int i = 0; i < 50; ++i) story.centre.Beat();
         story.situation.before.push_back(story.centre.Bundle().Bytes());
         story.centre.NextRoot([](TrustRoot& root) { root.expires = At(20); });
         story.situation.clock = Time();
         return story.Hand();
       }},
      {"a root that lowers the epoch", Refusal::kRootEpochLowered,
       [] {
         Story story;
         story.centre.NextRoot([](TrustRoot& root) { root.epoch = 3; });
         story.centre.NextRoot([](TrustRoot& root) { root.epoch = 2; });
         return story.Hand();
       }},
      {"a root that nobody could follow", Refusal::kMetadataMalformed,
       [] { return NextRoot([](TrustRoot& root) { root.thresholds[Role::kRoot] = 4; }); }},
      {"a root without a threshold for publishers", Refusal::kMetadataMalformed,
       [] { return NextRoot([](TrustRoot& root) { root.thresholds.erase(Role::kPublisher); }); }},
      {"a root with a threshold of nobody", Refusal::kMetadataMalformed,
       [] { return NextRoot([](TrustRoot& root) { root.thresholds[Role::kPublisher] = 0; }); }},
      {"a root with a key twice", Refusal::kMetadataMalformed,
       [] { return NextRoot([](TrustRoot& root) { root.keys.push_back(root.keys[0]); }); }},
      {"a root that ends before it begins", Refusal::kMetadataMalformed,
       [] { return NextRoot([](TrustRoot& root) { root.expires = root.issued; }); }},
  };
}

}  // namespace chowki::trust::test
