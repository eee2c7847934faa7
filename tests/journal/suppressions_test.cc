#include "journal/suppressions.h"

#include <catch2/catch.hpp>

#include "identify/suppress.h"
#include "journal/journal.h"
#include "journal/verify.h"
#include "sqlite/database.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

using identify::MatchKind;
using std::chrono::days;

const Time kNow{std::chrono::seconds(1'780'000'000)};
const FixedClock kClock{kNow};

// A screening of one invented person with one match.
screen::Screening Hit(const std::string& id, MatchKind kind = MatchKind::kSuspect) {
  screen::Screening screening = test::SampleScreening();
  screening.id = id;
  identify::Match& match = screening.matches.front();
  match.kind = kind;
  match.alert = true;
  match.suppression.reset();
  return screening;
}

Decision NotThisPerson(std::optional<Time> until, const std::string& reason = "other prints") {
  Decision decision;
  decision.outcome = Outcome::kProceed;
  decision.officer = "desk-1";
  decision.hit_dispositions = {{"uto-17", false, reason, until}};
  return decision;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

struct Fixture {
  test::TempFolder folder;
  std::unique_ptr<Journal> journal = Journal::Open(folder / "journal.db", kClock).value();
  Digest person = *PersonOf(Hit("a"));

  Status Say(const std::string& id, const Decision& decision) {
    return journal->RecordDecision(id, decision, "", "").status();
  }
};

TEST_CASE_METHOD(Fixture, "what an officer said for good is found by the person", "[journal]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  CHECK(journal->SuppressionsOf(person, kNow)->empty());
  REQUIRE(Say("a", NotThisPerson(kNow + days(30))).ok());
  journal.reset();
  journal = Journal::Open(folder / "journal.db", kClock).value();

  const auto said = journal->SuppressionsOf(person, kNow);
  REQUIRE(said.ok());
  REQUIRE(said->size() == 1);
  CHECK(said->front().entry == "uto-17");
  CHECK(said->front().revision == 3);
  CHECK(said->front().entry_digest == Sha256("an entry"));
  CHECK(said->front().officer == "desk-1");
  CHECK(said->front().reason == "other prints");
  CHECK(said->front().screening == "a");
  CHECK(journal->SuppressionsOf(Sha256("somebody else"), kNow)->empty());
  CHECK(journal->SuppressionsOf(person, kNow + days(30))->empty());

  Filter suppressing;
  suppressing.only_suppressing = true;
  CHECK(journal->List(suppressing, 0, "")->records.size() == 1);
  CHECK(Verify(folder / "journal.db")->intact);
}

TEST_CASE_METHOD(Fixture, "a later decision that does not say it again takes it back",
                 "[journal]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  REQUIRE(Say("a", NotThisPerson(kNow + days(30))).ok());
  REQUIRE(Say("a", NotThisPerson(std::nullopt)).ok());
  CHECK(journal->SuppressionsOf(person, kNow)->empty());
  CHECK(Verify(folder / "journal.db")->intact);
}

TEST_CASE_METHOD(Fixture, "never for missing people, people at risk and documents", "[journal]") {
  int number = 0;
  for (const MatchKind kind : {MatchKind::kMissing, MatchKind::kAtRisk, MatchKind::kDocument,
                               MatchKind::kDocumentOfAnother}) {
    const std::string id = "s" + std::to_string(++number);
    REQUIRE(journal->Append(Hit(id, kind)).ok());
    CHECK(ReasonOf(Say(id, NotThisPerson(kNow + days(1)))) == "SUPPRESSION_REFUSED");
    CHECK(Say(id, NotThisPerson(std::nullopt)).ok());  // said for this once only
  }
  CHECK(journal->SuppressionsOf(person, kNow)->empty());
}

TEST_CASE_METHOD(Fixture, "a suppression needs a reason, a day ahead and a match", "[journal]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  Decision other_entry = NotThisPerson(kNow + days(1));
  other_entry.hit_dispositions[0].entry = "uto-18";
  Decision same = NotThisPerson(kNow + days(1));
  same.hit_dispositions[0].same_person = true;
  for (const Decision& wrong : {NotThisPerson(kNow + days(1), " "), NotThisPerson(kNow),
                                NotThisPerson(kNow + days(367)), other_entry, same}) {
    CHECK(ReasonOf(Say("a", wrong)) == "FIELD_INVALID");
  }
  screen::Screening unread = Hit("b");
  unread.identity->document_number.value.clear();
  REQUIRE(journal->Append(unread).ok());
  CHECK(ReasonOf(Say("b", NotThisPerson(kNow + days(1)))) == "SUPPRESSION_REFUSED");
  CHECK(journal->ReadHead()->sequence == 2);
}

TEST_CASE_METHOD(Fixture, "an id that matched in two lists is answered for one of them",
                 "[journal]") {
  screen::Screening both = Hit("a");
  identify::Match other = both.matches.front();
  const std::string list = other.list;
  other.list = "interpol";
  both.matches.push_back(other);
  REQUIRE(journal->Append(both).ok());
  Decision decision = NotThisPerson(kNow + days(30));
  CHECK(ReasonOf(Say("a", decision)) == "FIELD_INVALID");  // which of the two?
  decision.hit_dispositions[0].list = "interpol";
  REQUIRE(Say("a", decision).ok());
  auto said = journal->SuppressionsOf(person, kNow);
  REQUIRE(said->size() == 1);
  CHECK(said->front().list == "interpol");

  decision.hit_dispositions.push_back(decision.hit_dispositions[0]);
  CHECK(ReasonOf(Say("a", decision)) == "FIELD_INVALID");  // twice
  decision.hit_dispositions[1].list = list;
  REQUIRE(Say("a", decision).ok());
  CHECK(journal->SuppressionsOf(person, kNow)->size() == 2);
  CHECK(Verify(folder / "journal.db")->intact);
}

TEST_CASE_METHOD(Fixture, "a row put beside the chain silences nothing and is found", "[journal]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  journal.reset();
  {
    auto database = sqlite::Database::Open(folder / "journal.db", {});
    REQUIRE(database.ok());
    auto put = database->Prepare(
        "INSERT INTO suppression (screening, list, entry, person, until_us) "
        "VALUES ('a', '', 'uto-17', ?, ?)");
    REQUIRE(put->Run(person, std::int64_t{1} << 60).ok());
  }
  journal = Journal::Open(folder / "journal.db", kClock).value();
  CHECK(journal->SuppressionsOf(person, kNow)->empty());
  CHECK_FALSE(Verify(folder / "journal.db")->intact);
}

}  // namespace
}  // namespace chowki::journal
