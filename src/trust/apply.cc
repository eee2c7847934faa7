#include "trust/apply.h"

#include <set>

#include "trust/bucket.h"
#include "trust/change_set.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

HeldList HeldAfter(const Verified<Manifest>& manifest) {
  return {manifest->epoch,       manifest->version, manifest.digest(), manifest->state_root,
          manifest->entry_count, manifest->issued,  manifest->expires};
}

// The end of both ways: what is there now against what was signed.
Status CheckOutcome(const Manifest& manifest, const BucketDigests& digests, std::int64_t count) {
  if (count != manifest.entry_count) {
    return Refuse(Refusal::kEntryCountMismatch,
                  {{"signed", manifest.entry_count}, {"actual", count}});
  }
  const Digest root = StateRoot(digests);
  if (root != manifest.state_root) {
    return Refuse(Refusal::kStateRootMismatch,
                  {{"signed", ToHex(manifest.state_root)}, {"actual", ToHex(root)}});
  }
  return Ok();
}

// Holds the records of a single step against the change sets that were approved for it.
class ChangeSetCheck {
 public:
  explicit ChangeSetCheck(const std::vector<ChangeSet>& sets)
      : set_(sets.begin()), end_(sets.end()) {}

  [[nodiscard]] Status Add(const Record& record) {
    if (set_ == end_) return Mismatch();
    const bool adds = record.kind == Record::Kind::kPut && record.revision == 1;
    if (set_->submission.urgent && !adds) {
      return Refuse(Refusal::kApprovalMissing, {{"fault", "what is urgent only adds"}});
    }
    hasher_.Add(record.whole);
    if (++count_ < set_->records) return Ok();
    if (hasher_.Finish() != set_->submission.change_set) return Mismatch();
    ++set_;
    count_ = 0;
    return Ok();
  }
  [[nodiscard]] Status End() const { return set_ == end_ ? Ok() : Mismatch(); }

 private:
  [[nodiscard]] Status Mismatch() const {
    if (set_ == end_)
      return Refuse(Refusal::kChangeSetMismatch, {{"fault", "records beside them"}});
    return Refuse(Refusal::kChangeSetMismatch,
                  {{"change_set", ToHex(set_->submission.change_set)}});
  }
  std::vector<ChangeSet>::const_iterator set_;
  std::vector<ChangeSet>::const_iterator end_;
  ChangeSetHasher hasher_;
  std::int64_t count_ = 0;
};

Status ApplyRecord(const Record& record, Entries& entries) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t revision, entries.RevisionOf(record.id));
  if (record.revision <= revision) {
    return Refuse(Refusal::kRevisionConflict, {{"have", revision}, {"offered", record.revision}});
  }
  if (record.kind == Record::Kind::kPut) return entries.Put(record, Sha256(record.entry));
  CHOWKI_ASSIGN_OR_RETURN(const bool held, entries.Holds(record.id));
  if (!held) return Refuse(Refusal::kRevisionConflict, {{"have", 0}, {"removed", record.revision}});
  return entries.Remove(record);
}

Status ApplyDelta(const Manifest& manifest, const Delta& delta, RecordFile& file,
                  Entries& entries) {
  const bool single = delta.from_version + 1 == manifest.version;
  ChangeSetCheck change_sets(manifest.change_sets);
  std::set<int> touched;
  std::int64_t records = 0;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const auto record, file.Next());
    if (!record) break;
    if (single) CHOWKI_RETURN_IF_ERROR(change_sets.Add(*record));
    CHOWKI_RETURN_IF_ERROR(ApplyRecord(*record, entries));
    touched.insert(BucketOf(record->id));
    ++records;
  }
  if (single) CHOWKI_RETURN_IF_ERROR(change_sets.End());
  if (records != delta.records) {
    return Refuse(Refusal::kEntryCountMismatch, {{"records", records}, {"signed", delta.records}});
  }
  CHOWKI_ASSIGN_OR_RETURN(BucketDigests digests, entries.Digests());
  for (const int bucket : touched) {
    CHOWKI_ASSIGN_OR_RETURN(digests[static_cast<size_t>(bucket)], entries.HashBucket(bucket));
  }
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t count, entries.Count());
  CHOWKI_RETURN_IF_ERROR(CheckOutcome(manifest, digests, count));
  return entries.SetDigests(digests);
}

// Entries come ascending by bucket and id, so that the state root is computed on the way.
Status ApplySnapshot(const Manifest& manifest, RecordFile& file, Entries& entries) {
  BucketDigests digests = EmptyBuckets();
  BucketHasher hasher;
  int bucket = 0;
  bool bucket_is_empty = true;
  std::string last_id;
  std::int64_t count = 0;
  const auto end_bucket = [&] {
    if (!bucket_is_empty) digests[static_cast<size_t>(bucket)] = hasher.Finish();
  };
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const auto record, file.Next());
    if (!record) break;
    const int its_bucket = BucketOf(record->id);
    const bool ascends =
        its_bucket > bucket || (its_bucket == bucket && (bucket_is_empty || record->id > last_id));
    if (record->kind != Record::Kind::kPut || !ascends) {
      return Refuse(Refusal::kRecordOrder, {{"record", count}});
    }
    if (its_bucket > bucket) {
      end_bucket();
      bucket = its_bucket;
    }
    bucket_is_empty = false;
    last_id = record->id;
    const Digest digest = Sha256(record->entry);
    hasher.Add(record->id, digest);
    CHOWKI_RETURN_IF_ERROR(entries.Put(*record, digest));
    ++count;
  }
  end_bucket();
  CHOWKI_RETURN_IF_ERROR(CheckOutcome(manifest, digests, count));
  return entries.SetDigests(digests);
}

}  // namespace

Result<HeldList> Apply(const Step& step, ByteSource& raw, const HeldList* held, Entries& entries) {
  const Verified<Manifest>& manifest = *step.manifest;
  RecordFile file(raw, step.file());
  if (step.delta == nullptr) {
    CHOWKI_RETURN_IF_ERROR(ApplySnapshot(*manifest, file, entries));
    return HeldAfter(manifest);
  }
  if (held == nullptr || held->version != step.delta->from_version ||
      held->state_root != step.delta->from_state_root) {
    return Refuse(Refusal::kDeltaBaseWrong, {{"have", held != nullptr ? held->version : 0},
                                             {"from", step.delta->from_version}});
  }
  CHOWKI_RETURN_IF_ERROR(ApplyDelta(*manifest, *step.delta, file, entries));
  return HeldAfter(manifest);
}

}  // namespace chowki::trust
