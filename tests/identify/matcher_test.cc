#include "identify/matcher.h"

#include <array>
#include <atomic>
#include <cmath>
#include <thread>

#include <catch2/catch.hpp>

#include "identify/matcher_holder.h"
#include "watchlist/list_build.h"

namespace chowki::identify {
namespace {

std::shared_ptr<const watchlist::Snapshot> SampleList() {
  const std::string path = std::string(CHOWKI_SOURCE_DIR) + "/watchlists/sample.csv";
  watchlist::ListState head;
  head.list = "demo";
  head.version = 4;
  auto build = watchlist::BuildList({watchlist::ParseSourceSpec("csv:" + path).value()}, head);
  REQUIRE(build.ok());
  return std::make_shared<const watchlist::Snapshot>(std::move(build->snapshot));
}

const Matcher& Sample() {
  static const Matcher kMatcher(SampleList());
  return kMatcher;
}

Query Person(const std::string& name, std::string_view birth = "", const std::string& state = "") {
  Query query;
  query.names = {name};
  query.birth_date = ParsePartialDate(birth).value();
  query.nationality = state;
  return query;
}

const Signal* Find(const Match& match, std::string_view id) {
  for (const Signal& signal : match.signals) {
    if (signal.id == id) return &signal;
  }
  return nullptr;
}

TEST_CASE("a listed person is found by name, birth date and nationality", "[identify]") {
  const auto matches = Sample().Find(Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27", "UTO"));
  REQUIRE_FALSE(matches.empty());
  const Match& match = matches.front();
  CHECK(match.entry == "uto-0001");
  CHECK(match.list == "demo");
  CHECK(match.list_version == 4);
  CHECK(match.alert);
  CHECK(match.band == Band::kStrong);
  CHECK(match.category == "wanted");
  CHECK(match.action == "arrest");
  CHECK(match.discreet);
  REQUIRE(Find(match, "name") != nullptr);
  CHECK(Find(match, "name")->entry == "ODDVAR BRANN HALVORSEN TJELD");
  CHECK(Find(match, "birth_date")->effect == Effect::kSupports);
}

TEST_CASE("the score is the sum of the signals", "[identify]") {
  for (const Match& match : Sample().Find(Person("TUVA LINDQVARN", "2014-11-02", "PAK"))) {
    double sum = 0;
    for (const Signal& signal : match.signals) sum += signal.points;
    CHECK(match.score == Approx(1 / (1 + std::exp2(-sum))));
  }
}

TEST_CASE("misspelt, misread, joined, cut and foreign spellings still alert", "[identify]") {
  const auto first = [](const Query& query) {
    const auto matches = Sample().Find(query);
    return matches.empty() || !matches.front().alert ? std::string() : matches.front().entry;
  };
  CHECK(first(Person("HALVORSON TJELD ODVAR BRAN", "1969-03-27")) == "uto-0001");
  CHECK(first(Person("HALV0RSEN TJELD 0DDVAR", "1969-03-27")) == "uto-0001");
  CHECK(first(Person("KARIM ZADEH SIAVASH", "1978-05-06")) == "uto-0002");
  CHECK(first(Person("MOHAMMED TOUFIQ ABD AL SAMADI", "1981-02-03", "UTO")) == "uto-0004");
  CHECK(first(Person("VAESTERGAARD OERJAN JOSE", "1955-07-19")) == "uto-0006");
  CHECK(first(Person("PETROVYCH DALENKO EVGENIIA", "1988-12-30")) == "uto-0008");
  Query cut = Person("HALVORSEN TJELD ODDVAR BRA", "1969-03-27");
  cut.name_may_be_truncated = true;
  CHECK(first(cut) == "uto-0001");
}

TEST_CASE("strangers are not alerted", "[identify]") {
  Query woman = Person("KARIMI SARA", "1978-01-01", "UTO");
  woman.sex = icao::Sex::kFemale;
  for (const Query& query :
       {woman, Person("ERIKSSON ANNA MARIA", "1974-08-12", "UTO"),
        Person("MUHAMMAD ALI KHAN", "1980-05-05"), Person("X"), Person("", "1969-03-27", "UTO")}) {
    INFO(query.names.front());
    for (const Match& match : Sample().Find(query)) CHECK_FALSE(match.alert);
  }
  CHECK(Sample().Find({}).empty());
}

TEST_CASE("the same name with another birth date is no alert", "[identify]") {
  for (const Match& match : Sample().Find(Person("MUHAMMAD TAWFIQ ABDULSAMADI", "1947-03-03"))) {
    CHECK_FALSE(match.alert);
  }
}

TEST_CASE("a listed document alerts in anybody's hands", "[identify]") {
  Query query = Person("ERIKSSON ANNA MARIA", "1974-08-12", "UTO");
  query.document_issuer = "UTO";
  query.document_number = "L31070652";
  auto matches = Sample().Find(query);
  REQUIRE_FALSE(matches.empty());
  CHECK(matches.front().entry == "uto-0009");
  CHECK(matches.front().band == Band::kExactDocument);
  CHECK(matches.front().alert);
  CHECK_FALSE(matches.front().discreet);

  query.document_number = "K48201735";  // of a wanted man
  matches = Sample().Find(query);
  REQUIRE_FALSE(matches.empty());
  CHECK(matches.front().entry == "uto-0001");
  CHECK(matches.front().alert);
  const Signal* other = Find(matches.front(), "document_under_other_name");
  REQUIRE(other != nullptr);
  CHECK(other->effect == Effect::kContradicts);
  CHECK(other->query == "ERIKSSON ANNA MARIA");
  CHECK(Find(matches.front(), "name") == nullptr);
}

TEST_CASE("another holder's birth date says nothing about a listed document", "[identify]") {
  Query query = Person("ERIKSSON ANNA MARIA", "1974-08-12", "UTO");
  query.document_issuer = "UTO";
  query.document_number = "K48201735";  // of a wanted man
  const Match match = Sample().Find(query).front();
  CHECK(match.kind == MatchKind::kDocumentOfAnother);
  CHECK(match.action == "arrest");
  CHECK(match.authority == "Utopian Police");
  CHECK(match.reference == "UP-2024-118");
  CHECK(Find(match, "birth_date") == nullptr);
  CHECK(Find(match, "nationality") == nullptr);

  query = Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27", "UTO");
  query.document_issuer = "UTO";
  query.document_number = "K48201735";  // his own
  CHECK(Sample().Find(query).front().kind == MatchKind::kSuspect);
}

TEST_CASE("a match says whether a suspect, a victim or a document was met", "[identify]") {
  const auto kind = [](const Query& query) { return Sample().Find(query).front().kind; };
  CHECK(kind(Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27")) == MatchKind::kSuspect);
  CHECK(kind(Person("LINDQVARN TUVA MERETE", "2014-11-02")) == MatchKind::kMissing);
  CHECK(kind(Person("OKONJU BELL AMARACHI", "1991-01-01")) == MatchKind::kAtRisk);
  Query document;
  document.document_issuer = "UTO";
  document.document_number = "L31070652";
  CHECK(kind(document) == MatchKind::kDocument);
}

TEST_CASE("namesakes among suspects do not hide a missing child", "[identify]") {
  watchlist::SnapshotBuilder builder;
  const auto add = [&](const std::string& id, const std::string& category, std::string_view born) {
    watchlist::Entry entry;
    entry.id = id;
    entry.names = {{"ODDVAR HALVORSEN", "", "", "Latn", watchlist::NameQuality::kPrimary}};
    const PartialDate date = ParsePartialDate(born).value();
    entry.birth_dates = {{date, *ToInterval(date)}};
    entry.category = category;
    REQUIRE(builder.Add(entry).ok());
  };
  for (int i = 0; i < 200; ++i) add("wanted-" + std::to_string(i), "wanted", "2014-11-02");
  add("child", "missing_child", "2014");  // knows less, so scores less
  const Matcher matcher(std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish({})));
  const auto matches = matcher.Find(Person("HALVORSEN ODDVAR", "2014-11-02"), 10);
  REQUIRE(matches.size() == 10);
  CHECK(matches.back().entry == "child");
  CHECK(matches.back().kind == MatchKind::kMissing);
  CHECK(matches.back().alert);
}

TEST_CASE("a document number that OCR misread is still found", "[identify]") {
  Query query;
  query.document_issuer = "UTO";
  query.document_number = "188201542";  // I88Z01542
  const auto matches = Sample().Find(query);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].entry == "uto-0011");
  CHECK(matches[0].alert);
  CHECK(matches[0].band != Band::kExactDocument);
}

TEST_CASE("a weak alias alerts only with support", "[identify]") {
  for (const Match& match : Sample().Find(Person("THE FERRYMAN"))) CHECK_FALSE(match.alert);
  const auto supported = Sample().Find(Person("THE FERRYMAN", "1969-03-27", "UTO"));
  REQUIRE_FALSE(supported.empty());
  CHECK(supported[0].entry == "uto-0001");
  CHECK(supported[0].alert);
}

TEST_CASE("an entry that has run out is passed over", "[identify]") {
  Query query = Person("VASTERGARD ORJAN JOSE", "1955-07-19");
  query.today = Date{2031, 12, 31};
  CHECK(Sample().Find(query).front().entry == "uto-0006");
  query.today = Date{2032, 1, 1};
  for (const Match& match : Sample().Find(query)) CHECK(match.entry != "uto-0006");
}

TEST_CASE("the limit holds and the order is the same every time", "[identify]") {
  const Query query = Person("MUHAMMAD", "1980");
  const auto all = Sample().Find(query, 100);
  CHECK(Sample().Find(query, 100) == all);
  CHECK(Sample().Find(query, 1).size() <= 1);
  CHECK(Sample().Find(query, 0).empty());
}

TEST_CASE("many threads find what one finds", "[identify]") {
  const Query query = Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27", "UTO");
  const auto alone = Sample().Find(query);
  std::vector<std::jthread> threads;
  std::array<bool, 4> same{};
  for (bool& flag : same) {
    threads.emplace_back([&] {
      flag = true;
      for (int i = 0; i < 200; ++i) flag = flag && Sample().Find(query) == alone;
    });
  }
  threads.clear();
  for (const bool flag : same) CHECK(flag);
}

TEST_CASE("who pinned a generation keeps it while another takes its place", "[identify]") {
  MatcherHolder holder;
  CHECK(holder.Pin() == nullptr);
  auto first = std::make_shared<const Matcher>(SampleList());
  holder.Put(first);
  const auto pinned = holder.Pin();
  holder.Put(std::make_shared<const Matcher>(SampleList()));
  CHECK(pinned == first);
  CHECK(holder.Pin() != first);
  first.reset();
  CHECK(pinned->Find(Person("HALVORSEN TJELD ODDVAR BRANN")).front().entry == "uto-0001");
}

TEST_CASE("searches run to their end on the generation that they pinned while lists are swapped",
          "[identify]") {
  // Generation n lists one person, entry "n", and says version n.
  const auto generation = [](int n) {
    watchlist::SnapshotBuilder builder;
    watchlist::Entry entry;
    entry.id = std::to_string(n);
    entry.names = {{"ODDVAR HALVORSEN", "", "", "Latn", watchlist::NameQuality::kPrimary}};
    entry.category = "wanted";
    REQUIRE(builder.Add(entry).ok());
    watchlist::ListState head;
    head.version = n;
    return std::make_shared<const Matcher>(
        std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(head)));
  };
  MatcherHolder holder;
  holder.Put(generation(0));
  std::atomic<bool> done = false;
  std::array<int, 3> wrong{};
  std::array<int, 3> searched{};
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&, i] {
      std::int64_t newest = 0;
      while (!done || searched[i] == 0) {
        const auto pinned = holder.Pin();
        const std::int64_t version = pinned->snapshot().head().version;
        const auto matches = pinned->Find(Person("ODDVAR HALVORSEN"));
        const bool whole = matches.size() == 1 && matches[0].list_version == version &&
                           matches[0].entry == std::to_string(version);
        wrong[i] += whole && version >= newest ? 0 : 1;
        newest = version;
        ++searched[i];
      }
    });
  }
  for (int n = 1; n <= 50; ++n) holder.Put(generation(n));
  done = true;
  threads.clear();
  for (const int count : wrong) CHECK(count == 0);
  for (const int count : searched) CHECK(count > 0);
  CHECK(holder.Pin()->snapshot().head().version == 50);
}

TEST_CASE("before the names are indexed documents are found and names say that they are not",
          "[identify]") {
  const Matcher matcher(SampleList(), Matcher::Scope::kDocuments);
  CHECK_FALSE(matcher.names_ready());
  CHECK(Sample().names_ready());
  CHECK(matcher.Find(Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27")).empty());
  Query query = Person("HALVORSEN TJELD ODDVAR BRANN", "1969-03-27", "UTO");
  query.document_issuer = "UTO";
  query.document_number = "K48201735";
  const auto matches = matcher.Find(query);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].entry == "uto-0001");
  CHECK(matches[0].kind == MatchKind::kSuspect);
}

TEST_CASE("an identity becomes a query", "[identify]") {
  read::Identity identity;
  identity.surname.value = "ERIKSSON";
  identity.given_names.value = "ANNA MARIA";
  identity.name_may_be_truncated = true;
  identity.birth_date.value = {1974, 8, 12};
  identity.sex.value = icao::Sex::kFemale;
  identity.nationality.value = "UTO";
  identity.issuing_state.value = "UTO";
  identity.document_number.value = "L898902C3";
  const Query query = ToQuery(identity, nullptr);
  CHECK(query.names == std::vector<std::string>{"ERIKSSON ANNA MARIA"});
  CHECK(query.name_may_be_truncated);
  CHECK(query.birth_date == PartialDate{1974, 8, 12});
  CHECK(query.document_number == "L898902C3");
  CHECK(ToQuery(read::Identity{}, nullptr) == Query{});
}

}  // namespace
}  // namespace chowki::identify
