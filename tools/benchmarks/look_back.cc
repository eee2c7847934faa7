// What looking back costs a post: kept crossings against what a new version of a list changed, with
// the real journal on a real disk.
//
//   bench_look_back [ENTRIES [CHANGES [CROSSINGS [FOLDER]]]]
//
// Entries and travellers are invented (invented_entries.h); one crossing in 2,000 is of somebody
// whom the version adds. The journal's own time to be filled is not counted.

#include "service/look_back.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include <sys/resource.h>

#include "base/clock.h"
#include "base/metrics.h"
#include "invented_entries.h"
#include "journal/journal.h"
#include "watchlist/snapshot.h"

namespace {

using namespace chowki;

constexpr int kHitEvery = 2000;
constexpr int kFindings = 40;  // of a document with all checks

template <typename T>
T ValueOrDie(Result<T> result) {
  if (!result.ok()) Die("bench_look_back", 0, Message(result.status()));
  return *std::move(result);
}

// Of the size that a real one has: about 12 KB in the journal.
screen::Screening Crossing(int number, const watchlist::Entry& person, Time now) {
  screen::Screening screening;
  screening.id = "crossing-" + std::to_string(number);
  screening.time = now - std::chrono::minutes(number);
  screening.checkpoint = "tor-1";
  screening.lane = "lane-" + std::to_string(number % 4);
  read::Identity& identity = screening.identity.emplace();
  if (!person.names.empty()) identity.surname.value = person.names[0].full;
  if (!person.birth_dates.empty()) identity.birth_date.value = person.birth_dates[0].stated;
  identity.nationality.value = "UTO";
  identity.issuing_state.value = "UTO";
  identity.document_code.value = "P";
  identity.document_number.value =
      person.documents.empty() ? fmt::format("W{:08}", number) : person.documents[0].number;
  for (int i = 0; i < kFindings; ++i) {
    verify::Finding finding;
    finding.check = "mrz.check_digits";
    finding.generic_id = "VI-CD-MR";
    finding.outcome = verify::Outcome::kSuccessful;
    finding.evidence.push_back({capture::Light::kVisible, {}, "7", "7"});
    screening.findings.push_back(finding);
  }
  return screening;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  const int entries = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const int count = argc > 2 ? std::atoi(argv[2]) : 1000;
  const int crossings = argc > 3 ? std::atoi(argv[3]) : 10'000;
  const std::filesystem::path folder = argc > 4 ? argv[4] : ".";
  if (entries < 1 || count < 1 || count > entries || crossings < 1) {
    std::fprintf(stderr, "usage: bench_look_back [ENTRIES [CHANGES [CROSSINGS [FOLDER]]]]\n");
    return 2;
  }
  benchmarks::Random random(7);  // NOLINT: the same each time
  watchlist::SnapshotBuilder builder;
  watchlist::ListState head;
  head.list = "national";
  for (int i = 0; i < entries; ++i) builder.Replace(benchmarks::InventEntry(i, random));
  auto list = std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(head));
  watchlist::Changes changes;
  for (int i = 0; i < count; ++i) {
    changes.put.push_back(benchmarks::InventEntry(entries + i, random));
  }
  auto before = std::make_shared<const identify::Matcher>(list);

  const std::filesystem::path file = folder / "look_back.journal";
  std::filesystem::remove(file);
  const SystemClock clock;
  const auto journal = ValueOrDie(journal::Journal::Open(file, clock));
  for (int i = 0; i < crossings; ++i) {
    const watchlist::Entry person =
        i % kHitEvery == 0 ? changes.put[static_cast<size_t>(i / kHitEvery) % changes.put.size()]
                           : benchmarks::InventEntry(2 * entries + i, random);
    if (!journal->Append(Crossing(i, person, clock.Now())).ok()) return 1;
  }

  Metrics metrics;
  screen::ListGenerations lists{{before, list->head()}};
  service::LookBack look_back(journal.get(), [&](Time) { return lists; }, &clock, &metrics,
                              {std::chrono::seconds(0), 100});
  // Everybody crossed under the version before.
  journal::LookBack known;
  known.list = list->head().list;
  known.root = list->head().state_root;
  if (!journal->PlanLookBack(known).ok() || ValueOrDie(look_back.Step())) return 1;

  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const long memory = usage.ru_maxrss;
  auto next = std::make_shared<const watchlist::Snapshot>(list->With(changes, list->head()));
  lists = {{before->With(changes, next), next->head()}};
  const double cpu = CpuSeconds();
  const auto start = std::chrono::steady_clock::now();
  while (ValueOrDie(look_back.Step())) continue;
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double spent = CpuSeconds() - cpu;
  getrusage(RUSAGE_SELF, &usage);
  const auto alerts = ValueOrDie(journal->ListLate(false, 1, ""));
  std::printf(
      "%d entries, %d changes, %d crossings of %.1f KB: %.1f CPU-s, %.1f s; %.3f ms CPU each; "
      "%lld late alerts; %ld MB more at the most\n",
      entries, count, crossings,
      static_cast<double>(std::filesystem::file_size(file)) / 1024 / crossings, spent, wall,
      1000 * spent / crossings, static_cast<long long>(alerts.open),
      (usage.ru_maxrss - memory) / 1024);
  return 0;
}
