#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace chowki::test {

// A program of the build under test, run as a process of its own. Killed when it goes.
class Process {
 public:
  // program  name below the build's bin folder, or the path of another one.
  // output   both of its outputs go to the end of this file.
  Process(const std::string& program, const std::vector<std::string>& arguments,
          const std::filesystem::path& output);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void Signal(int signal) const;
  [[nodiscard]] pid_t pid() const { return pid_; }

  // Exit status; 128 + signal when a signal ended it. May be called again.
  int Wait();

  [[nodiscard]] bool Running();

 private:
  pid_t pid_ = -1;
  int status_ = -1;
  bool ended_ = false;
};

}  // namespace chowki::test
