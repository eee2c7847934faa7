#include "trust/story.h"

#include <zstd.h>

#include "trust/record.h"

namespace chowki::trust::test {

Situation Fresh(Deployment& centre, const Offer& offer) {
  Situation situation;
  situation.root = centre.roots[0];
  situation.clock = At(100);
  situation.bundle = offer.Bytes();
  return situation;
}

Situation Reviewed(const std::vector<ChangeSetDraft>& sets,
                   const std::function<void(Deployment&, Version&)>& edit) {
  Story story;
  story.situation.policy.check_approvals = true;
  Version& version = story.centre.Publish(kList, sets);
  if (edit) edit(story.centre, version);
  version.Sign();
  story.centre.Beat();
  return story.Hand();
}

Situation NextRoot(const std::function<void(TrustRoot&)>& edit,
                   const std::vector<std::string>& signers) {
  Story story;
  story.centre.NextRoot(edit, signers);
  story.Next();
  return story.Hand();
}

Situation NextHeartbeat(const std::function<void(Heartbeat&)>& edit,
                        const std::vector<std::string>& signers) {
  Story story;
  story.Next();
  edit(story.centre.heartbeat);
  story.centre.SignHeartbeat(signers);
  return story.Hand();
}

Situation WithContent(const std::string& content, bool snapshot_only) {
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

Situation WithPacked(const std::string& packed, std::int64_t content_bytes) {
  Story story;
  return story.WithManifest([&](Deployment& centre, Version& version) {
    version.manifest.deltas[0].file = centre.Store(packed, content_bytes);
    version.manifest.snapshot.reset();
  });
}

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

Situation WithSpoiledBundle(const std::function<void(std::string& bundle)>& spoil, bool sealed) {
  Story story;
  story.Next();
  Offer offer = story.centre.Bundle();
  if (sealed) offer.recipients = {OpeningKeyOf("post").sealing_key()};
  story.situation.opening_key = sealed ? "post" : "";
  story.Hand(offer);
  spoil(story.situation.bundle);
  return story.situation;
}

std::string PackedByZstd(const std::string& content, int window_log) {
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

std::string Put(const std::string& id, std::int64_t revision, const std::string& text) {
  std::string record;
  AppendPut(record, EntryBytes(id, revision, text));
  return record;
}

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

}  // namespace chowki::trust::test
