#pragma once

#include <filesystem>
#include <vector>

#include <opencv2/core.hpp>

#include "base/status.h"
#include "face/face.h"
#include "face/net_pool.h"

namespace chowki::face {

// Finds faces in pictures and tells what they look like.
//
// thread  safe: one reader serves all threads.
class FaceReader {
 public:
  // models  folder with face_detect.onnx, face_landmarks.onnx and face_embed.onnx.
  // errors  those of NetPool::Load.
  [[nodiscard]] static Result<FaceReader> Load(const std::filesystem::path& models);

  // picture  8UC3 (BGR) or 8UC1, faces upright; looked at in 320 x 240: smaller faces than a
  //          twentieth of its width are missed. Cut out what is to be looked at.
  // returns  likeliest first, none twice, 8 at most.
  // errors   kInvalidArgument for another type or an empty picture; kInternal when a network fails.
  [[nodiscard]] Result<std::vector<Face>> Detect(const cv::Mat& picture) const;

  // picture  the one that the face was found in.
  // errors   as above; kInvalidArgument for a face without size.
  [[nodiscard]] Result<Embedding> Embed(const cv::Mat& picture, const Face& face) const;

 private:
  FaceReader(NetPool detector, NetPool landmarks, NetPool embedder)
      : detector_(std::move(detector)),
        landmarks_(std::move(landmarks)),
        embedder_(std::move(embedder)) {}

  [[nodiscard]] Result<Landmarks> LandmarksOf(const cv::Mat& grey, const Rect& box) const;

  NetPool detector_;
  NetPool landmarks_;
  NetPool embedder_;
};

}  // namespace chowki::face
