#include "trust/deployment.h"

#include <algorithm>
#include <sstream>

#include "trust/bucket.h"
#include "trust/bundle_file.h"
#include "trust/change_set.h"
#include "trust/record_file.h"

namespace chowki::trust::test {
namespace {

Secret<32> SeedOf(const std::string& name) {
  Secret<32> seed;
  const Digest digest = Sha256("test key of " + name);
  std::copy(digest.begin(), digest.end(), seed.bytes().begin());
  return seed;
}

// All entries as a snapshot has them.
std::string SnapshotContent(const std::map<std::string, std::string>& entries) {
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [id, bytes] : entries) order.emplace_back(BucketOf(id), id);
  std::sort(order.begin(), order.end());
  std::string content;
  for (const auto& [bucket, id] : order) AppendPut(content, entries.at(id));
  return content;
}

Digest RootOf(const std::map<std::string, std::string>& entries) {
  BucketDigests digests = EmptyBuckets();
  std::map<int, std::vector<std::string>> buckets;
  for (const auto& [id, bytes] : entries) buckets[BucketOf(id)].push_back(id);
  for (const auto& [bucket, ids] : buckets) {
    BucketHasher hasher;
    for (const std::string& id : ids) hasher.Add(id, Sha256(entries.at(id)));
    digests[static_cast<size_t>(bucket)] = hasher.Finish();
  }
  return StateRoot(digests);
}

// What leads from one version to another, ascending by id.
std::string SpanContent(const Version& from, const Version& to, std::int64_t& records) {
  std::string content;
  for (const auto& [id, revision] : to.revisions) {
    const auto before = from.revisions.find(id);
    if (before != from.revisions.end() && before->second == revision) continue;
    const bool was_there = from.entries.contains(id);
    const auto entry = to.entries.find(id);
    if (entry != to.entries.end()) {
      AppendPut(content, entry->second);
    } else if (was_there) {
      AppendRemove(content, id, revision, to.manifest.issued);
    } else {
      continue;
    }
    ++records;
  }
  return content;
}

}  // namespace

SigningKey KeyOf(const std::string& name) { return SigningKey::FromSeed(SeedOf(name)); }
OpeningKey OpeningKeyOf(const std::string& name) { return OpeningKey::FromSecret(SeedOf(name)); }

Envelope SignedBy(std::string_view type, const std::string& payload,
                  const std::vector<std::string>& names) {
  std::vector<SigningKey> keys;
  for (const std::string& name : names) keys.push_back(KeyOf(name));
  std::vector<const SigningKey*> pointers;
  for (const SigningKey& key : keys) pointers.push_back(&key);
  return trust::Sign(type, payload, pointers);
}

std::string EntryBytes(const std::string& id, std::int64_t revision, const std::string& text) {
  std::string bytes = "\x0a";
  bytes += static_cast<char>(id.size());
  bytes += id;
  bytes += '\x10';
  bytes += static_cast<char>(revision);
  return bytes + text;
}

void Version::Sign() {
  const Envelope signed_manifest = SignedBy(Manifest::kPayloadType, ToPayload(manifest), signers);
  envelope = ToBytes(signed_manifest);
  digest = Sha256(signed_manifest.payload);
}

std::string Offer::Bytes() const {
  BundleHeader full = header;
  std::vector<MemorySource> sources;
  for (const std::string& file : files) sources.emplace_back(AsBytes(file));
  std::vector<ByteSource*> pointers;
  for (MemorySource& source : sources) pointers.push_back(&source);
  if (!keep_sections) {
    full.sections.clear();
    for (const std::string& file : files) {
      full.sections.push_back({Sha256(file), static_cast<std::int64_t>(file.size())});
    }
    std::ostringstream out;
    const Status written = WriteBundle(out, full, pointers, recipients);
    CHOWKI_CHECK(written.ok());
    return out.str();
  }
  // A header that lies: only by hand.
  const std::string bytes = ToBytes(full);
  std::string bundle(kBundleMagic);
  for (int shift = 24; shift >= 0; shift -= 8) {
    bundle += static_cast<char>(bytes.size() >> shift & 0xff);
  }
  bundle += bytes;
  for (const std::string& file : files) bundle += file;
  return bundle;
}

Deployment::Deployment(const std::string& name) {
  root.deployment = name;
  heartbeat.sequence = 0;
  root.issued = At(0);
  root.expires = At(24L * 365);
  for (const char* owner : {"rania", "rolf", "rosa"}) {
    root.keys.push_back({KeyOf(owner).verify_key(), owner, {Role::kRoot}});
  }
  root.keys.push_back({KeyOf("centre").verify_key(), "centre", {Role::kPublisher}});
  root.keys.push_back({KeyOf("pulse").verify_key(), "pulse", {Role::kHeartbeat, Role::kReceiver}});
  for (const char* owner : {"amina", "bilal", "chitra"}) {
    root.keys.push_back({KeyOf(owner).verify_key(), owner, {Role::kAuthor, Role::kApprover}});
  }
  root.thresholds = {{Role::kRoot, 2},   {Role::kPublisher, 1}, {Role::kHeartbeat, 1},
                     {Role::kAuthor, 1}, {Role::kApprover, 1},  {Role::kReceiver, 1}};
  roots.push_back(ToBytes(SignedBy(TrustRoot::kPayloadType, ToPayload(root), {"rania", "rolf"})));
}

void Deployment::NextRoot(const std::function<void(TrustRoot&)>& edit,
                          const std::vector<std::string>& signers) {
  ++root.version;
  edit(root);
  roots.push_back(ToBytes(SignedBy(TrustRoot::kPayloadType, ToPayload(root), signers)));
}

FileSpec Deployment::Store(const std::string& packed, std::int64_t content_bytes) {
  FileSpec spec;
  spec.sha256 = Sha256(packed);
  spec.bytes = static_cast<std::int64_t>(packed.size());
  spec.content_bytes = content_bytes;
  for (size_t at = 0; at < packed.size(); at += kChunkBytes) {
    spec.chunks.push_back(Sha256(std::string_view(packed).substr(at, kChunkBytes)));
  }
  files[spec.sha256] = packed;
  return spec;
}

FileSpec Deployment::Pack(const std::string& content) {
  std::ostringstream out;
  RecordFileWriter writer(out);
  writer.Add(content);
  const FileSpec spec = writer.Finish().value();
  files[spec.sha256] = out.str();
  return spec;
}

Version& Deployment::Publish(const std::string& list, const std::vector<ChangeSetDraft>& sets) {
  auto& versions = lists[list];
  Version next;
  if (!versions.empty()) {
    next.entries = versions.back().entries;
    next.revisions = versions.back().revisions;
  }
  Manifest& manifest = next.manifest;
  manifest.deployment = root.deployment;
  manifest.list = list;
  manifest.epoch = root.epoch;
  manifest.version = static_cast<std::int64_t>(versions.size()) + 1;
  if (!versions.empty()) manifest.previous = versions.back().digest;
  manifest.issued = At(++hour_);
  manifest.expires = At(hour_ + 24 * 7);
  manifest.schema = "entry.v1";
  manifest.root_version_needed = root.version;

  std::string step;
  std::int64_t records = 0;
  for (const ChangeSetDraft& draft : sets) {
    std::string content;
    for (const Change& change : draft.changes) {
      const std::int64_t revision = ++next.revisions[change.id];
      if (change.remove) {
        next.entries.erase(change.id);
        AppendRemove(content, change.id, revision, manifest.issued);
      } else {
        next.entries[change.id] = EntryBytes(change.id, revision, change.text);
        AppendPut(content, next.entries[change.id]);
      }
    }
    ChangeSetHasher hasher;
    hasher.Add(content);
    ChangeSet set;
    set.records = static_cast<std::int64_t>(draft.changes.size());
    set.submission = {root.deployment, list, hasher.Finish(), draft.author, manifest.issued};
    set.signatures = SignedBy(Submission::kPayloadType, ToPayload(set.submission), draft.signers);
    manifest.change_sets.push_back(set);
    step += content;
    records += set.records;
  }
  manifest.entry_count = static_cast<std::int64_t>(next.entries.size());
  manifest.state_root = RootOf(next.entries);
  manifest.snapshot = Pack(SnapshotContent(next.entries));
  if (!versions.empty()) {
    const Version& before = versions.back();
    manifest.deltas.push_back(
        {before.manifest.version, before.manifest.state_root, Pack(step), records});
    for (size_t i = 0; i + 1 < versions.size(); ++i) {
      std::int64_t count = 0;
      const std::string content = SpanContent(versions[i], next, count);
      manifest.deltas.push_back(
          {versions[i].manifest.version, versions[i].manifest.state_root, Pack(content), count});
    }
  }
  next.Sign();
  versions.push_back(std::move(next));
  return versions.back();
}

Version& Deployment::PublishNext(const std::string& list) {
  switch (lists[list].size()) {
    case 0: {
      ChangeSetDraft first;
      for (int i = 10; i < 50; ++i) {
        const std::string number = std::to_string(i);
        // Text that does not pack well, or every delta would be longer than half a snapshot.
        std::string text;
        for (int part = 0; part < 4; ++part) {
          text += ToHex(Sha256(list + number + std::to_string(part)));
        }
        first.changes.push_back({"entry-" + number, false, text});
      }
      return Publish(list, {first});
    }
    case 1:
      return Publish(list, {{{{"entry-10", false, "changed once"}, {"entry-99"}}},
                            {{{"entry-11", true}}, "bilal", {"bilal", "chitra"}}});
    case 2:
      return Publish(list,
                     {{{{"entry-10", false, "changed twice"}, {"entry-98"}, {"entry-99", true}}}});
    default:
      return Publish(list,
                     {{{{"entry-12", false, "version " + std::to_string(lists[list].size())}}}});
  }
}

void Deployment::SignHeartbeat(const std::vector<std::string>& signers) {
  heartbeat_envelope = ToBytes(SignedBy(Heartbeat::kPayloadType, ToPayload(heartbeat), signers));
}

void Deployment::Beat(const std::vector<std::string>& signers) {
  heartbeat.deployment = root.deployment;
  if (heartbeat.epoch != root.epoch) heartbeat.sequence = 0;
  heartbeat.epoch = root.epoch;
  ++heartbeat.sequence;
  heartbeat.issued = At(++hour_);
  heartbeat.expires = At(hour_ + 24);
  heartbeat.heads.clear();
  for (const auto& [list, versions] : lists) {
    heartbeat.heads[list] = {versions.back().manifest.version, versions.back().digest};
  }
  SignHeartbeat(signers);
}

Offer Deployment::Bundle(std::int64_t from) const {
  Offer offer;
  offer.header.deployment = root.deployment;
  offer.header.created = At(hour_);
  offer.header.roots = roots;
  offer.header.heartbeat = heartbeat_envelope;
  for (const auto& [list, versions] : lists) {
    BundleList& out = offer.header.lists.emplace_back();
    out.name = list;
    for (const Version& version : versions) {
      if (version.manifest.version <= from) continue;
      out.manifests.push_back(version.envelope);
      for (const Delta& delta : version.manifest.deltas) {
        offer.files.push_back(files.at(delta.file.sha256));
      }
      if (version.manifest.snapshot) {
        offer.files.push_back(files.at(version.manifest.snapshot->sha256));
      }
    }
  }
  return offer;
}

}  // namespace chowki::trust::test
