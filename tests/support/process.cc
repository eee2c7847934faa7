#include "support/process.h"

#include <cstdlib>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace chowki::test {

Process::Process(const std::string& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& output) {
  // A path that begins at the root stays as it is.
  const std::string path = std::filesystem::path(CHOWKI_BINARY_DIR) / "bin" / program;
  std::vector<std::string> words{path};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  const int error = posix_spawn(&pid_, path.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) FAIL("cannot start " << path << ": error " << error);
}

Process::~Process() {
  if (ended_ || pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  Wait();
}

void Process::Signal(int signal) const { ::kill(pid_, signal); }

int Process::Wait() {
  if (ended_) return status_;
  int raw = 0;
  if (::waitpid(pid_, &raw, 0) == pid_) {
    status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  }
  ended_ = true;
  return status_;
}

bool Process::Running() {
  if (ended_) return false;
  int raw = 0;
  if (::waitpid(pid_, &raw, WNOHANG) != pid_) return true;
  status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  ended_ = true;
  return false;
}

}  // namespace chowki::test
