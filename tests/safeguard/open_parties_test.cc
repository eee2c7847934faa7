#include "safeguard/open_parties.h"

#include <catch2/catch.hpp>

#include "safeguard/screened.h"

namespace chowki::safeguard {
namespace {

using namespace std::chrono_literals;

class Post {
 public:
  bool Add(const screen::Screening& screening, const std::string& group = "",
           OpenParties::Earlier earlier = {}) {
    auto traveller = TravellerOf(screening);
    REQUIRE(traveller);
    traveller->passage.group = group;
    return parties.Add(*std::move(traveller), SubjectOf(screening), earlier);
  }

  // Ids of who is with somebody.
  std::vector<std::string> With(const std::string& screening) {
    std::vector<std::string> ids;
    const Guest* guest = parties.Find(screening);
    REQUIRE(guest != nullptr);
    for (const Guest* one : parties.PartyOf(*guest).guests) {
      ids.push_back(one->traveller.screening);
    }
    return ids;
  }

  OpenParties parties;
};

using Ids = std::vector<std::string>;

TEST_CASE("who declares one group is one party, in whichever lane", "[safeguard]") {
  Post post;
  CHECK(post.Add(Adult("1"), "g"));
  auto elsewhere = Child("2", kNoon + 5min);
  elsewhere.lane = "lane-2";
  CHECK(post.Add(elsewhere, "g"));
  CHECK(post.Add(Adult("3", kNoon + 1s), "h"));
  CHECK(post.With("2") == Ids{"1", "2"});
  CHECK(post.With("3") == Ids{"3"});
}

TEST_CASE("a child is presumed with the adult beside it, and with a nearer one who comes later",
          "[safeguard]") {
  Post post;
  post.Add(Adult("1"));
  post.Add(Child("2", kNoon + 40s));
  CHECK(post.With("2") == Ids{"1", "2"});
  CHECK_FALSE(post.parties.PartyOf(*post.parties.Find("2")).party.declared);
  post.Add(Adult("3", kNoon + 60s));
  CHECK(post.With("2") == Ids{"2", "3"});
  post.Add(Adult("4", kNoon + 3min));
  CHECK(post.With("4") == Ids{"4"});
}

TEST_CASE("who is screened again is not a second person", "[safeguard]") {
  Post post;
  auto misread = Child("1");
  misread.identity->document_number.value = "XXCH1";
  misread.record->check_digits.clear();
  CHECK(post.Add(misread));
  SECTION("done again with what an officer typed") {
    CHECK_FALSE(post.Add(Child("2"), "", {"1", {}}));
    const Guest* guest = post.parties.Find("2");
    REQUIRE(guest == post.parties.Find("1"));
    CHECK(guest->traveller.document_number == "CH2");
    CHECK(guest->traveller.screening == "1");
  }
  SECTION("another document of the same traveller") {
    auto visa = Forged(Child("2"));
    visa.identity->document_code.value = "V";
    CHECK_FALSE(post.Add(visa, "", {"", {"1"}}));
    const Guest* guest = post.parties.Find("2");
    REQUIRE(guest == post.parties.Find("1"));
    CHECK(guest->traveller.document_code == "P");
    CHECK(guest->traveller.forged);
  }
  SECTION("the same document, then in a declared group at the officer's desk") {
    auto again = misread;
    again.id = "2";
    again.lane = "desk-1";
    again.time += 4min;
    CHECK_FALSE(post.Add(again, "g"));
    post.Add(Adult("3", kNoon + 5min), "g");
    CHECK(post.With("2") == Ids{"1", "3"});
  }
  CHECK(post.parties.size() <= 2);
}

TEST_CASE("one number with two identities is two people", "[safeguard]") {
  Post post;
  post.Add(Child("1"), "g");
  auto twin = Child("2");
  twin.identity->document_number.value = "CH1";
  twin.identity->given_names.value = "OTHER";
  CHECK(post.Add(twin, "g"));
  CHECK(post.With("2") == Ids{"1", "2"});
}

TEST_CASE("a correction takes back what was found by what was misread", "[safeguard]") {
  Post post;
  post.Add(Missing(Forged(Child("1"))));
  post.Add(Child("2"), "", {"1", {}});
  const Guest* guest = post.parties.Find("1");
  REQUIRE(guest != nullptr);
  CHECK_FALSE(guest->traveller.forged);
  CHECK(guest->traveller.matches.empty());
}

TEST_CASE("a party is complete ten minutes after its last screening, whole", "[safeguard]") {
  Post post;
  post.Add(Adult("1"), "g");
  post.Add(Child("2", kNoon + 6min), "g");
  post.Add(Adult("3", kNoon + 1min));
  CHECK(post.parties.TakeComplete(kNoon + 10min).empty());
  const auto first = post.parties.TakeComplete(kNoon + 12min);
  REQUIRE(first.size() == 1);
  CHECK(first[0].travellers[0].screening == "3");
  const auto second = post.parties.TakeComplete(kNoon + 16min);
  REQUIRE(second.size() == 1);
  CHECK(second[0].travellers.size() == 2);
  CHECK(post.parties.size() == 0);
  CHECK(post.parties.Find("1") == nullptr);
}

TEST_CASE("a group without end is taken in parts, and too many travellers close the oldest",
          "[safeguard]") {
  Post post;
  for (size_t i = 0; i < OpenParties::kMost + 10; ++i) {
    post.Add(Adult(std::to_string(i), kNoon + std::chrono::milliseconds(i)), "one group");
  }
  CHECK(post.With("0").size() == OpenParties::kLargestParty);
  const auto closed = post.parties.TakeComplete(kNoon + 1min);
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].travellers.size() == OpenParties::kLargestParty);
  CHECK(post.parties.size() < OpenParties::kMost);
}

}  // namespace
}  // namespace chowki::safeguard
