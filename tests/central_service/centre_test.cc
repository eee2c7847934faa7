// The whole way over gRPC with certificates: rows of an admin to a list at a post.

#include "central_service/centre.h"

#include <future>

#include <catch2/catch.hpp>

#include "base/metrics.h"
#include "central/intake.h"
#include "central/office.h"
#include "chowki/audit/v1/audit_service.grpc.pb.h"
#include "chowki/event/v1/event_service.grpc.pb.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"
#include "chowki/sync/v1/sync_service.grpc.pb.h"
#include "chowki/watchlist/v1/watchlist_service.grpc.pb.h"
#include "journal/chain.h"
#include "support/grpc_client.h"
#include "sync/puller.h"
#include "sync/repair.h"
#include "trust/change_set.h"
#include "trust/merkle.h"
#include "trust/signers.h"
#include "trust/tree_head.h"

namespace chowki::central_service {
namespace {

using central::test::Office;
using pki::Role;
using test::ReasonOf;
namespace pb = watchlist::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";

// A server over an office, and certificates of its people.
class Fixture {
 public:
  explicit Fixture(const std::string& kind) : office(kind) {
    const pki::KeyPair files = pki_.Server();
    service::ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = service::TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                                       test::ReadText(pki_.authority())};
    Centre centre;
    centre.store = office.pool.get();
    centre.publisher = office.publisher.get();
    centre.heads = &heads_;
    centre.clock = &office.clock;
    server_ = service::Server::Start(options, &metrics_, ServeCentre(centre)).value();
  }
  ~Fixture() { heads_.Stop(); }

  template <typename Service>
  [[nodiscard]] std::unique_ptr<typename Service::Stub> As(const std::string& who, Role role) {
    if (!files_.contains(who)) files_[who] = pki_.Client(who, {role});
    return Service::NewStub(test::Dial(server_->port(), pki_.authority(), &files_.at(who)));
  }

  [[nodiscard]] sync::CentreAddress AddressFor(const std::string& device) {
    if (!files_.contains(device)) files_[device] = pki_.Client(device, {Role::kDevice});
    const pki::KeyPair& files = files_.at(device);
    return {"127.0.0.1:" + std::to_string(server_->port()), test::ReadText(pki_.authority()),
            test::ReadText(files.certificate), test::ReadText(files.key)};
  }

  Office office;

 private:
  test::TestPki pki_;
  std::map<std::string, pki::KeyPair> files_;
  Metrics metrics_;
  HeadWatch heads_{office.pool.get()};
  std::unique_ptr<service::Server> server_;
};

// One call that is asked and answered in time.
template <typename Stub, typename Request, typename Response>
grpc::Status Call(Stub& stub,
                  grpc::Status (Stub::*call)(grpc::ClientContext*, const Request&, Response*),
                  const Request& request, Response* response) {
  grpc::ClientContext context;
  test::SetDeadline(context, std::chrono::seconds(30));
  return (stub.*call)(&context, request, response);
}

using Lists = pb::WatchlistService;

// From rows to a version, everything over the wire; what the author and the approver sign is
// computed from what they are shown. The change set's name.
std::string PublishOverTheWire(Fixture& fixture, const std::vector<central::test::Row>& rows) {
  const auto amina = fixture.As<Lists>("amina", Role::kAdmin);
  const auto bilal = fixture.As<Lists>("bilal", Role::kApprover);
  pb::CreateChangeSetRequest create;
  create.set_parent("watchlists/national");
  create.set_request_id(kUuid);
  create.mutable_change_set()->set_content(pb::ChangeSet::CONTENT_CHANGES);
  pb::ChangeSet set;
  REQUIRE(ReasonOf(Call(*amina, &Lists::Stub::CreateChangeSet, create, &set)) == "OK");

  grpc::ClientContext context;
  test::SetDeadline(context, std::chrono::seconds(30));
  const auto stream = amina->ImportChanges(&context);
  pb::ImportChangesRequest import;
  pb::ImportChangesResponse kept;
  import.set_change_set(set.name());
  REQUIRE((stream->Write(import) && stream->Read(&kept)));
  CHECK(kept.rows() == 0);
  import.mutable_rows()->set_first_row(1);
  import.mutable_rows()->set_last(true);
  for (const auto& row : rows) {
    import.mutable_rows()->add_changes()->set_put(Office::DraftRowOf(row).put);
  }
  REQUIRE((stream->Write(import) && stream->Read(&kept)));
  CHECK(kept.rows() == std::ssize(rows));
  stream->WritesDone();
  REQUIRE(ReasonOf(stream->Finish()) == "OK");

  pb::PlanChangeSetRequest plan;
  plan.set_name(set.name());
  pb::PlanChangeSetResponse planned;
  REQUIRE(ReasonOf(Call(*amina, &Lists::Stub::PlanChangeSet, plan, &planned)) == "OK");
  CHECK(planned.plan().added() == std::ssize(rows));

  Digest digest{};
  std::copy(planned.plan().digest().begin(), planned.plan().digest().end(), digest.begin());
  const trust::Submission submission{"utopia", "national", digest, "amina",
                                     fixture.office.clock.now};
  pb::SubmitChangeSetRequest submit;
  submit.set_name(set.name());
  submit.set_submission(trust::ToBytes(
      trust::test::SignedBy(trust::Submission::kPayloadType, ToPayload(submission), {"amina"})));
  REQUIRE(ReasonOf(Call(*amina, &Lists::Stub::SubmitChangeSet, submit, &set)) == "OK");
  CHECK(set.state() == pb::ChangeSet::STATE_SUBMITTED);

  // The approver hashes the records that he is shown.
  pb::StreamChangesRequest show;
  show.set_name(set.name());
  grpc::ClientContext showing;
  test::SetDeadline(showing, std::chrono::seconds(30));
  const auto reader = bilal->StreamChanges(&showing, show);
  trust::ChangeSetHasher hasher;
  for (pb::StreamChangesResponse part; reader->Read(&part);) {
    for (const auto& change : part.changes()) hasher.Add(change.record());
  }
  REQUIRE(reader->Finish().ok());
  CHECK(hasher.Finish() == digest);

  pb::ApproveChangeSetRequest approve;
  approve.set_name(set.name());
  approve.set_approval(trust::ToBytes(
      trust::test::SignedBy(trust::Submission::kPayloadType, ToPayload(submission), {"bilal"})));
  pb::ChangeSet refused;
  CHECK(ReasonOf(Call(*amina, &Lists::Stub::ApproveChangeSet, approve, &refused)) ==
        "ROLE_MISSING");
  REQUIRE(ReasonOf(Call(*bilal, &Lists::Stub::ApproveChangeSet, approve, &set)) == "OK");
  CHECK(set.state() == pb::ChangeSet::STATE_APPROVED);

  fixture.office.clock.now += std::chrono::hours(1);
  pb::PublishVersionRequest publish;
  publish.set_parent("watchlists/national");
  pb::PublishVersionResponse published;
  REQUIRE(ReasonOf(Call(*amina, &Lists::Stub::PublishVersion, publish, &published)) == "OK");
  CHECK(published.version().number() == 1);
  return set.name();
}

std::vector<central::test::Row> People(int count) {
  std::vector<central::test::Row> rows;
  for (int i = 0; i < count; ++i) rows.push_back({"p-" + std::to_string(i), "ERIKSSON"});
  return rows;
}

TEST_CASE("rows of an admin become a list at a post, which waited for it", "[central][e2e]") {
  Fixture fixture(GENERATE("sqlite", "postgres"));
  REQUIRE(fixture.office.publisher->Beat().ok());
  test::TempFolder folder;
  auto store = sync::PostStore::Create(folder / "post.db", fixture.office.people.roots[0]);
  REQUIRE(store.ok());
  auto centre = sync::Centre::Make(fixture.AddressFor("post-1"));
  REQUIRE(centre.ok());
  sync::Puller puller(
      {&*store, centre->get(), &fixture.office.clock, folder / "in", {"national"}, {}, {}});
  // Nothing is published yet, which the heartbeat says.
  REQUIRE(puller.Round(std::chrono::seconds(0)).ok());

  auto waiting =
      std::async(std::launch::async, [&] { return puller.Round(std::chrono::seconds(20)); });
  PublishOverTheWire(fixture, People(300));
  const auto pulled = waiting.get();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(pulled->changed == std::set<std::string>{"national"});
  CHECK(store->Load("national")->size() == 300);
  CHECK(sync::Repair(*store, **centre, "national")->empty());

  REQUIRE((*centre)->Report(store->ReadTrust().value(), {7, 1'000'000, ""}).ok());
  const auto fleet = fixture.As<fleet::v1::FleetService>("auditor", Role::kAuditor);
  fleet::v1::ListDevicesResponse devices;
  REQUIRE(ReasonOf(Call(*fleet, &fleet::v1::FleetService::Stub::ListDevices, {}, &devices)) ==
          "OK");
  REQUIRE(devices.devices_size() == 1);
  CHECK(devices.devices(0).id() == "post-1");
  CHECK(devices.devices(0).last_report().events_waiting() == 7);
  CHECK(devices.devices(0).last_report().held(0).version() == 1);
}

TEST_CASE("events are acknowledged with the journal's chain, for the caller alone",
          "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto post = fixture.As<event::v1::EventService>("post-1", Role::kDevice);
  grpc::ClientContext context;
  test::SetDeadline(context, std::chrono::seconds(30));
  const auto stream = post->PushEvents(&context);
  event::v1::PushEventsRequest batch;
  event::v1::PushEventsResponse answer;
  batch.set_stream_epoch(1);
  Digest chain{};
  for (int i = 1; i <= 100; ++i) {
    event::v1::Event& event = *batch.add_events();
    event.set_sequence(i);
    event.set_time_us(i);
    event.set_kind("screening");
    event.set_payload("{}");
    chain = journal::HashOf({i, i, "screening", "{}", chain, {}});
  }
  for (int times = 0; times < 2; ++times) {
    REQUIRE((stream->Write(batch) && stream->Read(&answer)));
    CHECK(answer.cursor().sequence() == 100);
    CHECK(answer.cursor().chain() == std::string(chain.begin(), chain.end()));
  }
  batch.mutable_events(0)->set_sequence(500);
  batch.mutable_events()->DeleteSubrange(1, 99);
  REQUIRE(stream->Write(batch));
  CHECK_FALSE(stream->Read(&answer));
  CHECK(ReasonOf(stream->Finish()) == "EVENT_SEQUENCE_GAP");

  const auto other = fixture.As<event::v1::EventService>("post-2", Role::kDevice);
  event::v1::GetCursorResponse cursor;
  REQUIRE(ReasonOf(Call(*other, &event::v1::EventService::Stub::GetCursor, {}, &cursor)) == "OK");
  CHECK(cursor.cursor().sequence() == 0);
}

TEST_CASE("an auditor proves that the log continues what he wrote down", "[central][e2e]") {
  Fixture fixture("sqlite");
  using Audit = audit::v1::AuditService;
  const auto auditor = fixture.As<Audit>("auditor", Role::kAuditor);
  audit::v1::GetTreeHeadResponse before;
  REQUIRE(ReasonOf(Call(*auditor, &Audit::Stub::GetTreeHead, {}, &before)) == "OK");
  PublishOverTheWire(fixture, People(5));
  audit::v1::GetTreeHeadResponse after;
  REQUIRE(ReasonOf(Call(*auditor, &Audit::Stub::GetTreeHead, {}, &after)) == "OK");
  REQUIRE(after.size() == before.size() + 4);
  const auto envelope = trust::ParseEnvelope(after.signed_head(), trust::kMaxStatementBytes);
  REQUIRE(envelope.ok());
  CHECK(trust::CheckThreshold(*envelope, fixture.office.people.root, trust::Role::kHeartbeat).ok());
  const auto head = trust::ParseTreeHead(envelope->payload);
  REQUIRE(head.ok());
  CHECK(head->size == after.size());
  CHECK(std::string(head->root.begin(), head->root.end()) == after.root());
  audit::v1::GetConsistencyProofRequest request;
  request.set_first_size(before.size());
  request.set_second_size(after.size());
  audit::v1::GetConsistencyProofResponse proof;
  REQUIRE(ReasonOf(Call(*auditor, &Audit::Stub::GetConsistencyProof, request, &proof)) == "OK");
  const auto digest_of = [](const std::string& bytes) {
    Digest digest{};
    REQUIRE(bytes.size() == digest.size());
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
  };
  std::vector<Digest> path;
  for (const std::string& hash : proof.path()) path.push_back(digest_of(hash));
  CHECK(trust::Continues(digest_of(before.root()), static_cast<size_t>(before.size()),
                         digest_of(after.root()), static_cast<size_t>(after.size()), path));
}

}  // namespace
}  // namespace chowki::central_service
