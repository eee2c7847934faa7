#include "face/face_reader.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "face/alignment.h"

namespace chowki::face {
namespace {

// The detector's contract: lib/fr_detect.js of the package that it comes from.
constexpr int kSeenWidth = 320;
constexpr int kSeenHeight = 240;
constexpr int kBoxes = 4420;
constexpr float kLeastScore = 0.65F;
constexpr double kSameFace = 0.4;  // share of the boxes' union that two boxes of one face share
constexpr double kMiddle = 127, kRange = 128;
constexpr std::size_t kMostFaces = 8;  // a page has two or three; a wall of faces costs no more

constexpr int kLandmarkPx = 64;
constexpr int kLandmarkPoints = 68;  // in the order of the 300-W data
constexpr double kLargestFacePx = 4000;

Status CheckPicture(const cv::Mat& picture) {
  if (picture.empty() || (picture.type() != CV_8UC1 && picture.type() != CV_8UC3)) {
    return InvalidInput("a picture of 8 bits, grey or BGR, is expected to look for faces in");
  }
  return Ok();
}

cv::Mat GreyOf(const cv::Mat& picture) {
  if (picture.channels() == 1) return picture;
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

// An array of floats in the order that networks take, planes one behind the other.
cv::Mat Planes(const cv::Mat& pixels, double middle, double range) {
  cv::Mat values;
  pixels.convertTo(values, CV_32F, 1 / range, -middle / range);
  const int sizes[] = {1, values.channels(), values.rows, values.cols};
  cv::Mat planes(4, sizes, CV_32F);
  std::vector<cv::Mat> channels;
  for (int c = 0; c < values.channels(); ++c) {
    channels.emplace_back(values.rows, values.cols, CV_32F, planes.ptr<float>(0, c));
  }
  cv::split(values, channels.data());
  return planes;
}

Status CheckSize(const cv::Mat& values, std::size_t count) {
  if (values.total() == count && values.type() == CV_32F && values.isContinuous()) return Ok();
  return FailedPrecondition("a face network gives {} numbers, {} expected", values.total(), count);
}

double Shared(const Rect& a, const Rect& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const double both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

Point Middle(const std::array<Point, kLandmarkPoints>& points,
             std::initializer_list<std::size_t> of) {
  Point sum;
  for (const std::size_t i : of) {
    sum.x += points[i].x / static_cast<double>(of.size());
    sum.y += points[i].y / static_cast<double>(of.size());
  }
  return sum;
}

}  // namespace

Result<FaceReader> FaceReader::Load(const std::filesystem::path& models) {
  CHOWKI_ASSIGN_OR_RETURN(NetPool detector,
                          NetPool::Load(models / "face_detect.onnx", {"boxes", "scores"}));
  CHOWKI_ASSIGN_OR_RETURN(NetPool landmarks,
                          NetPool::Load(models / "face_landmarks.onnx", {"output"}));
  CHOWKI_ASSIGN_OR_RETURN(NetPool embedder, NetPool::Load(models / "face_embed.onnx", {"output"}));
  return FaceReader(std::move(detector), std::move(landmarks), std::move(embedder));
}

Result<std::vector<Face>> FaceReader::Detect(const cv::Mat& picture) const {
  CHOWKI_RETURN_IF_ERROR(CheckPicture(picture));
  const double scale = std::min(static_cast<double>(kSeenWidth) / picture.cols,
                                static_cast<double>(kSeenHeight) / picture.rows);
  cv::Mat small;
  cv::resize(picture, small,
             cv::Size(std::max(1, static_cast<int>(std::lround(picture.cols * scale))),
                      std::max(1, static_cast<int>(std::lround(picture.rows * scale)))),
             0, 0, cv::INTER_AREA);
  cv::cvtColor(small, small, small.channels() == 1 ? cv::COLOR_GRAY2RGB : cv::COLOR_BGR2RGB);
  cv::copyMakeBorder(small, small, 0, kSeenHeight - small.rows, 0, kSeenWidth - small.cols,
                     cv::BORDER_CONSTANT, cv::Scalar::all(kMiddle));
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<cv::Mat> seen,
                          detector_.Run(Planes(small, kMiddle, kRange)));
  CHOWKI_RETURN_IF_ERROR(CheckSize(seen[0], 4 * kBoxes));
  CHOWKI_RETURN_IF_ERROR(CheckSize(seen[1], 2 * kBoxes));
  const auto* boxes = seen[0].ptr<float>();   // left, top, right, bottom; 1 is the whole side
  const auto* scores = seen[1].ptr<float>();  // nothing, face

  std::vector<Face> found;
  for (int i = 0; i < kBoxes; ++i) {
    const float score = scores[2 * i + 1];
    if (!(score >= kLeastScore)) continue;
    const float* box = boxes + 4 * i;
    Face face;
    face.score = static_cast<double>(score);
    face.box = {static_cast<double>(box[0]) * kSeenWidth / scale,
                static_cast<double>(box[1]) * kSeenHeight / scale,
                static_cast<double>(box[2] - box[0]) * kSeenWidth / scale,
                static_cast<double>(box[3] - box[1]) * kSeenHeight / scale};
    if (face.box.width >= 1 && face.box.height >= 1) found.push_back(face);
  }
  std::ranges::stable_sort(found, std::ranges::greater(), &Face::score);
  std::vector<Face> faces;
  for (const Face& face : found) {
    if (faces.size() == kMostFaces) break;
    const bool again = std::ranges::any_of(
        faces, [&](const Face& other) { return Shared(face.box, other.box) > kSameFace; });
    if (!again) faces.push_back(face);
  }
  const cv::Mat grey = GreyOf(picture);
  for (Face& face : faces) {
    CHOWKI_ASSIGN_OR_RETURN(face.landmarks, LandmarksOf(grey, face.box));
  }
  return faces;
}

// The network looks at the square around a face that is as high as its box.
Result<Landmarks> FaceReader::LandmarksOf(const cv::Mat& grey, const Rect& box) const {
  const Cut cut = CutSquare(grey, {box.x + box.width / 2, box.y + box.height / 2},
                            std::min(box.height, kLargestFacePx), kLandmarkPx);
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<cv::Mat> seen,
                          landmarks_.Run(Planes(cut.pixels, 0, 256)));
  CHOWKI_RETURN_IF_ERROR(CheckSize(seen[0], 2 * kLandmarkPoints));
  const auto* numbers = seen[0].ptr<float>();
  std::array<Point, kLandmarkPoints> points;
  const double side = cut.scale * kLandmarkPx;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {cut.origin.x + static_cast<double>(numbers[2 * i]) * side,
                 cut.origin.y + static_cast<double>(numbers[2 * i + 1]) * side};
  }
  // The same points as convert68pts5pts of lib/fr_feature.js.
  return Landmarks{Middle(points, {37, 38, 40, 41}), Middle(points, {43, 44, 46, 47}), points[30],
                   Middle(points, {48, 60}), Middle(points, {54, 64})};
}

Result<Embedding> FaceReader::Embed(const cv::Mat& picture, const Face& face) const {
  CHOWKI_RETURN_IF_ERROR(CheckPicture(picture));
  const double side = std::max(face.box.width, face.box.height);
  if (!(side >= 1 && side <= kLargestFacePx)) {
    return InvalidInput("a face of {} px cannot be compared: 1 to {}", side, kLargestFacePx);
  }
  cv::Mat aligned = Aligned(GreyOf(picture), face);
  cv::cvtColor(aligned, aligned, cv::COLOR_GRAY2RGB);  // colours do not help: measured
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<cv::Mat> seen,
                          embedder_.Run(Planes(aligned, kMiddle, kRange)));
  Embedding embedding;
  CHOWKI_RETURN_IF_ERROR(CheckSize(seen[0], embedding.size()));
  const cv::Mat values = seen[0].reshape(1, 1);
  const double length = cv::norm(values);
  if (!(length > 0)) return Internal("a face looks like nothing at all");
  for (std::size_t i = 0; i < embedding.size(); ++i) {
    embedding[i] =
        static_cast<float>(static_cast<double>(values.at<float>(static_cast<int>(i))) / length);
  }
  return embedding;
}

}  // namespace chowki::face
