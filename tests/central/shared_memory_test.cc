#include "central/shared_memory.h"

#include <catch2/catch.hpp>

#include "central/office.h"

namespace chowki::central::test {
namespace {

constexpr int kDocument = 1;
constexpr int kContact = 3;
constexpr std::int64_t kPeriod = 20'520;
constexpr std::int64_t kEarlier = kPeriod - 5;

// Two travellers, found by these tags; asks for a document each, under the keys of two periods.
SharedParty Of(std::int64_t period, std::int64_t number, std::vector<std::int64_t> tags,
               std::vector<SharedQuestion> questions = {}) {
  SharedParty party;
  party.period = period;
  party.number = number;
  for (const std::int64_t tag : tags) {
    party.travellers.push_back({"sealed-" + std::to_string(tag), {tag}, {kDocument}});
  }
  party.questions = std::move(questions);
  return party;
}

struct Shared {
  explicit Shared(const std::string& kind) : office(kind) {
    for (const std::int64_t period : {kEarlier, kPeriod}) {
      REQUIRE(Do([&](sql::Connection& store) {
                return BeginSharedPeriod(store, period, period * 7);
              }).ok());
    }
  }
  Status Do(const std::function<Status(sql::Connection&)>& work) {
    return office.pool->Write(work);
  }
  Result<std::vector<SharedSighting>> Take(const std::string& device, const SharedParty& party) {
    return office.pool->WriteFor(
        [&](sql::Connection& store) -> Result<std::vector<SharedSighting>> {
          CHOWKI_RETURN_IF_ERROR(LockShared(store));
          return TakeSharedParty(store, device, party);
        });
  }
  std::vector<SharedNews> NewsFor(const std::string& device, std::int64_t told_up_to = 0) {
    return office.pool
        ->WriteFor(
            [&](sql::Connection& store) { return SharedNewsFor(store, device, told_up_to, 10); })
        .value();
  }
  std::int64_t Rows(const std::string& table) {
    return office.pool
        ->ReadFor(
            [&](sql::Connection& store) { return store.QueryInt("SELECT count(*) FROM " + table); })
        .value();
  }
  Office office;
};

TEST_CASE("a party is answered with those of other posts whose tags it asks for",
          "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  CHECK(centre.Take("a", Of(kEarlier, 1, {11, 12}))->empty());
  CHECK(centre.Take("b", Of(kEarlier, 1, {11, 13}))->empty());  // asks nothing
  const SharedParty asks = Of(kPeriod, 5, {21, 22}, {{kEarlier, {11, 99}}, {kPeriod, {21, 22}}});
  const auto answer = centre.Take("c", asks);
  REQUIRE(answer.ok());
  REQUIRE(answer->size() == 2);
  // The newest first, and whole: somebody is the same.
  CHECK((*answer)[0].period == kEarlier);
  CHECK((*answer)[0].party > (*answer)[1].party);
  REQUIRE((*answer)[0].rows.size() == 2);
  CHECK((*answer)[0].rows[1].sealed == "sealed-13");
  CHECK((*answer)[0].pairs == std::vector<SharedPair>{{0, 0, kDocument, 0}});

  SECTION("the same once more, when it is sent once more") {
    const auto again = centre.Take("c", asks);
    REQUIRE(again->size() == 2);
    CHECK((*again)[0].party == (*answer)[0].party);
    CHECK(centre.Rows("shared_party") == 3);
    CHECK(centre.Rows("shared_trace") == 6);
  }
  SECTION("but never with its own") {
    CHECK(centre.Take("a", Of(kPeriod, 2, {31}, {{kEarlier, {12}}}))->empty());
    const auto others = centre.Take("a", Of(kPeriod, 3, {32}, {{kEarlier, {11}}}));
    CHECK(others->size() == 1);
  }
  SECTION("and of what is a thing's tag the one row only") {
    SharedParty by_contact = Of(kPeriod, 6, {41}, {{kEarlier, {13}}});
    by_contact.travellers[0].asks = {kContact};
    const auto found = centre.Take("c", by_contact);
    REQUIRE(found->size() == 1);
    REQUIRE((*found)[0].rows.size() == 1);
    CHECK((*found)[0].rows[0].place == 1);
  }
}

TEST_CASE("a post is told what came after it had asked, until it has dealt with it",
          "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  REQUIRE(centre.Take("a", Of(kPeriod, 77, {21, 22}, {{kEarlier, {11, 12}}}))->empty());
  CHECK(centre.NewsFor("a").empty());
  SharedParty late = Of(kEarlier, 3, {11}, {{kPeriod, {22}}});
  CHECK(centre.Take("b", late)->size() == 1);  // who asks in time is answered; nobody is told
  CHECK(centre.NewsFor("a").empty());
  late.number = 4;
  late.late = true;
  CHECK(centre.Take("b", late)->size() == 1);
  CHECK(centre.Take("b", late)->size() == 1);
  const auto news = centre.NewsFor("a");
  REQUIRE(news.size() == 1);
  CHECK(news[0].number == 77);
  CHECK(news[0].period == kPeriod);
  CHECK(news[0].sighting.period == kEarlier);
  CHECK(news[0].sighting.pairs == std::vector<SharedPair>{{1, 0, kDocument, 0}});
  REQUIRE(news[0].sighting.rows.size() == 1);
  CHECK(news[0].sighting.rows[0].sealed == "sealed-11");
  CHECK(centre.NewsFor("b").empty());
  CHECK(centre.NewsFor("a").size() == 1);
  CHECK(centre.NewsFor("a", news[0].news).empty());
}

TEST_CASE("who came back is told to whoever asks, and to the post whose party it was",
          "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  REQUIRE(centre.Take("a", Of(kEarlier, 1, {11, 12})).ok());
  const auto party = centre.Take("b", Of(kPeriod, 1, {21}, {{kEarlier, {12}}}))->front().party;
  const auto note = [&](const std::string& device, int place) {
    const SharedName name{kEarlier, party, place};
    return centre.Do([&](sql::Connection& store) {
      return NoteSharedReturns(store, device, {&name, 1});
    });
  };
  CHECK(note("b", 7).ok());
  CHECK(note("a", 0).ok());  // of its own: it knows
  CHECK(centre.Rows("shared_return") == 0);
  CHECK(note("b", 1).ok());
  CHECK(note("b", 1).ok());
  CHECK(centre.Rows("shared_return") == 1);
  const auto news = centre.NewsFor("a");
  REQUIRE(news.size() == 1);
  CHECK(news[0].number == 1);
  CHECK(news[0].returned == std::vector<int>{1});
  CHECK(news[0].sighting.rows.empty());
  const auto answer = centre.Take("c", Of(kPeriod, 1, {31}, {{kEarlier, {12}}}));
  CHECK_FALSE((*answer)[0].rows[0].returned);
  CHECK((*answer)[0].rows[1].returned);
}

TEST_CASE("what a broken device sends is refused whole", "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  const auto refused = [&](const SharedParty& party) {
    return centre.Take("a", party).status().code() == StatusCode::kInvalidArgument;
  };
  CHECK(refused(Of(kPeriod, 1, {})));
  CHECK(refused(Of(kPeriod, 0, {1})));
  CHECK(refused(Of(kPeriod + 5, 1, {1})));  // nobody has a key of it
  CHECK(refused(Of(kPeriod, 1, std::vector<std::int64_t>(kSharedParty + 1, 1))));
  CHECK(refused(Of(kPeriod, 1, {1}, {{kPeriod, {}}})));
  CHECK(refused(Of(kPeriod, 1, {1}, {{kPeriod, {1, 2}}})));
  CHECK(refused(Of(kPeriod, 1, {1}, {{kPeriod, {1}}, {kPeriod, {1}}})));
  SharedParty party = Of(kPeriod, 1, {1});
  party.travellers[0].sealed.assign(kSharedSealedBytes + 1, 'x');
  CHECK(refused(party));
  party = Of(kPeriod, 1, {1});
  party.travellers[0].asks = {6};
  CHECK(refused(party));
  party.travellers[0].asks.assign(kSharedTags + 1, 1);
  CHECK(refused(party));
  CHECK(centre.Rows("shared_party") == 0);
  // Of a period that is forgotten: late, and nobody's fault.
  CHECK(centre.Take("a", Of(kEarlier - 5, 1, {1}))->empty());
  CHECK(centre.Rows("shared_party") == 0);
}

TEST_CASE("an answer is bounded, the newest first", "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  for (int i = 1; i <= kSharedSightingsOfTag + 5; ++i) {
    REQUIRE(centre.Take("a", Of(kEarlier, i, {11, 1000 + i})).ok());
  }
  const auto answer = centre.Take("b", Of(kPeriod, 1, {21}, {{kEarlier, {11}}}));
  REQUIRE(answer->size() == static_cast<size_t>(kSharedSightingsOfTag));
  CHECK(answer->front().rows[1].sealed == "sealed-1045");
}

TEST_CASE("a period is forgotten with everything of it, and one key is given out for it",
          "[central][shared]") {
  Shared centre(GENERATE("sqlite", "postgres"));
  const auto begin = [&](std::int64_t period, std::int64_t id) {
    return centre.Do([&](sql::Connection& store) { return BeginSharedPeriod(store, period, id); });
  };
  CHECK(begin(kPeriod, kPeriod * 7).ok());
  CHECK(begin(kPeriod, 1).code() == StatusCode::kFailedPrecondition);

  REQUIRE(centre.Take("a", Of(kEarlier, 1, {11, 12})).ok());
  REQUIRE(centre.Take("a", Of(kPeriod, 2, {21})).ok());
  SharedParty late = Of(kEarlier, 3, {13}, {{kPeriod, {21}}});
  late.late = true;
  REQUIRE(centre.Take("b", late)->size() == 1);
  CHECK(centre.Rows("shared_news") == 1);
  const auto forget = [&](std::int64_t oldest) {
    int steps = 0;
    while (centre.office.pool
               ->WriteFor([&](sql::Connection& store) { return ForgetShared(store, oldest); })
               .value()) {
      ++steps;
    }
    return steps;
  };
  CHECK(forget(kEarlier) == 0);
  CHECK(forget(kPeriod) > 0);
  CHECK(centre.Rows("shared_party") == 1);
  CHECK(centre.Rows("shared_trace") == 1);
  CHECK(centre.Rows("shared_news") == 0);
  CHECK(centre.Rows("shared_period") == 1);
  CHECK(forget(kPeriod + 5) > 0);
  for (const char* table : {"shared_party", "shared_trace", "shared_return", "shared_period"}) {
    CHECK(centre.Rows(table) == 0);
  }
}

}  // namespace
}  // namespace chowki::central::test
