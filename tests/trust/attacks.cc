#include "trust/attacks.h"

#include <sstream>

#include <zstd.h>

#include "chowki/sync/v1/bundle.pb.h"
#include "chowki/sync/v1/envelope.pb.h"
#include "trust/bucket.h"
#include "trust/change_set.h"
#include "trust/deployment.h"
#include "trust/record.h"

namespace chowki::trust::test {
namespace {

constexpr char kList[] = "national";

// Published and held: version 2, under the first root. The next bundle brings version 3.
struct Story {
  Deployment centre;
  Situation situation;

  Story() {
    centre.PublishNext(kList);
    centre.PublishNext(kList);
    centre.Beat();
    situation.root = centre.roots[0];
    situation.before = {centre.Bundle().Bytes()};
    situation.clock = At(100);
  }
  Version& Next() {
    Version& version = centre.PublishNext(kList);
    centre.Beat();
    return version;
  }
  // With the newest version edited and signed again.
  Situation WithManifest(const std::function<void(Deployment&, Version&)>& edit) {
    Version& version = Next();
    edit(centre, version);
    version.Sign();
    centre.Beat();
    return Hand(centre.Bundle());
  }
  Situation Hand(const Offer& offer) {
    situation.bundle = offer.Bytes();
    return situation;
  }
  Situation Hand() { return Hand(centre.Bundle()); }
};

// The situation of a post that has nothing yet.
Situation Fresh(Deployment& centre, const Offer& offer) {
  Situation situation;
  situation.root = centre.roots[0];
  situation.clock = At(100);
  situation.bundle = offer.Bytes();
  return situation;
}

// A post that checks two persons' signatures, and a next version made of these change sets.
Situation Reviewed(const std::vector<ChangeSetDraft>& sets,
                   const std::function<void(Deployment&, Version&)>& edit = {}) {
  Story story;
  story.situation.policy.check_approvals = true;
  Version& version = story.centre.Publish(kList, sets);
  if (edit) edit(story.centre, version);
  version.Sign();
  story.centre.Beat();
  return story.Hand();
}

Situation NextRoot(const std::function<void(TrustRoot&)>& edit,
                   const std::vector<std::string>& signers = {"rania", "rolf"}) {
  Story story;
  story.centre.NextRoot(edit, signers);
  story.Next();
  return story.Hand();
}

Situation NextHeartbeat(const std::function<void(Heartbeat&)>& edit,
                        const std::vector<std::string>& signers = {"pulse"}) {
  Story story;
  story.Next();
  edit(story.centre.heartbeat);
  story.centre.SignHeartbeat(signers);
  return story.Hand();
}

// A next version whose delta and snapshot are one file of such content, with honest digests.
Situation WithContent(const std::string& content, bool snapshot_only = false) {
  Story story;
  return story.WithManifest([&](Deployment& centre, Version& version) {
    const FileSpec spec = centre.Pack(content);
    version.manifest.deltas[0].file = spec;
    version.manifest.snapshot.reset();
    version.manifest.change_sets.clear();
    if (snapshot_only) {
      version.manifest.deltas.clear();
      version.manifest.snapshot = spec;
    }
  });
}

// A next version whose delta is a file of these packed bytes.
Situation WithPacked(const std::string& packed, std::int64_t content_bytes) {
  Story story;
  return story.WithManifest([&](Deployment& centre, Version& version) {
    version.manifest.deltas[0].file = centre.Store(packed, content_bytes);
    version.manifest.snapshot.reset();
  });
}

// A next version with a file spoiled on the way: its section goes on claiming the right name.
Situation WithSpoiledFiles(const std::function<void(std::string& file)>& spoil) {
  Story story;
  story.Next();
  Offer offer = story.centre.Bundle(2);
  offer.keep_sections = true;
  for (std::string& file : offer.files) {
    BundleSection section{Sha256(file), 0};
    spoil(file);
    section.bytes = static_cast<std::int64_t>(file.size());
    offer.header.sections.push_back(section);
  }
  return story.Hand(offer);
}

Situation WithSpoiledBundle(const std::function<void(std::string& bundle)>& spoil,
                            bool sealed = false) {
  Story story;
  story.Next();
  Offer offer = story.centre.Bundle();
  if (sealed) offer.recipients = {OpeningKeyOf("post").sealing_key()};
  story.situation.opening_key = sealed ? "post" : "";
  story.Hand(offer);
  spoil(story.situation.bundle);
  return story.situation;
}

std::string PackedByZstd(const std::string& content, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  if (window_log > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  std::string packed(ZSTD_compressBound(content.size()), '\0');
  ZSTD_outBuffer out{packed.data(), packed.size(), 0};
  ZSTD_inBuffer in{content.data(), content.size(), 0};
  // In two steps, so that the window is not made smaller to fit the content.
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue);
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  packed.resize(out.pos);
  return packed;
}

std::string Put(const std::string& id, std::int64_t revision, const std::string& text = "") {
  std::string record;
  AppendPut(record, EntryBytes(id, revision, text));
  return record;
}

// An envelope whose message is edited without its signer.
std::string Edited(const std::string& envelope,
                   const std::function<void(sync::v1::SignedEnvelope&)>& edit) {
  sync::v1::SignedEnvelope message;
  CHOWKI_CHECK(message.ParseFromString(envelope));
  edit(message);
  return message.SerializeAsString();
}

Situation WithHeartbeatEdited(const std::function<void(sync::v1::SignedEnvelope&)>& edit) {
  Story story;
  story.Next();
  story.centre.heartbeat_envelope = Edited(story.centre.heartbeat_envelope, edit);
  return story.Hand();
}

constexpr auto kTaken = std::nullopt;

const Attack kAttacks[] = {
    // --- nothing is wrong --------------------------------------------------------------------
    {"a first snapshot", kTaken,
     [] {
       Deployment centre;
       centre.PublishNext(kList);
       centre.Beat();
       return Fresh(centre, centre.Bundle());
     }},
    {"a delta", kTaken,
     [] {
       Story story;
       story.Next();
       return story.Hand(story.centre.Bundle(2));
     }},
    {"the same bundle again", kTaken,
     [] {
       Story story;
       story.situation.bundle = story.situation.before[0];
       return story.situation;
     }},
    {"a span over a version whose delta is not there", kTaken,
     [] {
       Story story;
       story.centre.PublishNext(kList);
       story.Next();
       return story.Hand(story.centre.Bundle(3));
     }},
    {"two steps through two manifests", kTaken,
     [] {
       Story story;
       story.centre.PublishNext(kList);
       Version& last = story.Next();
       last.manifest.deltas.resize(1);
       last.Sign();
       story.centre.Beat();
       return story.Hand();
     }},
    {"two lists, one of them not followed", kTaken,
     [] {
       Story story;
       story.Next();
       story.centre.PublishNext("lost");
       story.centre.PublishNext("vehicles");
       story.centre.Beat();
       return story.Hand();
     }},
    {"roots rotate all their keys in two steps", kTaken,
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
    {"only a new root", kTaken,
     [] {
       Story story;
       story.centre.NextRoot([](TrustRoot&) {});
       Offer offer;
       offer.header.deployment = "utopia";
       offer.header.roots = story.centre.roots;
       return story.Hand(offer);
     }},
    {"an expired heartbeat and manifest that are newer than ours", kTaken,
     [] {
       Story story;
       story.Next();
       story.situation.clock = At(24L * 300);
       return story.Hand();
     }},
    {"a clock that was set back", kTaken,
     [] {
       Story story;
       story.Next();
       story.situation.clock = Time();
       return story.Hand();
     }},
    {"recovery from a heartbeat number that left no room", kTaken,
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
    {"a bundle sealed to us", kTaken, [] { return WithSpoiledBundle([](std::string&) {}, true); }},
    {"change sets that two persons signed", kTaken,
     [] {
       return Reviewed({{{{"entry-20"}}}, {{{"entry-21", true}}, "chitra", {"chitra", "amina"}}});
     }},
    {"a version without changes", kTaken, [] { return Reviewed({}); }},

    // --- trust roots ---------------------------------------------------------------------------
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

    // --- envelopes -----------------------------------------------------------------------------
    {"a manifest in the place of a heartbeat", Refusal::kPayloadTypeWrong,
     [] {
       Story story;
       story.centre.heartbeat_envelope = story.Next().envelope;
       return story.Hand();
     }},
    {"a manifest that is called a heartbeat", Refusal::kSignatureThreshold,
     [] {
       Story story;
       story.Next();
       story.centre.heartbeat_envelope = Edited(
           story.centre.Newest(kList).envelope,
           [](auto& message) { message.set_payload_type(std::string(Heartbeat::kPayloadType)); });
       return story.Hand();
     }},
    {"one bit of a payload", Refusal::kSignatureThreshold,
     [] {
       return WithHeartbeatEdited([](auto& message) { message.mutable_payload()->back() ^= 1; });
     }},
    {"one bit of a signature", Refusal::kSignatureThreshold,
     [] {
       return WithHeartbeatEdited(
           [](auto& message) { message.mutable_signatures(0)->mutable_signature()->front() ^= 1; });
     }},
    {"a signature under another key's name", Refusal::kSignatureThreshold,
     [] {
       return WithHeartbeatEdited([](auto& message) {
         const KeyId id = KeyOf("centre").verify_key().id();
         message.mutable_signatures(0)->set_key_id(AsText(id));
       });
     }},
    {"no signature at all", Refusal::kSignatureThreshold,
     [] { return WithHeartbeatEdited([](auto& message) { message.clear_signatures(); }); }},
    {"a signature cut off", Refusal::kEnvelopeMalformed,
     [] {
       return WithHeartbeatEdited(
           [](auto& message) { message.mutable_signatures(0)->mutable_signature()->pop_back(); });
     }},
    {"a flood of signatures", Refusal::kEnvelopeMalformed,
     [] {
       return WithHeartbeatEdited([](auto& message) {
         const auto signature = message.signatures(0);
         for (int i = 0; i < 64; ++i) *message.add_signatures() = signature;
       });
     }},
    {"an envelope without a type", Refusal::kEnvelopeMalformed,
     [] { return WithHeartbeatEdited([](auto& message) { message.clear_payload_type(); }); }},

    // --- heartbeats ----------------------------------------------------------------------------
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
     [] { return NextHeartbeat([](Heartbeat& heartbeat) { heartbeat.deployment = "dystopia"; }); }},
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

    // --- manifests -----------------------------------------------------------------------------
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
       return story.WithManifest([](Deployment&, Version& version) { version.manifest.epoch = 9; });
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
       return story.WithManifest(
           [](Deployment&, Version& version) { version.manifest.previous = Sha256("elsewhere"); });
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

    // --- approvals -----------------------------------------------------------------------------
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
         version.manifest.deltas[0].file = centre.Pack(Put("entry-21", 2, "nobody approved this"));
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
       return Reviewed({{{{"entry-20"}, {"entry-21"}}}}, [](Deployment& centre, Version& version) {
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

    // --- files ---------------------------------------------------------------------------------
    {"one bit of a file", Refusal::kChunkDigestMismatch,
     [] { return WithSpoiledFiles([](std::string& file) { file[file.size() / 2] ^= 1; }); }},
    {"a file cut off", Refusal::kFileLengthWrong,
     [] { return WithSpoiledFiles([](std::string& file) { file.pop_back(); }); }},
    {"an empty file", Refusal::kFileLengthWrong,
     [] { return WithSpoiledFiles([](std::string& file) { file.clear(); }); }},
    {"an endless file", Refusal::kFileLengthWrong,
     [] { return WithSpoiledFiles([](std::string& file) { file.append(200'000, 'x'); }); }},
    {"files swapped", Refusal::kFileMissing,
     [] {
       Story story;
       story.Next();
       Offer offer = story.centre.Bundle(2);
       for (std::string& file : offer.files) file = "something else";
       return story.Hand(offer);
     }},
    {"no files", Refusal::kFileMissing,
     [] {
       Story story;
       story.Next();
       Offer offer = story.centre.Bundle();
       offer.files.clear();
       return story.Hand(offer);
     }},
    {"a file that is not the one its name says", Refusal::kFileDigestMismatch,
     [] {
       Story story;
       story.Next();
       Offer offer = story.centre.Bundle(2);
       Version& version = story.centre.Newest(kList);
       version.manifest.deltas[0].file.sha256 = Sha256("another name");
       version.Sign();
       story.centre.Beat();
       offer.header.heartbeat = story.centre.heartbeat_envelope;
       offer.header.lists[0].manifests[0] = version.envelope;
       offer.keep_sections = true;
       for (const std::string& file : offer.files) {
         offer.header.sections.push_back({Sha256(file), static_cast<std::int64_t>(file.size())});
       }
       offer.header.sections[0].sha256 = Sha256("another name");
       return story.Hand(offer);
     }},
    {"a file that unpacks to more than was signed", Refusal::kDecompressionLimit,
     [] { return WithPacked(PackedByZstd(std::string(50'000'000, 'x')), 1000); }},
    {"a file that unpacks to one byte more", Refusal::kDecompressionLimit,
     [] {
       const std::string content = Put("entry-20", 2);
       return WithPacked(PackedByZstd(content), static_cast<std::int64_t>(content.size()) - 1);
     }},
    {"a file that wants too much memory", Refusal::kDecompressionLimit,
     [] { return WithPacked(PackedByZstd(Put("entry-20", 2), 27), 100); }},
    {"a file that is not packed", Refusal::kFileCorrupt,
     [] { return WithPacked("these bytes are no zstd frame", 100); }},
    {"a file of two frames", Refusal::kFileCorrupt,
     [] {
       const std::string frame = PackedByZstd(Put("entry-20", 2));
       return WithPacked(frame + frame, static_cast<std::int64_t>(2 * Put("entry-20", 2).size()));
     }},
    {"a frame cut off", Refusal::kFileCorrupt,
     [] {
       const std::string frame = PackedByZstd(Put("entry-20", 2));
       return WithPacked(frame.substr(0, frame.size() - 4), 100);
     }},
    {"a file that unpacks to less than was signed", Refusal::kFileLengthWrong,
     [] { return WithPacked(PackedByZstd(Put("entry-20", 2)), 1000); }},

    // --- records and states --------------------------------------------------------------------
    {"a record of an unknown kind", Refusal::kRecordMalformed,
     [] { return WithContent("\x1a\x01x", true); }},
    {"a record cut off", Refusal::kRecordMalformed,
     [] { return WithContent(Put("entry-20", 2).substr(0, 5), true); }},
    {"a record without an id", Refusal::kRecordMalformed,
     [] { return WithContent(Put("", 2), true); }},
    {"a record without a revision", Refusal::kRecordMalformed,
     [] { return WithContent(Put("entry-20", 0), true); }},
    {"a record of 3 MiB", Refusal::kRecordMalformed,
     [] { return WithContent(Put("entry-20", 1, std::string(3 << 20, 'x')), true); }},
    {"a length in more digits than it needs", Refusal::kRecordMalformed,
     [] {
       const std::string record = Put("entry-20", 2);
       const char length = static_cast<char>(record[1] | 0x80);
       return WithContent(record.substr(0, 1) + length + std::string(1, '\0') + record.substr(2),
                          true);
     }},
    {"a snapshot in the wrong order", Refusal::kRecordOrder,
     [] {
       const bool ascending = BucketOf("entry-20") < BucketOf("entry-21");
       const std::string a = Put("entry-20", 2);
       const std::string b = Put("entry-21", 2);
       return WithContent(ascending ? b + a : a + b, true);
     }},
    {"a snapshot with an entry twice", Refusal::kRecordOrder,
     [] { return WithContent(Put("entry-20", 2) + Put("entry-20", 3), true); }},
    {"a removal in a snapshot", Refusal::kRecordOrder,
     [] {
       std::string record;
       AppendRemove(record, "entry-20", 2, At(0));
       return WithContent(record, true);
     }},
    {"a delta from a state that we never had", Refusal::kDeltaBaseWrong,
     [] {
       Story story;
       return story.WithManifest([](Deployment&, Version& version) {
         version.manifest.deltas[0].from_state_root = Sha256("elsewhere");
         version.manifest.deltas.resize(1);
         version.manifest.snapshot.reset();
       });
     }},
    {"a record of a revision that we hold", Refusal::kRevisionConflict,
     [] {
       Story story;
       return story.WithManifest([](Deployment& centre, Version& version) {
         const std::string record = Put("entry-10", 2, "changed once");
         ChangeSetHasher hasher;
         hasher.Add(record);
         ChangeSet& set = version.manifest.change_sets[0];
         set.records = 1;
         set.submission.change_set = hasher.Finish();
         set.signatures =
             SignedBy(Submission::kPayloadType, ToPayload(set.submission), {"amina", "bilal"});
         version.manifest.deltas[0].file = centre.Pack(record);
       });
     }},
    {"a removal of what we do not hold", Refusal::kRevisionConflict,
     [] {
       Story story;
       return story.WithManifest([](Deployment& centre, Version& version) {
         std::string record;
         AppendRemove(record, "entry-77", 1, At(0));
         ChangeSetHasher hasher;
         hasher.Add(record);
         ChangeSet& set = version.manifest.change_sets[0];
         set.records = 1;
         set.submission.change_set = hasher.Finish();
         set.signatures =
             SignedBy(Submission::kPayloadType, ToPayload(set.submission), {"amina", "bilal"});
         version.manifest.deltas[0].file = centre.Pack(record);
       });
     }},
    {"another number of entries than was signed", Refusal::kEntryCountMismatch,
     [] {
       Story story;
       return story.WithManifest(
           [](Deployment&, Version& version) { ++version.manifest.entry_count; });
     }},
    {"another number of records than was signed", Refusal::kEntryCountMismatch,
     [] {
       Story story;
       return story.WithManifest(
           [](Deployment&, Version& version) { ++version.manifest.deltas[0].records; });
     }},
    {"other entries than were signed, by delta", Refusal::kStateRootMismatch,
     [] {
       Story story;
       return story.WithManifest(
           [](Deployment&, Version& version) { version.manifest.state_root[0] ^= 1; });
     }},
    {"other entries than were signed, by snapshot", Refusal::kStateRootMismatch,
     [] {
       Story story;
       return story.WithManifest([](Deployment&, Version& version) {
         version.manifest.deltas.clear();
         version.manifest.state_root[0] ^= 1;
       });
     }},

    // --- bundles -------------------------------------------------------------------------------
    {"not a bundle", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle[7] = '2'; }); }},
    {"an empty bundle", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle.clear(); }); }},
    {"a bundle cut off in its header", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle.resize(300); }); }},
    {"a bundle cut off in a file", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle.pop_back(); }); }},
    {"a bundle with a tail", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle += '\0'; }); }},
    {"a bundle whose header is endless", Refusal::kBundleMalformed,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle[8] = '\x7f'; }); }},
    {"a bundle of another deployment", Refusal::kDeploymentWrong,
     [] {
       Story story;
       story.Next();
       Offer offer = story.centre.Bundle();
       offer.header.deployment = "dystopia";
       return story.Hand(offer);
     }},
    {"a receipt in the place of a list", Refusal::kBundleDirectionWrong,
     [] {
       Story story;
       Offer offer = story.centre.Bundle();
       offer.header.direction = Direction::kAcknowledge;
       return story.Hand(offer);
     }},
    {"events in the clear", Refusal::kBundleNotSealed,
     [] {
       Story story;
       Offer offer;
       offer.header.deployment = "utopia";
       offer.header.direction = Direction::kUp;
       offer.keep_sections = true;
       return story.Hand(offer);
     }},
    {"a bundle sealed to others", Refusal::kBundleNotForUs,
     [] {
       Story story;
       Offer offer = story.centre.Bundle();
       offer.recipients = {OpeningKeyOf("another post").sealing_key()};
       story.situation.opening_key = "post";
       return story.Hand(offer);
     }},
    {"a sealed bundle and no key", Refusal::kBundleNotForUs,
     [] {
       Story story;
       Offer offer = story.centre.Bundle();
       offer.recipients = {OpeningKeyOf("post").sealing_key()};
       return story.Hand(offer);
     }},
    {"one bit of what is sealed", Refusal::kBundleDamaged,
     [] {
       return WithSpoiledBundle([](std::string& bundle) { bundle[bundle.size() - 40] ^= 1; }, true);
     }},
    {"a sealed bundle cut off", Refusal::kBundleDamaged,
     [] {
       return WithSpoiledBundle([](std::string& bundle) { bundle.resize(bundle.size() - 20); },
                                true);
     }},
    {"a sealed bundle with a tail", Refusal::kBundleDamaged,
     [] { return WithSpoiledBundle([](std::string& bundle) { bundle += "tail"; }, true); }},
    {"a sealed body below another header", Refusal::kBundleDamaged,
     [] {
       return WithSpoiledBundle(
           [](std::string& bundle) {
             // created_at_unix: the only field that nobody signs and that is of no effect.
             const size_t at = bundle.find("utopia") + 6 + 1;
             bundle[at] ^= 1;
           },
           true);
     }},
};

}  // namespace

std::span<const Attack> Attacks() { return kAttacks; }

}  // namespace chowki::trust::test
