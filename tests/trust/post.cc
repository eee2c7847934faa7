#include "trust/post.h"

#include "trust/byte_text.h"
#include "trust/verifier.h"

namespace chowki::trust::test {

Result<std::int64_t> MemoryEntries::Count() const {
  return static_cast<std::int64_t>(entries.size());
}

Result<std::int64_t> MemoryEntries::RevisionOf(std::string_view id) const {
  const auto found = revisions.find(id);
  return found == revisions.end() ? 0 : found->second;
}

Result<bool> MemoryEntries::Holds(std::string_view id) const { return entries.contains(id); }

Status MemoryEntries::Put(const Record& record, const Digest& /*digest*/) {
  entries[std::string(record.id)] = std::string(record.entry);
  revisions[std::string(record.id)] = record.revision;
  return Ok();
}

Status MemoryEntries::Remove(const Record& record) {
  entries.erase(std::string(record.id));
  revisions[std::string(record.id)] = record.revision;
  return Ok();
}

Result<Digest> MemoryEntries::HashBucket(int bucket) const {
  BucketHasher hasher;
  for (const auto& [id, bytes] : entries) {
    if (BucketOf(id) == bucket) hasher.Add(id, Sha256(bytes));
  }
  return hasher.Finish();
}

Status MemoryEntries::SetDigests(const BucketDigests& digests) {
  digests_ = digests;
  return Ok();
}

Post::Post(const std::string& root, Policy policy)
    : state{Verifier::Pin(root).value(), {}, {}}, policy_(std::move(policy)) {}

Status Post::Import(const std::string& bundle, Time clock, const OpeningKey* key) {
  MemorySource source(AsBytes(bundle));
  CHOWKI_ASSIGN_OR_RETURN(const auto reader, BundleReader::Open(source, key));
  auto copies = lists;
  const EntriesOf entries_of = [&](const std::string& list, Onto onto) -> Entries* {
    const auto found = copies.find(list);
    if (found == copies.end()) return nullptr;
    if (onto == Onto::kNothing) found->second = {};
    return &found->second;
  };
  CHOWKI_ASSIGN_OR_RETURN(state, trust::Import(*reader, state, policy_, clock, entries_of));
  lists = std::move(copies);
  return Ok();
}

std::string Post::Everything() const {
  std::string text = ToHex(state.root.digest());
  if (state.heartbeat) text += " heartbeat " + ToHex(state.heartbeat->digest);
  for (const auto& [list, held] : state.lists) {
    text += fmt::format(" {} {} {} {} {} {}", list, held.epoch, held.version, ToHex(held.manifest),
                        ToHex(held.state_root), held.entry_count);
  }
  for (const auto& [list, content] : lists) {
    for (const auto& [id, bytes] : content.entries) text += " " + id + "=" + ToHex(AsBytes(bytes));
    for (const auto& [id, revision] : content.revisions)
      text += fmt::format(" {}@{}", id, revision);
    text += ToHex(StateRoot(content.Digests().value()));
  }
  return text;
}

}  // namespace chowki::trust::test
