#include "safeguard/watch.h"

#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "safeguard/feedback.h"
#include "safeguard/screened.h"
#include "support/temp_folder.h"

namespace chowki::safeguard {
namespace {

using namespace std::chrono_literals;
using associate::Observation;

// A post whose referrals are those that were proposed, and whose journal is in memory.
class Post {
 public:
  Watch& Start() {
    Watch::Parts parts;
    parts.clock = &clock;
    parts.metrics = &metrics;
    parts.open_memory = [this](Time now) {
      return broken ? Result<associate::Memory>(DataLoss("no key"))
                    : associate::Memory::Open(folder / "memory", folder / "keys", now);
    };
    parts.seen = [this](const Seen& one) { seen.push_back(one); };
    parts.propose = [this](const Proposal& one) {
      proposals.push_back(one);
      if (full) return Unavailable("the disk is full");
      referred.insert(one.screening);
      return Ok();
    };
    parts.referred = [this](const std::string& id) { return referred.contains(id); };
    parts.points = [this] { return points; };
    parts.changed = [this](const std::string& id) { changed.push_back(id); };
    parts.find = [this](const std::string& id) -> Result<screen::Screening> {
      const auto found = journal.find(id);
      if (found == journal.end()) return NotFound("there is no {}", id);
      return found->second;
    };
    parts.share = std::move(share);
    watch = std::make_unique<Watch>(std::move(parts));
    return *watch;
  }

  void Take(const screen::Screening& screening, const std::string& group = "") {
    clock.now = std::max(clock.now, screening.time);
    journal[screening.id] = screening;
    watch->Take(screening, {group, {}, {}, {}, {}});
  }

  test::TempFolder folder;
  HandClock clock;
  Metrics metrics;
  bool broken = false;
  bool full = false;
  std::optional<RandomShare> share;
  std::map<std::string, double, std::less<>> points;
  std::vector<Seen> seen;
  std::vector<Proposal> proposals;
  std::set<std::string> referred;
  std::vector<std::string> changed;
  std::map<std::string, screen::Screening> journal;
  std::unique_ptr<Watch> watch;
};

const associate::Sign* Find(const Proposal& proposal, std::string_view id) {
  for (const associate::Sign& sign : proposal.signs) {
    if (sign.id == id) return &sign;
  }
  return nullptr;
}

TEST_CASE("a child alone with a forged document is proposed once, and nobody else", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Adult("1", kNoon - 5min));
  CHECK(post.proposals.empty());
  post.Take(Forged(Child("2")));
  REQUIRE(post.proposals.size() == 1);
  const Proposal& proposal = post.proposals[0];
  CHECK(proposal.screening == "2");
  CHECK(proposal.party == std::vector<std::string>{"2"});
  CHECK(proposal.lane == "lane-1");
  CHECK(proposal.subject == Subject{"UTO", associate::Age::kChild, 'F'});
  CHECK(Find(proposal, "forged_and_minor") != nullptr);
  CHECK(associate::ProposesReferral(proposal.concern));
  CHECK(watch.Selected("2"));
  CHECK_FALSE(watch.Selected("1"));
  // The one who is answered now needs no telling again.
  CHECK(post.changed.empty());

  post.Take([] {
    auto again = Forged(Child("3", kNoon + 1min));
    again.identity->document_number.value = "CH2";
    return again;
  }());
  CHECK(post.proposals.size() == 1);
  CHECK(watch.Selected("3"));
  CHECK(post.seen.size() == 2);
}

TEST_CASE("who was answered before is told again when a companion shows more", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Child("1"), "g");
  CHECK_FALSE(watch.Selected("1"));
  auto wanted = Missing(Adult("2", kNoon + 1min));
  wanted.matches[0].kind = identify::MatchKind::kSuspect;
  post.Take(wanted, "g");
  REQUIRE(post.proposals.size() == 1);
  CHECK(post.proposals[0].screening == "1");
  CHECK(post.proposals[0].party == std::vector<std::string>{"1", "2"});
  CHECK(Find(post.proposals[0], "companion_listed") != nullptr);
  CHECK(watch.Selected("1"));
  CHECK_FALSE(watch.Selected("2"));
  CHECK(post.changed == std::vector<std::string>{"1"});
}

TEST_CASE("age in doubt is the age of a child", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  auto unknown = Forged(Adult("1"));
  unknown.identity->birth_date.value = {};
  post.Take(unknown);
  REQUIRE(post.proposals.size() == 1);
  CHECK(post.proposals[0].subject.age == associate::Age::kChild);
  CHECK(watch.Selected("1"));
}

TEST_CASE("a page that was not read is nobody's, and a family is nothing to ask about",
          "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  auto unread = Forged(Child("1"));
  unread.identity.reset();
  post.Take(unread);
  CHECK(post.seen.empty());
  CHECK(watch.open_travellers() == 0);
  post.Take(Adult("2"), "g");
  post.Take(Child("3"), "g");
  CHECK(post.proposals.empty());
}

TEST_CASE("an adult who comes with other children a third time is seen after a restart",
          "[safeguard]") {
  Post post;
  post.points["repeat_escort"] = kMostPoints;  // outcomes have taught so much
  const auto escort = [](const std::string& id, Time time) {
    auto same = Adult(id, time);
    same.identity->document_number.value = "ESCORT";
    return same;
  };
  for (const int journey : {0, 1, 2}) {
    post.Start();
    const Time time = kNoon + journey * 48h;
    auto child = Child("c" + std::to_string(journey), time);
    child.identity->given_names.value += std::to_string(journey);
    post.Take(escort("a" + std::to_string(journey), time), "g");
    post.Take(child, "g");
    CHECK(post.proposals.size() == (journey == 2 ? 1 : 0));
    post.watch.reset();  // closes its parties
  }
  const associate::Sign* sign = Find(post.proposals.at(0), "repeat_escort");
  REQUIRE(sign != nullptr);
  CHECK(sign->evidence == std::vector<std::string>{"c0", "c1"});
  CHECK(post.proposals[0].screening == "c2");
}

TEST_CASE("what other posts remember asks for a referral where it makes the difference",
          "[safeguard]") {
  Post post;
  post.points["repeat_escort"] = kMostPoints;  // outcomes have taught so much
  Watch& watch = post.Start();
  const auto escort = [](const std::string& id) {
    return Screened(id, "OVERSEER", "MOR", 1980, "AD1001");
  };
  post.Take(escort("a"), "g");
  post.Take(Child("b"), "g");
  post.clock.now += 11min;
  watch.Tick();
  CHECK(post.proposals.empty());

  // The same adult with other children, twice, at another post.
  associate::Party remembered{{{}, {}}, true};
  associate::Recollection of_others;
  for (size_t i = 0; i < 2; ++i) {
    auto& traveller = remembered.travellers[i];
    traveller.screening = i == 0 ? "a" : "b";
    traveller.passage = {kNoon, "tor-1", "", associate::Direction::kOut, ""};
    if (i == 0) traveller.birth = {1986, 1, 1};
    associate::Crossing crossing;
    crossing.screening = "elsewhere-" + std::to_string(i);
    crossing.minute = std::chrono::floor<std::chrono::minutes>(kNoon).time_since_epoch().count() -
                      1440 * static_cast<int>(i + 1);
    crossing.together = 2;
    associate::EarlierParty before{0, crossing, {}};
    before.crossing.age = associate::Age::kAdult;
    crossing.age = associate::Age::kChild;
    crossing.place = 1;
    before.companions.push_back({{{2026, 3, 5}, -2}, crossing, false, {}});
    of_others.parties.push_back(before);
  }
  SECTION("by what the journal has of them") {
    watch.TakeOthers(remembered, of_others);
    REQUIRE(post.proposals.size() == 1);
    CHECK(post.proposals[0].subject.issuing_state == "UTO");
  }
  SECTION("or by what memory has, when the journal has nothing") {
    post.journal.clear();
    watch.TakeOthers(remembered, of_others);
    REQUIRE(post.proposals.size() == 1);
    CHECK(post.proposals[0].subject.issuing_state.empty());
  }
  SECTION("but not of an adult who may") {
    associate::Setting setting;
    setting.allowances = {
        {associate::Allowance::Kind::kEscort, "UTO|P|AD1001", {2026, 12, 31}, "a", "a teacher"}};
    watch.SetSetting(setting);
    CHECK(watch.Allowances().size() == 1);
    watch.TakeOthers(remembered, of_others);
    CHECK(post.proposals.empty());
  }
  SECTION("and not when they remember nothing") {
    watch.TakeOthers(remembered, {});
    CHECK(post.proposals.empty());
  }
  if (post.proposals.empty()) return;
  CHECK(post.proposals[0].screening == "b");
  CHECK(post.proposals[0].cause == Cause::kOtherPosts);
  CHECK(Find(post.proposals[0], "repeat_escort") != nullptr);
}

TEST_CASE("memory is lent to whoever shares it, when it is open", "[safeguard]") {
  Post post;
  post.broken = true;
  Watch& watch = post.Start();
  const auto count = [](associate::Memory& memory) { return memory.CountOutgoing().status(); };
  CHECK(watch.WithMemory(count).code() == StatusCode::kUnavailable);
  post.broken = false;
  post.clock.now += 2min;
  watch.Tick();
  CHECK(watch.WithMemory(count).ok());
}

TEST_CASE("a party is remembered when it is complete, and each second is not", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Child("1"));
  post.clock.now = kNoon + 9min;
  watch.Tick();
  CHECK(watch.open_travellers() == 1);
  post.clock.now = kNoon + 10min;
  watch.Tick();
  CHECK(watch.open_travellers() == 0);
  auto other_face = Child("2", kNoon + 11min);
  other_face.identity->document_number.value = "CH1";
  other_face.identity->surname.value = "OTHER";
  post.Take(other_face);
  const auto known = watch.CaseOf("2");
  REQUIRE(known.ok());
  const associate::Sign* sign = Find(*known, "document_two_identities");
  REQUIRE(sign != nullptr);
  CHECK(sign->evidence == std::vector<std::string>{"1"});
}

TEST_CASE("what an officer ticks counts with the party, and can be taken back", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Child("1"));
  REQUIRE(watch.Observe("1", {Observation::kApparentAgeDiffers}).ok());
  REQUIRE(post.proposals.size() == 1);
  CHECK(Find(post.proposals[0], "minor_alone") != nullptr);
  CHECK(post.changed == std::vector<std::string>{"1"});
  REQUIRE(watch.Observe("1", {}).ok());
  CHECK(post.proposals.size() == 1);
  const auto now = watch.CaseOf("1");
  REQUIRE(now.ok());
  CHECK(Find(*now, "age_inconsistent") == nullptr);
}

TEST_CASE("ticked twenty minutes later it counts with document and lists, not as a child alone",
          "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Child("1"));
  auto forged = Child("2", kNoon + 5min);
  forged.identity->given_names.value = "SOMEBODY ELSE";
  post.Take(Forged(forged), "with an aunt");
  post.Take(Adult("3", kNoon + 5min), "with an aunt");
  const auto before = post.proposals.size();
  post.clock.now = kNoon + 30min;
  watch.Tick();
  REQUIRE(watch.open_travellers() == 0);
  REQUIRE(watch.Observe("1", {Observation::kApparentAgeDiffers}).ok());
  CHECK(post.proposals.size() == before);
  REQUIRE(watch.Observe("2", {Observation::kApparentAgeDiffers}).ok());
  REQUIRE(post.proposals.size() == before + 1);
  CHECK(post.proposals.back().screening == "2");
  CHECK(Find(post.proposals.back(), "forged_and_minor") != nullptr);
  CHECK(watch.Observe("nobody", {}).code() == StatusCode::kNotFound);
}

TEST_CASE("a rule that is held, or taught by outcomes, weighs what it weighs now", "[safeguard]") {
  Post post;
  post.Start();
  post.points["missing_candidate"] = 0;
  post.Take(Missing(Child("1")));
  CHECK(post.proposals.empty());
  post.points.clear();
  post.Take(Missing(Child("2", kNoon + 1min)));
  CHECK(post.proposals.size() == 1);
}

TEST_CASE("a referral that cannot be written down is proposed again at the next screening",
          "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.full = true;
  post.Take(Forged(Child("1")));
  CHECK(post.proposals.size() == 1);
  CHECK_FALSE(watch.Selected("1"));
  post.full = false;
  auto again = Forged(Child("2", kNoon + 1min));
  again.identity->document_number.value = "CH1";
  post.Take(again);
  CHECK(post.proposals.size() == 2);
  CHECK(watch.Selected("1"));
  CHECK(post.changed == std::vector<std::string>{"1"});
}

TEST_CASE("without its memory a post goes on, tells it, and opens it when it can", "[safeguard]") {
  Post post;
  post.broken = true;
  Watch& watch = post.Start();
  post.Take(Forged(Child("1")));
  CHECK(post.proposals.size() == 1);
  watch.Tick();
  CHECK(post.metrics.ToText().find("chowki_safeguard_memory_open 0") != std::string::npos);
  CHECK(post.metrics.ToText().find("chowki_safeguard_memory_errors_total 1") != std::string::npos);
  post.broken = false;
  post.clock.now += 2min;
  watch.Tick();
  CHECK(post.metrics.ToText().find("chowki_safeguard_memory_open 1") != std::string::npos);
}

TEST_CASE("one face with two identities is seen, by the code that is left of it", "[safeguard]") {
  Post post;
  face::Embedding face{};
  face[7] = 1;
  const auto with_face = [&](const screen::Screening& screening) {
    post.journal[screening.id] = screening;
    post.watch->Take(screening, {"", {}, {}, {}, face});
  };
  post.Start();
  with_face(Adult("1"));
  post.watch.reset();  // closes and forgets but for what is remembered
  post.Start();
  auto other = Screened("2", "OTHERWISE", "ANN", 1990, "XY2", kNoon + 24h);
  with_face(other);
  const auto known = post.watch->CaseOf("2");
  REQUIRE(known.ok());
  const associate::Sign* sign = Find(*known, "portrait_two_identities");
  REQUIRE(sign != nullptr);
  CHECK(sign->evidence == std::vector<std::string>{"1"});
}

TEST_CASE("what is too old is forgotten within the hour", "[safeguard]") {
  Post post;
  Watch& watch = post.Start();
  post.Take(Child("1"));
  post.clock.now += 1h;
  watch.Tick();
  const auto files = [&] {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(post.folder / "keys")) {
      count += entry.path().extension() == ".key" ? 1 : 0;
    }
    return count;
  };
  CHECK(files() == 1);
  post.clock.now += 40 * 24h;
  watch.Tick();
  CHECK(files() == 0);
}

TEST_CASE("the random share is selected like a referral", "[safeguard]") {
  Post post;
  post.share.emplace(vault::Secret::Make(), 100);
  Watch& watch = post.Start();
  post.Take(Adult("1"));
  CHECK(post.proposals.empty());
  CHECK(watch.Selected("1"));
  // A referral of somebody who is selected already changes nothing that is seen.
  post.Take(Child("2", kNoon + 5min));
  REQUIRE(watch.Observe("2", {Observation::kApparentAgeDiffers}).ok());
  CHECK(post.proposals.size() == 1);
  CHECK(post.changed.empty());
}

TEST_CASE("many lanes at a time lose nobody", "[safeguard]") {
  Post post;
  std::atomic<int> seen = 0;
  Watch::Parts parts;
  parts.clock = &post.clock;
  parts.metrics = &post.metrics;
  parts.open_memory = [](Time) { return associate::Memory::OpenInMemory(); };
  parts.seen = [&](const Seen&) { ++seen; };
  Watch watch(std::move(parts));
  constexpr int kLanes = 4;
  constexpr int kEach = 50;
  std::vector<std::thread> lanes;
  for (int lane = 0; lane < kLanes; ++lane) {
    lanes.emplace_back([&watch, lane] {
      for (int i = 0; i < kEach; ++i) {
        const std::string id = std::to_string(lane) + "-" + std::to_string(i);
        watch.Take(Adult(id, kNoon + std::chrono::seconds(i)), {"g" + id, {}, {}, {}, {}});
        if (i % 10 == 0) watch.Tick();
      }
    });
  }
  for (std::thread& lane : lanes) lane.join();
  CHECK(seen == kLanes * kEach);
  CHECK(watch.open_travellers() == kLanes * kEach);
}

}  // namespace
}  // namespace chowki::safeguard
