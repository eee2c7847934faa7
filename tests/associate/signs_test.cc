// Each sign: a case in which it speaks, and the harmless one beside it in which it does not.

#include <algorithm>

#include <catch2/catch.hpp>

#include "associate/rule.h"
#include "people.h"

namespace chowki::associate {
namespace {

Party Of(std::vector<Traveller> travellers) { return {std::move(travellers), true}; }

using Ids = std::vector<std::string>;

Ids IdsOf(const std::vector<Sign>& signs) {
  Ids ids;
  for (const Sign& sign : signs) ids.push_back(sign.id);
  return ids;
}

TEST_CASE("a child without a sure adult is alone", "[associate]") {
  Post post;
  const Traveller child = Person("AFRIDI", "SABA", 2014, "A1");
  const auto signs = post.See(Of({child, Person("AFRIDI", "GUL", 2012, "A2")}));
  REQUIRE(Find(signs, "minor_alone") != nullptr);
  CHECK(Find(signs, "minor_alone")->people.size() == 2);
  CHECK(Find(post.See(Of({child, Person("AFRIDI", "TARIQ", 1980, "A3")})), "minor_alone") ==
        nullptr);
  CHECK(Find(post.See(Of({Person("X", "Y", 1980, "A4")})), "minor_alone") == nullptr);
}

TEST_CASE("a child that shares a name with none of its adults is a note, never a referral",
          "[associate]") {
  Post post;
  const auto signs =
      post.See(Of({Person("AFRIDI", "SABA", 2014, "A1"), Person("WAZIR", "TARIQ", 1980, "A2")}));
  CHECK(IdsOf(signs) == Ids{"adult_child_pair"});
  CHECK(signs[0].level == Level::kNote);
  CHECK_FALSE(Weigh(signs).may_refer);
  CHECK(post.See(Of({Person("AFRIDI", "SABA", 2014, "A1"), Person("WAZIR", "TARIQ", 1980, "A2"),
                     Person("AFRIDI", "HINA", 1982, "A3")}))
            .empty());
}

TEST_CASE("one adult with children of several families is a sign, with siblings it is not",
          "[associate]") {
  Post post;
  const Traveller adult = Person("WAZIR", "TARIQ", 1980, "A9");
  const auto signs = post.See(
      Of({adult, Person("AFRIDI", "SABA", 2014, "A1"), Person("BALOCH", "HINA", 2013, "A2")}));
  REQUIRE(Find(signs, "adult_many_minors") != nullptr);
  CHECK(Find(signs, "adult_many_minors")->people.size() == 2);
  CHECK(Find(post.See(Of({adult, Person("AFRIDI", "SABA", 2014, "A1"),
                          Person("AFRIDI", "HINA", 2013, "A2")})),
             "adult_many_minors") == nullptr);
  Post allowing(
      {{}, {}, {{Allowance::Kind::kEscort, "UTO|P|A9", {2026, 12, 31}, "ministry", "teacher"}}});
  CHECK(Find(allowing.See(Of({adult, Person("AFRIDI", "SABA", 2014, "A1"),
                              Person("BALOCH", "HINA", 2013, "A2")})),
             "adult_many_minors") == nullptr);
}

TEST_CASE("children who leave a disaster zone with an adult whom tracing does not have",
          "[associate]") {
  EmergencyProfile quake;
  quake.name = "earthquake";
  quake.first_day = {2026, 3, 1};
  quake.last_day = {2026, 3, 31};
  quake.author = "child protection authority";
  quake.legal_basis = "ordinance 1";
  quake.posts = {"Torkham"};
  quake.tracing_list = {{"AFRIDI", "SABA", {2014, 6, 15}, {{"WAZIR", "TARIQ", {1980, 6, 15}}}}};
  Post post({{}, {quake}, {}});
  const Traveller child = Person("AFRIDI", "SABA", 2014, "A1");
  CHECK(Find(post.See(Of({child, Person("WAZIR", "TARIQ", 1980, "A2")})), "disaster_zone_minor") ==
        nullptr);
  const auto signs = post.See(Of({child, Person("BALOCH", "JAN", 1980, "A3")}));
  REQUIRE(Find(signs, "disaster_zone_minor") != nullptr);
  CHECK(Find(signs, "disaster_zone_minor")->people == Ids{child.screening});
  // A family on no list: half as strong.
  const auto family = post.See(Of({child, Person("AFRIDI", "JAN", 1980, "A4")}));
  REQUIRE(Find(family, "disaster_zone_minor") != nullptr);
  CHECK(Find(family, "disaster_zone_minor")->strength == 0.5);
  Traveller later = child;
  later.passage.time += 40 * kDay;
  CHECK(Find(post.See(Of({later})), "disaster_zone_minor") == nullptr);
  quake.legal_basis = "";
  Post without({{}, {quake}, {}});
  CHECK(Find(without.See(Of({child})), "disaster_zone_minor") == nullptr);
}

Party Trip(Time time, int trip, Direction direction = Direction::kOut) {
  const std::string digit = std::to_string(trip);
  return Of({Person("WAZIR", "TARIQ", 1980, "E1", time, direction),
             Person("CHILD" + digit, "SABA" + digit, 2013, "C" + digit, time, direction)});
}

TEST_CASE("an escort with other children each time is seen the second time, and surely the third",
          "[associate]") {
  Post post;
  const Party first = Trip(kNoon - 14 * kDay, 1);
  CHECK(Find(post.See(first), "repeat_escort") == nullptr);
  const Party second_trip = Trip(kNoon - 7 * kDay, 2);
  const auto second = post.See(second_trip);
  REQUIRE(Find(second, "repeat_escort") != nullptr);
  CHECK(Find(second, "repeat_escort")->strength == 0.5);
  CHECK(Find(second, "repeat_escort")->evidence == Ids{first.travellers[1].screening});
  CHECK(Find(second, "repeat_escort")->people == Ids{second_trip.travellers[1].screening});
  const auto third = post.See(Trip(kNoon, 3));
  CHECK(Find(third, "repeat_escort")->strength == 1);
  CHECK(Weigh(third).may_refer);
}

TEST_CASE("a parent who travels with the same children is no escort", "[associate]") {
  Post post;
  for (int week = 4; week > 0; --week) {
    CHECK(Find(post.See(Trip(kNoon - week * 7 * kDay, 1)), "repeat_escort") == nullptr);
    CHECK(Find(post.See(Trip(kNoon - week * 7 * kDay + kDay, 1, Direction::kIn)),
               "returned_without") == nullptr);
  }
}

TEST_CASE("who brought the children home and leaves without them has left nobody", "[associate]") {
  Post post;
  post.See(Trip(kNoon - 14 * kDay, 1));
  post.See(Trip(kNoon - 7 * kDay, 1, Direction::kIn));
  CHECK(Find(post.See(Trip(kNoon, 2)), "returned_without") == nullptr);
}

TEST_CASE("an escort who is allowed to is no sign until the allowance ends", "[associate]") {
  Post post({{}, {}, {{Allowance::Kind::kEscort, "UTO|P|E1", {2026, 3, 12}, "ministry", "nurse"}}});
  post.See(Trip(kNoon - 14 * kDay, 1));
  post.See(Trip(kNoon - 7 * kDay, 2));
  CHECK(Find(post.See(Trip(kNoon, 3)), "repeat_escort") == nullptr);
  CHECK(Find(post.See(Trip(kNoon + 3 * kDay, 4)), "repeat_escort") != nullptr);
}

TEST_CASE("who comes back without the children he took is a sign, until they come themselves",
          "[associate]") {
  Post post;
  const Party out = Trip(kNoon - 7 * kDay, 1);
  post.See(out);
  const Party alone = Of({Person("WAZIR", "TARIQ", 1980, "E1", kNoon - kDay, Direction::kIn)});
  const auto signs = post.See(alone);
  REQUIRE(Find(signs, "returned_without") != nullptr);
  CHECK(Find(signs, "returned_without")->evidence == Ids{out.travellers[1].screening});
  CHECK_FALSE(Weigh(signs).may_refer);
  // On the next way out it is known, too.
  CHECK(Find(post.See(Trip(kNoon, 2)), "returned_without") != nullptr);
  post.See(Of({Person("CHILD1", "SABA1", 2013, "C1", kNoon + kDay, Direction::kIn)}));
  const auto later = post.See(Of({Person("WAZIR", "TARIQ", 1980, "E1", kNoon + 2 * kDay)}));
  CHECK(Find(later, "returned_without") == nullptr);
}

TEST_CASE("one telephone of three families is a sign, of a licensed agency it is not",
          "[associate]") {
  const auto see_three = [](Post& post) {
    std::vector<Sign> signs;
    int hour = 0;
    for (const char* name : {"WAZIR", "AFRIDI", "BALOCH"}) {
      Traveller one =
          Person(name, "SABA", 2003, std::string("N") + name, kNoon + std::chrono::hours(++hour));
      one.contacts = {"+00 12 345678"};
      signs = post.See(Of({one}));
    }
    return signs;
  };
  Post post;
  const auto signs = see_three(post);
  REQUIRE(Find(signs, "shared_contact") != nullptr);
  CHECK(Find(signs, "shared_contact")->evidence.size() == 2);
  Post allowing(
      {{},
       {},
       {{Allowance::Kind::kContact, "0012345678", {2026, 12, 31}, "labour office", "licensed"}}});
  CHECK(see_three(allowing).empty());
}

TEST_CASE("who came minutes apart belongs together, now or before, and shares what families share",
          "[associate]") {
  const Date day{2026, 2, 1};
  const auto see = [&](std::chrono::minutes apart) {
    Post post;
    std::vector<Sign> signs;
    for (const bool back : {false, true}) {
      Time time = kNoon - kDay + (back ? kDay : std::chrono::hours(0));
      int number = 0;
      for (const char* name : {"WAZIR", "AFRIDI", "BALOCH"}) {
        Traveller one = Person(name, "SABA", 1980, "AB000100" + std::to_string(number++), time,
                               back ? Direction::kIn : Direction::kOut);
        one.passage.group = "";
        one.issued = day;
        one.contacts = {"+00 12 345678"};
        signs = post.See(Of({one}));
        time += apart;
      }
    }
    return IdsOf(signs);
  };
  CHECK(see(std::chrono::minutes(4)).empty());
  CHECK(see(std::chrono::minutes(40)) == Ids{"shared_contact", "sequential_numbers"});
}

TEST_CASE("one telephone of one family is no sign", "[associate]") {
  Post post;
  for (const char* given : {"SABA", "HINA", "GUL", "JAN"}) {
    Traveller one = Person("WAZIR", given, 2003, std::string("N") + given);
    one.contacts = {"+00 12 345678"};
    CHECK(post.See(Of({one})).empty());
  }
}

Traveller Numbered(const std::string& surname, const std::string& number, Date issued,
                   int hour = 0) {
  Traveller one = Person(surname, "SABA " + number, 2003, number, kNoon + std::chrono::hours(hour));
  one.issued = issued;
  one.expires = {};
  return one;
}

TEST_CASE("near numbers of one day in three families' hands are a sign", "[associate]") {
  const Date day{2026, 2, 1};
  Post post;
  CHECK(post.See(Of({Numbered("WAZIR", "AB0001000", day)})).empty());
  CHECK(post.See(Of({Numbered("AFRIDI", "AB0001003", day, 1)})).empty());
  CHECK(Find(post.See(Of({Numbered("BALOCH", "AB0001007", day, 2)})), "sequential_numbers") !=
        nullptr);
  CHECK(post.See(Of({Numbered("MARRI", "AB0001040", day, 3)})).empty());           // not near
  CHECK(post.See(Of({Numbered("BUGTI", "AB0001005", {2026, 2, 2}, 4)})).empty());  // another day
}

TEST_CASE("near numbers of those who travel together are an application of a family",
          "[associate]") {
  const Date day{2026, 2, 1};
  Post post;
  const Party family =
      Of({Numbered("WAZIR", "AB0001000", day), Numbered("AFRIDI", "AB0001001", day),
          Numbered("BALOCH", "AB0001002", day)});
  CHECK(Find(post.See(family), "sequential_numbers") == nullptr);
  CHECK(Find(post.See(family), "sequential_numbers") == nullptr);  // and on their way back
  CHECK(Find(post.See(Of({Numbered("MARRI", "AB0001003", day, 1)})), "sequential_numbers") !=
        nullptr);
}

TEST_CASE("one document with two names is a sign where its number is sure", "[associate]") {
  Post post;
  post.See(Of({Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - kDay)}));
  Traveller other = Person("AFRIDI", "JAN", 1985, "AB1");
  const auto signs = post.See(Of({other}));
  REQUIRE(Find(signs, "document_two_identities") != nullptr);
  CHECK(Weigh(signs).may_refer);
  CHECK(Find(signs, "document_two_identities")->strength == 1);
  const Traveller child = Person("BALOCH", "HINA", 2014, "AB7");
  const auto beside = post.See(Of({other, child}));
  CHECK(Find(beside, "document_two_identities")->people == Ids{other.screening, child.screening});
  other.number_checked = false;
  CHECK(Find(post.See(Of({other})), "document_two_identities") == nullptr);
  // A given name that was misread is no other person: half, and no referral alone.
  Post misread;
  misread.See(Of({Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - kDay)}));
  CHECK_FALSE(Weigh(misread.See(Of({Person("WAZIR", "TARLQ", 1980, "AB1")}))).may_refer);
  Post honest;
  honest.See(Of({Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - kDay)}));
  CHECK(honest.See(Of({Person("WAZIR", "TARIQ", 1980, "AB1")})).empty());
}

TEST_CASE("one face with two names is a sign, with one surname it is not", "[associate]") {
  Post post;
  Traveller first = Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - kDay);
  first.portrait = RandomFace(5);
  post.See(Of({first}));
  Traveller other = Person("AFRIDI", "JAN", 1985, "AB2");
  other.portrait = OtherPicture(RandomFace(5), 6);
  CHECK(Find(post.See(Of({other})), "portrait_two_identities") != nullptr);
  Traveller brother = Person("WAZIR", "JAN", 1980, "AB3");
  brother.portrait = OtherPicture(RandomFace(5), 7);
  Post family;
  family.See(Of({first}));
  CHECK(family.See(Of({brother})).empty());
  other.portrait = RandomFace(8);
  CHECK(family.See(Of({other})).empty());
}

TEST_CASE("one page behind two documents is a sign", "[associate]") {
  Post post;
  Traveller first = Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - kDay);
  first.page = Sha256("page");
  post.See(Of({first}));
  Traveller other = Person("AFRIDI", "JAN", 1985, "AB2");
  other.page = Sha256("page");
  CHECK(Find(post.See(Of({other})), "identical_page") != nullptr);
  Post repeated;
  repeated.See(Of({first}));
  CHECK(repeated.See(Of({first})).empty());
}

TEST_CASE("one document at two posts sooner than one can travel", "[associate]") {
  Setting setting;
  REQUIRE(setting.travel_times.Set("Torkham", "Chaman", std::chrono::hours(12)).ok());
  CHECK(setting.travel_times.Set("Chaman", "Chaman", std::chrono::hours(1)).code() ==
        StatusCode::kInvalidArgument);
  const auto see = [&](const char* post_name, std::chrono::hours after) {
    Post post(setting);
    Traveller first = Person("WAZIR", "TARIQ", 1980, "AB1", kNoon - after);
    first.passage.post = post_name;
    post.See(Of({first}));
    return IdsOf(post.See(Of({Person("WAZIR", "TARIQ", 1980, "AB1")})));
  };
  CHECK(see("Chaman", std::chrono::hours(3)) == Ids{"impossible_travel"});
  CHECK(see("Chaman", std::chrono::hours(13)).empty());
  CHECK(see("Gwadar", std::chrono::hours(1)).empty());  // not in the table: not judged
}

TEST_CASE("a forged document of a child, or beside one, is a strong sign", "[associate]") {
  Post post;
  Traveller adult = Person("WAZIR", "TARIQ", 1980, "AB1");
  const Traveller child = Person("WAZIR", "SABA", 2014, "AB2");
  CHECK(post.See(Of({adult, child})).empty());
  adult.forged = true;
  const auto signs = post.See(Of({adult, child}));
  CHECK(IdsOf(signs) == Ids{"forged_and_minor"});
  CHECK(signs[0].people == Ids{child.screening});
  CHECK(Weigh(signs).may_refer);
  CHECK(post.See(Of({adult})).empty());  // of an adult alone: a matter of the document
}

TEST_CASE("a missing person's candidate counts when it alerts", "[associate]") {
  Post post;
  Traveller one = Person("WAZIR", "SABA", 2001, "AB2");
  one.matches = {Listed(identify::MatchKind::kMissing)};
  CHECK(IdsOf(post.See(Of({one}))) == Ids{"missing_candidate"});
  one.matches[0].kind = identify::MatchKind::kAtRisk;
  CHECK(IdsOf(post.See(Of({one}))) == Ids{"missing_candidate"});
  one.matches[0].alert = false;
  CHECK(post.See(Of({one})).empty());
  one.matches = {Listed(identify::MatchKind::kSuspect)};
  CHECK(post.See(Of({one})).empty());  // alone: a matter of the list
}

TEST_CASE("somebody listed beside a child is a sign for the child", "[associate]") {
  Post post;
  Traveller adult = Person("WAZIR", "TARIQ", 1980, "AB1");
  adult.matches = {Listed(identify::MatchKind::kSuspect)};
  const Traveller child = Person("WAZIR", "SABA", 2014, "AB2");
  const auto signs = post.See(Of({adult, child}));
  CHECK(IdsOf(signs) == Ids{"companion_listed"});
  CHECK(signs[0].people == Ids{child.screening});
  adult.matches[0].band = identify::Band::kPossible;  // a namesake most likely
  CHECK(post.See(Of({adult, child})).empty());
}

TEST_CASE("what an officer saw ranks with what documents show", "[associate]") {
  Post post;
  Traveller one = Person("WAZIR", "SABA", 2003, "AB2");
  one.observations = {Observation::kCoachedAnswers, Observation::kApparentAgeDiffers,
                      Observation::kDocumentsHeldByOther};
  const auto signs = post.See(Of({one}));
  CHECK(IdsOf(signs) == Ids{"documents_held_by_other", "coached_answers", "age_inconsistent"});
  CHECK_FALSE(Weigh(signs).may_refer);  // one family
  one.contacts = {"+00 12 345678"};
  for (const char* name : {"AFRIDI", "BALOCH"}) {
    Traveller other = Person(name, "JAN", 2003, std::string("N") + name, kNoon - kDay);
    other.contacts = one.contacts;
    post.See(Of({other}));
  }
  CHECK(Weigh(post.See(Of({one}))).may_refer);
}

TEST_CASE("names, 1 January, refugee codes, nationality, fear and silence never weigh alone",
          "[associate]") {
  Post post;
  for (const char* state : {"UTO", "XXA", "XXB", "XXC"}) {
    Traveller adult = Person("WAZIR", "TARIQ", 1980, std::string("A") + state);
    Traveller child = Person("AFRIDI", "SABA", 2012, std::string("C") + state);
    child.birth = {2012, 1, 1};
    adult.birth = {1980, 0, 0};
    adult.issuing_state = child.issuing_state = state;
    child.observations = {Observation::kFearOrSilence};
    const auto signs = post.See(Of({adult, child}));
    INFO(state);
    CHECK(IdsOf(signs) == Ids{"adult_child_pair", "fear_or_silence"});
    CHECK_FALSE(Weigh(signs).may_refer);
    CHECK_FALSE(ProposesReferral(Weigh(signs)));
    CHECK(Weigh(signs).points == FindRule("adult_child_pair")->points);
  }
}

TEST_CASE("what rests on a presumed party weighs half and asks for nothing alone", "[associate]") {
  Post post;
  Party party = Of({Person("WAZIR", "TARIQ", 1980, "A9"), Person("AFRIDI", "SABA", 2014, "A1"),
                    Person("BALOCH", "HINA", 2013, "A2")});
  const double declared = Find(post.See(party), "adult_many_minors")->points;
  party.declared = false;
  CHECK(Find(post.See(party), "adult_many_minors")->points == declared / 2);
}

}  // namespace
}  // namespace chowki::associate
