#include "vault/secret.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::vault {
namespace {

namespace fs = std::filesystem;

TEST_CASE("what a secret sealed only that secret opens, and no changed byte passes", "[vault]") {
  const Secret secret = Secret::Make();
  const std::string sealed = secret.Seal("a crossing");
  CHECK(sealed.size() == Secret::kSealBytes + 10);
  CHECK(sealed.find("a crossing") == std::string::npos);
  CHECK(secret.Open(sealed) == "a crossing");
  CHECK(secret.Seal("a crossing") != sealed);
  CHECK_FALSE(Secret::Make().Open(sealed));
  CHECK_FALSE(secret.Open(""));
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string other = sealed;
    other[i] = static_cast<char>(other[i] ^ 1);
    CHECK_FALSE(secret.Open(other));
  }
}

TEST_CASE("a hash is the secret's and the kind's, and a secret that moved keeps its own",
          "[vault]") {
  using Hash = std::array<std::uint8_t, 16>;
  const auto hash = [](const Secret& secret, std::uint8_t kind) {
    Hash out{};
    secret.Hash(out, kind, "value");
    return out;
  };
  Secret secret = Secret::Make();
  const Hash first = hash(secret, 1);
  CHECK(first != hash(secret, 2));
  CHECK(first != hash(Secret::Make(), 1));
  const std::int64_t id = secret.id();
  CHECK(id >= 0);
  const Secret moved = std::move(secret);
  CHECK(hash(moved, 1) == first);
  CHECK(moved.id() == id);
}

TEST_CASE("a key file is its owner's alone, comes back whole, and is gone when destroyed",
          "[vault]") {
  const test::TempFolder folder;
  const fs::path file = folder / "one.key";
  const Secret secret = Secret::Make();
  REQUIRE(secret.Save(file).ok());
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
        fs::perms::none);
  CHECK(Secret::Make().Save(file).code() == StatusCode::kAlreadyExists);
  CHECK(std::distance(fs::directory_iterator(file.parent_path()), {}) == 1);
  const auto again = Secret::Load(file);
  REQUIRE(again.ok());
  CHECK(again->id() == secret.id());
  CHECK(again->Open(secret.Seal("x")) == "x");

  // Another name for the same bytes on the disk: destruction overwrites them.
  fs::create_hard_link(file, folder / "copy.key");
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  CHECK(Secret::Load(file).status().code() == StatusCode::kFailedPrecondition);
  fs::permissions(file, fs::perms::group_read, fs::perm_options::remove);
  REQUIRE(DestroyKeyFile(file).ok());
  CHECK_FALSE(fs::exists(file));
  const auto overwritten = Secret::Load(folder / "copy.key");
  REQUIRE(overwritten.ok());
  CHECK(overwritten->id() != secret.id());
  CHECK(DestroyKeyFile(file).ok());
  CHECK(Secret::Load(file).status().code() == StatusCode::kNotFound);
}

TEST_CASE("a key file that is cut off is told as such", "[vault]") {
  const test::TempFolder folder;
  const fs::path file = folder / "one.key";
  std::ofstream(file) << "short";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  const auto secret = Secret::Load(file);
  CHECK(secret.status().code() == StatusCode::kDataLoss);
  CHECK(Message(secret.status()).find("32 expected") != std::string::npos);
}

}  // namespace
}  // namespace chowki::vault
