// Files of records: chunks, resuming, unpacking.

#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "trust/byte_text.h"
#include "trust/deployment.h"
#include "trust/record_file.h"
#include "trust/refusal.h"

namespace chowki::trust::test {
namespace {

// Entries that hardly pack: a file of several chunks.
std::string Noise(int entries) {
  std::mt19937_64 random(7);
  std::string content;
  for (int i = 0; i < entries; ++i) {
    std::string text(1000, '\0');
    for (char& c : text) c = static_cast<char>(random());
    AppendPut(content, EntryBytes("noise-" + std::to_string(i), 1 + i % 100, text));
  }
  return content;
}

struct Packed {
  std::string bytes;
  FileSpec spec;
};

Packed PackContent(const std::string& content, size_t piece) {
  std::ostringstream out;
  RecordFileWriter writer(out);
  for (size_t at = 0; at < content.size(); at += piece) writer.Add(content.substr(at, piece));
  const FileSpec spec = writer.Finish().value();
  return {out.str(), spec};
}

TEST_CASE("records come back from a file of many chunks", "[trust]") {
  const std::string content = Noise(300);
  const Packed packed = PackContent(content, 1013);
  CHECK(packed.spec.bytes == static_cast<std::int64_t>(packed.bytes.size()));
  CHECK(packed.spec.content_bytes == static_cast<std::int64_t>(content.size()));
  CHECK(packed.spec.sha256 == Sha256(packed.bytes));
  REQUIRE(packed.spec.chunks.size() == packed.bytes.size() / kChunkBytes + 1);

  MemorySource raw(AsBytes(packed.bytes));
  RecordFile file(raw, packed.spec);
  std::string again;
  int count = 0;
  while (true) {
    const auto record = file.Next();
    REQUIRE(record.ok());
    if (!*record) break;
    CHECK((*record)->id == "noise-" + std::to_string(count));
    CHECK((*record)->revision == 1 + count % 100);
    again += (*record)->whole;
    ++count;
  }
  CHECK(count == 300);
  CHECK(again == content);
}

TEST_CASE("a file without records is a file", "[trust]") {
  const Packed packed = PackContent("", 1);
  MemorySource raw(AsBytes(packed.bytes));
  RecordFile file(raw, packed.spec);
  const auto record = file.Next();
  REQUIRE(record.ok());
  CHECK_FALSE(record->has_value());
}

TEST_CASE("every damaged chunk is found, and nothing of it is handed on", "[trust]") {
  const Packed packed = PackContent(Noise(300), 4096);
  for (size_t chunk = 0; chunk < packed.spec.chunks.size(); ++chunk) {
    std::string damaged = packed.bytes;
    damaged[chunk * kChunkBytes + 5] ^= 1;
    MemorySource raw(AsBytes(damaged));
    CheckedSource checked(raw, packed.spec);
    std::vector<std::uint8_t> out(kChunkBytes);
    size_t good = 0;
    Status status = Ok();
    while (true) {
      const auto count = checked.Read(out);
      status = count.status();
      if (!count.ok() || *count == 0) break;
      CHECK(std::equal(out.begin(), out.begin() + static_cast<long>(*count),
                       AsBytes(packed.bytes).begin() + static_cast<long>(good)));
      good += *count;
    }
    CHECK(RefusalOf(status) == Refusal::kChunkDigestMismatch);
    CHECK(good == chunk * kChunkBytes);
  }
}

TEST_CASE("a broken transfer goes on at the last chunk that was whole", "[trust]") {
  const Packed packed = PackContent(Noise(300), 4096);
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::string partial = packed.bytes.substr(0, random() % (packed.bytes.size() + 1));
    size_t whole = partial.size() == packed.bytes.size() ? packed.spec.chunks.size()
                                                         : partial.size() / kChunkBytes;
    if (round % 3 == 0 && partial.size() > 1) {
      const size_t at = random() % partial.size();
      partial[at] ^= 1;
      whole = std::min(whole, at / kChunkBytes);
    }
    FileCheck check(packed.spec);
    MemorySource source(AsBytes(partial));
    REQUIRE(check.Resume(source).ok());
    CHECK(check.next_chunk() == whole);
    while (!check.complete()) {
      const auto at = static_cast<size_t>(check.offset());
      const std::string chunk = packed.bytes.substr(at, check.expected_bytes());
      REQUIRE(check.Accept(AsBytes(chunk)).ok());
    }
    CHECK(check.offset() == packed.spec.bytes);
  }
}

TEST_CASE("a chunk that is refused can be tried again", "[trust]") {
  const Packed packed = PackContent(Noise(100), 4096);
  FileCheck check(packed.spec);
  const std::string chunk = packed.bytes.substr(0, kChunkBytes);
  std::string damaged = chunk;
  damaged[9] ^= 1;
  CHECK(RefusalOf(check.Accept(AsBytes(damaged))) == Refusal::kChunkDigestMismatch);
  CHECK(RefusalOf(check.Accept(AsBytes(chunk).first(100))) == Refusal::kFileLengthWrong);
  CHECK(RefusalOf(check.Accept({})) == Refusal::kFileLengthWrong);
  CHECK(check.next_chunk() == 0);
  CHECK(check.Accept(AsBytes(chunk)).ok());
  CHECK(check.next_chunk() == 1);
}

TEST_CASE("records are told apart wherever the bytes are cut", "[trust]") {
  std::string content;
  AppendPut(content, EntryBytes("one", 1, std::string(200, 'x')));
  AppendRemove(content, "two", 300, At(0));
  const auto first = ParseRecord(content);
  REQUIRE((first.ok() && first->has_value()));
  for (size_t size = 0; size < (*first)->whole.size(); ++size) {
    const auto cut = ParseRecord(content.substr(0, size));
    REQUIRE(cut.ok());
    CHECK_FALSE(cut->has_value());
  }
  const auto second = ParseRecord(std::string_view(content).substr((*first)->whole.size()));
  REQUIRE((second.ok() && second->has_value()));
  CHECK((*second)->kind == Record::Kind::kRemove);
  CHECK((*second)->id == "two");
  CHECK((*second)->revision == 300);
  CHECK((*second)->entry.empty());
}

}  // namespace
}  // namespace chowki::trust::test
