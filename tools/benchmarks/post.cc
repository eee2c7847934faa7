// What following a list costs a post: CPU seconds of this process and bytes that it wrote, with the
// real store on a real disk.
//
//   bench_post [ENTRIES [CHANGES [FOLDER]]]
//
// Entries are invented (invented_entries.h). A million of them need 1 GB of memory here.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>

#include <sys/resource.h>

#include "base/clock.h"
#include "invented_entries.h"
#include "sync/bundle_import.h"
#include "sync/post_store.h"
#include "trust/bundle_file.h"
#include "trust/byte_text.h"
#include "trust/heartbeat.h"
#include "trust/manifest.h"
#include "trust/record_file.h"
#include "watchlist/entry_bytes.h"

namespace {

using namespace chowki;
using namespace chowki::trust;
namespace fs = std::filesystem;

constexpr char kDeployment[] = "utopia";
constexpr char kList[] = "national";
const Time kNow = Time(std::chrono::seconds(1'793'491'200));

template <typename T>
T ValueOrDie(Result<T> result) {
  if (!result.ok()) Die("bench_post", 0, Message(result.status()));
  return *std::move(result);
}

// In the order of a snapshot.
struct Place {
  int bucket = 0;
  std::string id;
  bool operator<(const Place& other) const {
    return std::tie(bucket, id) < std::tie(other.bucket, other.id);
  }
};
using InventedList = std::map<Place, std::string>;

struct PackedFile {
  std::string packed;
  FileSpec spec;
};

template <typename Rows>
PackedFile Pack(const Rows& rows) {
  std::ostringstream out;
  RecordFileWriter writer(out);
  std::string record;
  for (const auto& [id, bytes] : rows) {
    record.clear();
    AppendPut(record, bytes);
    writer.Add(record);
  }
  FileSpec spec = ValueOrDie(writer.Finish());
  return {out.str(), std::move(spec)};
}

Digest RootOf(const InventedList& entries) {
  BucketDigests digests = EmptyBuckets();
  BucketHasher hasher;
  for (auto at = entries.begin(); at != entries.end();) {
    const int bucket = at->first.bucket;
    hasher.Add(at->first.id, Sha256(at->second));
    if (++at == entries.end() || at->first.bucket != bucket) {
      digests[static_cast<size_t>(bucket)] = hasher.Finish();
    }
  }
  return StateRoot(digests);
}

// A centre with one key for everything, which publishes one file at a time.
class OneKeyCentre {
 public:
  OneKeyCentre() {
    TrustRoot root;
    root.deployment = kDeployment;
    root.issued = kNow;
    root.expires = kNow + std::chrono::hours(24 * 365);
    root.keys.push_back(
        {key_.verify_key(), "everybody", {Role::kRoot, Role::kPublisher, Role::kHeartbeat}});
    root.thresholds = {{Role::kRoot, 1}, {Role::kPublisher, 1}, {Role::kHeartbeat, 1}};
    root_ = Sign(TrustRoot::kPayloadType, ToPayload(root));
  }

  [[nodiscard]] const std::string& root() const { return root_; }

  // The bundle that brings a post to this version, by `file` alone.
  std::string Publish(std::int64_t version, const InventedList& entries, const PackedFile& file,
                      const Manifest* from, std::int64_t records) {
    manifest_ = {};
    manifest_.deployment = kDeployment;
    manifest_.list = kList;
    manifest_.version = version;
    manifest_.issued = kNow + std::chrono::hours(version);
    manifest_.expires = manifest_.issued + std::chrono::hours(24);
    manifest_.entry_count = static_cast<std::int64_t>(entries.size());
    manifest_.state_root = RootOf(entries);
    manifest_.schema = "entry.v1";
    if (from == nullptr) {
      manifest_.snapshot = file.spec;
    } else {
      manifest_.previous = Digest{};
      manifest_.deltas.push_back({from->version, from->state_root, file.spec, records});
    }
    Heartbeat heartbeat;
    heartbeat.deployment = kDeployment;
    heartbeat.sequence = version;
    heartbeat.issued = manifest_.issued;
    heartbeat.expires = manifest_.expires;
    heartbeat.heads[kList] = {version, Sha256(ToPayload(manifest_))};

    BundleHeader header;
    header.deployment = kDeployment;
    header.created = kNow;
    header.heartbeat = Sign(Heartbeat::kPayloadType, ToPayload(heartbeat));
    header.lists.push_back({kList, {Sign(Manifest::kPayloadType, ToPayload(manifest_))}});
    std::printf("version %lld: manifest %zu bytes, heartbeat %zu bytes\n",
                static_cast<long long>(version), header.lists[0].manifests[0].size(),
                header.heartbeat.size());
    header.sections.push_back({file.spec.sha256, file.spec.bytes});
    MemorySource source(AsBytes(file.packed));
    std::vector<ByteSource*> sections{&source};
    std::ostringstream out;
    const Status written = WriteBundle(out, header, sections, {});
    if (!written.ok()) Die("bench_post", 0, Message(written));
    return out.str();
  }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }

 private:
  [[nodiscard]] std::string Sign(std::string_view type, const std::string& payload) const {
    const SigningKey* key = &key_;
    return ToBytes(trust::Sign(type, payload, std::span(&key, 1)));
  }
  const SigningKey key_ = SigningKey::Make();
  std::string root_;
  Manifest manifest_;
};

double CpuSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// What was handed to write(), log and file together.
double WrittenMb() {
  std::ifstream in("/proc/self/io");
  std::string name;
  for (double bytes = 0; in >> name >> bytes;) {
    if (name == "wchar:") return bytes / 1e6;
  }
  return 0;
}

template <typename Work>
void Measure(const char* what, const Work& work) {
  const double cpu = CpuSeconds();
  const double written = WrittenMb();
  work();
  std::printf("| %s | %.2f CPU-s | %.2f MB written |\n", what, CpuSeconds() - cpu,
              WrittenMb() - written);
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const int changes = argc > 2 ? std::atoi(argv[2]) : 1'000;
  const fs::path folder = argc > 3 ? argv[3] : ".";
  const fs::path file = folder / "bench_post.db";
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(file.string() + end);

  benchmarks::Random random(7);
  InventedList entries;
  for (int i = 0; i < count; ++i) {
    const watchlist::Entry entry = benchmarks::InventEntry(i, random);
    entries[{BucketOf(entry.id), entry.id}] = watchlist::ToBytes(entry);
  }
  OneKeyCentre centre;
  PackedFile snapshot;
  {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto& [place, bytes] : entries) rows.emplace_back(place.id, bytes);
    snapshot = Pack(rows);
  }
  const std::string first = centre.Publish(1, entries, snapshot, nullptr, count);
  const Manifest before = centre.manifest();

  // Every so many entries one more name, ascending by id.
  std::map<std::string, std::string> changed;
  int passed = 0;
  for (auto& [place, bytes] : entries) {
    if (passed++ % std::max(1, count / changes) != 0) continue;
    watchlist::Entry entry = ValueOrDie(watchlist::FromBytes(bytes));
    ++entry.revision;
    entry.names.push_back({"CHANGED " + std::to_string(passed), "", "", "Latn",
                           watchlist::NameQuality::kStrongAlias});
    bytes = watchlist::ToBytes(entry);
    changed[place.id] = bytes;
  }
  const PackedFile delta = Pack(changed);
  const std::string next =
      centre.Publish(3, entries, delta, &before, static_cast<std::int64_t>(changed.size()));

  std::printf("%d entries, %zu changes; %.1f bytes an entry, %.1f bytes a change on the wire\n\n",
              count, changed.size(), static_cast<double>(snapshot.spec.bytes) / count,
              static_cast<double>(delta.spec.bytes) / static_cast<double>(changed.size()));
  auto store = ValueOrDie(sync::PostStore::Create(file, centre.root()));
  const auto take = [&](const std::string& bundle) {
    MemorySource source(AsBytes(bundle));
    ValueOrDie(sync::ImportBundle(store, source, {kList}, {}, kNow));
  };
  Measure("snapshot applied", [&] { take(first); });
  std::optional<watchlist::Snapshot> list;
  Measure("list read from the store", [&] { list = ValueOrDie(store.Load(kList)); });
  Measure("delta applied", [&] { take(next); });
  Measure("list in memory brought up to it", [&] { list = ValueOrDie(store.Load(kList, &*list)); });
  std::printf("| the store | %.0f bytes an entry | |\n",
              static_cast<double>(fs::file_size(file)) / count);
  return 0;
}
