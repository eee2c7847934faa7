#include "sync/pusher.h"

#include <atomic>
#include <filesystem>

#include <catch2/catch.hpp>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include "central/intake.h"
#include "central/store.h"
#include "chowki/event/v1/event_service.grpc.pb.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"
#include "trust/byte_text.h"

namespace chowki::sync {
namespace {

namespace pb = chowki::event::v1;
using chowki::test::SampleScreening;
using chowki::test::TempFolder;

Digest HashOfEvent(const central::Event& event, const Digest& previous) {
  return journal::HashOf(
      {event.sequence, event.time_us, event.kind, event.payload, previous, {}, event.erased});
}

// The centre's intake over its own store, on loopback, with a line that breaks when told to.
class Intake final : public pb::EventService::Service {
 public:
  explicit Intake(const std::filesystem::path& file)
      : store_(central::OpenStore("sqlite:" + file.string()).value()) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  ~Intake() override { server_->Shutdown(); }
  [[nodiscard]] CentreAddress address() const {
    return {"127.0.0.1:" + std::to_string(port_), {}, {}, {}};
  }

  // After so many batches are stored, the line breaks before the answer.
  std::atomic<int> breaks_after = 0;
  std::atomic<int> batches = 0;

  central::Cursor Cursor() {
    return store_->ReadFor([](sql::Connection& store) { return central::GetCursor(store, "post"); })
        .value();
  }
  std::int64_t Stored() {
    return store_
        ->ReadFor(
            [](sql::Connection& store) { return store.QueryInt("SELECT count(*) FROM event"); })
        .value();
  }

  grpc::Status GetCursor(grpc::ServerContext*, const pb::GetCursorRequest*,
                         pb::GetCursorResponse* response) override {
    *response->mutable_cursor() = ToProto(Cursor());
    return grpc::Status::OK;
  }
  grpc::Status PushEvents(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<pb::PushEventsResponse, pb::PushEventsRequest>* stream) override {
    pb::PushEventsRequest request;
    while (stream->Read(&request)) {
      std::vector<central::Event> events;
      for (const pb::Event& event : request.events()) {
        events.push_back({event.sequence(), event.time_us(), event.kind(), event.payload()});
        const std::string& digest = event.erased_sha256();
        if (digest.empty()) continue;
        std::ranges::copy(digest, reinterpret_cast<char*>(events.back().erased.emplace().data()));
      }
      const auto cursor = store_->WriteFor([&](sql::Connection& store) {
        return central::TakeEvents(store, "post", request.stream_epoch(), events, HashOfEvent,
                                   SystemClock().Now());
      });
      if (!cursor.ok()) return {grpc::StatusCode::INTERNAL, Message(cursor.status())};
      if (++batches == breaks_after) return {grpc::StatusCode::UNAVAILABLE, "the line broke"};
      pb::PushEventsResponse response;
      *response.mutable_cursor() = ToProto(*cursor);
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

 private:
  static pb::Cursor ToProto(const central::Cursor& cursor) {
    pb::Cursor message;
    message.set_stream_epoch(cursor.stream_epoch);
    message.set_sequence(cursor.sequence);
    message.set_chain(trust::AsText(cursor.chain));
    return message;
  }
  std::unique_ptr<sql::Pool> store_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

struct Post {
  TempFolder folder;
  SystemClock clock;
  Intake intake{folder / "central.db"};
  std::unique_ptr<journal::Journal> journal =
      journal::Journal::Open(folder / "journal.db", clock).value();
  std::unique_ptr<Pusher> pusher = Pusher::Make(intake.address(), journal.get()).value();
  int screened = 0;

  void Screen(int times) {
    for (int i = 0; i < times; ++i) {
      auto screening = SampleScreening();
      screening.id = "screening-" + std::to_string(++screened);
      REQUIRE(journal->Append(screening).ok());
    }
  }
  [[nodiscard]] bool AllThere() {
    const journal::Head head = journal->ReadHead().value();
    const central::Cursor cursor = intake.Cursor();
    return cursor.sequence == head.sequence && cursor.chain == head.hash;
  }
};

TEST_CASE("the journal goes up, each row once, with its chain", "[sync]") {
  Post post;
  CHECK(post.pusher->Push()->stored == 0);  // nothing yet
  post.Screen(20);
  const auto pushed = post.pusher->Push();
  INFO(Message(pushed.status()));
  REQUIRE(pushed.ok());
  CHECK(pushed->stored == 20);
  CHECK(pushed->waiting == 0);
  CHECK(post.AllThere());
  post.Screen(3);
  CHECK(post.pusher->Push()->stored == 3);
  CHECK(post.AllThere());
  CHECK(post.intake.Stored() == 23);
}

TEST_CASE("when the line breaks after a batch was stored, nothing is lost or doubled", "[sync]") {
  Post post;
  post.Screen(600);
  post.intake.breaks_after = 2;
  static_cast<void>(post.pusher->Push());
  CHECK(post.intake.Stored() >= 256);
  CHECK_FALSE(post.AllThere());
  post.intake.breaks_after = 0;
  REQUIRE(post.pusher->Push().ok());
  CHECK(post.AllThere());
  CHECK(post.intake.Stored() == 600);
}

TEST_CASE("what was erased before it was sent leaves its place in the chain", "[sync]") {
  Post post;
  post.Screen(3);
  // Opened by who finds no keys, all of it is erased.
  post.journal = journal::Journal::Open(post.folder / "journal.db", post.clock,
                                        {.keys = post.folder / "no-keys"})
                     .value();
  post.pusher = Pusher::Make(post.intake.address(), post.journal.get()).value();
  post.Screen(1);
  const auto pushed = post.pusher->Push();
  INFO(Message(pushed.status()));
  REQUIRE(pushed.ok());
  CHECK(pushed->stored == 4);
  CHECK(pushed->through == 4);
  CHECK(post.AllThere());
}

TEST_CASE("another journal begins a new stream, and the old one stays", "[sync]") {
  Post post;
  post.Screen(5);
  REQUIRE(post.pusher->Push().ok());
  post.journal = journal::Journal::Open(post.folder / "new.db", post.clock).value();
  post.pusher = Pusher::Make(post.intake.address(), post.journal.get()).value();
  post.Screen(7);
  const auto pushed = post.pusher->Push();
  REQUIRE(pushed.ok());
  CHECK(pushed->new_stream);
  CHECK(post.intake.Cursor().stream_epoch == 2);
  CHECK(post.AllThere());
  CHECK(post.intake.Stored() == 12);
  CHECK_FALSE(post.pusher->Push()->new_stream);
}

TEST_CASE("without a line the rows wait", "[sync]") {
  Post post;
  post.Screen(2);
  auto nobody = Pusher::Make({"127.0.0.1:1", {}, {}, {}}, post.journal.get()).value();
  CHECK(nobody->Push().status().code() == StatusCode::kUnavailable);
}

}  // namespace
}  // namespace chowki::sync
