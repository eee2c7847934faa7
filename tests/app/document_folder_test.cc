#include "app/document_folder.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::app {
namespace {

using namespace std::chrono_literals;
using capture::Light;

const std::chrono::steady_clock::time_point kStart{};

void Drop(const std::filesystem::path& path, const std::string& text = "bytes") {
  std::ofstream(path) << text;
}

TEST_CASE("a picture's light is told by its name", "[app]") {
  const auto [name, document, light] =
      GENERATE(table<std::string, std::string, Light>({{"17.jpg", "17", Light::kVisible},
                                                       {"17.ir.jpg", "17", Light::kInfrared},
                                                       {"0001_UV.PNG", "0001", Light::kUltraviolet},
                                                       {"a-b900.bmp", "a", Light::kInfrared},
                                                       {"a.visible.jpg", "a", Light::kVisible},
                                                       {"uv.jpg", "uv", Light::kVisible},
                                                       {"a.b.jpg", "a.b", Light::kVisible}}));
  const NamedPicture named = PictureFromName(name);
  CHECK(named.document == document);
  CHECK(named.light == light);
}

TEST_CASE("a document is told of once all of its files have settled", "[app]") {
  const test::TempFolder folder;
  DocumentFolder watched(folder.path(), 700ms);
  Drop(folder / "7.jpg");
  CHECK(watched.Look(kStart)->empty());
  CHECK(watched.waiting());
  Drop(folder / "7.ir.jpg", "ir");
  CHECK(watched.Look(kStart + 800ms)->empty());  // the second file is new
  const auto ready = watched.Look(kStart + 1600ms);
  REQUIRE(ready->size() == 1);
  CHECK(ready->front().name == "7");
  CHECK(ready->front().pictures.at(Light::kInfrared) == folder / "7.ir.jpg");
  CHECK_FALSE(watched.waiting());
}

TEST_CASE("a file that still grows is waited for", "[app]") {
  const test::TempFolder folder;
  DocumentFolder watched(folder.path(), 700ms);
  Drop(folder / "7.jpg", "by");
  CHECK(watched.Look(kStart)->empty());
  Drop(folder / "7.jpg", "bytes");
  CHECK(watched.Look(kStart + 800ms)->empty());
  CHECK(watched.Look(kStart + 1600ms)->size() == 1);
}

TEST_CASE("what is no document is passed over", "[app]") {
  const test::TempFolder folder;
  DocumentFolder watched(folder.path(), 0ms);
  Drop(folder / ".hidden.jpg");
  Drop(folder / "notes.txt");
  Drop(folder / "empty.jpg", "");
  Drop(folder / "8.uv.jpg");
  std::filesystem::create_directory(folder / "done.jpg");
  CHECK(watched.Look(kStart)->empty());
  CHECK(watched.Look(kStart + 1s)->empty());
  CHECK(watched.waiting());
}

TEST_CASE("a folder that is gone is an error with its name", "[app]") {
  DocumentFolder watched("/nowhere/at/all", 0ms);
  const auto looked = watched.Look(kStart);
  CHECK(looked.status().code() == StatusCode::kNotFound);
  CHECK(Message(looked.status()).find("/nowhere/at/all") != std::string::npos);
}

}  // namespace
}  // namespace chowki::app
