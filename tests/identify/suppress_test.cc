#include "identify/suppress.h"

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

const Time kNow{std::chrono::seconds(1'780'000'000)};

Match Alert(MatchKind kind = MatchKind::kSuspect) {
  Match match;
  match.list = "national";
  match.entry = "uto-17";
  match.revision = 3;
  match.entry_digest = Sha256("as it was");
  match.kind = kind;
  match.alert = true;
  return match;
}

Suppression Said() {
  return {"national",
          "uto-17",
          3,
          Sha256("as it was"),
          "other prints",
          "desk-1",
          "",
          kNow + std::chrono::days(1),
          "s"};
}

bool Alerts(const Match& match, const Suppression& said, Time now = kNow) {
  std::vector<Match> matches = {match};
  Suppress({said}, now, matches);
  CHECK(matches.front().suppression.has_value() == !matches.front().alert);
  return matches.front().alert;
}

TEST_CASE("a match that an officer answered stays and alerts no more", "[identify]") {
  std::vector<Match> matches = {Alert()};
  Suppress({Said()}, kNow, matches);
  REQUIRE(matches.size() == 1);
  CHECK_FALSE(matches.front().alert);
  REQUIRE(matches.front().suppression);
  CHECK(matches.front().suppression->officer == "desk-1");
}

TEST_CASE("it lapses when the entry changes in any way, and with its day", "[identify]") {
  Match revised = Alert();
  revised.revision = 4;
  Match reworded = Alert();  // lists without revisions change too
  reworded.entry_digest = Sha256("as it is now");
  Match elsewhere = Alert();
  elsewhere.list = "other";
  for (const Match& match : {revised, reworded, elsewhere}) CHECK(Alerts(match, Said()));
  CHECK(Alerts(Alert(), Said(), kNow + std::chrono::days(1)));
  CHECK_FALSE(Alerts(Alert(), Said()));
}

TEST_CASE("victims and documents alert whatever was said", "[identify]") {
  for (const MatchKind kind : {MatchKind::kMissing, MatchKind::kAtRisk, MatchKind::kDocument,
                               MatchKind::kDocumentOfAnother}) {
    CHECK(Alerts(Alert(kind), Said()));
  }
}

TEST_CASE("a person is known again by name, birth date, nationality and document", "[identify]") {
  Query query;
  query.names = {"ERIKSSON ANNA MARIA"};
  query.birth_date = {1974, 8, 12};
  query.nationality = "UTO";
  query.document_issuer = "UTO";
  query.document_number = "L898902C3";
  const auto key = PersonKey(query);
  REQUIRE(key);

  Query same = query;
  same.names = {"Eriksson Anna Maria "};
  same.document_number = "l898 902c3";
  same.sex = icao::Sex::kFemale;
  CHECK(PersonKey(same) == key);

  Query other = query;
  other.document_number = "L898902C4";
  CHECK(PersonKey(other) != key);
  other = query;
  other.birth_date = {1974, 8, 13};
  CHECK(PersonKey(other) != key);
  other = query;
  other.names.clear();
  CHECK_FALSE(PersonKey(other));
  other = query;
  other.document_number.clear();
  CHECK_FALSE(PersonKey(other));
}

}  // namespace
}  // namespace chowki::identify
