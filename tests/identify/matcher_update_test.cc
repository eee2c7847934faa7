#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "identify/matcher.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {
namespace {

using watchlist::Changes;
using watchlist::Entry;
using watchlist::Snapshot;

constexpr const char* kGiven[] = {"ODDVAR", "SIAVASH", "NILUFAR", "TEKLE", "ORSOLYA", "BASHIR"};
constexpr const char* kFamily[] = {"HALVORSEN", "KARIMZADEH", "WOLDU", "SZENTES", "QURAISHI"};

// An invented person of an invented state; each number is another name and another document.
Entry Person(int number, const std::string& suffix = "") {
  Entry entry;
  entry.id = "uto-" + std::to_string(10'000 + number);
  const std::string middle = {static_cast<char>('A' + number % 26),
                              static_cast<char>('A' + number / 26 % 26),
                              'I',
                              'R',
                              'U',
                              static_cast<char>('A' + number / 676 % 26)};
  entry.names.push_back(
      {std::string(kGiven[number % 6]) + " " + middle + " " + kFamily[number % 5] + suffix, "", "",
       ""});
  entry.documents.push_back({"P", "UTO", "K" + std::to_string(700'000 + number)});
  entry.category = "wanted";
  entry.action = "arrest";
  return entry;
}

std::shared_ptr<const Snapshot> ListOf(int persons) {
  watchlist::SnapshotBuilder builder;
  for (int i = 0; i < persons; ++i) REQUIRE(builder.Add(Person(i)).ok());
  watchlist::ListState head;
  head.list = "demo";
  return std::make_shared<const Snapshot>(std::move(builder).Finish(head));
}

struct Generation {
  std::shared_ptr<const Snapshot> list;
  std::shared_ptr<const Matcher> matcher;
};

Generation First(int persons, Matcher::Scope scope = Matcher::Scope::kAll) {
  auto list = ListOf(persons);
  auto matcher = std::make_shared<const Matcher>(list, scope);
  return {std::move(list), std::move(matcher)};
}

Generation Next(const Generation& before, const Changes& changes) {
  watchlist::ListState head;
  head.list = "demo";
  head.version = before.list->head().version + 1;
  auto list = std::make_shared<const Snapshot>(before.list->With(changes, head));
  auto matcher = before.matcher->With(changes, list);
  return {std::move(list), std::move(matcher)};
}

std::string FirstFound(const Matcher& matcher, const Query& query) {
  const auto matches = matcher.Find(query);
  return matches.empty() || !matches.front().alert ? std::string() : matches.front().entry;
}

Query ByName(const std::string& name) {
  Query query;
  query.names = {name};
  return query;
}

Query ByDocument(const std::string& number) {
  Query query;
  query.document_number = number;
  query.document_issuer = "UTO";
  return query;
}

// Whom a list answers with, whatever their scores are.
std::vector<std::string> Ids(const Matcher& matcher, const Query& query) {
  std::vector<std::string> ids;
  for (const Match& match : matcher.Find(query, 3)) ids.push_back(match.entry);
  return ids;
}

TEST_CASE("a change is found at once, and the generation before goes on as it was", "[identify]") {
  const Generation before = First(400);
  Changes changes;
  changes.put = {Person(7, " REZNICHENKO"), Person(1000)};
  changes.removed = {Person(5).id, "uto-none"};
  const Generation after = Next(before, changes);

  const std::string added = Person(1000).names[0].full;
  CHECK(FirstFound(*after.matcher, ByName(added)) == Person(1000).id);
  CHECK(FirstFound(*after.matcher, ByDocument("K701000")) == Person(1000).id);
  CHECK(FirstFound(*before.matcher, ByDocument("K701000")).empty());

  CHECK(FirstFound(*after.matcher, ByDocument("K700005")).empty());
  CHECK(FirstFound(*before.matcher, ByDocument("K700005")) == Person(5).id);
  for (const Match& match : after.matcher->Find(ByName(Person(5).names[0].full))) {
    CHECK(match.entry != Person(5).id);
  }

  const auto changed = after.matcher->Find(ByName(Person(7, " REZNICHENKO").names[0].full));
  REQUIRE_FALSE(changed.empty());
  CHECK(changed.front().entry == Person(7).id);
  CHECK(changed.front().list_version == 1);
  CHECK(after.matcher->ShareSince() > 0);
  CHECK(before.matcher->ShareSince() == 0);
}

TEST_CASE("after many changes the answers are those of a new index", "[identify]") {
  std::mt19937 dice(5);  // NOLINT: the same each time
  Generation now = First(300);
  for (int round = 0; round < 6; ++round) {
    Changes changes;
    for (int i = 0; i < 20; ++i) {
      const int number = static_cast<int>(dice() % 330);
      const Entry entry =
          Person(number, " V" + std::string(1, static_cast<char>('A' + round)) + "SKY");
      const auto same = [&](const Entry& other) { return other.id == entry.id; };
      if (std::ranges::any_of(changes.put, same)) continue;
      if (std::ranges::find(changes.removed, entry.id) != changes.removed.end()) continue;
      if (dice() % 3 == 0) {
        changes.removed.push_back(entry.id);
      } else {
        changes.put.push_back(entry);
      }
    }
    now = Next(now, changes);
  }
  const Matcher anew(now.list);
  for (size_t i = 0; i < now.list->size(); ++i) {
    const Entry entry = now.list->At(i);
    INFO(entry.names[0].full);
    REQUIRE(Ids(*now.matcher, ByDocument(entry.documents[0].number)) ==
            Ids(anew, ByDocument(entry.documents[0].number)));
    REQUIRE(Ids(*now.matcher, ByName(entry.names[0].full)).front() == entry.id);
  }
}

TEST_CASE("some entries alone are found with the scores that they have among all", "[identify]") {
  const Generation first = First(300);
  Changes changes;
  for (int i = 0; i < 10; ++i) changes.put.push_back(Person(i * 7, " VASKY"));
  const Generation now = Next(first, changes);
  std::vector<std::string> ids{"uto-unknown"};
  for (const Entry& entry : changes.put) ids.push_back(entry.id);
  for (const auto& matcher : {now.matcher, std::make_shared<const Matcher>(now.list)}) {
    const auto among = matcher->Among(ids);
    for (size_t i = 0; i < now.list->size(); ++i) {
      const Entry entry = now.list->At(i);
      INFO(entry.names[0].full);
      for (const Query& query :
           {ByName(entry.names[0].full), ByDocument(entry.documents[0].number)}) {
        std::vector<Match> wanted = matcher->Find(query);
        std::erase_if(wanted, [&](const Match& match) {
          return std::ranges::find(ids, match.entry) == ids.end() || !match.alert;
        });
        std::vector<Match> found = among->Find(query);
        std::erase_if(found, [](const Match& match) { return !match.alert; });
        REQUIRE(found == wanted);
      }
    }
  }
  CHECK(now.matcher->Among({})->Find(ByName(Person(7, " VASKY").names[0].full)).empty());
}

TEST_CASE("a generation of documents alone stays one", "[identify]") {
  const Generation before = First(50, Matcher::Scope::kDocuments);
  Changes changes;
  changes.put = {Person(900)};
  const Generation after = Next(before, changes);
  CHECK_FALSE(after.matcher->names_ready());
  CHECK(FirstFound(*after.matcher, ByDocument("K700900")) == Person(900).id);
}

TEST_CASE("changes to an empty list", "[identify]") {
  const Generation before = First(0);
  Changes changes;
  changes.put = {Person(3)};
  const Generation after = Next(before, changes);
  CHECK(FirstFound(*after.matcher, ByName(Person(3).names[0].full)) == Person(3).id);
}

}  // namespace
}  // namespace chowki::identify
