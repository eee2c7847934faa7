// What the shared view of posts costs: bytes on the line, CPU time and disk of the centre (SQLite).
//
//   bench_shared FOLDER [CROSSINGS]
//
// Fills the centre's store with crossings of other posts (parties of one to five, five tags each),
// then pushes parties of one as a post does and asks under the keys of all periods; then the same
// over gRPC on loopback from a post's own memory. FOLDER must be new or empty.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "base/metrics.h"
#include "central/shared_memory.h"
#include "central/store.h"
#include "central_service/centre.h"
#include "central_service/head_watch.h"
#include "central_service/shared_keys.h"
#include "service/server.h"
#include "sync/shared_memory.h"

namespace {

using namespace chowki;
namespace fs = std::filesystem;

constexpr int kTags = 5;  // document, identity, contact, number series, page
constexpr int kPartiesAtOnce = 20'000;
constexpr int kPushes = 2'000;
constexpr std::uint64_t kPeoplePerCrossing = 2;

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now{std::chrono::sys_days(std::chrono::year(2026) / 5 / 31)};
};

void Sure(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", Message(status).c_str());
  std::exit(1);
}

template <typename T>
T Sure(Result<T> result) {
  Sure(result.status());
  return *std::move(result);
}

template <typename F>
double CpuMs(const F& work) {
  const auto before = ThreadCpuTime();
  work();
  return std::chrono::duration<double, std::milli>(ThreadCpuTime() - before).count();
}

// What a keyed hash is to whoever has no key.
std::int64_t TagOf(std::uint64_t person, int kind, std::int64_t period) {
  std::uint64_t mixed =
      person * 64 + static_cast<std::uint64_t>(kind) + (static_cast<std::uint64_t>(period) << 44);
  for (const std::uint64_t factor : {0xbf58476d1ce4e5b9U, 0x94d049bb133111ebU}) {
    mixed = (mixed ^ mixed >> 30) * factor;
  }
  return static_cast<std::int64_t>(mixed ^ mixed >> 31);
}

central::SharedTraveller TravellerOf(std::uint64_t person, std::int64_t period) {
  central::SharedTraveller traveller{std::string(131, 'x'), {}, {1, 2, 3, 4, 5}};
  for (int kind = 1; kind <= kTags; ++kind) traveller.tags.push_back(TagOf(person, kind, period));
  return traveller;
}

associate::Traveller PersonOf(std::uint64_t number, Time time) {
  associate::Traveller person;
  person.screening = "0195a000-0000-7000-8000-" + std::to_string(100'000'000'000 + number);
  person.passage = {time, "post 31", "1", associate::Direction::kOut, "g"};
  person.surname = "OF" + std::to_string(number);
  person.given_names = "INVENTED";
  person.birth = {1950 + static_cast<int>(number % 50), 6, 15};
  person.issuing_state = "UTO";
  person.document_code = "P";
  person.document_number = "AB" + std::to_string(10'000'000 + number);
  person.expires = {2031, 1, 1 + static_cast<int>(number % 28)};
  person.contacts = {"00" + std::to_string(700'000'000 + number / 3)};
  person.page = Sha256(std::to_string(number));
  return person;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "bench_shared FOLDER [CROSSINGS]\n");
    return 1;
  }
  const fs::path folder = arguments[1];
  const std::uint64_t crossings = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1'000'000;
  const std::uint64_t people = std::max<std::uint64_t>(1, crossings / kPeoplePerCrossing);
  fs::create_directories(folder);
  const fs::path file = folder / "central.db";
  auto store = Sure(central::OpenStore("sqlite:" + file.string()));
  HandClock clock;
  auto keys = Sure(central_service::SharedKeys::Open(folder / "keys", {}, store.get(), &clock));
  for (int day = 0; day < 30; day += 5, clock.now += std::chrono::days(5)) {
    Sure(keys->Give().status());
  }
  std::vector<std::int64_t> periods;
  for (const auto& one : Sure(keys->Give())) {
    const auto today = std::chrono::floor<std::chrono::days>(clock.now).time_since_epoch().count();
    if (one.period <= today) periods.push_back(one.period);
  }

  std::mt19937_64 random(1);
  std::uint64_t stored = 0;
  std::int64_t number = 0;
  const double fill = CpuMs([&] {
    for (size_t p = 0; p < periods.size(); ++p) {
      const std::uint64_t until = crossings * (p + 1) / periods.size();
      while (stored < until) {
        Sure(store->Write([&](sql::Connection& open) -> Status {
          for (int i = 0; i < kPartiesAtOnce && stored < until; ++i) {
            central::SharedParty party{periods[p], ++number, {}, {}, false};
            const std::uint64_t first = random() % people;
            for (std::uint64_t k = 0, size = 1 + random() % 5; k < size; ++k) {
              party.travellers.push_back(TravellerOf(first + k, periods[p]));
            }
            stored += party.travellers.size();
            const std::string device = "post-" + std::to_string(number % 30);
            CHOWKI_RETURN_IF_ERROR(central::TakeSharedParty(open, device, party).status());
          }
          return Ok();
        }));
      }
    }
  });
  const auto size = static_cast<double>(fs::file_size(file));
  std::printf("%llu crossings in %zu periods: %.0f us CPU each to store in bulk, %.0f bytes each\n",
              static_cast<unsigned long long>(stored), periods.size(),
              1000 * fill / static_cast<double>(stored), size / static_cast<double>(stored));

  for (const bool known : {true, false}) {
    std::vector<double> ms;
    size_t sightings = 0;
    for (int i = 0; i < kPushes; ++i) {
      const std::uint64_t person = random() % people + (known ? 0 : 4 * people);
      central::SharedParty party{
          periods.back(), ++number, {TravellerOf(person, periods.back())}, {}, false};
      for (const std::int64_t period : periods) {
        party.questions.push_back({period, TravellerOf(person, period).tags});
      }
      ms.push_back(CpuMs([&] {
        Sure(store->Write([&](sql::Connection& open) -> Status {
          CHOWKI_RETURN_IF_ERROR(central::LockShared(open));
          CHOWKI_ASSIGN_OR_RETURN(const auto found,
                                  central::TakeSharedParty(open, "post-31", party));
          sightings += found.size();
          return Ok();
        }));
      }));
    }
    std::ranges::sort(ms);
    std::printf("one traveller %s: median %.3f ms CPU a push, 99 %% %.3f ms; %.1f parties found\n",
                known ? "who crossed before" : "who never did     ", ms[ms.size() / 2],
                ms[ms.size() * 99 / 100], static_cast<double>(sightings) / kPushes);
  }

  Metrics metrics;
  central_service::HeadWatch heads(store.get());
  central_service::Centre centre;
  centre.store = store.get();
  centre.heads = &heads;
  centre.clock = &clock;
  centre.shared_keys = keys.get();
  service::ServerOptions options;
  options.address = "127.0.0.1:0";
  options.without_certificate = service::Caller{"post-31", {pki::Role::kDevice}};
  options.threads = 8;
  auto server = Sure(service::Server::Start(options, &metrics, ServeCentre(centre)));
  auto memory = Sure(associate::Memory::OpenInMemory());
  sync::SharedMemoryParts parts;
  parts.with_memory = [&](const std::function<Status(associate::Memory&)>& work) {
    return work(memory);
  };
  parts.clock = &clock;
  auto post = Sure(sync::SharedMemory::Make(
      {"127.0.0.1:" + std::to_string(server->port()), {}, {}, {}}, std::move(parts)));
  Sure(post->FetchKeys());
  for (const int together : {1, 5}) {
    std::vector<associate::Party> parties;
    for (int i = 0; i < 200; ++i) {
      associate::Party party;
      for (int k = 0; k < together; ++k) {
        party.travellers.push_back(PersonOf(random() % 1'000'000'000, clock.now));
      }
      parties.push_back(std::move(party));
    }
    const double remember = CpuMs([&] { Sure(memory.Remember(parties)); });
    const auto exchanged = Sure(post->Exchange());
    const double travellers = 200.0 * together;
    std::printf("parties of %d: %.0f bytes up, %.1f down a traveller; %.3f ms CPU to remember\n",
                together, static_cast<double>(exchanged.bytes_up) / travellers,
                static_cast<double>(exchanged.bytes_down) / travellers, remember / travellers);
  }
  heads.Stop();
  server.reset();

  clock.now += std::chrono::days(60);
  const double forget = CpuMs([&] {
    while (Sure(keys->ForgetSome())) {
    }
  });
  std::printf("forgotten in %.1f s CPU\n", forget / 1000);
  return 0;
}
