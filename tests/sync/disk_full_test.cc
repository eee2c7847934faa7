// A post whose disk is full, at every phase of what it does: it says so, holds what it held, and
// goes on by itself when there is room again.

#include <cstdio>

#include <catch2/catch.hpp>

#include "support/doomed.h"
#include "support/small_disk.h"
#include "support/temp_folder.h"
#include "sync/bundle_import.h"
#include "sync/puller.h"
#include "sync/relay.h"
#include "sync/story_entries.h"
#include "trust/byte_text.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;
using test::People;
using trust::test::Deployment;

constexpr char kList[] = "national";
constexpr std::int64_t kPage = 4'096;
constexpr std::int64_t kRoom = 64 << 20;
constexpr int kMostSizes = 200;
constexpr int kCannotMount = -1;

// In a child there is no Catch: what is not as it should be is told and ends it.
bool Holds(bool condition, const char* what, std::int64_t size) {
  if (!condition)
    std::fprintf(stderr, "disk of %lld bytes: %s\n", static_cast<long long>(size), what);
  return condition;
}

std::int64_t BytesBelow(const fs::path& folder) {
  std::int64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    bytes += (static_cast<std::int64_t>(entry.file_size()) + kPage - 1) / kPage * kPage;
  }
  return bytes;
}

bool SaysDiskLow(const Status& status) {
  const auto detail = Detail(status);
  return status.code() == StatusCode::kResourceExhausted && detail && detail->reason == "DISK_LOW";
}

std::int64_t VersionIn(PostStore& store) {
  const auto list = store.Load(kList);
  return list.ok() ? list->head().version : 0;
}

using BringNext = std::function<Status(PostStore& store, const fs::path& folder)>;

// A post that holds version 1 on disks of growing size, until one is large enough for `bring`. On
// each it fails first, then gets room. Says how many sizes were too small.
bool FillDisks(const Deployment& first, const BringNext& bring, const fs::path& folder,
               const chowki::test::Say& say) {
  const chowki::test::SmallDisk disk(folder, kRoom);
  if (!disk.mounted()) {
    say(kCannotMount);
    return true;
  }
  int too_small = 0;
  for (std::int64_t more = 0; too_small < kMostSizes; more += 2 * kPage) {
    if (!disk.Resize(kRoom)) return false;
    for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
    auto store = PostStore::Create(folder / "post.db", first.roots[0]);
    const std::string stick = first.Bundle().Bytes();
    trust::MemorySource source(trust::AsBytes(stick));
    if (!store.ok() || !ImportBundle(*store, source, {kList}, {}, first.heartbeat.issued).ok()) {
      return false;
    }
    const std::int64_t size = BytesBelow(folder) + more;
    if (!disk.Resize(size)) continue;  // shared memory counts too
    const Status brought = bring(*store, folder);
    if (brought.ok()) {
      say(too_small);
      return Holds(VersionIn(*store) == 2, "brought, but not there", size);
    }
    ++too_small;
    if (!Holds(SaysDiskLow(brought), Message(brought).c_str(), size) ||
        !Holds(VersionIn(*store) == 1, "what was held is gone", size) || !disk.Resize(kRoom) ||
        !Holds(bring(*store, folder).ok(), "does not recover", size) ||
        !Holds(VersionIn(*store) == 2, "recovered, but not there", size)) {
      return false;
    }
  }
  return Holds(false, "no disk was large enough", 0);
}

struct Lists {
  Deployment first;
  Deployment second;
  explicit Lists(int people) {
    for (Deployment* centre : {&first, &second}) {
      centre->Publish(kList, {People("a", 1, 600, "FIRST")});
      centre->Beat();
    }
    second.Publish(kList, {People("b", 1, people, "SECOND")});
    second.Beat();
  }
};

void Check(const Lists& lists, const BringNext& bring) {
  const chowki::test::TempFolder folder;
  const auto doom =
      chowki::test::RunUntilKilled(std::chrono::minutes(5), [&](const chowki::test::Say& say) {
        return FillDisks(lists.first, bring, folder.path(), say);
      });
  REQUIRE_FALSE(doom.killed);
  REQUIRE(doom.exit_status == 0);
  REQUIRE(doom.said.size() == 1);
  if (doom.said[0] == kCannotMount) {
    WARN("this system does not let us mount a small disk: nothing was tried");
    return;
  }
  WARN(doom.said[0] << " sizes of disk were too small");
  CHECK(doom.said[0] > 5);
}

TEST_CASE("a disk that is full while a list is pulled costs nothing but time",
          "[sync][disk_full]") {
  // A snapshot, since it is longer than half: fetched, applied, the older one swept away.
  Lists lists(900);
  Check(lists, [&](PostStore& store, const fs::path& folder) {
    test::Relay relay(lists.second);
    const FixedClock clock(lists.second.heartbeat.issued);
    const auto line = Centre::Make({relay.address(), {}, {}, {}}).value();
    Puller puller({&store, line.get(), &clock, folder / "in", {kList}, {}, {}});
    return puller.Round(std::chrono::seconds(0)).status();
  });
}

TEST_CASE("a disk that is full while a bundle is taken in costs nothing but time",
          "[sync][disk_full]") {
  Lists lists(200);
  const std::string stick = lists.second.Bundle(1).Bytes();
  Check(lists, [&](PostStore& store, const fs::path&) {
    trust::MemorySource source(trust::AsBytes(stick));
    return ImportBundle(store, source, {kList}, {}, lists.second.heartbeat.issued).status();
  });
}

}  // namespace
}  // namespace chowki::sync
