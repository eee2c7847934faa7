// What remembering crossings costs: CPU time of one thread, disk and memory.
//
//   bench_memory FOLDER [CROSSINGS]
//
// Fills the memory of 30 days with crossings of invented people (parties of one to five, a
// document, an identity, a contact and a last day each, the newest 100,000 with a portrait), then
// asks for travellers known and unknown and for escorts, with and without a portrait, and how often
// a stranger's portrait is taken for one of the 100,000. FOLDER must be new or empty.

#include "associate/memory.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "associate/judge.h"
#include "base/clock.h"

namespace {

using namespace chowki;
using namespace chowki::associate;
namespace fs = std::filesystem;

using Random = std::mt19937_64;

constexpr int kDays = 29;
constexpr int kPeriodDays = 5;
constexpr int kQuestions = 2'000;
constexpr std::uint64_t kPortraits = 100'000;
// Embeddings of strangers that lie evenly in all 512 dimensions, and in so few that 99 % of pairs
// are below a cosine of 0.46, as models/README.md has measured with 3,800: no network does better
// than the one, ours should do better than the other.
constexpr int kAllDimensions = 512;
constexpr int kFewDimensions = 26;
constexpr int kPeoplePerCrossing = 2;  // a person crosses 2 times in 30 days
const Time kLastDay{std::chrono::sys_days(std::chrono::year(2026) / 6 / 30)};

std::string Word(std::uint64_t number) {
  std::string word;
  for (int i = 0; i < 6; ++i, number /= 20) word += static_cast<char>('A' + number % 20);
  return word;
}

// The same person for the same number.
Traveller Person(std::uint64_t number, Time time) {
  Traveller person;
  person.screening = "0195a000-0000-7000-8000-" + std::to_string(100'000'000'000 + number);
  person.passage = {time, "post " + std::to_string(number % 30), "1", Direction::kOut, "g"};
  person.surname = Word(number * 2654435761U % 64'000'000);
  person.given_names = Word(number * 40503 % 63'999'979);
  person.birth = {1950 + static_cast<int>(number % 70), 1 + static_cast<int>(number % 12), 15};
  person.issuing_state = "UTO";
  person.document_code = "P";
  person.document_number = "AB" + std::to_string(10'000'000 + number);
  person.number_checked = true;
  const Date expires = AddDays({2027, 1, 1}, static_cast<int>(number / 64 % 3000));
  person.expires = ToPartial(expires);
  person.contacts = {"00" + std::to_string(700'000'000 + number / 3)};
  return person;
}

// The same face for the same number.
face::Embedding Face(std::uint64_t number, int dimensions) {
  std::mt19937_64 random(number);
  std::normal_distribution<float> normal;
  face::Embedding face{};
  double length = 0;
  for (int i = 0; i < dimensions; ++i) {
    float& value = face[static_cast<size_t>(i)];
    value = normal(random);
    length += static_cast<double>(value) * value;
  }
  for (float& value : face) value = static_cast<float>(value / std::sqrt(length));
  return face;
}

// Of so many strangers' portraits, those that are found among kPortraits of others.
void AskStrangers(int dimensions) {
  constexpr std::uint64_t kStrangers = 500;
  const PeriodKey key = PeriodKey::Make();
  std::vector<PortraitCode> codes;
  for (std::uint64_t i = 0; i < kPortraits; ++i) {
    codes.push_back(ToPortraitCode(Face(i, dimensions), key.projection()));
  }
  int nearest = kAllDimensions;
  std::uint64_t same = 0;
  std::uint64_t found = 0;
  for (std::uint64_t i = 0; i < kStrangers; ++i) {
    const PortraitCode code = ToPortraitCode(Face(kPortraits + i, dimensions), key.projection());
    std::uint64_t matches = 0;
    for (const PortraitCode& other : codes) {
      const int apart = BitsApart(code, other);
      nearest = std::min(nearest, apart);
      matches += apart <= kSamePortraitBits ? 1 : 0;
    }
    same += matches;
    found += matches > 0 ? 1 : 0;
  }
  std::printf(
      "strangers in %d dimensions: %llu of %llu pairs are one person, %llu of %llu searches find "
      "somebody; nearest %d bits apart, limit %d\n",
      dimensions, static_cast<unsigned long long>(same),
      static_cast<unsigned long long>(kStrangers * kPortraits),
      static_cast<unsigned long long>(found), static_cast<unsigned long long>(kStrangers), nearest,
      kSamePortraitBits);
}

Party MakeParty(Random& random, std::uint64_t people, Time time) {
  const std::uint64_t first = random() % people;
  Party party;
  for (std::uint64_t i = 0, count = 1 + random() % 5; i < count; ++i) {
    party.travellers.push_back(Person(first + i, time));
  }
  return party;
}

template <typename F>
double CpuSeconds(const F& work) {
  const auto before = ThreadCpuTime();
  work();
  return std::chrono::duration<double>(ThreadCpuTime() - before).count();
}

template <typename T>
T Sure(Result<T> result) {
  if (result.ok()) return *std::move(result);
  std::fprintf(stderr, "%s\n", Message(result.status()).c_str());
  std::exit(1);
}

void AskFor(Memory& memory, const char* what, const std::vector<Party>& parties) {
  std::vector<double> ms;
  size_t sightings = 0;
  size_t travellers = 0;
  const Setting setting;
  for (const Party& party : parties) {
    travellers += party.travellers.size();
    ms.push_back(1000 * CpuSeconds([&] {
                   const Recollection past = Sure(memory.Recall(party));
                   sightings += past.sightings.size();
                   static_cast<void>(Judge({party, past, setting}));
                 }) /
                 static_cast<double>(party.travellers.size()));
  }
  std::ranges::sort(ms);
  std::printf("%-34s median %.3f ms, 99 %% %.3f ms a traveller; %.1f sightings each\n", what,
              ms[ms.size() / 2], ms[ms.size() * 99 / 100],
              static_cast<double>(sightings) / static_cast<double>(travellers));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "bench_memory FOLDER [CROSSINGS]\n");
    return 1;
  }
  const fs::path folder = arguments[1];
  const std::uint64_t crossings = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1'000'000;
  const std::uint64_t people = std::max<std::uint64_t>(1, crossings / kPeoplePerCrossing);
  Random random(1);
  {
    Memory memory = Sure(Memory::Open(folder / "crossings", folder / "keys", kLastDay, {30, 5}));
    std::uint64_t remembered = 0;
    const double fill = CpuSeconds([&] {
      for (int day = kDays; day > 0; day -= kPeriodDays) {
        std::vector<Party> parties;
        const auto until = crossings * static_cast<std::uint64_t>(kDays + kPeriodDays - day) /
                           (kDays + kPeriodDays - (kDays - 1) % kPeriodDays - 1);
        while (remembered < std::min(until, crossings)) {
          const int later = static_cast<int>(random() % kPeriodDays);
          parties.push_back(MakeParty(random, people,
                                      kLastDay - std::chrono::days(std::max(1, day - later)) +
                                          std::chrono::minutes(random() % 1440)));
          for (Traveller& one : parties.back().travellers) {
            if (++remembered + kPortraits > crossings)
              one.portrait = Face(remembered, kAllDimensions);
          }
          if (parties.size() == 10'000) {
            if (!memory.Remember(parties).ok()) std::abort();
            parties.clear();
          }
        }
        if (!memory.Remember(parties).ok()) std::abort();
      }
    });
    std::printf("%llu crossings in %zu periods, %.1f us CPU each to remember\n",
                static_cast<unsigned long long>(remembered), memory.Periods().size(),
                1e6 * fill / static_cast<double>(remembered));
  }
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder / "crossings")) {
    bytes += entry.file_size();
  }
  std::printf("%.0f bytes a crossing on the disk\n",
              static_cast<double>(bytes) / static_cast<double>(crossings));

  Memory memory = Sure(Memory::Open(folder / "crossings", folder / "keys", kLastDay, {30, 5}));
  std::vector<Party> known;
  std::vector<Party> unknown;
  std::vector<Party> alone;
  for (int i = 0; i < kQuestions; ++i) {
    known.push_back(MakeParty(random, people, kLastDay));
    alone.push_back({{Person(random() % people, kLastDay)}, true});
    unknown.push_back({{Person(people * 4 + random() % people, kLastDay)}, true});
  }
  AskFor(memory, "parties that crossed before", known);
  AskFor(memory, "one traveller who crossed before", alone);
  AskFor(memory, "one who never did", unknown);
  for (auto* of : {&alone, &unknown}) {
    for (Party& party : *of) party.travellers.front().portrait = Face(random(), kAllDimensions);
  }
  AskFor(memory, "one who crossed, with a portrait", alone);
  AskFor(memory, "one who never did, with a portrait", unknown);
  const double one = CpuSeconds([&] {
    for (const Party& party : alone) {
      if (!memory.Remember({&party, 1}).ok()) std::abort();
    }
  });
  std::printf("remembering one party                %.3f ms\n", 1000 * one / kQuestions);
  AskStrangers(kAllDimensions);
  AskStrangers(kFewDimensions);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("most memory: %ld MB\n", usage.ru_maxrss / 1024);
  const double forget = CpuSeconds([&] {
    std::printf("%d periods forgotten\n", Sure(memory.Forget(kLastDay + std::chrono::days(40))));
  });
  std::printf("in %.3f s CPU\n", forget);
  return 0;
}
