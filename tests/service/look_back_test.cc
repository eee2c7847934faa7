// Kept crossings and new versions of lists: what alerts late, once, and who may answer it.

#include "service/look_back.h"

#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "journal/suppressions.h"
#include "journal/verify.h"
#include "service/screening_service.h"
#include "service/server.h"
#include "support/grpc_client.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"
#include "watchlist/snapshot.h"

namespace chowki::service {
namespace {

using namespace std::chrono_literals;
using identify::MatchKind;
using pki::Role;
using std::chrono::days;
using test::ReasonOf;
using watchlist::Entry;
namespace pb = screening::v1;

constexpr auto kSettle = 60s;

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now{std::chrono::seconds(1'780'000'000)};
};

// A run-of-the-mill entry about the document of a traveller.
Entry About(int traveller, const std::string& category = "stolen_document") {
  Entry entry;
  entry.id = "doc-" + std::to_string(traveller);
  entry.kind = watchlist::EntryKind::kDocument;
  entry.documents.push_back({"P", "UTO", fmt::format("TT{:07}", traveller)});
  entry.category = category;
  entry.action = "seize_document";
  entry.authority = "Utopian Police";
  return entry;
}

Entry Person(const std::string& id, const std::string& category, const std::string& action) {
  Entry entry;
  entry.id = id;
  entry.names.push_back({"TESTOVA IMA", "TESTOVA", "IMA", "Latn"});
  watchlist::EntryBirthDate born;
  born.stated = {1980, 2, 3};
  born.span = *ToInterval(born.stated);
  entry.birth_dates.push_back(born);
  entry.nationalities.push_back("UTO");
  entry.documents.push_back({"P", "UTO", "TT0000001"});
  entry.category = category;
  entry.action = action;
  return entry;
}

struct Post {
  void Open() { journal = journal::Journal::Open(folder / "journal.db", clock).value(); }
  void Restart() {
    back.reset();
    journal.reset();
    Open();
    Begin();
  }
  void Begin(int page = 100) {
    back = std::make_unique<LookBack>(
        journal.get(), [this](Time) { return lists; }, &clock, &metrics,
        LookBack::Options{kSettle, page});
  }
  Post() {
    Open();
    Begin();
    Publish({Entry(About(900))});
  }
  // Another version of the list with these entries, beside the crowd of which everybody knows.
  void Publish(const std::vector<Entry>& entries) {
    watchlist::SnapshotBuilder builder;
    for (int i = 0; i < 50; ++i) builder.Replace(About(1000 + i));
    for (const Entry& entry : entries) builder.Replace(entry);
    watchlist::ListState head;
    head.list = "national";
    head.version = ++version;
    auto snapshot = std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(head));
    lists = {{std::make_shared<const identify::Matcher>(snapshot), snapshot->head()}};
  }
  std::string Cross(int traveller, std::vector<identify::Match> matches = {}) {
    screen::Screening screening = test::SampleScreening();
    screening.id = "s-" + std::to_string(++crossings);
    screening.time = clock.now + std::chrono::milliseconds(crossings);
    screening.record.reset();
    read::Identity& person = *screening.identity;
    person.surname.value = "TESTOVA";
    person.given_names.value = "IMA";
    person.name_may_be_truncated = false;
    person.birth_date.value = {1980, 2, 3};
    person.document_number.value = fmt::format("TT{:07}", traveller);
    screening.matches = std::move(matches);
    screening.provenance.lists.clear();
    for (const auto& list : lists) screening.provenance.lists.push_back(list.state);
    CHECK(journal->Append(screening).ok());
    return screening.id;
  }
  // All that is due.
  void Look() {
    REQUIRE(back->Step().ok());
    clock.now += kSettle;
    for (int i = 0; i < 1000; ++i) {
      const auto more = back->Step();
      REQUIRE(more.ok());
      if (!*more) return;
    }
    FAIL("no end");
  }
  std::vector<journal::LateAlert> Alerts() { return journal->ListLate(false, 0, "")->alerts; }

  test::TempFolder folder;
  HandClock clock;
  Metrics metrics;
  std::int64_t version = 0;
  int crossings = 0;
  screen::ListGenerations lists;
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<LookBack> back;
};

TEST_CASE_METHOD(Post, "who crossed before the entry came alerts late, once", "[service][late]") {
  const std::string id = Cross(1);
  Cross(2);
  Look();
  CHECK(Alerts().empty());
  Publish({About(1)});
  Look();
  REQUIRE(Alerts().size() == 1);
  const journal::LateAlert alert = Alerts().front();
  CHECK(alert.screening == id);
  CHECK(alert.checkpoint == "tor-1");
  CHECK(alert.lane == "arrivals-3");
  CHECK(alert.match.list == "national");
  CHECK(alert.match.list_version == version);
  CHECK(alert.match.kind == MatchKind::kDocument);
  CHECK(alert.match.band == identify::Band::kExactDocument);
  CHECK(metrics.ToText().find("chowki_late_alerts_total{kind=\"document\",list=\"national\"} 1") !=
        std::string::npos);

  Look();
  Restart();
  Look();
  Publish({About(1), About(3)});  // another change says nothing new of this crossing
  Look();
  Entry revised = About(1);
  revised.revision = 2;
  revised.reference = "UP-2";
  Publish({revised, About(3)});  // nor does another spelling of the entry
  Look();
  CHECK(Alerts().size() == 1);
  CHECK(journal::Verify(folder / "journal.db")->intact);
}

TEST_CASE_METHOD(Post, "an entry that turns from a suspect into a missing person alerts anew",
                 "[service][late]") {
  const std::string id = Cross(1);
  Look();
  Publish({Person("p-1", "wanted", "arrest")});
  Look();
  REQUIRE(Alerts().size() == 1);
  Publish({Person("p-1", "missing_child", "protect_missing")});
  Look();
  REQUIRE(Alerts().size() == 2);
  CHECK(Alerts().front().screening == id);
  CHECK(Alerts().front().match.kind == MatchKind::kMissing);
  CHECK(Alerts().front().match.action == "protect_missing");
  CHECK(journal->ListLate(true, 0, "")->open_victims == 1);
}

TEST_CASE_METHOD(Post, "what the lane was told when the traveller crossed is no news",
                 "[service][late]") {
  Publish({About(1)});
  identify::Query query;
  query.document_number = "TT0000001";
  query.document_issuer = "UTO";
  query.document_type = "P";
  const auto matches = lists.front().matcher->Find(query);
  REQUIRE(matches.size() == 1);
  Cross(1, matches);
  Entry revised = About(1);
  revised.revision = 2;
  Publish({revised});
  Look();
  CHECK(Alerts().empty());
}

TEST_CASE_METHOD(Post, "who crossed under the version itself is not looked for again",
                 "[service][late]") {
  Publish({About(1)});
  Cross(1);  // and its match was somehow not told: the version's own answer stands
  Look();
  CHECK(Alerts().empty());
}

TEST_CASE_METHOD(Post, "whom officers checked for good does not alert late", "[service][late]") {
  Publish({Person("p-1", "wanted", "arrest")});
  Look();
  const Entry entry = Person("p-1", "wanted", "arrest");
  identify::Query query;
  query.names = {"IMA TESTOVA"};
  query.birth_date = {1980, 2, 3};
  query.document_number = "TT0000001";
  const auto matches = lists.front().matcher->Find(query);
  REQUIRE(matches.size() == 1);
  const std::string id = Cross(1, matches);
  journal::Decision decision;
  decision.officer = "desk-1";
  decision.hit_dispositions = {{"p-1", false, "other prints", clock.now + days(30)}};
  REQUIRE(journal->RecordDecision(id, decision, "", "").ok());
  Publish({});
  Cross(1);  // the same person while the entry was gone
  Look();
  Publish({Person("p-1", "wanted", "arrest")});
  Look();
  CHECK(Alerts().empty());
  Publish({Person("p-1", "missing_person", "protect_missing")});
  Look();
  CHECK(Alerts().size() == 2);  // that nobody checked
}

TEST_CASE_METHOD(Post, "after a crash it goes on where it was, and misses and repeats nobody",
                 "[service][late]") {
  std::set<std::string> expected;
  for (int i = 1; i <= 25; ++i) expected.insert(Cross(i));
  Begin(2);
  Look();
  std::vector<Entry> entries;
  for (int i = 1; i <= 25; ++i) entries.push_back(About(i));
  entries.resize(5);  // few enough to be looked for one by one
  expected.clear();
  for (int i = 1; i <= 5; ++i) expected.insert("s-" + std::to_string(i));
  Publish(entries);
  REQUIRE(back->Step().ok());
  clock.now += kSettle;
  for (int i = 0; i < 4; ++i) REQUIRE(back->Step().ok());
  REQUIRE(journal->ListLookBacks()->size() == 1);
  CHECK(journal->ListLookBacks()->front().crossings == 8);
  CHECK_FALSE(journal->ListLookBacks()->front().whole_list);
  CHECK(journal->ListLookBacks()->front().entries.size() == 5);
  Restart();
  Begin(2);
  Look();
  std::set<std::string> found;
  for (const auto& alert : Alerts()) CHECK(found.insert(alert.screening).second);
  CHECK(found == expected);
  CHECK(journal->ListLookBacks()->empty());
}

TEST_CASE_METHOD(Post,
                 "a version that came while the service was down is looked back from as a whole",
                 "[service][late]") {
  Cross(1);
  Look();
  back.reset();
  Publish({About(1)});
  Restart();
  REQUIRE(back->Step().ok());
  REQUIRE(journal->ListLookBacks()->size() == 1);
  CHECK(journal->ListLookBacks()->front().whole_list);
  Look();
  CHECK(Alerts().size() == 1);
}

TEST_CASE_METHOD(Post, "it begins when nothing goes on under the older version any more",
                 "[service][late]") {
  Look();
  const auto before = lists;
  Publish({About(1)});
  REQUIRE(back->Step().ok());
  const auto now = lists;
  lists = before;
  Cross(1);  // was under way under the older version
  lists = now;
  clock.now += kSettle - 1s;
  CHECK_FALSE(back->Step().value());
  CHECK(Alerts().empty());
  Look();
  CHECK(Alerts().size() == 1);
}

TEST_CASE("officers answer late alerts over the wire, kiosks never see one", "[service][late]") {
  Post post;
  const std::string screening = post.Cross(1);
  post.Look();
  post.Publish({Person("p-1", "missing_child", "protect_missing")});
  post.Look();
  test::TestPki pki;
  Admission admission{1, 1};
  Desk desk{{nullptr, post.journal.get(), &admission, &post.metrics, &post.clock,
             [&](Time) { return post.lists; }, "tor-1", nullptr}};
  const pki::KeyPair files = pki.Server();
  ServerOptions options;
  options.address = "127.0.0.1:0";
  options.tls = TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                            test::ReadText(pki.authority())};
  const auto server = Server::Start(options, &post.metrics, ServeScreening(&desk, {})).value();
  const auto as = [&](const std::string& name, Role role) {
    const pki::KeyPair key = pki.Client(name, {role});
    return pb::ScreeningService::NewStub(test::Dial(server->port(), pki.authority(), &key));
  };
  const auto list = [&](pb::ScreeningService::Stub& stub, const std::string& parent,
                        pb::ListLateAlertsResponse* response) {
    pb::ListLateAlertsRequest request;
    request.set_parent(parent);
    request.set_only_open(true);
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return ReasonOf(stub.ListLateAlerts(&context, request, response));
  };
  const auto answer = [&](pb::ScreeningService::Stub& stub, const std::string& name,
                          const std::string& etag, const std::string& id, pb::LateAlert* response) {
    pb::AcknowledgeLateAlertRequest request;
    request.set_name(name);
    request.set_etag(etag);
    request.set_request_id(id);
    request.set_outcome(pb::LATE_ALERT_OUTCOME_FORWARDED);
    request.set_note("to the hotline");
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return ReasonOf(stub.AcknowledgeLateAlert(&context, request, response));
  };
  const auto officer = as("asif", Role::kOfficer);
  pb::ListLateAlertsResponse open;
  REQUIRE(list(*officer, "checkpoints/tor-1", &open) == "OK");
  REQUIRE(open.late_alerts_size() == 1);
  CHECK(open.open_victims() == 1);
  const pb::LateAlert alert = open.late_alerts(0);
  CHECK(alert.screening() == "checkpoints/tor-1/screenings/" + screening);
  CHECK(alert.victim());
  CHECK_FALSE(alert.match().guidance().instruction().empty());
  pb::ListLateAlertsResponse none;
  CHECK(list(*officer, "checkpoints/other", &none) == "OK");
  CHECK(none.late_alerts().empty());
  CHECK(list(*as("eye", Role::kAuditor), "checkpoints/-", &none) == "OK");
  CHECK(list(*as("box", Role::kKiosk), "checkpoints/-", &none) == "ROLE_MISSING");
  CHECK(list(*as("help", Role::kSafeguarding), "checkpoints/-", &none) == "ROLE_MISSING");

  const std::string id = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
  pb::LateAlert said;
  CHECK(answer(*as("eye-2", Role::kAuditor), alert.name(), alert.etag(), id, &said) ==
        "ROLE_MISSING");
  CHECK(answer(*officer, "checkpoints/other/lateAlerts/x", alert.etag(), id, &said) ==
        "RESOURCE_UNKNOWN");
  CHECK(answer(*officer, "checkpoints/tor-1/lateAlerts/x", alert.etag(), id, &said) ==
        "RESOURCE_UNKNOWN");
  REQUIRE(answer(*officer, alert.name(), alert.etag(), id, &said) == "OK");
  CHECK(said.acknowledgement().officer() == "asif");
  CHECK(said.acknowledgement().outcome() == pb::LATE_ALERT_OUTCOME_FORWARDED);
  pb::LateAlert again;
  CHECK(answer(*officer, alert.name(), alert.etag(), id, &again) == "OK");
  CHECK(again.SerializeAsString() == said.SerializeAsString());
  CHECK(list(*officer, "checkpoints/-", &open) == "OK");
  CHECK(open.late_alerts().empty());
}

}  // namespace
}  // namespace chowki::service
