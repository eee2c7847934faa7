#include "app/cli/progress_bar.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace chowki::app::cli {
namespace {

constexpr int kWidth = 40;  // characters
constexpr std::chrono::milliseconds kPause(100);

}  // namespace

ProgressBar::ProgressBar() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() { Clear(); }

void ProgressBar::Show(const std::string& what, double share) {
  const auto now = std::chrono::steady_clock::now();
  if (!on_terminal_ || (now < next_ && share < 1)) return;
  next_ = now + kPause;
  const double part = std::clamp(share, 0.0, 1.0);
  const auto full = static_cast<size_t>(part * kWidth);
  const std::string bar = std::string(full, '#') + std::string(kWidth - full, '.');
  std::fprintf(stderr, "\r\x1b[K%s [%s] %3d %%", what.c_str(), bar.c_str(),
               static_cast<int>(part * 100));
  std::fflush(stderr);
  shown_ = true;
}

void ProgressBar::Clear() {
  if (shown_) std::fprintf(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace chowki::app::cli
