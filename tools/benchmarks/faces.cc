// CPU time of finding and comparing faces, and how alike those of the pictures are.
//
//   bench_faces PICTURE... [--repeat N]
//
// Prints a row a picture: its faces (width in px, score), median CPU ms of looking for them and of
// telling what the largest looks like; then how alike the largest faces of the pictures are.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/clock.h"
#include "capture/decode.h"
#include "face/face_reader.h"

namespace {

namespace fs = std::filesystem;
using namespace chowki;

template <typename T>
T OrDie(Result<T> result) {
  if (!result.ok()) Die("faces", 0, Message(result.status()));
  return std::move(result).value();
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <typename Work>
double CpuMs(int repeats, Work work) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    const auto start = ThreadCpuTime();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(ThreadCpuTime() - start).count());
  }
  return Median(times);
}

capture::Image Picture(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(in),
                                         std::istreambuf_iterator<char>()};
  return OrDie(capture::Decode(bytes, capture::Light::kVisible));
}

int Run(const std::vector<std::string>& files, int repeats) {
  cv::setNumThreads(1);
  const auto start = ThreadCpuTime();
  const auto reader = OrDie(face::FaceReader::Load(fs::path(CHOWKI_SOURCE_DIR) / "models"));
  std::printf("loading the networks: %.0f ms\n",
              std::chrono::duration<double, std::milli>(ThreadCpuTime() - start).count());
  std::vector<std::pair<std::string, face::Embedding>> looks;
  for (const std::string& file : files) {
    const capture::Image picture = Picture(file);
    const auto faces = OrDie(reader.Detect(picture.pixels()));
    const double detect_ms = CpuMs(repeats, [&] { OrDie(reader.Detect(picture.pixels())); });
    std::printf("%s:", fs::path(file).filename().c_str());
    for (const face::Face& face : faces) std::printf(" %.0f px (%.2f)", face.box.width, face.score);
    std::printf("; %.1f ms to look", detect_ms);
    if (!faces.empty()) {
      const auto largest = std::ranges::max_element(
          faces, {}, [](const face::Face& face) { return face.box.width; });
      looks.emplace_back(fs::path(file).filename(),
                         OrDie(reader.Embed(picture.pixels(), *largest)));
      const double embed_ms =
          CpuMs(repeats, [&] { OrDie(reader.Embed(picture.pixels(), *largest)); });
      std::printf(", %.1f ms to embed", embed_ms);
    }
    std::printf("\n");
  }
  for (std::size_t a = 0; a < looks.size(); ++a) {
    for (std::size_t b = a + 1; b < looks.size(); ++b) {
      std::printf("%s and %s: %.2f\n", looks[a].first.c_str(), looks[b].first.c_str(),
                  face::Similarity(looks[a].second, looks[b].second));
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  int repeats = 9;
  const auto given = std::ranges::find(files, "--repeat");
  if (given != files.end()) {
    if (given + 1 == files.end() || (repeats = std::atoi((given + 1)->c_str())) < 1)
      files.clear();
    else
      files.erase(given, given + 2);
  }
  if (files.empty()) {
    std::fprintf(stderr, "usage: bench_faces PICTURE... [--repeat N]\n");
    return 2;
  }
  return Run(files, repeats);
}
