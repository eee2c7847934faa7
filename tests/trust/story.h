#pragma once

#include <functional>
#include <string>
#include <vector>

#include "chowki/sync/v1/envelope.pb.h"
#include "trust/attacks.h"
#include "trust/deployment.h"

namespace chowki::trust::test {

// What attacks are made of.

inline constexpr char kList[] = "national";

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
[[nodiscard]] Situation Fresh(Deployment& centre, const Offer& offer);
// A post that checks two persons' signatures, and a next version made of these change sets.
[[nodiscard]] Situation Reviewed(const std::vector<ChangeSetDraft>& sets,
                                 const std::function<void(Deployment&, Version&)>& edit = {});
// A next root with this edit; a next heartbeat with this edit; a version to go with them.
[[nodiscard]] Situation NextRoot(const std::function<void(TrustRoot&)>& edit,
                                 const std::vector<std::string>& signers = {"rania", "rolf"});
[[nodiscard]] Situation NextHeartbeat(const std::function<void(Heartbeat&)>& edit,
                                      const std::vector<std::string>& signers = {"pulse"});
// A next version whose delta, or with snapshot_only whose snapshot, is a file of such content.
[[nodiscard]] Situation WithContent(const std::string& content, bool snapshot_only = false);
// A next version whose delta is a file of these packed bytes.
[[nodiscard]] Situation WithPacked(const std::string& packed, std::int64_t content_bytes);
// A next version with a file spoiled on the way: its section goes on claiming the right name.
[[nodiscard]] Situation WithSpoiledFiles(const std::function<void(std::string& file)>& spoil);
[[nodiscard]] Situation WithSpoiledBundle(const std::function<void(std::string& bundle)>& spoil,
                                          bool sealed = false);
// One frame, as anybody might make it; a window that is not made smaller to fit.
[[nodiscard]] std::string PackedByZstd(const std::string& content, int window_log = 0);
// The record of an entry.
[[nodiscard]] std::string Put(const std::string& id, std::int64_t revision,
                              const std::string& text = "");
// An envelope whose message is edited without its signer.
[[nodiscard]] std::string Edited(const std::string& envelope,
                                 const std::function<void(sync::v1::SignedEnvelope&)>& edit);
[[nodiscard]] Situation WithHeartbeatEdited(
    const std::function<void(sync::v1::SignedEnvelope&)>& edit);

}  // namespace chowki::trust::test
