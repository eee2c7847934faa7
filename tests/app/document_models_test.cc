#include "app/document_models.h"

#include <array>
#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "trust/key_file.h"
#include "trust/verifier.h"

namespace chowki::app {
namespace {

const std::filesystem::path kTrained = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";

verify::PageModel Model(int version = 1) {
  verify::PageModel model;
  model.name = "uto-passport-1";
  model.version = version;
  model.issuer = "UTO";
  model.document_code = "P";
  model.scans = 5;
  verify::PagePattern pattern{{10.25, 20, 2, 1}, 4, 8, {}, 0.5};
  for (int i = 0; i < 32; ++i) pattern.pixels.push_back(static_cast<std::uint8_t>(8 * i));
  model.patterns = {pattern};
  model.print_tolerance_mm = 2;
  model.portrait_mm = Point{22.5, 38};
  model.portrait_tolerance_mm = 3;
  model.lights = {{capture::Light::kUltraviolet, {{{2, 2, 8, 8}, {12.5, 20, 40}, {12, 12, 12}}}}};
  model.accepted = {"mrz_moved"};
  return model;
}

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

TEST_CASE("a document model comes back from its file as it was", "[app][document_models]") {
  const auto again = ParseDocumentModel(ToJsonText(Model()));
  INFO(Message(again.status()));
  REQUIRE(again.ok());
  CHECK(*again == Model());
  verify::PageModel without = Model();
  without.portrait_mm.reset();
  without.portrait_tolerance_mm = 0;
  CHECK(ParseDocumentModel(ToJsonText(without)).value() == without);
}

TEST_CASE("hostile document models are refused with what is wrong", "[app][document_models]") {
  struct Case {
    std::string what, with, said;
  };
  const auto wrong = GENERATE(values<Case>({
      {"\"chowki.document-model.v1\"", "\"v9\"", "format"},
      {"\"UTO\"", "7", "issuer"},
      {"\"TD3\"", "\"TD9\"", "page"},
      {"\"version\": 1", "\"version\": 1e300", "version"},
      {"\"version\": 1", "\"version\": 1.5", "version"},
      {"\"scans\": 5", "\"scans\": -5", "scans"},
      {"\"scans\"", "\"scams\"", "scans"},
      {"\"name\"", "\"extra\": 1, \"name\"", "extra"},
      {"\"uto-passport-1\"", "\"../../etc/passwd\"", "name"},
      {"\"mrz_moved\"", "\"everything\"", "accepted"},
      {"\"mrz_moved\"", "{}", "accepted"},
      {"10.25", "1e308", "not on the page"},
      {"10.25", "null", "at_mm"},
      {"\"size_px\": [", "\"size_px\": [1e9,", "size_px"},
      {"\"grey\": \"00", "\"grey\": \"zz", "hex"},
      {"\"grey\": \"00", "\"grey\": \"", "size of its place"},
      {"\"least\": 0.5", "\"least\": 50", "least"},
      {"\"ultraviolet\"", "\"radio\"", "light"},
      {"12.5", "-1", "mean"},
      {"\"patterns\": [", "\"patterns\": [[", ""},
      {"{", "", ""},
  }));
  CAPTURE(wrong.what, wrong.with);
  const auto parsed = ParseDocumentModel(Replaced(ToJsonText(Model()), wrong.what, wrong.with));
  REQUIRE(parsed.status().code() == StatusCode::kInvalidArgument);
  CHECK(Message(parsed.status()).find(wrong.said) != std::string::npos);
}

TEST_CASE("deep, empty, huge and foreign bytes are no document model", "[app][document_models]") {
  const std::string bytes =
      GENERATE(std::string(1'000'000, '['), std::string(), std::string("[]"), std::string("{}"),
               std::string("null"), std::string("\xff\xd8\xff\xe0"),
               std::string(kMaxDocumentModelBytes + 1, ' '));
  CHECK(ParseDocumentModel(bytes).status().code() == StatusCode::kInvalidArgument);
  CHECK_FALSE(ReadDocumentModel(bytes, nullptr).ok());
}

// A root with one publisher, and a model that he signed.
struct Office {
  trust::SigningKey root_key = trust::SigningKey::Make();
  trust::SigningKey publisher = trust::SigningKey::Make();

  [[nodiscard]] trust::TrustRoot Root() const {
    trust::TrustRoot root;
    root.deployment = "utopia";
    root.issued = Time(std::chrono::hours(24 * 20'000));
    root.expires = root.issued + std::chrono::hours(24 * 365);
    root.keys = {
        {root_key.verify_key(), "Root", {trust::Role::kRoot}},
        {publisher.verify_key(), "Press", {trust::Role::kPublisher, trust::Role::kHeartbeat}}};
    root.thresholds = {
        {trust::Role::kRoot, 1}, {trust::Role::kPublisher, 1}, {trust::Role::kHeartbeat, 1}};
    return root;
  }

  static std::string Signed(std::string_view type, const std::string& payload,
                            const trust::SigningKey& key) {
    const std::array<const trust::SigningKey*, 1> keys{&key};
    return trust::ToBytes(trust::Sign(type, payload, keys));
  }
};

TEST_CASE("with a trust root only models that a publisher signed are read",
          "[app][document_models]") {
  const Office office;
  const trust::TrustRoot root = office.Root();
  const std::string text = ToJsonText(Model());
  const std::string good = Office::Signed(kDocumentModelType, text, office.publisher);
  CHECK(ReadDocumentModel(good, &root).value() == Model());
  CHECK(ReadDocumentModel(good, nullptr).value() == Model());
  CHECK(ReadDocumentModel(text, nullptr).value() == Model());

  CHECK(ReadDocumentModel(text, &root).status().code() == StatusCode::kFailedPrecondition);
  // Another role's key, a stranger's, another kind of message, other bytes.
  CHECK_FALSE(
      ReadDocumentModel(Office::Signed(kDocumentModelType, text, office.root_key), &root).ok());
  CHECK_FALSE(
      ReadDocumentModel(Office::Signed(kDocumentModelType, text, trust::SigningKey::Make()), &root)
          .ok());
  CHECK_FALSE(ReadDocumentModel(Office::Signed("text/plain", text, office.publisher), &root).ok());
  CHECK_FALSE(ReadDocumentModel(Replaced(good, "UTO", "UTX"), &root).ok());
}

TEST_CASE("of a folder the highest version of each model is taken, and all must be signed",
          "[app][document_models]") {
  const Office office;
  const test::TempFolder folder;
  const auto write = [&](const char* name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  };
  CHECK(LoadDocumentModels(folder.path(), "", kTrained).status().code() == StatusCode::kNotFound);
  const auto model = [&](int version) {
    return Office::Signed(kDocumentModelType, ToJsonText(Model(version)), office.publisher);
  };
  const test::TempFolder elsewhere;
  const std::string root_file = (elsewhere / "root").string();
  std::ofstream(root_file, std::ios::binary)
      << Office::Signed(trust::TrustRoot::kPayloadType, ToPayload(office.Root()), office.root_key);
  write("b.chm", model(3));
  write("a.chm", model(2));
  write("notes.txt", "none of ours");
  const auto loaded = LoadDocumentModels(folder.path(), root_file, kTrained);
  INFO(Message(loaded.status()));
  REQUIRE(loaded.ok());
  REQUIRE(loaded->models.size() == 1);
  CHECK(loaded->models[0].version == 3);
  CHECK(loaded->faces_or_null() != nullptr);
  std::map<std::string, std::string> versions;
  loaded->TellVersions(versions);
  CHECK(versions.at("documents/uto-passport-1") == "3");

  write("c.json", ToJsonText(Model(3)));
  const auto unsigned_one = LoadDocumentModels(folder.path(), root_file, kTrained);
  CHECK(Message(unsigned_one.status()).find("c.json") != std::string::npos);
  const auto twice = LoadDocumentModels(folder.path(), "", kTrained);
  CHECK(Message(twice.status()).find("twice") != std::string::npos);
}

}  // namespace
}  // namespace chowki::app
