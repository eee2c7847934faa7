#include "face/face_reader.h"

#include <fstream>
#include <thread>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "face/drawn_face.h"
#include "support/temp_folder.h"

namespace chowki::face {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(CHOWKI_SOURCE_DIR) / "models";

const FaceReader& Reader() {
  static const Result<FaceReader> reader = FaceReader::Load(kModels);
  REQUIRE(reader.ok());
  return *reader;
}

Face OnlyFaceOn(const cv::Mat& page) {
  auto faces = Reader().Detect(page);
  REQUIRE(faces.ok());
  REQUIRE(faces->size() == 1);
  return faces->front();
}

Embedding LookOf(const cv::Mat& page) {
  const auto embedding = Reader().Embed(page, OnlyFaceOn(page));
  REQUIRE(embedding.ok());
  return *embedding;
}

TEST_CASE("a face is found where it was drawn, with its eyes and its mouth", "[face]") {
  const double scale = GENERATE(1.0, 0.4);
  const cv::Point at(100, 60);
  const Face face = OnlyFaceOn(PageWith(Anna(), at, scale));
  CHECK(face.score > 0.9);
  const auto near = [&](const Point& found, double x, double y) {
    CHECK((found.x - at.x) / scale == Approx(x).margin(12));
    CHECK((found.y - at.y) / scale == Approx(y).margin(14));
  };
  near(face.landmarks[0], 140 - 28, 150);
  near(face.landmarks[1], 140 + 28, 150);
  near(face.landmarks[3], 140 - 38 + 14, 225);  // it takes the full lips for the mouth
  near(face.landmarks[4], 140 + 38 - 14, 225);
  CHECK((face.box.x + face.box.width / 2 - at.x) / scale == Approx(140).margin(14));
}

TEST_CASE("a grey picture shows the same face", "[face]") {
  cv::Mat grey;
  cv::cvtColor(PageWith(Anna(), {300, 200}, 0.8), grey, cv::COLOR_BGR2GRAY);
  CHECK(OnlyFaceOn(grey).box.x == Approx(300 + 0.8 * 75).margin(20));
}

TEST_CASE("an empty page has no face", "[face]") {
  const cv::Mat page(700, 1000, CV_8UC3, cv::Scalar(200, 220, 210));
  const auto faces = Reader().Detect(page);
  REQUIRE(faces.ok());
  CHECK(faces->empty());
}

TEST_CASE("the same face at another size looks alike, another one does not", "[face]") {
  const Embedding anna = LookOf(PageWith(Anna(), {100, 60}, 1.0));
  CHECK(Similarity(anna, anna) == Approx(1.0).margin(1e-5));
  CHECK(Similarity(anna, LookOf(PageWith(Anna(), {500, 300}, 0.4))) > 0.64);
  CHECK(Similarity(anna, LookOf(PageWith(Bruno(), {100, 60}, 1.0))) < 0.5);
}

TEST_CASE("a page covered with faces gives no more than eight", "[face]") {
  cv::Mat page;
  cv::repeat(PageWith(Anna(), {10, 0}, 0.5, {160, 180}), 4, 6, page);
  const auto faces = Reader().Detect(page);
  REQUIRE(faces.ok());
  CHECK(faces->size() == 8);
}

TEST_CASE("many threads see the same at once", "[face]") {
  const cv::Mat page = PageWith(Anna(), {100, 60}, 0.7);
  const Face face = OnlyFaceOn(page);
  const Embedding look = LookOf(page);
  std::vector<std::thread> threads;
  std::array<bool, 4> equal{};
  for (bool& same : equal) {
    threads.emplace_back([&] {
      const auto faces = Reader().Detect(page);
      const auto again = faces.ok() && faces->size() == 1 ? Reader().Embed(page, faces->front())
                                                          : Result<Embedding>(Internal("none"));
      same = again.ok() && faces->front() == face && *again == look;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == std::array{true, true, true, true});
}

TEST_CASE("pictures of another type and faces without size are refused", "[face]") {
  CHECK(Reader().Detect(cv::Mat()).status().code() == StatusCode::kInvalidArgument);
  CHECK(Reader().Detect(cv::Mat(9, 9, CV_32FC1, 0.0)).status().code() ==
        StatusCode::kInvalidArgument);
  const cv::Mat page = PageWith(Anna(), {100, 60}, 0.7);
  CHECK(Reader().Embed(page, Face{}).status().code() == StatusCode::kInvalidArgument);
  Face face = OnlyFaceOn(page);
  face.box.width = std::numeric_limits<double>::quiet_NaN();
  face.box.height = face.box.width;
  CHECK(Reader().Embed(page, face).status().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("a picture of one pixel has no face and breaks nothing", "[face]") {
  const auto faces = Reader().Detect(cv::Mat(1, 1, CV_8UC1, cv::Scalar(9)));
  REQUIRE(faces.ok());
}

TEST_CASE("a model that is missing or none is told by its name", "[face]") {
  const test::TempFolder folder;
  auto missing = FaceReader::Load(folder.path());
  CHECK(missing.status().code() == StatusCode::kNotFound);
  CHECK(Message(missing.status()).find("face_detect.onnx") != std::string::npos);
  std::ofstream(folder.path() / "face_detect.onnx") << "no network";
  const auto broken = FaceReader::Load(folder.path());
  CHECK(broken.status().code() == StatusCode::kFailedPrecondition);
  CHECK(Message(broken.status()).find("face_detect.onnx") != std::string::npos);
}

}  // namespace
}  // namespace chowki::face
