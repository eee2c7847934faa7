#include "trust/bucket.h"
#include "trust/change_set.h"
#include "trust/record.h"
#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> RecordAttacks() {
  return {
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
  };
}

}  // namespace chowki::trust::test
