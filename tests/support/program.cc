#include "support/program.h"

#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace chowki::test {
namespace {

namespace fs = std::filesystem;

// A file that goes away with its owner.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& text) {
    std::string name = (fs::temp_directory_path() / "chowki-test-XXXXXX").string();
    const int file = mkstemp(name.data());
    REQUIRE(file >= 0);
    close(file);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << text;
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::string Text() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  fs::path path_;
};

}  // namespace

ProgramRun Run(const fs::path& program, const std::vector<std::string>& arguments,
               const std::string& input) {
  const ScratchFile in(input);
  const ScratchFile out("");
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const bool wired = std::freopen(in.path().c_str(), "r", stdin) != nullptr &&
                       std::freopen(out.path().c_str(), "w", stdout) != nullptr;
    if (wired) execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.Text()};
}

}  // namespace chowki::test
