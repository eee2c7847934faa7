#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> ManifestAttacks() {
  return {
      {"a list signed by a stranger", Refusal::kSignatureThreshold,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.signers = {"stranger"}; });
       }},
      {"a list signed by a publisher who was dismissed", Refusal::kSignatureThreshold,
       [] {
         return NextRoot([](TrustRoot& root) {
           root.keys[3] = {KeyOf("new centre").verify_key(), "new centre", {Role::kPublisher}};
         });
       }},
      {"a manifest that the heartbeat does not name", Refusal::kManifestNotCurrent,
       [] {
         Story story;
         Version& version = story.Next();
         version.manifest.expires = At(1000);
         version.Sign();
         return story.Hand();
       }},
      {"the newest manifest held back", Refusal::kManifestNotCurrent,
       [] {
         Story story;
         story.Next();
         story.Next();
         Offer offer = story.centre.Bundle();
         offer.header.lists[0].manifests.pop_back();
         return story.Hand(offer);
       }},
      {"only manifests that we hold", Refusal::kManifestRollback,
       [] {
         Story story;
         story.Next();
         Offer offer = story.centre.Bundle();
         offer.header.lists[0].manifests.pop_back();
         return story.Hand(offer);
       }},
      {"no manifest", Refusal::kManifestMissing,
       [] {
         Story story;
         story.Next();
         Offer offer = story.centre.Bundle();
         offer.header.lists[0].manifests.clear();
         return story.Hand(offer);
       }},
      {"another list under this one's name", Refusal::kManifestWrongList,
       [] {
         Story story;
         story.centre.PublishNext("lost");
         story.Next();
         Offer offer = story.centre.Bundle();
         offer.header.lists[1].manifests = offer.header.lists[0].manifests;
         return story.Hand(offer);
       }},
      {"a manifest of another deployment with the same keys", Refusal::kDeploymentWrong,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.deployment = "dystopia"; });
       }},
      {"a manifest of an epoch to come", Refusal::kEpochVoid,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.epoch = 9; });
       }},
      {"a manifest that needs a newer root", Refusal::kRootTooOld,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.root_version_needed = 2; });
       }},
      {"a manifest that follows another one", Refusal::kManifestChainBroken,
       [] {
         Story story;
         return story.WithManifest([](Deployment&, Version& version) {
           version.manifest.previous = Sha256("elsewhere");
         });
       }},
      {"manifests in the wrong order", Refusal::kManifestChainBroken,
       [] {
         Story story;
         story.Next();
         story.Next();
         Offer offer = story.centre.Bundle(2);
         std::swap(offer.header.lists[0].manifests[0], offer.header.lists[0].manifests[1]);
         return story.Hand(offer);
       }},
      {"entries of a form to come", Refusal::kSchemaUnknown,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.schema = "entry.v2"; });
       }},
      {"a manifest with a chunk too few", Refusal::kMetadataMalformed,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.snapshot->chunks.pop_back(); });
       }},
      {"a delta from the version itself", Refusal::kMetadataMalformed,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.deltas[0].from_version = 3; });
       }},
      {"a file of a length that no disk has", Refusal::kMetadataMalformed,
       [] {
         Story story;
         return story.WithManifest([](Deployment&, Version& version) {
           version.manifest.snapshot->bytes = std::int64_t{1} << 40;
         });
       }},
      {"a version without the one before", Refusal::kMetadataMalformed,
       [] {
         Story story;
         return story.WithManifest(
             [](Deployment&, Version& version) { version.manifest.previous = {}; });
       }},
  };
}

}  // namespace chowki::trust::test
