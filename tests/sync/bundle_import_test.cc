#include "sync/bundle_import.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "trust/attacks.h"
#include "trust/byte_text.h"
#include "trust/deployment.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

namespace story = trust::test;

const std::set<std::string> kFollows = {"national", "lost"};

Status Take(PostStore& store, const std::string& bytes, const story::Situation& situation,
            Time clock) {
  trust::MemorySource source(trust::AsBytes(bytes));
  const trust::OpeningKey key = story::OpeningKeyOf(situation.opening_key);
  return ImportBundle(store, source, kFollows, situation.policy, clock,
                      situation.opening_key.empty() ? nullptr : &key)
      .status();
}

// Every row of the file, in one digest.
Digest Content(const std::filesystem::path& file) {
  auto database = sqlite::Database::Open(file).value();
  Hasher hasher;
  const auto add = [&](const char* sql, int columns) {
    auto rows = database.Prepare(sql).value();
    while (rows.Step().value()) {
      for (int i = 0; i < columns; ++i) hasher.Add(trust::AsBytes(rows.Blob(i) + "|"));
    }
  };
  add("SELECT root, heartbeat FROM trust", 2);
  add("SELECT name, generation, version, manifest, state_root, entries, digests FROM list", 7);
  add("SELECT generation, bucket, id, revision, body FROM entry", 5);
  return hasher.Finish();
}

TEST_CASE("every attack by bundle is refused with its reason, and the file stays as it was",
          "[sync][attack]") {
  int refused = 0;
  for (const story::Attack& attack : story::Attacks()) {
    INFO(attack.name);
    const chowki::test::TempFolder folder;
    const story::Situation situation = attack.make();
    auto store = PostStore::Create(folder / "post.db", situation.root);
    REQUIRE(store.ok());
    for (const std::string& bundle : situation.before) {
      const Status taken = Take(*store, bundle, situation, story::At(50));
      INFO(Message(taken));
      REQUIRE(taken.ok());
    }
    const Digest before = Content(folder / "post.db");
    const Status status = Take(*store, situation.bundle, situation, situation.clock);
    INFO(Message(status));
    if (attack.refusal) {
      CHECK(trust::RefusalOf(status) == attack.refusal);
      CHECK(Content(folder / "post.db") == before);
      ++refused;
    } else {
      CHECK(status.ok());
    }
  }
  CHECK(refused >= 100);
}

}  // namespace
}  // namespace chowki::sync
