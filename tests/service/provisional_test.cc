// The post's own list over real TLS: who may do what, and what matches when.

#include <map>

#include <catch2/catch.hpp>

#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "identify/matcher.h"
#include "service/provisional_list.h"
#include "service/screening_service.h"
#include "service/server.h"
#include "support/grpc_client.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/list_build.h"

namespace chowki::service {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using std::chrono::days;
using test::ReasonOf;
namespace pb = screening::v1;

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now = SystemClock().Now();
};

// A list with one entry of that id, as the centre would publish it.
screen::ListGeneration ListWith(const std::string& id) {
  watchlist::SnapshotBuilder builder;
  watchlist::Entry entry;
  entry.id = id;
  entry.names.push_back({"OTHER NAME", "", "", "Latn"});
  entry.category = "wanted";
  entry.action = "arrest";
  builder.Replace(entry);
  watchlist::ListState head;
  head.list = "national";
  head.version = 7;
  auto snapshot =
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(std::move(head)));
  return {std::make_shared<const identify::Matcher>(snapshot), snapshot->head()};
}

struct Post {
  Post() {
    const pki::KeyPair files = pki.Server();
    ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                              test::ReadText(pki.authority())};
    server = Server::Start(options, &metrics, ServeScreening(&desk, {})).value();
  }

  std::unique_ptr<pb::ScreeningService::Stub> As(const std::string& name,
                                                 Role role = Role::kOfficer) {
    if (!people.contains(name)) people[name] = pki.Client(name, {role});
    return pb::ScreeningService::NewStub(
        test::Dial(server->port(), pki.authority(), &people.at(name)));
  }
  static std::string NewId() {
    static int next = 0;
    return fmt::format("0193c5a4-7a10-7c3e-8f00-{:012x}", ++next);
  }
  static pb::ProposeProvisionalEntryRequest Proposal() {
    pb::ProposeProvisionalEntryRequest request;
    request.set_request_id(NewId());
    (*request.mutable_columns())["surname"] = "TESTOVA";
    (*request.mutable_columns())["given_names"] = "IMA";
    (*request.mutable_columns())["birth_dates"] = "1980-02-03";
    (*request.mutable_columns())["category"] = "wanted";
    request.set_reason("call from the capital");
    return request;
  }
  static grpc::Status Propose(pb::ScreeningService::Stub& stub,
                              const pb::ProposeProvisionalEntryRequest& request,
                              pb::ProvisionalEntry* entry) {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return stub.ProposeProvisionalEntry(&context, request, entry);
  }
  static grpc::Status Confirm(pb::ScreeningService::Stub& stub, const std::string& id,
                              pb::ProvisionalEntry* entry,
                              const std::string& request_id = NewId()) {
    pb::ConfirmProvisionalEntryRequest request;
    request.set_request_id(request_id);
    request.set_id(id);
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return stub.ConfirmProvisionalEntry(&context, request, entry);
  }
  pb::CheckIdentityResponse Ask(const std::string& name = "IMA TESTOVA") {
    pb::CheckIdentityRequest request;
    request.add_names(name);
    request.mutable_birth_date()->set_year(1980);
    request.mutable_birth_date()->set_month(2);
    request.mutable_birth_date()->set_day(3);
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    pb::CheckIdentityResponse response;
    (void)asker->CheckIdentity(&context, request, &response);
    return response;
  }

  test::TestPki pki;
  std::map<std::string, pki::KeyPair> people;
  test::TempFolder folder;
  HandClock clock;
  Metrics metrics;
  Admission admission{1, 1};
  screen::ListGenerations others;
  std::unique_ptr<journal::Journal> journal =
      journal::Journal::Open(folder / "journal.db", clock).value();
  std::unique_ptr<ProvisionalList> own =
      ProvisionalList::Open(journal.get(), &clock, "tor-1").value();
  Desk desk{{nullptr, journal.get(), &admission, &metrics, &clock,
             [this](Time now) {
               screen::ListGenerations all = others;
               if (auto provisional = own->At(now)) all.push_back(*std::move(provisional));
               return all;
             },
             "tor-1", own.get()}};
  std::unique_ptr<Server> server;
  std::unique_ptr<pb::ScreeningService::Stub> asker;
};

TEST_CASE("what two officers add matches at once, and says what it is", "[service][provisional]") {
  Post post;
  post.asker = post.As("desk-9");
  const auto asif = post.As("asif");
  const auto bano = post.As("bano", Role::kSupervisor);
  const auto request = Post::Proposal();
  pb::ProvisionalEntry proposed;
  REQUIRE(ReasonOf(Post::Propose(*asif, request, &proposed)) == "OK");
  CHECK(proposed.proposed_by() == "asif");
  CHECK(proposed.checkpoint() == "tor-1");
  CHECK(post.Ask().matches().empty());  // one officer is not enough

  pb::ProvisionalEntry again;
  CHECK(ReasonOf(Post::Propose(*asif, request, &again)) == "OK");
  CHECK(again.SerializeAsString() == proposed.SerializeAsString());
  CHECK(ReasonOf(Post::Confirm(*asif, proposed.id(), &again)) == "SECOND_OFFICER_SAME");
  CHECK(post.Ask().matches().empty());

  const std::string confirm_id = Post::NewId();
  pb::ProvisionalEntry confirmed;
  REQUIRE(ReasonOf(Post::Confirm(*bano, proposed.id(), &confirmed, confirm_id)) == "OK");
  CHECK(confirmed.confirmed_by() == "bano");
  CHECK(ReasonOf(Post::Confirm(*bano, proposed.id(), &again, confirm_id)) == "OK");
  CHECK(again.SerializeAsString() == confirmed.SerializeAsString());
  CHECK(ReasonOf(Post::Confirm(*asif, proposed.id(), &again, confirm_id)) == "REQUEST_ID_REUSED");

  const auto answer = post.Ask();
  REQUIRE(answer.matches_size() == 1);
  CHECK(answer.matches(0).entry() == proposed.id());
  CHECK(answer.matches(0).list() == "provisional");
  CHECK(answer.matches(0).provisional());
  CHECK(answer.matches(0).alert());
  REQUIRE(answer.lists_size() == 1);
  CHECK(answer.lists(0).list() == "provisional");
  CHECK(answer.lists(0).entries() == 1);
  CHECK(answer.lists(0).freshness() == pb::FRESHNESS_FRESH);

  // No more than the same entry gives in a list of the centre.
  const auto entry = watchlist::FromBytes(confirmed.entry()).value();
  watchlist::SnapshotBuilder builder;
  builder.Replace(entry);
  const identify::Matcher normal(
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish({})));
  identify::Query query;
  query.names = {"IMA TESTOVA"};
  query.birth_date = {1980, 2, 3};
  query.today = ToDate(post.clock.now);
  CHECK(answer.matches(0).score() == normal.Find(query).front().score);
}

TEST_CASE("a provisional entry outlives a restart, and ends in each of its ways",
          "[service][provisional]") {
  Post post;
  post.asker = post.As("desk-9");
  pb::ProvisionalEntry entry;
  REQUIRE(Post::Propose(*post.As("asif"), Post::Proposal(), &entry).ok());
  REQUIRE(Post::Confirm(*post.As("bano"), entry.id(), &entry).ok());
  const auto states = [&] {
    const auto all = post.journal->ListProvisional(true).value();
    return std::string(Name(all.front().state)) + " " + all.front().end_reason;
  };
  auto own = ProvisionalList::Open(post.journal.get(), &post.clock, "tor-1").value();
  REQUIRE(own->At(post.clock.now));
  CHECK(own->At(post.clock.now)->state.entries == 1);
  own->EndDue({ListWith("uto-1")});
  CHECK(own->At(post.clock.now));

  SECTION("withdrawn") {
    pb::WithdrawProvisionalEntryRequest request;
    request.set_request_id(Post::NewId());
    request.set_id(entry.id());
    request.set_reason("another person");
    grpc::ClientContext context;
    REQUIRE(post.As("chand")->WithdrawProvisionalEntry(&context, request, &entry).ok());
    CHECK(entry.ended_by() == "chand");
    CHECK(states() == "withdrawn another person");
    CHECK(post.Ask().matches().empty());
  }
  SECTION("expired") {
    post.clock.now += days(14);
    own->EndDue({});
    CHECK(states() == "expired ");
    CHECK_FALSE(own->At(post.clock.now));
  }
  SECTION("published by a list that the post follows") {
    own->EndDue({ListWith(entry.id())});
    CHECK(states() == "published national, version 7");
    CHECK_FALSE(own->At(post.clock.now));
  }
}

TEST_CASE("only officers and supervisors add to the post's list, auditors read it",
          "[service][provisional]") {
  Post post;
  pb::ProvisionalEntry entry;
  for (const Role role : {Role::kKiosk, Role::kAuditor, Role::kAdmin, Role::kDevice}) {
    const auto stub = post.As(std::string(pki::Name(role)), role);
    CHECK(ReasonOf(Post::Propose(*stub, Post::Proposal(), &entry)) == "ROLE_MISSING");
    CHECK(ReasonOf(Post::Confirm(*stub, "prov-1", &entry)) == "ROLE_MISSING");
  }
  REQUIRE(Post::Propose(*post.As("asif"), Post::Proposal(), &entry).ok());
  pb::ListProvisionalEntriesRequest request;
  request.set_parent("checkpoints/tor-1");
  pb::ListProvisionalEntriesResponse list;
  {
    grpc::ClientContext context;
    REQUIRE(
        post.As("auditor", Role::kAuditor)->ListProvisionalEntries(&context, request, &list).ok());
  }
  REQUIRE(list.entries_size() == 1);
  CHECK(list.entries(0).SerializeAsString() == entry.SerializeAsString());
  request.set_parent("checkpoints/tor-2");
  grpc::ClientContext context;
  REQUIRE(post.As("asif")->ListProvisionalEntries(&context, request, &list).ok());
  CHECK(list.entries().empty());
  CHECK(ReasonOf(Post::Confirm(*post.As("bano"), "prov-none", &entry)) == "RESOURCE_UNKNOWN");
}

}  // namespace
}  // namespace chowki::service
