#include "locate/network.h"

#include <filesystem>

#include <catch2/catch.hpp>
#include <opencv2/dnn.hpp>

#include "locate/convolution.h"

namespace chowki::locate {
namespace {

const std::filesystem::path kModels = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";

cv::Mat Noise(int rows, int cols) {
  cv::Mat picture(rows, cols, CV_32F);
  cv::RNG(7).fill(picture, cv::RNG::NORMAL, 0, 1);
  return picture;
}

TEST_CASE("both networks give what OpenCV computes", "[locate]") {
  const auto [file, rows, cols] = GENERATE(table<std::string, int, int>({
      {"mrz_finder.onnx", 64, 96},
      {"mrz_finder.onnx", 512, 768},
      {"mrz_line.onnx", 32, 40},
      {"mrz_line.onnx", 32, 796},
  }));
  CAPTURE(file, rows, cols);
  const cv::Mat picture = Noise(rows, cols);
  const auto network = Network::Load((kModels / file).string());
  REQUIRE(network.ok());
  const auto output = network->Run(picture);
  REQUIRE(output.ok());
  cv::dnn::Net reference = cv::dnn::readNetFromONNX((kModels / file).string());
  reference.setInput(cv::dnn::blobFromImage(picture));
  const cv::Mat expected = reference.forward();
  REQUIRE(output->dims == 4);
  for (int axis = 0; axis < 4; ++axis) CHECK(output->size[axis] == expected.size[axis]);
  CHECK(cv::norm(*output, expected, cv::NORM_INF) < 1e-3);
}

TEST_CASE("the same picture gives the same output after others", "[locate]") {
  const auto network = Network::Load((kModels / "mrz_line.onnx").string());
  REQUIRE(network.ok());
  const cv::Mat picture = Noise(32, 400);
  const auto first = network->Run(picture);
  REQUIRE(network->Run(cv::Mat(32, 812, CV_32F, cv::Scalar(50))).ok());
  const auto again = network->Run(picture);
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(cv::norm(*first, *again, cv::NORM_INF) == 0);
}

TEST_CASE("a picture of the wrong size is an error", "[locate]") {
  const auto line = Network::Load((kModels / "mrz_line.onnx").string());
  REQUIRE(line.ok());
  CHECK(line->Run(Noise(8, 100)).status().code() == StatusCode::kInvalidArgument);
  const auto finder = Network::Load((kModels / "mrz_finder.onnx").string());
  REQUIRE(finder.ok());
  CHECK(finder->Run(Noise(72, 100)).status().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("a convolution sums its window, at every stride, dilation and width", "[locate]") {
  const int stride = GENERATE(1, 2, 4);
  const int dilation = GENERATE(1, 2, 8);
  const int cols = GENERATE(17, 48, 61);
  CAPTURE(stride, dilation, cols);
  constexpr int kInputs = 3, kOutputs = 6, kRows = 20;  // six: more than one block, not two
  Maps in;
  in.Shape(kInputs, kRows, cols);
  cv::RNG random(3);
  for (float& value : in.values) value = random.uniform(-1.0F, 1.0F);
  std::vector<float> weights(kOutputs * kInputs * 3 * 3);
  for (float& weight : weights) weight = random.uniform(-1.0F, 1.0F);
  std::vector<float> biases(kOutputs);
  for (float& bias : biases) bias = random.uniform(-1.0F, 1.0F);
  const Convolution::Axis axis{3, stride, dilation, dilation, dilation};
  Convolution convolution(kOutputs, kInputs, axis, axis, weights, biases);
  convolution.Rectify();
  std::vector<float> padded;
  Maps out;
  REQUIRE(convolution.Fits(in));
  convolution.Run(in, padded, out);
  REQUIRE(out.rows == (kRows - 1) / stride + 1);
  REQUIRE(out.cols == (cols - 1) / stride + 1);
  double largest = 0;
  for (int o = 0; o < kOutputs; ++o) {
    for (int y = 0; y < out.rows; ++y) {
      for (int x = 0; x < out.cols; ++x) {
        double sum = static_cast<double>(biases[static_cast<size_t>(o)]);
        for (int i = 0; i < kInputs; ++i) {
          for (int ky = 0; ky < 3; ++ky) {
            for (int kx = 0; kx < 3; ++kx) {
              const int row = y * stride + (ky - 1) * dilation;
              const int col = x * stride + (kx - 1) * dilation;
              if (row < 0 || row >= kRows || col < 0 || col >= cols) continue;
              const auto weight = static_cast<size_t>(((o * kInputs + i) * 3 + ky) * 3 + kx);
              sum += static_cast<double>(weights[weight] * in.Row(i, row)[col]);
            }
          }
        }
        largest =
            std::max(largest, std::abs(static_cast<double>(out.Row(o, y)[x]) - std::max(sum, 0.0)));
      }
    }
  }
  CHECK(largest < 1e-4);
}

}  // namespace
}  // namespace chowki::locate
