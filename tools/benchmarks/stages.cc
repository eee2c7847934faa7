// CPU time of every stage of a screening, over a folder of drawn specimens.
//
//   bench_stages build/specimens/clean [REPEATS]
//
// Prints one row a stage: median and 95th percentile of CPU ms on one thread, engines warm. Also
// the journal's append with its commit on the disk of the temporary folder.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "identify/matcher.h"
#include "journal/journal.h"
#include "read/mrz_reader.h"
#include "screen/screener.h"
#include "screen/screening_id.h"
#include "watchlist/snapshot.h"

namespace {

namespace fs = std::filesystem;
using namespace chowki;

template <typename T>
T OrDie(Result<T> result) {
  if (!result.ok()) Die("stages", 0, Message(result.status()));
  return std::move(result).value();
}

double Percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

// Invented entries: enough that the index has something to search in.
std::vector<watchlist::Entry> MakeEntries(int count) {
  std::vector<watchlist::Entry> entries;
  for (int i = 0; i < count; ++i) {
    watchlist::Entry entry;
    entry.id = "e" + std::to_string(i);
    std::string name;
    for (int part = 0, seed = i * 7919; part < 3; ++part, seed /= 26) {
      for (int letter = 0; letter < 5; ++letter) {
        name += "ABDEHIKLMNORSTUVYZ"[(seed + letter * (part + 3) * (i % 97)) % 18];
      }
      name += ' ';
    }
    entry.names.push_back({name, "", "", "Latn", watchlist::NameQuality::kPrimary});
    entry.documents.push_back({"P", "UTO", "N" + std::to_string(10'000'000 + i)});
    entries.push_back(entry);
  }
  return entries;
}

int Run(const fs::path& folder, int repeats) {
  cv::setNumThreads(1);
  const auto models = fs::path(CHOWKI_SOURCE_DIR) / "models";
  const auto mrz_reader = OrDie(read::MrzReader::Load(models));
  const SystemClock clock;

  watchlist::ListState head;
  head.list = "bench";
  head.version = 1;
  head.issued = clock.Now();
  watchlist::SnapshotBuilder builder;
  for (const watchlist::Entry& entry : MakeEntries(100'000)) {
    if (!builder.Add(entry).ok()) Die("stages", 0, "entry not taken");
  }
  const auto matcher = std::make_shared<identify::Matcher>(
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(head)));

  screen::Screener::Parts parts;
  parts.mrz_reader = &mrz_reader;
  parts.clock = &clock;
  parts.lists = [&](Time now) {
    return screen::ListGenerations{{matcher, matcher->snapshot().StateAt(now)}};
  };
  const screen::Screener screener(parts);

  const fs::path journal_file =
      fs::temp_directory_path() / ("chowki-bench-" + screen::NewScreeningId(clock.Now()) + ".db");
  const auto journal = OrDie(journal::Journal::Open(journal_file, clock));

  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> cpu_ms;
  const auto note = [&](const std::string& stage, double ms) {
    if (!cpu_ms.contains(stage)) order.push_back(stage);
    cpu_ms[stage].push_back(ms);
  };
  int documents = 0;
  for (int round = 0; round <= repeats; ++round) {  // the first round warms up
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".jpg" && extension != ".png") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(in),
                                             std::istreambuf_iterator<char>()};
      const auto start = ThreadCpuTime();
      const auto screening =
          OrDie(screener.Screen({{capture::Light::kVisible, bytes}}, {}, Deadline()));
      const auto screened = ThreadCpuTime();
      OrDie(journal->Append(screening));
      const auto stored = ThreadCpuTime();
      if (round == 0) continue;
      ++documents;
      for (const screen::StageTiming& timing : screening.timings) {
        note(timing.stage, static_cast<double>(timing.cpu.count()) / 1000);
      }
      note("journal", std::chrono::duration<double, std::milli>(stored - screened).count());
      note("all", std::chrono::duration<double, std::milli>(stored - start).count());
    }
  }
  if (documents == 0) Die("stages", 0, "no .jpg or .png in " + folder.string());

  std::printf("%d images, list of 100,000 entries, one thread\n\n", documents);
  std::printf("| stage | CPU ms, median | 95th percentile |\n| --- | --- | --- |\n");
  for (const std::string& stage : order) {
    std::printf("| %s | %.2f | %.2f |\n", stage.c_str(), Percentile(cpu_ms[stage], 0.5),
                Percentile(cpu_ms[stage], 0.95));
  }
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(journal_file.string() + suffix);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_stages FOLDER [REPEATS]\n");
    return 2;
  }
  return Run(argv[1], argc > 2 ? std::atoi(argv[2]) : 3);
}
