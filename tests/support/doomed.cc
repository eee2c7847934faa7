#include "support/doomed.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

namespace chowki::test {
namespace {

constexpr int kKills = 40;
using Clock = std::chrono::steady_clock;

bool ReadWord(int pipe, std::int64_t& word) {
  return ::read(pipe, &word, sizeof word) == static_cast<ssize_t>(sizeof word);
}

[[noreturn]] void Work(int pipe, const std::function<bool(const Say&)>& work) {
  const Say say = [pipe](std::int64_t word) {
    if (::write(pipe, &word, sizeof word) != static_cast<ssize_t>(sizeof word)) _exit(2);
  };
  _exit(work(say) ? 0 : 1);
}

}  // namespace

Doom RunUntilKilled(std::chrono::microseconds life, const std::function<bool(const Say&)>& work) {
  Doom doom;
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  const pid_t child = ::fork();
  if (child < 0) std::abort();
  if (child == 0) {
    ::close(ends[0]);
    Work(ends[1], work);
  }
  ::close(ends[1]);
  std::int64_t word = 0;
  if (ReadWord(ends[0], word)) doom.said.push_back(word);
  const auto began = Clock::now();
  // Looks now and then whether it is over, so that a long life costs no more than the work.
  int status = 0;
  bool ended = false;
  while (!ended && Clock::now() < began + life) {
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(began + life - Clock::now());
    ::usleep(static_cast<useconds_t>(std::clamp<std::int64_t>(left.count(), 0, 2'000)));
    ended = ::waitpid(child, &status, WNOHANG) == child;
  }
  if (!ended) {
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
  }
  doom.lived = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
  while (ReadWord(ends[0], word)) doom.said.push_back(word);
  ::close(ends[0]);
  doom.killed = WIFSIGNALED(status);
  if (WIFEXITED(status)) doom.exit_status = WEXITSTATUS(status);
  return doom;
}

int KillsOf(int share_percent) {
  const char* wanted = std::getenv("CHOWKI_KILLS");
  const int kills = wanted != nullptr ? std::stoi(wanted) : kKills;
  return std::max(1, kills * share_percent / 100);
}

}  // namespace chowki::test
