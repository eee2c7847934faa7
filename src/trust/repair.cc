#include "trust/repair.h"

#include <string>

#include "trust/record.h"
#include "trust/refusal.h"

namespace chowki::trust {

Result<std::vector<int>> BucketsToRepair(const Digest& signed_root, const BucketDigests& ours,
                                         const BucketDigests& offered) {
  if (offered.size() != kBucketCount || StateRoot(offered) != signed_root) {
    return Refuse(Refusal::kStateRootMismatch, {{"signed", ToHex(signed_root)}});
  }
  std::vector<int> buckets;
  for (size_t i = 0; i < offered.size(); ++i) {
    if (ours.at(i) != offered[i]) buckets.push_back(static_cast<int>(i));
  }
  return buckets;
}

Status CheckBucket(int bucket, const Digest& expected, std::span<const std::string> entries) {
  BucketHasher hasher;
  std::string last_id;
  for (const std::string& entry : entries) {
    std::string record;
    AppendPut(record, entry);
    CHOWKI_ASSIGN_OR_RETURN(const auto parsed, ParseRecord(record));
    if (!parsed) return Refuse(Refusal::kRecordMalformed, {{"fault", "cut off"}});
    if (parsed->id <= last_id || BucketOf(parsed->id) != bucket) {
      return Refuse(Refusal::kRecordOrder, {{"bucket", bucket}});
    }
    last_id = parsed->id;
    hasher.Add(parsed->id, Sha256(entry));
  }
  if (hasher.Finish() == expected) return Ok();
  return Refuse(Refusal::kStateRootMismatch, {{"bucket", bucket}});
}

}  // namespace chowki::trust
