#include "locate/convolution.h"

#include <algorithm>
#include <cstring>

#include "base/status.h"

namespace chowki::locate {
namespace {

constexpr int kOutputs = 4;       // computed at once
constexpr int kVectors = 3;       // of neighbouring columns at once, for each of them
constexpr int kMostColumns = 48;  // kVectors of the widest machine

// One row of kOutputs maps. Everything it reads lies at offsets from the padded rows' origin.
struct RowJob {
  const float* input;                                  // of the first window
  const std::ptrdiff_t* taps;                          // where each value of a window lies
  std::size_t tap_count;                               // inputs x kernel rows x kernel columns
  const float* weights;                                // tap_count x kOutputs
  const float* biases;                                 // kOutputs
  float* outputs[static_cast<std::size_t>(kOutputs)];  // nullptr: not wanted
  int cols;
  bool rectified;
};

// Vectors of so many floats, as GCC and Clang compute them on any machine.
struct Lanes4 {
  static constexpr int kCount = 4;
  typedef float Vector __attribute__((vector_size(16)));
};
struct Lanes8 {
  static constexpr int kCount = 8;
  typedef float Vector __attribute__((vector_size(32)));
};
struct Lanes16 {
  static constexpr int kCount = 16;
  typedef float Vector __attribute__((vector_size(64)));
};

// Sums stay in registers while the window's values pass by: kOutputs x kVectors of them.
template <typename Lanes>
[[gnu::always_inline]] inline void ComputeRow(const RowJob& job) {
  using Vector = typename Lanes::Vector;
  constexpr int kStep = Lanes::kCount * kVectors;
  for (int x = 0; x < job.cols; x += kStep) {
    Vector sums[kOutputs][kVectors];
    for (int o = 0; o < kOutputs; ++o) {
      for (int v = 0; v < kVectors; ++v) sums[o][v] = Vector{} + job.biases[o];
    }
    const float* input = job.input + x;
    const float* weights = job.weights;
    for (std::size_t tap = 0; tap < job.tap_count; ++tap, weights += kOutputs) {
      const float* values = input + job.taps[tap];
      for (int v = 0; v < kVectors; ++v) {
        Vector value;
        std::memcpy(&value, values + v * Lanes::kCount, sizeof value);
        for (int o = 0; o < kOutputs; ++o) sums[o][v] += value * weights[o];
      }
    }
    for (int o = 0; o < kOutputs; ++o) {
      if (job.outputs[o] == nullptr) continue;
      float* output = job.outputs[o] + x;
      for (int v = 0; v < kVectors; ++v) {
        Vector sum = sums[o][v];
        if (job.rectified) sum = sum > 0 ? sum : Vector{};
        std::memcpy(output + v * Lanes::kCount, &sum, sizeof sum);
      }
    }
  }
}

using RowFunction = void (*)(const RowJob&);

void ComputeRowAnywhere(const RowJob& job) { ComputeRow<Lanes4>(job); }

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void ComputeRowAvx2(const RowJob& job) { ComputeRow<Lanes8>(job); }
[[gnu::target("avx512f")]] void ComputeRowAvx512(const RowJob& job) { ComputeRow<Lanes16>(job); }

RowFunction FastestRowFunction() {
  if (__builtin_cpu_supports("avx512f") != 0) return ComputeRowAvx512;
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) {
    return ComputeRowAvx2;
  }
  return ComputeRowAnywhere;
}
#else
RowFunction FastestRowFunction() { return ComputeRowAnywhere; }
#endif

std::size_t Whole(int cols) {
  return static_cast<std::size_t>((cols + kMostColumns - 1) / kMostColumns * kMostColumns);
}

}  // namespace

void Maps::Shape(int new_channels, int new_rows, int new_cols) {
  channels = new_channels;
  rows = new_rows;
  cols = new_cols;
  pitch = Whole(cols);
  values.resize(static_cast<std::size_t>(channels) * static_cast<std::size_t>(rows) * pitch);
}

Convolution::Convolution(int outputs, int inputs, const Axis& rows, const Axis& cols,
                         const std::vector<float>& weights, const std::vector<float>& biases)
    : outputs_(outputs), inputs_(inputs), rows_(rows), cols_(cols) {
  const auto taps = static_cast<std::size_t>(inputs * rows.kernel * cols.kernel);
  CHOWKI_CHECK(weights.size() == static_cast<std::size_t>(outputs) * taps);
  CHOWKI_CHECK(biases.size() == static_cast<std::size_t>(outputs));
  const auto blocks = static_cast<std::size_t>((outputs + kOutputs - 1) / kOutputs);
  weights_.resize(blocks * taps * kOutputs);
  biases_ = biases;
  biases_.resize(blocks * kOutputs);
  for (std::size_t output = 0; output < biases.size(); ++output) {
    for (std::size_t tap = 0; tap < taps; ++tap) {
      weights_[(output / kOutputs * taps + tap) * kOutputs + output % kOutputs] =
          weights[output * taps + tap];
    }
  }
}

void Convolution::Run(const Maps& in, std::vector<float>& padded, Maps& out) const {
  CHOWKI_CHECK(Fits(in));
  // The input with zeros around it. The columns that a stride of s visits from one start stand
  // beside each other: s phases a row, each with room for a last whole step.
  const int stride = cols_.stride;
  const int padded_rows = in.rows + rows_.pad_before + rows_.pad_after;
  const int padded_cols = in.cols + cols_.pad_before + cols_.pad_after;
  const auto phase_size = static_cast<std::ptrdiff_t>((padded_cols + stride - 1) / stride) +
                          static_cast<std::ptrdiff_t>(kMostColumns);
  const std::ptrdiff_t row_size = phase_size * stride;
  const std::ptrdiff_t map_size = row_size * padded_rows;
  padded.assign(static_cast<std::size_t>(map_size * inputs_), 0.0F);
  for (int channel = 0; channel < inputs_; ++channel) {
    for (int y = 0; y < in.rows; ++y) {
      const float* from = in.Row(channel, y);
      float* to = padded.data() + channel * map_size + (y + rows_.pad_before) * row_size;
      if (stride == 1) {
        std::copy_n(from, in.cols, to + cols_.pad_before);
        continue;
      }
      for (int x = 0; x < in.cols; ++x) {
        const int column = x + cols_.pad_before;
        to[column % stride * phase_size + column / stride] = from[x];
      }
    }
  }
  std::vector<std::ptrdiff_t> taps;
  for (int channel = 0; channel < inputs_; ++channel) {
    for (int y = 0; y < rows_.kernel; ++y) {
      for (int x = 0; x < cols_.kernel; ++x) {
        const int column = x * cols_.dilation;
        taps.push_back(channel * map_size + y * rows_.dilation * row_size +
                       column % stride * phase_size + column / stride);
      }
    }
  }

  static const RowFunction compute_row = FastestRowFunction();
  out.Shape(outputs_, rows_.Outputs(in.rows), cols_.Outputs(in.cols));
  for (int y = 0; y < out.rows; ++y) {
    for (int output = 0; output < outputs_; output += kOutputs) {
      RowJob job{padded.data() + y * rows_.stride * row_size,
                 taps.data(),
                 taps.size(),
                 weights_.data() + static_cast<std::size_t>(output) * taps.size(),
                 biases_.data() + output,
                 {},
                 out.cols,
                 rectified_};
      for (int o = 0; o < std::min(kOutputs, outputs_ - output); ++o) {
        job.outputs[o] = out.Row(output + o, y);
      }
      compute_row(job);
    }
  }
}

}  // namespace chowki::locate
