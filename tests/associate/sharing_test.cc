#include <filesystem>

#include <catch2/catch.hpp>

#include "associate/memory.h"
#include "associate/people.h"
#include "support/temp_folder.h"

namespace chowki::associate {
namespace {

// First day of the period of kNoon, and of others beside it.
Date PeriodAt(int periods) {
  const auto day = std::chrono::floor<std::chrono::days>(kNoon).time_since_epoch().count();
  return ToDate(Time(std::chrono::days(day - day % 5 + 5 * periods)));
}

PeriodKey Copy(const vault::Secret& secret) {
  return PeriodKey(*vault::Secret::FromBytes(secret.bytes()));
}

// Posts that have the same keys from five periods ago to three ahead.
struct Country {
  std::vector<vault::Secret> secrets;
  Country() {
    for (int i = -5; i <= 3; ++i) secrets.push_back(vault::Secret::Make());
  }
  Memory NewPost() const {
    auto memory = Memory::OpenInMemory();
    for (int i = -5; i <= 3; ++i) {
      REQUIRE(memory->Adopt(PeriodAt(i), Copy(secrets[static_cast<size_t>(i + 5)])).ok());
    }
    return *std::move(memory);
  }
};

Party Of(std::vector<Traveller> people) { return {std::move(people), true}; }

SharedParty Send(Memory& post, const Party& party) {
  REQUIRE(post.Remember({&party, 1}).ok());
  const auto out = post.Outgoing(1000);
  REQUIRE(out.ok());
  REQUIRE_FALSE(out->empty());
  const SharedParty sent = out->back();
  REQUIRE(post.HandedOut(sent).ok());
  return sent;
}

// What the centre does: which tags of the asking party are among those of the other.
ForeignParty Carry(const SharedParty& asks, const SharedParty& there, std::int64_t number) {
  ForeignParty found{there.period, number, {}, {}};
  for (size_t place = 0; place < there.travellers.size(); ++place) {
    found.rows.push_back({static_cast<int>(place), there.travellers[place].sealed, false});
  }
  for (const SharedQuestion& question : asks.questions) {
    if (question.period != there.period) continue;
    size_t at = 0;
    for (size_t i = 0; i < asks.travellers.size(); ++i) {
      for (size_t ask = 0; ask < asks.travellers[i].asks.size(); ++ask, ++at) {
        for (size_t place = 0; place < there.travellers.size(); ++place) {
          const auto& tags = there.travellers[place].tags;
          if (std::ranges::find(tags, question.tags[at]) == tags.end()) continue;
          found.pairs.push_back(
              {i, static_cast<int>(place), asks.travellers[i].asks[ask].link, ask});
        }
      }
    }
  }
  return found;
}

std::vector<Party> SameStory() {
  const Time before = kNoon - 6 * kDay;  // of another period
  Traveller escort = Person("YUSUFZAI", "TARIQ", 1980, "AB0001000", before);
  escort.contacts = {"+00 12 3456789"};
  Traveller now = Person("YUSUFZAI", "TARIQ", 1980, "AB0001000");
  now.contacts = {"+00 12 3456789"};
  return {Of({escort, Person("AFRIDI", "SABA", 2014, "AB0002001", before)}),
          Of({now, Person("WAZIR", "LAILA", 2013, "CD0003001")})};
}

TEST_CASE("what another post remembers reads as if it were remembered here",
          "[associate][shared]") {
  const Country country;
  Memory here = country.NewPost();
  Memory there = country.NewPost();
  Memory both = country.NewPost();
  const auto story = SameStory();
  const SharedParty first = Send(there, story[0]);
  const SharedParty second = Send(here, story[1]);
  const auto learnt = here.Learn(second, std::vector{Carry(second, first, 7)});
  REQUIRE((learnt.ok() && learnt->has_value()));
  CHECK((*learnt)->unreadable == 0);

  REQUIRE(both.Remember({&story[0], 1}).ok());
  Recollection expected = *both.Recall(story[1]);
  Recollection merged = Merge(*here.Recall(story[1]), (*learnt)->of_others);
  // But for where it lies. Here Recall finds the party itself, too.
  std::erase_if(merged.sightings, [](const Sighting& one) { return one.place.id > 0; });
  std::erase_if(merged.parties,
                [](const EarlierParty& one) { return one.companions.front().place.id > 0; });
  const auto place_of = [](Place& place) { place.id = 0; };
  for (Recollection* past : {&expected, &merged}) {
    for (Sighting& one : past->sightings) place_of(one.place);
    for (EarlierParty& one : past->parties) {
      for (Companion& companion : one.companions) place_of(companion.place);
    }
    std::ranges::sort(past->sightings, {}, [](const Sighting& one) { return one.link; });
  }
  CHECK(expected.sightings.size() == 3);
  CHECK(merged == expected);
  const auto signs = Judge({story[1], merged, {}});
  CHECK(Find(signs, "repeat_escort") != nullptr);

  // An agency's telephone says nothing at other posts either.
  const std::vector<Allowance> agency = {
      {Allowance::Kind::kContact, "0012 345 67 89", {2026, 12, 31}, "a", "a licensed agency"}};
  const auto without = here.Learn(second, std::vector{Carry(second, first, 7)}, agency);
  CHECK((*without)->of_others.sightings.size() == 2);
}

TEST_CASE("a party that is remembered only is told of an escort, without names",
          "[associate][shared]") {
  const Country country;
  Memory here = country.NewPost();
  Memory there = country.NewPost();
  const auto story = SameStory();
  const SharedParty second = Send(here, story[1]);
  const SharedParty first = Send(there, story[0]);
  // The other way round: the post that was cut off asked, and we are told.
  ForeignParty asked = Carry(first, second, 8);
  ForeignParty news{first.period, 9, {}, {}};
  for (size_t i = 0; i < first.travellers.size(); ++i) {
    news.rows.push_back({static_cast<int>(i), first.travellers[i].sealed, false});
  }
  for (const auto& pair : asked.pairs) {
    news.pairs.push_back(
        {static_cast<size_t>(pair.place), static_cast<int>(pair.traveller), pair.link, 0});
  }
  SharedParty name;
  name.period = second.period;
  name.number = second.number;
  const auto learnt = here.Learn(name, std::vector{news});
  REQUIRE((learnt.ok() && learnt->has_value()));
  const OthersMemory& told = **learnt;
  REQUIRE(told.party.travellers.size() == 2);
  CHECK(told.party.travellers[0].screening == story[1].travellers[0].screening);
  CHECK(told.party.travellers[0].surname.empty());
  CHECK(AgeOf(told.party.travellers[0]) == Age::kAdult);
  CHECK(AgeOf(told.party.travellers[1]) == Age::kChild);
  for (const Sighting& one : told.of_others.sightings) CHECK(one.link != Link::kContact);
  CHECK(Find(Judge({told.party, told.of_others, {}}), "repeat_escort") != nullptr);

  SECTION("unless he is somebody who may") {
    const std::string document = DocumentText(story[1].travellers[0]);
    Setting setting;
    setting.allowances = {{Allowance::Kind::kEscort, document, {2026, 12, 31}, "a", "a teacher"}};
    const auto again = here.Learn(name, std::vector{news}, setting.allowances);
    CHECK(Find(Judge({(**again).party, (**again).of_others, setting}), "repeat_escort") == nullptr);
  }
  SECTION("and the other post, of what is later than its own, nothing") {
    const auto early = there.Learn(first, std::vector{asked});
    CHECK((**early).of_others == Recollection{});
  }
}

TEST_CASE("a period with a key of its own keeps it, and nothing of it goes out",
          "[associate][shared]") {
  auto post = Memory::OpenInMemory();
  const Party party = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1")});
  REQUIRE(post->Remember({&party, 1}).ok());
  CHECK(post->Adopt(PeriodAt(0), PeriodKey::Make()).code() == StatusCode::kFailedPrecondition);
  CHECK(post->Adopt(AddDays(PeriodAt(0), 1), PeriodKey::Make()).code() ==
        StatusCode::kInvalidArgument);
  CHECK(post->Adopt(Date{2026, 2, 30}, PeriodKey::Make()).code() == StatusCode::kInvalidArgument);
  CHECK(post->Recall(party)->sightings.size() == 2);
  CHECK(*post->CountOutgoing() == 0);

  const vault::Secret next = vault::Secret::Make();
  REQUIRE(post->Adopt(PeriodAt(1), Copy(next)).ok());
  REQUIRE(post->Adopt(PeriodAt(1), Copy(next)).ok());  // told once more
  const Party later = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", kNoon + 5 * kDay)});
  REQUIRE(post->Remember({&later, 1}).ok());
  const auto out = post->Outgoing(1000);
  REQUIRE(out->size() == 1);
  REQUIRE(out->front().questions.size() == 1);  // not under the key that nobody else has
  CHECK(out->front().questions[0].period == PeriodAt(1));
}

TEST_CASE("what is to go out outlives the process, and goes when its period is forgotten",
          "[associate][shared]") {
  const test::TempFolder folder;
  const auto open = [&](Time now) {
    return Memory::Open(folder / "crossings", folder / "keys", now);
  };
  const vault::Secret secret = vault::Secret::Make();
  const auto story = SameStory();
  std::optional<SharedParty> first;
  {
    auto post = open(kNoon);
    REQUIRE(post->Adopt(PeriodAt(0), Copy(secret)).ok());
    REQUIRE(post->Remember({&story[1], 1}).ok());
    REQUIRE(post->Remember({&story[1], 1}).ok());
    first = post->Outgoing(1)->front();
  }
  auto post = open(kNoon);
  CHECK(post->Outgoing(1)->size() == 1);
  CHECK(post->Outgoing(1)->front() == *first);
  CHECK(post->Outgoing(4)->size() == 2);
  REQUIRE(post->HandedOut(*first).ok());
  CHECK(*post->CountOutgoing() == 1);
  CHECK(post->Outgoing(4)->front().number != first->number);
  REQUIRE(post->Forget(kNoon + 31 * kDay).ok());
  CHECK(*post->CountOutgoing() == 0);
  CHECK_FALSE(post->Learn(*first, {})->has_value());
}

TEST_CASE("whatever another post or the centre says, memory stays whole", "[associate][shared]") {
  const Country country;
  Memory here = country.NewPost();
  Memory there = country.NewPost();
  const auto story = SameStory();
  const SharedParty first = Send(there, story[0]);
  const SharedParty second = Send(here, story[1]);
  const ForeignParty good = Carry(second, first, 7);
  const auto learn = [&](const ForeignParty& other) {
    const auto learnt = here.Learn(second, std::vector{other});
    REQUIRE((learnt.ok() && learnt->has_value()));
    return **learnt;
  };
  ForeignParty other = good;
  other.rows[0].sealed[50] = static_cast<char>(~other.rows[0].sealed[50]);
  CHECK(learn(other).unreadable == 1);
  CHECK(learn(other).of_others.sightings.empty());
  other = good;
  other.rows[0].sealed = PeriodKey::Make().Seal("not a crossing");
  CHECK(learn(other).unreadable == 1);
  other = good;
  std::swap(other.rows[0].place, other.rows[1].place);
  CHECK(learn(other).unreadable == 2);
  other = good;
  other.pairs = {
      {99, 0, Link::kDocument, 0}, {0, 99, Link::kDocument, 0}, {0, 0, Link::kSeries, 99}};
  CHECK(learn(other).of_others == Recollection{});
  other = good;
  other.period = PeriodAt(-40);
  CHECK(learn(other).of_others == Recollection{});
  SharedParty unknown = second;
  unknown.number = 1;
  CHECK_FALSE(here.Learn(unknown, std::vector{good})->has_value());
  CHECK(here.NoteReturn(PeriodAt(0), second.number, 4000).ok());

  std::string bytes = ToBytes(second);
  CHECK(SharedPartyFromBytes(bytes).ok());
  for (size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(SharedPartyFromBytes(std::string_view(bytes).substr(0, size)).ok());
  }
}

TEST_CASE("who came back elsewhere is told both ways", "[associate][shared]") {
  const Country country;
  Memory here = country.NewPost();
  Memory there = country.NewPost();
  const Time out = kNoon - kDay;
  const Party left = Of(
      {Person("YUSUFZAI", "TARIQ", 1980, "AB1", out), Person("AFRIDI", "SABA", 2014, "AB2", out)});
  const SharedParty first = Send(here, left);
  const Party back = Of({Person("AFRIDI", "SABA", 2014, "AB2", kNoon, Direction::kIn)});
  const SharedParty second = Send(there, back);
  const auto learnt = there.Learn(second, std::vector{Carry(second, first, 7)});
  REQUIRE((learnt.ok() && learnt->has_value()));
  const auto returns = there.ForeignReturns(10);
  REQUIRE(returns->size() == 1);
  CHECK(returns->front().party == 7);
  CHECK(returns->front().place == 1);
  REQUIRE(there.ForeignReturnsTold(*returns).ok());
  CHECK(there.ForeignReturns(10)->empty());

  REQUIRE(here.NoteReturn(first.period, first.number, returns->front().place).ok());
  const auto past =
      here.Recall(Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", kNoon + kDay, Direction::kIn)}));
  REQUIRE(past->parties.size() == 1);
  CHECK(past->parties[0].companions[0].returned);
}

}  // namespace
}  // namespace chowki::associate
