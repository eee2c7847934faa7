#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "support/temp_folder.h"
#include "trust/byte_text.h"
#include "trust/key_file.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

namespace fs = std::filesystem;

std::string Unhex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

SigningKey KeyFromHex(std::string_view hex) {
  Secret<32> seed;
  const std::string bytes = Unhex(hex);
  std::copy(bytes.begin(), bytes.end(), seed.bytes().begin());
  return SigningKey::FromSeed(seed);
}

std::string Text(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST_CASE("signatures are those of RFC 8032, 7.1", "[trust][spec]") {
  const SigningKey empty =
      KeyFromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  CHECK(ToHex(empty.verify_key().bytes) ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK(ToHex(empty.Sign("")) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  const SigningKey one =
      KeyFromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  CHECK(ToHex(one.Sign("\x72")) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST_CASE("a signature holds for its message and key only", "[trust]") {
  const SigningKey key = SigningKey::Make();
  SignatureBytes signature = key.Sign("message");
  CHECK(key.verify_key().Accepts("message", signature));
  CHECK_FALSE(key.verify_key().Accepts("messagf", signature));
  CHECK_FALSE(SigningKey::Make().verify_key().Accepts("message", signature));
  signature[40] ^= 1;
  CHECK_FALSE(key.verify_key().Accepts("message", signature));
}

TEST_CASE("what is sealed opens with the one key only", "[trust]") {
  const OpeningKey key = OpeningKey::Make();
  const std::string sealed = key.sealing_key().Seal(AsBytes("secret"));
  std::string text(6, '\0');
  const std::span<std::uint8_t> out(reinterpret_cast<std::uint8_t*>(text.data()), text.size());
  REQUIRE(key.Open(sealed, out));
  CHECK(text == "secret");
  CHECK_FALSE(OpeningKey::Make().Open(sealed, out));
  CHECK_FALSE(key.Open(sealed.substr(1), out));
  std::string altered = sealed;
  altered.back() ^= 1;
  CHECK_FALSE(key.Open(altered, out));
}

TEST_CASE("keys come back from their files, and secret ones are for their owner alone", "[trust]") {
  const test::TempFolder folder;
  const SigningKey signing = SigningKey::Make();
  const OpeningKey opening = OpeningKey::Make();
  REQUIRE(WriteKeyFile(folder / "s.key", signing).ok());
  REQUIRE(WriteKeyFile(folder / "s.pub", signing.verify_key()).ok());
  REQUIRE(WriteKeyFile(folder / "o.key", opening).ok());
  REQUIRE(WriteKeyFile(folder / "o.pub", opening.sealing_key()).ok());

  CHECK(ReadSigningKey(folder / "s.key")->verify_key() == signing.verify_key());
  CHECK(ReadVerifyKey(folder / "s.pub").value() == signing.verify_key());
  CHECK(ReadOpeningKey(folder / "o.key")->sealing_key() == opening.sealing_key());
  CHECK(ReadSealingKey(folder / "o.pub").value() == opening.sealing_key());
  CHECK(Text(folder / "s.pub") ==
        "chowki-key-1 ed25519 public " + ToHex(signing.verify_key().bytes) + "\n");

  struct stat status {};
  REQUIRE(::stat((folder / "s.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
}

TEST_CASE("a secret key that others may read is refused", "[trust]") {
  const test::TempFolder folder;
  REQUIRE(WriteKeyFile(folder / "s.key", SigningKey::Make()).ok());
  for (const mode_t mode : {0640, 0604, 0660, 0610}) {
    INFO(mode);
    REQUIRE(::chmod((folder / "s.key").c_str(), mode) == 0);
    CHECK(RefusalOf(ReadSigningKey(folder / "s.key").status()) == Refusal::kKeyFileUnsafe);
  }
  REQUIRE(::chmod((folder / "s.key").c_str(), 0400) == 0);
  CHECK(ReadSigningKey(folder / "s.key").ok());
  CHECK(RefusalOf(ReadSigningKey(folder.path()).status()) == Refusal::kKeyFileUnsafe);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(RefusalOf(ReadSigningKey(folder / "pipe").status()) == Refusal::kKeyFileUnsafe);
}

TEST_CASE("a file that is not the wanted key is refused", "[trust]") {
  const test::TempFolder folder;
  const SigningKey key = SigningKey::Make();
  REQUIRE(WriteKeyFile(folder / "good", key).ok());
  const std::string good = Text(folder / "good");
  const std::vector<std::string> bad = {
      "",
      good.substr(0, good.size() - 2),
      good + "x",
      "x" + good,
      "chowki-key-1 ed25519 secret " + std::string(64, 'g'),
      std::string(300, 'a'),
      "chowki-key-1 ed25519 public " + ToHex(key.verify_key().bytes)};
  for (size_t i = 0; i < bad.size(); ++i) {
    INFO(bad[i]);
    const fs::path path = folder / std::to_string(i);
    std::ofstream(path) << bad[i];
    ::chmod(path.c_str(), 0600);
    CHECK(RefusalOf(ReadSigningKey(path).status()) == Refusal::kKeyFileMalformed);
  }
  CHECK(ReadSigningKey(folder / "none").status().code() == StatusCode::kNotFound);
  CHECK(WriteKeyFile(folder / "good", key).code() == StatusCode::kAlreadyExists);
  CHECK(WriteKeyFile(folder / "no/such/folder", key).code() == StatusCode::kUnavailable);
}

}  // namespace
}  // namespace chowki::trust
