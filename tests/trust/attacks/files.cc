#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> FileAttacks() {
  return {
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
  };
}

}  // namespace chowki::trust::test
