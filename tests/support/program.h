#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace chowki::test {

// How a program ended and what it printed.
struct ProgramRun {
  int status = -1;  // exit status; -1 when a signal ended it
  std::string out;  // standard output
};

// Runs a program and waits for it. Standard error goes to the test's own.
//
// arguments  as they are: no shell splits or expands them.
// input      for its standard input.
[[nodiscard]] ProgramRun Run(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments,
                             const std::string& input = "");

}  // namespace chowki::test
