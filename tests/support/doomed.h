#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace chowki::test {

// Tells what is done, from a process that may be killed after any word.
using Say = std::function<void(std::int64_t)>;

// What became of a piece of work in a process of its own.
struct Doom {
  bool killed = false;  // false: it was done before its time was up
  int exit_status = 0;  // when it was not killed; 0: the work returned true
  std::vector<std::int64_t> said;
  std::chrono::microseconds lived{0};  // from its first word to its end
};

// Runs work in a copy of this process and kills it with -9 so long after its first word. A process
// with threads, or with an open SQLite file, cannot be copied well: have none.
//
// work     says something before what is to be interrupted; says what it has acknowledged.
// life     after it the process is killed, wherever it is.
[[nodiscard]] Doom RunUntilKilled(std::chrono::microseconds life,
                                  const std::function<bool(const Say&)>& work);

// How many kills a test is to try: its share of CHOWKI_KILLS, 40 unless the environment says.
[[nodiscard]] int KillsOf(int share_percent);

}  // namespace chowki::test
