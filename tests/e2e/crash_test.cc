// kill -9 at random moments of screening and of RecordDecision: the journal holds, and nothing that
// was acknowledged is lost.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "e2e/running_checkpoint.h"
#include "journal/journal.h"
#include "journal/verify.h"
#include "support/specimens.h"
#include "wire/resource_name.h"

namespace chowki::e2e {
namespace {

namespace pb = screening::v1;

constexpr int kKills = 50;
constexpr int kDecidingDesks = 2;
constexpr int kLongestLifeMs = 900;  // at least; three screenings when they take longer

// What the service said that it recorded: screening -> number of the last decision, 0 for none.
class Acknowledged {
 public:
  void Screening(const std::string& name) { Raise(name, 0); }
  void Decision(const std::string& name, int number) { Raise(name, number); }
  [[nodiscard]] std::map<std::string, int> All() const {
    const std::lock_guard lock(mutex_);
    return last_;
  }

 private:
  void Raise(const std::string& name, int number) {
    const std::lock_guard lock(mutex_);
    int& last = last_[name];
    last = std::max(last, number);
  }
  mutable std::mutex mutex_;
  std::map<std::string, int> last_;
};

bool Decide(Stub& stub, const std::string& name, int number) {
  grpc::ClientContext context;
  test::SetDeadline(context, std::chrono::seconds(10));
  pb::RecordDecisionRequest request;
  request.set_name(name);
  request.set_request_id(NewRequestId());
  request.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_REFER);
  request.mutable_decision()->set_note(std::to_string(number));
  pb::Screening answer;
  return stub.RecordDecision(&context, request, &answer).ok();
}

// A desk that has one document after the other screened, until the service is gone.
void KeepScreening(Stub& stub, const std::string& image, Acknowledged& acknowledged) {
  while (true) {
    const auto screened = Screen(stub, RequestFor(image, NewRequestId()));
    if (!screened.status.ok()) return;
    acknowledged.Screening(screened.response.screening().name());
  }
}

// A desk that decides about its own screening again and again, until the service is gone.
// `number` goes up with each try, so that the journal must never hold a lower one than
// acknowledged.
void KeepDeciding(Stub& stub, const std::string& name, int& number, Acknowledged& acknowledged) {
  while (Decide(stub, name, ++number)) acknowledged.Decision(name, number);
}

void CheckJournal(const std::filesystem::path& file, const Acknowledged& acknowledged) {
  const auto verification = journal::Verify(file);
  REQUIRE(verification.ok());
  INFO("row " << verification->broken_at << ": " << verification->reason);
  REQUIRE(verification->intact);
  const SystemClock clock;
  const auto journal = journal::Journal::Open(file, clock);
  REQUIRE(journal.ok());
  for (const auto& [name, number] : acknowledged.All()) {
    INFO(name << " decision " << number);
    const auto record = (*journal)->Get(wire::ParseScreeningName(name)->id);
    REQUIRE(record.ok());
    const int recorded = record->decision ? std::stoi(record->decision->note) : 0;
    CHECK(recorded >= number);
  }
}

TEST_CASE("nothing acknowledged is lost when the service is killed fifty times", "[e2e][crash]") {
  Site site;
  // The smallest picture is the quickest: most of the time goes to records, not to reading.
  std::string image;
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    const auto bytes = test::ReadBytes(specimen.image);
    if (image.empty() || bytes.size() < image.size()) image.assign(bytes.begin(), bytes.end());
  }
  Acknowledged acknowledged;
  struct Desk {
    std::string screening;
    int number = 0;
  };
  std::vector<Desk> deciding(kDecidingDesks);
  // The visual zone is left out: many short lives say more here than few long ones.
  const std::vector<std::string> settings = {"read.languages="};
  site.Start(settings);
  const auto start = std::chrono::steady_clock::now();
  for (Desk& desk : deciding) {
    const auto screened = Screen(*site.As(pki::Role::kOfficer), RequestFor(image, NewRequestId()));
    REQUIRE(screened.status.ok());
    desk.screening = screened.response.screening().name();
    acknowledged.Screening(desk.screening);
  }

  const auto each_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now() - start)
                           .count() /
                       kDecidingDesks;

  std::mt19937 random(20261122);
  std::uniform_int_distribution<int> life_ms(
      0, std::max(kLongestLifeMs, 3 * static_cast<int>(each_ms)));
  for (int kill = 0; kill < kKills; ++kill) {
    if (kill > 0) site.Start(settings);
    std::vector<std::thread> desks;
    desks.emplace_back(
        [&, stub = site.As(pki::Role::kOfficer)] { KeepScreening(*stub, image, acknowledged); });
    for (Desk& desk : deciding) {
      desks.emplace_back([&, stub = site.As(pki::Role::kOfficer)] {
        KeepDeciding(*stub, desk.screening, desk.number, acknowledged);
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(life_ms(random)));
    site.Stop(SIGKILL);
    for (std::thread& desk : desks) desk.join();
    CheckJournal(site.journal(), acknowledged);
  }
  const auto all = acknowledged.All();
  int decisions = 0;
  for (const auto& [name, number] : all) decisions += number;
  WARN(all.size() << " screenings acknowledged, " << decisions << " decisions tried, " << kKills
                  << " kills, nothing acknowledged was lost");
  // Otherwise nothing was tried.
  CHECK(decisions >= kKills);
  CHECK(all.size() > kDecidingDesks);
}

}  // namespace
}  // namespace chowki::e2e
