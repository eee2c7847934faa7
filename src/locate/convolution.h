#pragma once

#include <cstddef>
#include <vector>

namespace chowki::locate {

// Maps of one size above each other. Rows stand `pitch` values apart, with room for whole vectors
// beyond their last column; what stands there means nothing.
struct Maps {
  int channels = 0;
  int rows = 0;
  int cols = 0;
  std::size_t pitch = 0;
  std::vector<float> values;

  void Shape(int new_channels, int new_rows, int new_cols);  // keeps memory for the next time
  [[nodiscard]] float* Row(int channel, int row) {
    return values.data() + (static_cast<std::size_t>(channel) * static_cast<std::size_t>(rows) +
                            static_cast<std::size_t>(row)) *
                               pitch;
  }
  [[nodiscard]] const float* Row(int channel, int row) const {
    return const_cast<Maps*>(this)->Row(channel, row);
  }
};

// A layer of a network: every output is a weighted sum of a window of all inputs.
class Convolution {
 public:
  struct Axis {  // one for rows, one for columns
    int kernel = 1;
    int stride = 1;
    int dilation = 1;
    int pad_before = 0;
    int pad_after = 0;
    [[nodiscard]] int Outputs(int inputs) const {
      return (inputs + pad_before + pad_after - dilation * (kernel - 1) - 1) / stride + 1;
    }
  };

  // weights  outputs x inputs x rows.kernel x cols.kernel; one bias an output.
  Convolution(int outputs, int inputs, const Axis& rows, const Axis& cols,
              const std::vector<float>& weights, const std::vector<float>& biases);

  // Negative results become 0 from now on (a rectifier follows).
  void Rectify() { rectified_ = true; }

  // So many maps, large enough for one window.
  [[nodiscard]] bool Fits(const Maps& in) const {
    return in.channels == inputs_ && rows_.Outputs(in.rows) > 0 && cols_.Outputs(in.cols) > 0;
  }

  // in      Fits().
  // padded  memory of the caller's, kept from one call to the next.
  // thread  safe; out and padded belong to one caller.
  void Run(const Maps& in, std::vector<float>& padded, Maps& out) const;

 private:
  int outputs_;
  int inputs_;
  Axis rows_;
  Axis cols_;
  bool rectified_ = false;
  std::vector<float> weights_;  // blocks of outputs: inputs x kernel rows x kernel columns x block
  std::vector<float> biases_;   // of whole blocks
};

}  // namespace chowki::locate
