// make_seeds DIR: writes small valid inputs for each fuzz driver into DIR/<driver>/.

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/text.h"
#include "icao/random_fields.h"
#include "support/image_encoder.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/example_entries.h"
#include "watchlist/sources/catalogue.h"

namespace {

using File = std::vector<std::uint8_t>;

void Write(const std::filesystem::path& path, const File& file, std::uint8_t choice) {
  std::ofstream out(path, std::ios::binary);
  out.put(static_cast<char>(choice));  // see decode_fuzz.cc
  out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
}

std::vector<File> Images() {
  using chowki::test::ToJpeg;
  using chowki::test::ToPng;
  const cv::Mat colour(24, 17, CV_8UC3, cv::Scalar(40, 90, 200));
  const cv::Mat grey(24, 17, CV_8UC1, cv::Scalar(90));
  const cv::Mat clear(24, 17, CV_8UC4, cv::Scalar(40, 90, 200, 77));
  return {ToJpeg(colour, {.exif_orientation = 6, .jfif_ppi = 300}),
          ToJpeg(colour, {.progressive = true}),
          ToJpeg(colour, {.cmyk = true}),
          ToJpeg(grey, {.restart_rows = 1}),
          ToPng(colour, {.palette = true, .ppi = 300, .text = "a comment"}),
          ToPng(grey, {.interlaced = true, .exif_orientation = 5}),
          ToPng(clear, {.deep = true})};
}

// Valid MRZs of every layout, lines separated by line feeds.
std::vector<std::string> Mrzs() {
  using namespace chowki;
  icao::RandomFields random(1);
  std::vector<std::string> texts;
  for (const icao::Format format : icao::kFormats) {
    for (int i = 0; i < 3; ++i) {
      texts.push_back(Join(icao::WriteMrz(random.Make(format)).value(), "\n"));
    }
  }
  return texts;
}

const std::vector<std::string> kNames = {"Térèsa Cañón-Müller", "محمد بن زكريا", "عبّاس علی",
                                         "Иван Щукин", "O’Connor"};

void WriteTexts(const std::filesystem::path& folder, const std::vector<std::string>& texts) {
  std::filesystem::create_directories(folder);
  for (size_t i = 0; i < texts.size(); ++i) std::ofstream(folder / std::to_string(i)) << texts[i];
}

// The samples of the list formats, each behind the byte that chooses its format.
void WriteListSources(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const std::filesystem::path samples = std::filesystem::path(CHOWKI_SOURCE_DIR) / "watchlists";
  const std::pair<std::string_view, const char*> files[] = {
      {"csv", "sample.csv"},
      {"documents", "samples/documents.csv"},
      {"ofac-xml", "samples/ofac.xml"},
      {"un-xml", "samples/un.xml"},
      {"eu-xml", "samples/eu.xml"},
      {"uk-csv", "samples/uk.csv"},
      {"ftm", "samples/people.ftm.json"},
      {"ftm-delta", "samples/people.delta.json"},
      {"notices", "samples/notices.json"}};
  const auto formats = chowki::watchlist::SourceFormats();
  for (const auto& [name, file] : files) {
    const auto format =
        std::ranges::find(formats, name, &chowki::watchlist::SourceFormat::name) - formats.begin();
    std::ofstream out(folder / name, std::ios::binary);
    out.put(static_cast<char>(format));
    out << std::ifstream(samples / file, std::ios::binary).rdbuf();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_seeds DIR\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "decode");
  std::uint8_t number = 0;
  for (const File& image : Images()) {
    Write(folder / "decode" / std::to_string(number), image, number);
    ++number;
  }
  WriteTexts(folder / "mrz_parse", Mrzs());
  WriteTexts(folder / "transliterate", kNames);
  WriteTexts(folder / "csv_rows", {"a,b\n1,\"2,3\"\n", "\"a \"\"quoted\"\" one\"\r\nx\n"});
  WriteTexts(folder / "entry_bytes", {ToBytes(chowki::watchlist::FullEntry())});
  WriteListSources(folder / "list_source");
  return 0;
}
