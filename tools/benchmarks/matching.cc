// What matching costs: CPU time of one thread and memory.
//
//   bench_matching [ENTRIES [CHANGES]]
//
// Entries are invented people; words are as unevenly frequent as in real lists (Zipf). Prints what
// an index costs, a question of each kind, and the next generation of a list with so many changes.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "base/clock.h"
#include "identify/matcher.h"
#include "watchlist/snapshot.h"

namespace {

using namespace chowki;
using identify::Matcher;
using identify::Query;
using watchlist::Changes;
using watchlist::Entry;
using watchlist::Snapshot;

using Random = std::mt19937_64;

constexpr int kQuestions = 300;

const char* const kSyllables[] = {"AL", "AN",  "BA", "BEL", "DA", "DOR", "EL",  "FA", "GA", "HAM",
                                  "IM", "JA",  "KA", "KAR", "LA", "MAH", "MIR", "NA", "NO", "RA",
                                  "SA", "SHA", "TA", "TUR", "UL", "VA",  "WA",  "YA", "ZA", "ZEN"};

// Words of which the n-th is 1/n as frequent as the first.
class Words {
 public:
  explicit Words(size_t count, Random& random) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) {
      std::string word;
      for (size_t n = 2 + random() % 3; n > 0; --n) word += kSyllables[random() % 30];
      words_.push_back(std::move(word));
      ends_.push_back(sum += 1 / static_cast<double>(i + 1));
    }
  }
  [[nodiscard]] const std::string& Pick(Random& random) const {
    const double at = std::uniform_real_distribution<>(0, ends_.back())(random);
    return words_[static_cast<size_t>(std::ranges::upper_bound(ends_, at) - ends_.begin())];
  }
  [[nodiscard]] const std::string& MostFrequent(size_t rank) const { return words_[rank]; }

 private:
  std::vector<std::string> words_;
  std::vector<double> ends_;
};

Entry MakeEntry(size_t number, const Words& words, Random& random) {
  Entry entry;
  entry.id = "uto-" + std::to_string(number);
  std::string name = words.Pick(random);
  for (size_t n = 1 + random() % 3; n > 0; --n) name += " " + words.Pick(random);
  entry.names.push_back({std::move(name), "", "", ""});
  const Date day{1940 + static_cast<int>(random() % 70), 1 + static_cast<int>(random() % 12),
                 1 + static_cast<int>(random() % 28)};
  entry.birth_dates.push_back({{day.year, day.month, day.day}, {day, day}});
  entry.documents.push_back({"P", "UTO", "K" + std::to_string(10'000'000 + number)});
  entry.nationalities = {"UTO"};
  entry.category = "wanted";
  entry.action = "arrest";
  return entry;
}

template <typename F>
double CpuSeconds(const F& work) {
  const auto start = ThreadCpuTime();
  work();
  return std::chrono::duration<double>(ThreadCpuTime() - start).count();
}

// One letter in the middle of a name left out.
std::string Misspelt(std::string name, Random& random) {
  name.erase(1 + random() % (name.size() - 1), 1);
  return name;
}

void PrintCosts(const char* what, const Matcher& matcher, const std::vector<Query>& queries) {
  std::vector<double> ms;
  for (const Query& query : queries) {
    ms.push_back(1000 * CpuSeconds([&] { static_cast<void>(matcher.Find(query)); }));
  }
  std::ranges::sort(ms);
  std::printf("| %s | %.2f | %.2f | %.2f |\n", what, ms[ms.size() / 2], ms[ms.size() * 95 / 100],
              ms.back());
}

void PrintQuestions(const Matcher& matcher, const Words& words, Random& random) {
  std::vector<Query> exact;
  std::vector<Query> misspelt;
  std::vector<Query> dated;
  std::vector<Query> common;
  std::vector<Query> numbers;
  const Snapshot& list = matcher.snapshot();
  for (int i = 0; i < kQuestions; ++i) {
    const Entry entry = list.At(random() % list.size());
    Query query;
    query.names = {entry.names[0].full};
    exact.push_back(query);
    query.names = {Misspelt(entry.names[0].full, random)};
    misspelt.push_back(query);
    query.birth_date = entry.birth_dates[0].stated;
    query.nationality = "UTO";
    dated.push_back(query);
    query = {};
    query.names = {words.MostFrequent(random() % 20) + " " + words.MostFrequent(random() % 20)};
    common.push_back(query);
    query = {};
    query.document_number = entry.documents[0].number;
    query.document_issuer = "UTO";
    numbers.push_back(query);
  }
  std::printf("| question | ms, median | 95th percentile | most |\n| --- | --- | --- | --- |\n");
  PrintCosts("a name as listed", matcher, exact);
  PrintCosts("a name with a letter left out", matcher, misspelt);
  PrintCosts("that, birth date and nationality", matcher, dated);
  PrintCosts("two very common words", matcher, common);
  PrintCosts("a document number", matcher, numbers);
}

}  // namespace

int main(int argc, char** argv) {
  const size_t entries = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
  const size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000;
  if (entries == 0 || count > entries) {
    std::fprintf(stderr, "usage: bench_matching [ENTRIES [CHANGES]]\n");
    return 2;
  }
  Random random(7);  // NOLINT: the same each time
  const Words words(std::max<size_t>(entries / 10, 100), random);
  watchlist::SnapshotBuilder builder;
  for (size_t i = 0; i < entries; ++i) {
    if (!builder.Add(MakeEntry(i, words, random)).ok()) return 1;
  }
  const auto list = std::make_shared<const Snapshot>(std::move(builder).Finish({}));

  std::shared_ptr<const Matcher> matcher;
  const double documents = CpuSeconds([&] { Matcher(list, Matcher::Scope::kDocuments); });
  const double names = CpuSeconds([&] { matcher = std::make_shared<const Matcher>(list); });
  std::printf("%zu entries; index of documents %.2f CPU-s, of everything %.2f CPU-s\n\n", entries,
              documents, names);
  PrintQuestions(*matcher, words, random);

  Changes changes;
  for (size_t i = 0; i < count; ++i) {
    // Of ten changes six are new people, three changed ones, one is gone.
    const size_t old = i * (entries / count);
    if (i % 10 == 9) {
      changes.removed.push_back("uto-" + std::to_string(old));
    } else {
      changes.put.push_back(MakeEntry(i % 10 < 6 ? entries + i : old, words, random));
    }
  }
  std::shared_ptr<const Snapshot> updated;
  const double listing = CpuSeconds(
      [&] { updated = std::make_shared<const Snapshot>(list->With(changes, list->head())); });
  std::shared_ptr<const Matcher> next;
  const double indexing = CpuSeconds([&] { next = matcher->With(changes, updated); });
  std::printf("\n%zu changes: the list %.2f CPU-s, its index %.2f CPU-s\n\n", count, listing,
              indexing);
  PrintQuestions(*next, words, random);

  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("\n%ld MB at the most, both generations among them\n", usage.ru_maxrss / 1024);
  return 0;
}
