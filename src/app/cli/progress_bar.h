#pragma once

#include <chrono>
#include <string>

namespace chowki::app::cli {

// One line on standard error that shows how far a long task is: only when that is a terminal, at
// most ten times a second.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();  // takes the line away
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // what   short, printable.
  // share  [0,1].
  void Show(const std::string& what, double share);

 private:
  void Clear();

  bool on_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace chowki::app::cli
