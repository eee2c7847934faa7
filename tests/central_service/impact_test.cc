#include "central_service/impact.h"

#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "central/draft.h"
#include "central/intake.h"
#include "central/office.h"
#include "central_service/convert.h"
#include "central_service/late_watch.h"
#include "journal/payload.h"
#include "support/sample_screening.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central_service {
namespace {

using central::DraftRow;
using central::test::Office;
using central::test::ReasonOf;

// The traveller of the sample, by document and birth date, under any id.
watchlist::Entry EntryOfTraveller(const std::string& id) {
  watchlist::Entry entry = Office::EntryOf({id, "ERIKSSON"});
  entry.names = {
      {"ERIKSSON ANNA MARIA", "ERIKSSON", "ANNA MARIA", "Latn", watchlist::NameQuality::kPrimary}};
  const PartialDate born{1974, 8, 0};
  entry.birth_dates = {{born, *ToInterval(born)}};
  entry.documents = {{"P", "UTO", "L898902C3"}};
  entry.nationalities = {"UTO"};
  return entry;
}

class Country {
 public:
  explicit Country(const std::string& kind) : office(kind) {
    REQUIRE(office.pool
                ->Write([&](sql::Connection& store) {
                  return central::MakeEventPartitions(store, office.clock.now);
                })
                .ok());
  }

  // A post sends the sample so many times, and as often somebody of whom nothing was read.
  void Screen(const std::string& post, int times) {
    std::vector<central::Event> events;
    screen::Screening screening = test::SampleScreening();
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::microseconds>(office.clock.now.time_since_epoch())
            .count();
    for (int i = 0; i < times; ++i) {
      screening.id = post + "-" + std::to_string(i);
      events.push_back({2 * i + 1, now, "screening", journal::ToPayload(screening)});
      events.push_back({2 * i + 2, now, "decision", "{}"});
    }
    screening.identity.reset();
    events.push_back({2 * times + 1, now, "screening", journal::ToPayload(screening)});
    REQUIRE(office.pool
                ->WriteFor([&](sql::Connection& store) {
                  return central::TakeEvents(store, post, 1, events, HashOfRow, office.clock.now);
                })
                .ok());
  }

  std::int64_t Draft(const std::vector<DraftRow>& rows) {
    const central::NewChangeSet wanted{Office::kList, "a test", central::Content::kChanges,
                                       "impact-" + std::to_string(++drafts_)};
    const auto number = office.pool->WriteFor([&](sql::Connection& store) -> Result<std::int64_t> {
      CHOWKI_ASSIGN_OR_RETURN(const auto set,
                              central::CreateDraft(store, wanted, "amina", office.clock.now));
      CHOWKI_RETURN_IF_ERROR(central::AddRows(store, set.number, "amina", 1, rows, true).status());
      return set.number;
    });
    REQUIRE(number.ok());
    return *number;
  }
  void Bring(const std::vector<DraftRow>& rows) {
    const std::int64_t number = Draft(rows);
    REQUIRE(
        office.SubmitAs("amina", number, {"list_empty", "removed_share", "changed_share"}).ok());
    REQUIRE(office.ApproveAs("bilal", number).ok());
    REQUIRE(office.Publish().ok());
  }
  Result<Impact> ImpactOf(std::int64_t number, std::int64_t limit = 2000) {
    return AssessImpact(*office.pool, number, central::Guards{}, limit, Deadline());
  }

  Office office;

 private:
  int drafts_ = 0;
};

DraftRow Put(const watchlist::Entry& entry) { return {watchlist::ToBytes(entry), ""}; }

TEST_CASE("what a change would have meant is counted, of every post", "[central]") {
  Country country(GENERATE("sqlite", "postgres"));
  std::vector<DraftRow> others;
  for (int i = 0; i < 30; ++i) {
    others.push_back(Put(Office::EntryOf({"o-" + std::to_string(i), "LOVEGOOD"})));
  }
  country.Bring(others);
  country.Screen("post-1", 5);
  country.Screen("post-2", 2);

  const auto harmless = country.ImpactOf(country.Draft({Put(Office::EntryOf({"x", "TJELD"}))}));
  REQUIRE(harmless.ok());
  CHECK(harmless->screenings == 7);
  CHECK(harmless->posts == 2);
  CHECK(harmless->oldest == test::SampleScreening().time);
  CHECK((harmless->gained == 0 && harmless->lost == 0 && harmless->entries.empty()));

  const std::int64_t add = country.Draft({Put(EntryOfTraveller("e-1"))});
  const auto added = country.ImpactOf(add);
  REQUIRE(added.ok());
  CHECK((added->gained == 7 && added->lost == 0));
  CHECK(added->entries == std::vector<Impact::OfEntry>{{"e-1", 7, 0}});
  // The same when it is submitted, and waits for whoever approves it.
  REQUIRE(country.office.SubmitAs("amina", add).ok());
  CHECK(country.ImpactOf(add)->gained == 7);
  REQUIRE(country.office.ApproveAs("bilal", add).ok());
  REQUIRE(country.office.Publish().ok());
  CHECK(ReasonOf(country.ImpactOf(add).status()) == "CHANGE_SET_STATE_WRONG");

  const auto removed = country.ImpactOf(country.Draft({{"", "e-1"}}));
  REQUIRE(removed.ok());
  CHECK((removed->gained == 0 && removed->lost == 7));
  // Another id for the same person: one alert more and one less.
  const auto renamed = country.ImpactOf(country.Draft({{"", "e-1"}, Put(EntryOfTraveller("e-2"))}));
  REQUIRE(renamed.ok());
  CHECK((renamed->gained == 7 && renamed->lost == 7));

  // Of each post its share, however busy another one is.
  const auto few = country.ImpactOf(country.Draft({{"", "e-1"}}), 6);
  REQUIRE(few.ok());
  CHECK(few->posts == 2);
  CHECK(few->screenings == 2);
}

TEST_CASE("what a publication says of kept crossings alerts late, once, at every post",
          "[central][late]") {
  Country country(GENERATE("sqlite", "postgres"));
  std::vector<DraftRow> others;
  for (int i = 0; i < 30; ++i) {
    others.push_back(Put(Office::EntryOf({"o-" + std::to_string(i), "LOVEGOOD"})));
  }
  country.Bring(others);
  country.Screen("post-1", 5);
  country.Screen("post-2", 2);
  Metrics metrics;
  sql::Pool& pool = *country.office.pool;
  LateLook::Options few;
  few.page = 3;
  const auto look = [&](int steps = 1000) {
    LateLook late(&pool, &country.office.clock, &metrics, few);
    for (int i = 0; i < steps; ++i) {
      const auto more = late.Step();
      REQUIRE(more.ok());
      if (!*more) return;
    }
  };
  const auto alerts = [&] {
    return pool
        .ReadFor([](sql::Connection& store) { return central::ListLateAlerts(store, "", "", 100); })
        .value();
  };
  look();
  CHECK(alerts().empty());  // the centre begins with the newest version that it has
  country.Bring({Put(EntryOfTraveller("e-1"))});
  look(2);  // and is killed, and goes on
  CHECK(alerts().size() < 7);
  look();
  REQUIRE(alerts().size() == 7);
  std::set<std::string> screenings;
  for (const central::LateAlert& alert : alerts()) screenings.insert(alert.screening);
  CHECK(screenings.size() == 7);
  CHECK(alerts().front().entry == "e-1");
  CHECK(alerts().front().list == Office::kList);
  CHECK(alerts().front().version == 2);
  CHECK(alerts().front().band == "exact_document");
  look();
  watchlist::Entry spelt = EntryOfTraveller("e-1");
  spelt.reference = "UP-9";
  country.Bring({Put(spelt), Put(Office::EntryOf({"x", "TJELD"}))});
  look();
  CHECK(alerts().size() == 7);  // nothing new of anybody

  // Too long ago, for the next.
  country.office.clock.now += std::chrono::days(31);
  country.Bring({Put(EntryOfTraveller("e-2"))});
  look();
  CHECK(alerts().size() == 7);
}

TEST_CASE("without screenings nothing is loaded, and a plan that cannot be made is said",
          "[central]") {
  Country country("sqlite");
  const auto none = country.ImpactOf(country.Draft({Put(EntryOfTraveller("e-1"))}));
  REQUIRE(none.ok());
  CHECK((none->screenings == 0 && none->posts == 0));
  CHECK(ReasonOf(country.ImpactOf(99).status()) == "RESOURCE_UNKNOWN");
  country.Screen("post-1", 1);
  country.Bring({Put(EntryOfTraveller("e-1"))});
  const std::int64_t draft = country.Draft({{"", "e-1"}});
  const auto late = AssessImpact(*country.office.pool, draft, central::Guards{}, 10,
                                 Deadline().OrWhen([] { return true; }));
  CHECK(ReasonOf(late.status()) == "CALLER_GONE");
}

}  // namespace
}  // namespace chowki::central_service
