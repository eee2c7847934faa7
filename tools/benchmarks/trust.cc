// What a signed list costs: bytes on the wire and CPU seconds of one thread.
//
//   bench_trust [ENTRIES [LEVEL ...]]
//
// Entries are invented (invented_entries.h). A million of them need 700 MB of memory here.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "invented_entries.h"
#include "trust/bucket.h"
#include "trust/byte_text.h"
#include "trust/record_file.h"
#include "trust/signing_key.h"
#include "watchlist/entry_bytes.h"

namespace {

using namespace chowki;
using namespace chowki::trust;

using benchmarks::Random;

// One entry of the list, where it stands in a snapshot.
struct Row {
  int bucket = 0;
  std::string id;
  std::string bytes;
};

template <typename F>
double CpuSeconds(const F& work) {
  const auto start = ThreadCpuTime();
  work();
  return std::chrono::duration<double>(ThreadCpuTime() - start).count();
}

void PrintRow(const std::string& what, const std::string& value) {
  std::printf("| %s | %s |\n", what.c_str(), value.c_str());
}

struct PackedFile {
  std::string packed;
  FileSpec spec;
};

PackedFile Pack(const std::vector<Row>& rows, int level) {
  std::ostringstream out;
  RecordFileWriter writer(out, level);
  std::string record;
  for (const Row& row : rows) {
    record.clear();
    AppendPut(record, row.bytes);
    writer.Add(record);
  }
  auto spec = writer.Finish();
  if (!spec.ok()) Die("bench_trust", 0, Message(spec.status()));
  return {out.str(), *std::move(spec)};
}

void CheckOrDie(const Status& status) {
  if (!status.ok()) Die("bench_trust", 0, Message(status));
}

// Reads a source to its end.
void Drain(ByteSource& source) {
  std::vector<std::uint8_t> piece(kChunkBytes);
  while (true) {
    const auto count = source.Read(piece);
    CheckOrDie(count.status());
    if (*count < piece.size()) return;
  }
}

// All that a post does with a file but storing the entries and the root: digests of the chunks,
// unpacking, records, bucket and digest of each entry.
double ProofSeconds(const PackedFile& file) {
  return CpuSeconds([&] {
    MemorySource raw(AsBytes(file.packed));
    RecordFile records(raw, file.spec);
    while (true) {
      const auto record = records.Next();
      CheckOrDie(record.status());
      if (!*record) return;
      static_cast<void>(BucketOf((*record)->id));
      static_cast<void>(Sha256((*record)->entry));
    }
  });
}

void MeasureState(const std::vector<Row>& rows) {
  std::vector<Digest> digests(rows.size());
  const double hashing = CpuSeconds([&] {
    for (size_t i = 0; i < rows.size(); ++i) digests[i] = Sha256(rows[i].bytes);
  });
  Digest root{};
  const double rooting = CpuSeconds([&] {
    BucketDigests buckets = EmptyBuckets();
    BucketHasher hasher;
    for (size_t i = 0; i < rows.size(); ++i) {
      hasher.Add(rows[i].id, digests[i]);
      const bool last = i + 1 == rows.size() || rows[i + 1].bucket != rows[i].bucket;
      if (last) buckets[static_cast<size_t>(rows[i].bucket)] = hasher.Finish();
    }
    root = StateRoot(buckets);
  });
  PrintRow("hash every entry", fmt::format("{:.2f} CPU-s", hashing));
  PrintRow("full state root from the entries' digests", fmt::format("{:.2f} CPU-s", rooting));
}

void MeasureSnapshot(const std::vector<Row>& rows, int level) {
  PackedFile snapshot;
  const double packing = CpuSeconds([&] { snapshot = Pack(rows, level); });
  const auto n = static_cast<double>(rows.size());
  PrintRow(
      fmt::format("snapshot at level {}: on the wire", level),
      fmt::format("{:.1f} bytes an entry, {:.1f} MB", static_cast<double>(snapshot.spec.bytes) / n,
                  static_cast<double>(snapshot.spec.bytes) / 1e6));
  PrintRow(fmt::format("snapshot at level {}: pack", level), fmt::format("{:.1f} CPU-s", packing));
  const double checking = CpuSeconds([&] {
    MemorySource raw(AsBytes(snapshot.packed));
    CheckedSource checked(raw, snapshot.spec);
    Drain(checked);
  });
  const double unpacking = CpuSeconds([&] {
    MemorySource raw(AsBytes(snapshot.packed));
    UnpackedSource unpacked(raw, snapshot.spec.content_bytes);
    Drain(unpacked);
  });
  PrintRow(fmt::format("snapshot at level {}: chunk digests; unpack", level),
           fmt::format("{:.2f}; {:.2f} CPU-s", checking, unpacking));
  PrintRow(fmt::format("snapshot at level {}: all that a post proves but the root", level),
           fmt::format("{:.2f} CPU-s", ProofSeconds(snapshot)));
}

void MeasureDelta(const std::vector<Row>& rows, size_t changes) {
  std::vector<Row> delta;
  for (size_t i = 0; i < changes; ++i) delta.push_back(rows[i * (rows.size() / changes)]);
  std::sort(delta.begin(), delta.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  const PackedFile file = Pack(delta, kPackLevel);
  PrintRow(fmt::format("delta of {} changes: on the wire", changes),
           fmt::format("{:.1f} KB", static_cast<double>(file.spec.bytes) / 1e3));
  PrintRow(fmt::format("delta of {} changes: proved", changes),
           fmt::format("{:.1f} CPU-ms", ProofSeconds(file) * 1e3));
}

void MeasureSignatures() {
  const SigningKey key = SigningKey::Make();
  const std::string message(1000, 'm');
  constexpr int kRounds = 2000;
  SignatureBytes signature{};
  const double signing = CpuSeconds([&] {
    for (int i = 0; i < kRounds; ++i) signature = key.Sign(message);
  });
  const double checking = CpuSeconds([&] {
    for (int i = 0; i < kRounds; ++i) {
      if (!key.verify_key().Accepts(message, signature)) std::abort();
    }
  });
  PrintRow("sign; check a signature",
           fmt::format("{:.0f}; {:.0f} CPU-us", signing / kRounds * 1e6, checking / kRounds * 1e6));
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  std::vector<int> levels;
  for (int i = 2; i < argc; ++i) levels.push_back(std::atoi(argv[i]));
  if (levels.empty()) levels = {kPackLevel};

  Random random(7);
  std::vector<Row> rows;
  size_t raw_bytes = 0;
  for (int i = 0; i < count; ++i) {
    const watchlist::Entry entry = benchmarks::InventEntry(i, random);
    Row row{BucketOf(entry.id), entry.id, watchlist::ToBytes(entry)};
    raw_bytes += row.bytes.size();
    rows.push_back(std::move(row));
  }
  std::printf("%d entries\n\n| what | cost |\n| --- | --- |\n", count);
  PrintRow("an entry, raw", fmt::format("{:.0f} bytes", static_cast<double>(raw_bytes) / count));
  const PackedFile by_id = Pack(rows, kPackLevel);
  PrintRow("for comparison: a snapshot ascending by id",
           fmt::format("{:.1f} bytes an entry", static_cast<double>(by_id.spec.bytes) / count));
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket : a.id < b.id;
  });
  MeasureState(rows);
  for (const int level : levels) MeasureSnapshot(rows, level);
  for (const size_t changes : {100U, 1000U}) MeasureDelta(rows, changes);
  MeasureSignatures();
  return 0;
}
