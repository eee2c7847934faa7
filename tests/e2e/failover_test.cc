// A country's centre loses the machine of its database in the middle of its work: two
// chowki-central on a PostgreSQL cluster of three nodes under Patroni.

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "chowki/event/v1/event_service.grpc.pb.h"
#include "e2e/editors.h"
#include "e2e/patroni_cluster.h"
#include "e2e/running_centre.h"
#include "support/grpc_client.h"
#include "sync/puller.h"

namespace chowki::e2e {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kEntries = 3000;
constexpr int kBatch = 20;
constexpr std::chrono::milliseconds kBetweenBatches{20};

// A post that sends its journal to one centre, and to the other when that does not answer.
class Sender {
 public:
  Sender(const Deployment& deployment, const pki::KeyPair& files, std::vector<int> ports)
      : thread_([this, &deployment, &files, ports = std::move(ports)] {
          for (size_t turn = 0; !stopped_; ++turn) {
            const auto stub = event::v1::EventService::NewStub(
                test::Dial(ports[turn % ports.size()], deployment.authority(), &files));
            Send(*stub);
          }
        }) {}
  ~Sender() { Stop(); }
  void Stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] std::int64_t acknowledged() const { return acknowledged_; }
  // The centre knew less than it had acknowledged.
  [[nodiscard]] bool lost() const { return lost_; }

 private:
  void Send(event::v1::EventService::Stub& stub) {
    event::v1::GetCursorResponse known;
    grpc::ClientContext asking;
    test::SetDeadline(asking, std::chrono::seconds(5));
    if (!stub.GetCursor(&asking, {}, &known).ok()) return;
    if (known.cursor().sequence() < acknowledged_) lost_ = true;
    std::int64_t next = known.cursor().sequence() + 1;

    grpc::ClientContext sending;
    test::SetDeadline(sending, std::chrono::seconds(50));
    const auto stream = stub.PushEvents(&sending);
    event::v1::PushEventsResponse answer;
    while (!stopped_ && stream->Write(BatchFrom(next)) && stream->Read(&answer)) {
      acknowledged_ = answer.cursor().sequence();
      next = acknowledged_ + 1;
      std::this_thread::sleep_for(kBetweenBatches);
    }
    stream->WritesDone();
    (void)stream->Finish();
  }

  static event::v1::PushEventsRequest BatchFrom(std::int64_t first) {
    event::v1::PushEventsRequest batch;
    batch.set_stream_epoch(1);
    for (std::int64_t i = first; i < first + kBatch; ++i) {
      event::v1::Event& event = *batch.add_events();
      event.set_sequence(i);
      event.set_time_us(i);
      event.set_kind("screening");
      event.set_payload("{}");
    }
    return batch;
  }

  std::atomic<bool> stopped_ = false;
  std::atomic<bool> lost_ = false;
  std::atomic<std::int64_t> acknowledged_ = 0;
  std::thread thread_;
};

// A post that follows the list: it would see two truths under one number.
class Follower {
 public:
  Follower(const Deployment& deployment, const pki::KeyPair& files, int port)
      : store_(sync::PostStore::Create(folder_ / "post.db", test::ReadText(deployment.Root()))
                   .value()),
        centre_(sync::Centre::Make({"127.0.0.1:" + std::to_string(port),
                                    test::ReadText(deployment.authority()),
                                    test::ReadText(files.certificate), test::ReadText(files.key)})
                    .value()),
        puller_({&store_, centre_.get(), &clock_, folder_ / "in", {"national"}, {}, {}}),
        thread_([this] {
          while (!stopped_) {
            Note(puller_.Round(std::chrono::seconds(1)).status());
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
          }
        }) {}
  ~Follower() { Stop(); }
  void Stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] Status Catch() { return puller_.Round(std::chrono::seconds(0)).status(); }
  [[nodiscard]] size_t size() { return store_.Load("national")->size(); }
  // Anything but "nobody answers".
  [[nodiscard]] std::set<std::string> refusals() {
    const std::lock_guard lock(mutex_);
    return refusals_;
  }

 private:
  void Note(const Status& status) {
    if (status.ok() || status.code() == StatusCode::kUnavailable ||
        status.code() == StatusCode::kDeadlineExceeded) {
      return;
    }
    const std::lock_guard lock(mutex_);
    refusals_.insert(Message(status));
  }

  test::TempFolder folder_;
  SystemClock clock_;
  sync::PostStore store_;
  std::unique_ptr<sync::Centre> centre_;
  sync::Puller puller_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::set<std::string> refusals_;
  std::thread thread_;
};

TEST_CASE("a database machine that dies takes nothing with it that was acknowledged",
          "[e2e][central][failover]") {
  PatroniCluster cluster(3);
  Deployment people;
  RunningCentre first(people, cluster.where());
  RunningCentre second(people, cluster.where());
  first.Start();
  second.Start();
  const std::vector<int> ports{first.port(), second.port()};
  Editors editors(people, ports);
  REQUIRE(editors.Bring(kEntries));

  std::vector<pki::KeyPair> posts;
  for (const char* name : {"post-0", "post-1", "post-2"}) {
    posts.push_back(people.CertificateOf(name, pki::Role::kDevice));
  }
  std::vector<std::unique_ptr<Sender>> senders;
  for (const pki::KeyPair& files : posts) {
    senders.push_back(std::make_unique<Sender>(people, files, ports));
  }
  Follower follower(people, posts[0], second.port());
  for (int i = 0; i < 2; ++i) REQUIRE(editors.Bring(1));

  // The machine goes while a publication runs.
  const size_t leader = cluster.Leader();
  std::future<void> death;
  Clock::time_point died;
  const bool through = editors.Bring(1, [&] {
    death = std::async(std::launch::async, [&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(40));
      died = Clock::now();
      cluster.Kill(leader);
    });
  });
  death.get();
  std::vector<std::int64_t> before;
  for (const auto& sender : senders) before.push_back(sender->acknowledged());
  const auto working = [&] {
    for (size_t i = 0; i < senders.size(); ++i) {
      if (senders[i]->acknowledged() < before[i] + 2 * kBatch) return false;
    }
    return true;
  };
  int brought = 0;
  while (brought < 3 || !working()) {
    REQUIRE(Clock::now() < died + std::chrono::seconds(60));
    brought += editors.Bring(1) ? 1 : 0;
  }
  const std::chrono::duration<double> down = Clock::now() - died;
  WARN("three publications and every post's events "
       << down.count() << " s after the machine died; the publication of that moment "
       << (through ? "went through" : "was told to fail"));
  CHECK(cluster.Leader() != leader);

  for (const auto& sender : senders) sender->Stop();
  follower.Stop();
  for (size_t i = 0; i < senders.size(); ++i) {
    CHECK_FALSE(senders[i]->lost());
    const std::string stored = cluster.Ask(
        "SELECT count(*), count(DISTINCT sequence), max(sequence) FROM event WHERE device = "
        "'post-" +
        std::to_string(i) + "'");
    const std::string last = stored.substr(stored.rfind('|') + 1);
    CHECK(stored == last + "|" + last + "|" + last);  // none missing, none twice
    CHECK(std::stoll(last) >= senders[i]->acknowledged());
  }

  std::map<int, std::string> versions;
  for (const auto& version : Lines(
           editors.As("amina", {"changes", "versions", "--list", "national", "-o", "jsonl"}).out)) {
    CHECK(versions.emplace(version["version"], version["manifest"]).second);
  }
  CHECK(versions.begin()->first == 1);
  CHECK(versions.rbegin()->first == static_cast<int>(versions.size()));
  for (const auto& [number, manifest] : editors.versions) CHECK(versions[number] == manifest);
  std::set<std::string> approved;
  for (const auto& set :
       Lines(editors.As("amina", {"changes", "list", "--list", "national", "-o", "jsonl"}).out)) {
    if (set["approvers"].size() == 1) approved.insert(set["change_set"]);
  }
  CHECK(std::includes(approved.begin(), approved.end(), editors.approved.begin(),
                      editors.approved.end()));

  CHECK(follower.Catch().ok());
  CHECK(follower.refusals() == std::set<std::string>{});
  CHECK(follower.size() >= kEntries + editors.versions.size() - 1);
  CHECK(first.Stop(SIGTERM) == 0);
  CHECK(second.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
