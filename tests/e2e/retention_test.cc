// What a post keeps of a traveller, looked for with bare hands in all of its files: nothing in
// plain at any time, and nothing that anybody could still read when its time is over.

#include <chrono>
#include <fstream>

#include <catch2/catch.hpp>
#include <signal.h>
#include <stdlib.h>

#include "base/date.h"
#include "e2e/running_checkpoint.h"
#include "journal/journal.h"
#include "journal/verify.h"
#include "support/plain_text.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

namespace fs = std::filesystem;
namespace pb = screening::v1;
using pki::Role;
using std::chrono::days;
using test::ReasonOf;

constexpr char kNote[] = "carries a blue suitcase";
constexpr char kReason[] = "other finger prints";

// The names of a passport's first line, as MRZ text: "ERIKSSON", "ANNA<MARIA".
std::pair<std::string, std::string> NamesOf(const test::Specimen& passport) {
  const std::string names = passport.mrz.at(0).substr(5);
  const size_t gap = names.find("<<");
  const std::string given = names.substr(gap + 2);
  return {names.substr(0, gap), given.substr(0, given.find("<<"))};
}

test::Specimen Passport() {
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
    const auto [surname, given] = NamesOf(specimen);
    if (surname.size() >= 6 && given.size() >= 6 && surname.find('<') == surname.npos &&
        given.find('<') == given.npos) {
      return specimen;
    }
  }
  FAIL("no clean passport with two long names among the specimens");
  return {};
}

// chowkid sees the time of so many days from now.
void Later(days late) {
  ::setenv("CHOWKI_CLOCK_SHIFT_S", std::to_string(late / std::chrono::seconds(1)).c_str(), 1);
  ::setenv("LD_PRELOAD", CHOWKI_CLOCK_SHIFT, 1);
}

void Now() { ::unsetenv("LD_PRELOAD"); }

struct Got {
  grpc::Status status;
  pb::Screening screening;
};
Got Get(Site& site, const std::string& name) {
  grpc::ClientContext context;
  pb::GetScreeningRequest request;
  request.set_name(name);
  Got got;
  got.status = site.As(Role::kOfficer)->GetScreening(&context, request, &got.screening);
  return got;
}

TEST_CASE("after its time nothing of a traveller is left at a post that anybody can read",
          "[e2e]") {
  Site site;
  const test::Specimen passport = Passport();
  const auto [surname, given] = NamesOf(passport);
  const std::string line = passport.mrz.at(1);
  // Somebody of nearly that name is looked for: the list itself holds none of the traveller's
  // words.
  std::string similar = surname;
  std::swap(similar[similar.size() - 2], similar[similar.size() - 3]);
  if (similar == surname) similar.back() = similar.back() == 'A' ? 'E' : 'A';
  std::string similar_given = given;
  similar_given.back() = similar_given.back() == 'A' ? 'E' : 'A';
  const std::string born =
      line.substr(13, 2) > "25" ? "19" + line.substr(13, 2) : "20" + line.substr(13, 2);
  site.PutWatchlist({"uto-9,person," + similar + "," + similar_given + "," + born + "," +
                     line.substr(20, 1) + ",UTO,,wanted"});
  site.Start();

  const auto bytes = test::ReadBytes(passport.image);
  const auto stub = site.As(Role::kOfficer);
  const auto [status, response] =
      Screen(*stub, RequestFor(std::string(bytes.begin(), bytes.end()), NewRequestId()));
  INFO(status.error_message());
  REQUIRE(status.ok());
  const pb::Screening& screening = response.screening();
  REQUIRE(screening.matches_size() == 1);
  pb::RecordDecisionRequest decide;
  decide.set_name(screening.name());
  decide.set_request_id(NewRequestId());
  decide.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_PROCEED);
  decide.mutable_decision()->set_note(kNote);
  pb::HitDisposition& hit = *decide.mutable_decision()->add_hit_dispositions();
  hit.set_entry("uto-9");
  hit.set_reason(kReason);
  pb::Screening decided;
  grpc::ClientContext context;
  REQUIRE(stub->RecordDecision(&context, decide, &decided).ok());

  // Names, document number, birth date, lines of the MRZ, what was matched, what was said.
  std::vector<std::string> plain{
      surname, given,  line.substr(0, 9), line.substr(13, 6), line, passport.mrz.at(0),
      kNote,   kReason};
  for (const pb::Signal& signal : screening.matches(0).signals()) {
    if (signal.query().size() >= 6 && signal.query() != signal.entry()) {
      plain.push_back(signal.query());
    }
  }
  const std::string payload = [&] {
    SystemClock clock;
    const auto reader = journal::Journal::Open(site.journal(), clock, {.read_only = true}).value();
    const auto rows = reader->RowsAfter(0, 10, 1 << 20).value();
    return rows.at(0).payload + rows.at(1).payload;
  }();
  // The words are the right ones, and would be found.
  std::ofstream(site.folder() / "control.txt") << payload;
  const auto control = test::PlainTexts(site.folder().path(), plain);
  CHECK(std::ranges::all_of(
      control, [](const std::string& found) { return found.starts_with("control.txt: "); }));
  for (const std::string& word : {surname, line.substr(0, 9), line.substr(13, 6), line,
                                  std::string(kNote), std::string(kReason)}) {
    CHECK(std::ranges::count(control, "control.txt: " + word) == 1);
  }
  fs::remove(site.folder() / "control.txt");
  // Sealed from the first moment: journal and its log while the post runs, lists, keys, its own
  // log.
  CHECK(test::PlainTexts(site.folder().path(), plain).empty());
  CHECK(Get(site, screening.name()).screening.decision().note() == kNote);
  CHECK(site.Stop(SIGTERM) == 0);
  CHECK(test::PlainTexts(site.folder().path(), plain).empty());

  // A thief's copy of everything, and a backup without the keys.
  const test::TempFolder stolen;
  const fs::path keys = site.folder() / "journal.keys";
  fs::copy(site.journal(), stolen / "journal.db");
  fs::copy(keys, stolen / "keys");

  Later(days(31));
  site.Start();
  const auto hit_only = Get(site, screening.name());
  INFO(hit_only.status.error_message());
  REQUIRE(hit_only.status.ok());
  CHECK(hit_only.screening.erased());
  CHECK(hit_only.screening.matches_size() == 1);
  CHECK(hit_only.screening.reading().mrz().lines().empty());
  CHECK(test::PlainTexts(site.folder().path(), plain).empty());
  CHECK(site.Stop(SIGTERM) == 0);

  Later(days(181));
  site.Start();
  const auto nothing = Get(site, screening.name());
  CHECK(nothing.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(ReasonOf(nothing.status) == "SCREENING_ERASED");
  pb::ListScreeningsRequest list;
  list.set_parent("checkpoints/tor-1");
  pb::ListScreeningsResponse listed;
  grpc::ClientContext list_context;
  REQUIRE(site.As(Role::kAuditor)->ListScreenings(&list_context, list, &listed).ok());
  REQUIRE(listed.screenings_size() == 1);
  CHECK(listed.screenings(0).erased());
  CHECK(listed.screenings(0).match_count() == 1);
  CHECK(site.Stop(SIGTERM) == 0);
  Now();
  CHECK(test::PlainTexts(site.folder().path(), plain).empty());
  for (const auto& key : fs::directory_iterator(keys)) {
    INFO(key.path().string());
    const std::string name = key.path().filename().string();
    CHECK(name.find("document.") != 0);
    CHECK(name.find("hit.") != 0);
  }
  const auto verification = journal::Verify(site.journal());
  REQUIRE(verification.ok());
  CHECK(verification->intact);
  CHECK(verification->erased >= 2);

  // It was the keys: with a copy of them that was taken before, a copy of the journal can be read;
  // with those that are left it cannot.
  SystemClock clock;
  const auto with = journal::Journal::Open(stolen / "journal.db", clock,
                                           {.keys = stolen / "keys", .read_only = true});
  REQUIRE(with.ok());
  CHECK((*with)->RowsAfter(0, 1, 1)->front().payload.find(surname) != std::string::npos);
  const auto without =
      journal::Journal::Open(stolen / "journal.db", clock, {.keys = keys, .read_only = true});
  REQUIRE(without.ok());
  CHECK((*without)->RowsAfter(0, 1, 1)->front().erased);
}

}  // namespace
}  // namespace chowki::e2e
