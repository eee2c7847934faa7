// The journal under kill -9: what was acknowledged is there, and the chain holds.

#include <csignal>
#include <cstdio>
#include <random>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/journal.h"
#include "journal/verify.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

constexpr int kKills = 50;
constexpr int kMostDelayMs = 60;

// Appends and decides without end; writes the number of each acknowledged screening to the pipe.
[[noreturn]] void WriteUntilKilled(const std::filesystem::path& path, int round, int pipe) {
  const SystemClock clock;
  auto journal = Journal::Open(path, clock);
  if (!journal.ok()) _exit(3);
  screen::Screening screening = test::SampleScreening();
  Decision decision;
  decision.officer = "o-1";
  for (std::int32_t i = 0;; ++i) {
    screening.id = std::to_string(round) + "-" + std::to_string(i);
    if (!(*journal)->Append(screening, {screening.id, Sha256(screening.id)}).ok()) _exit(4);
    if (!(*journal)->RecordDecision(screening.id, decision, "", "r").ok()) _exit(5);
    if (write(pipe, &i, sizeof i) != sizeof i) _exit(6);
  }
}

TEST_CASE("kill -9 at any moment loses nothing that was acknowledged", "[journal][crash]") {
  const test::TempFolder folder;
  const std::filesystem::path path = folder / "journal.db";
  const SystemClock clock;
  std::mt19937 random(7);
  int acknowledged_in_all = 0;
  for (int round = 0; round < kKills; ++round) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      close(ends[0]);
      WriteUntilKilled(path, round, ends[1]);
    }
    close(ends[1]);
    usleep(1000 * static_cast<useconds_t>(5 + random() % kMostDelayMs));
    REQUIRE(kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    INFO("round " << round << ", status " << status);
    const bool killed = WIFSIGNALED(status);
    REQUIRE(killed);
    std::int32_t last = -1;
    for (std::int32_t i = 0; ::read(ends[0], &i, sizeof(i)) == static_cast<ssize_t>(sizeof(i));)
      last = i;
    close(ends[0]);
    acknowledged_in_all += last + 1;

    const auto journal = Journal::Open(path, clock);
    INFO(Message(journal.status()));
    REQUIRE(journal.ok());
    for (std::int32_t i = 0; i <= last; ++i) {
      const auto record = (*journal)->Get(std::to_string(round) + "-" + std::to_string(i));
      REQUIRE(record.ok());
      REQUIRE(record->decision.has_value());
    }
    const auto verification = Verify(path);
    REQUIRE(verification.ok());
    INFO(verification->reason);
    REQUIRE(verification->intact);
  }
  CHECK(acknowledged_in_all > 0);
}

}  // namespace
}  // namespace chowki::journal
