// Posts with memories of their own, joined by the centre, over gRPC with certificates.

#include "sync/shared_memory.h"

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <catch2/catch.hpp>

#include "associate/people.h"
#include "base/metrics.h"
#include "central/office.h"
#include "central/store.h"
#include "central_service/centre.h"
#include "central_service/head_watch.h"
#include "central_service/shared_keys.h"
#include "chowki/memory/v1/shared_memory_service.grpc.pb.h"
#include "support/grpc_client.h"
#include "support/temp_folder.h"
#include "support/test_pki.h"

namespace chowki::central_service {
namespace {

using namespace std::chrono_literals;
using associate::Direction;
using associate::kDay;
using associate::kNoon;
using associate::Party;
using associate::Person;
using associate::Recollection;
using pki::Role;
namespace fs = std::filesystem;
namespace pb = memory::v1;

class Country {
 public:
  Country() {
    clock.now = kNoon;
    keys = SharedKeys::Open(folder_ / "keys", {}, store.get(), &clock).value();
    const pki::KeyPair files = pki_.Server();
    options_.address = "127.0.0.1:0";
    options_.tls =
        service::TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                             test::ReadText(pki_.authority())};
    Connect();
    options_.address = "127.0.0.1:" + std::to_string(server_->port());
  }
  ~Country() { heads_.Stop(); }

  void Cut() { server_.reset(); }
  void Connect() {
    Centre centre;
    centre.store = store.get();
    centre.heads = &heads_;
    centre.clock = &clock;
    centre.shared_keys = keys.get();
    server_ = service::Server::Start(options_, &metrics_, ServeCentre(centre)).value();
  }

  [[nodiscard]] sync::CentreAddress AddressFor(const std::string& name, Role role = Role::kDevice) {
    const pki::KeyPair files = pki_.Client(name, {role});
    return {options_.address == "127.0.0.1:0" ? "" : options_.address,
            test::ReadText(pki_.authority()), test::ReadText(files.certificate),
            test::ReadText(files.key)};
  }
  std::unique_ptr<pb::SharedMemoryService::Stub> StubFor(const std::string& name, Role role) {
    const pki::KeyPair files = pki_.Client(name, {role});
    return pb::SharedMemoryService::NewStub(test::Dial(server_->port(), pki_.authority(), &files));
  }

  // Everything that the centre's folder holds, but the keys.
  [[nodiscard]] std::string AllBytes() const {
    std::string bytes;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      bytes += test::ReadText(folder_ / (std::string("central.db") + suffix));
    }
    return bytes;
  }
  std::int64_t Rows(const std::string& table) {
    return store
        ->ReadFor(
            [&](sql::Connection& open) { return open.QueryInt("SELECT count(*) FROM " + table); })
        .value();
  }
  [[nodiscard]] bool HasKeys() const { return !fs::is_empty(folder_ / "keys"); }

 private:
  test::TempFolder folder_;
  test::TestPki pki_;
  Metrics metrics_;
  service::ServerOptions options_;

 public:
  central::test::HandClock clock;
  std::unique_ptr<sql::Pool> store =
      central::OpenStore("sqlite:" + (folder_ / "central.db").string()).value();
  std::unique_ptr<SharedKeys> keys;

 private:
  HeadWatch heads_{store.get()};
  std::unique_ptr<service::Server> server_;
};

// A post: what it sees is judged by what it remembers, remembered, and told to the others.
class Post {
 public:
  Post(Country& country, const std::string& name) : name_(name), country_(country) {
    sync::SharedMemoryParts parts;
    parts.with_memory = [this](const std::function<Status(associate::Memory&)>& work) {
      const std::lock_guard lock(mutex_);
      return work(memory);
    };
    parts.take = [this](const Party& remembered, const Recollection& of_others) {
      news.emplace_back(remembered, of_others);
      return Ok();
    };
    parts.clock = &country.clock;
    pump = sync::SharedMemory::Make(country.AddressFor(name), std::move(parts)).value();
  }

  // Whether this post alone sees an adult with a third child.
  bool See(Party party) {
    for (auto& traveller : party.travellers) traveller.passage.post = name_;
    const auto past = memory.Recall(party);
    REQUIRE(past.ok());
    REQUIRE(memory.NoteReturns(party, *past).ok());
    REQUIRE(memory.Remember({&party, 1}).ok());
    return SeesEscort(party, *past);
  }
  static bool SeesEscort(const Party& party, const Recollection& past) {
    const auto signs = associate::Judge({party, past, {}});
    return std::ranges::any_of(signs, [](const associate::Sign& sign) {
      return sign.id == "repeat_escort" && sign.strength == 1;
    });
  }
  // Until the line carries again.
  sync::Exchanged Exchange() {
    for (int tries = 0; tries < 100; ++tries) {
      const auto exchanged = pump->Exchange();
      if (exchanged.ok()) return *exchanged;
      INFO(Message(exchanged.status()));
      REQUIRE(exchanged.status().code() == StatusCode::kUnavailable);
      std::this_thread::sleep_for(100ms);
    }
    FAIL("the line does not come back");
    return {};
  }

 private:
  const std::string name_;
  Country& country_;
  test::TempFolder folder_;
  std::mutex mutex_;

 public:
  associate::Memory memory =
      associate::Memory::Open(folder_ / "crossings", folder_ / "keys", country_.clock.now).value();
  std::vector<std::pair<Party, Recollection>> news;
  std::unique_ptr<sync::SharedMemory> pump;
};

Party WithChild(const std::string& child, Time time, Direction direction = Direction::kOut) {
  return {{Person("YUSUFZAI", "TARIQGUL", 1980, "ZZ8800123", time, direction),
           Person("OF" + child, child, 2014, child + "7001", time, direction)},
          true};
}

TEST_CASE("an escort with another child at each of three posts is seen by all of them together",
          "[central_service][shared]") {
  Country country;
  Post a(country, "post-a");
  Post b(country, "post-b");
  Post c(country, "post-c");
  for (Post* post : {&a, &b, &c}) REQUIRE(post->pump->FetchKeys().ok());

  CHECK_FALSE(a.See(WithChild("SABAGUL", kNoon)));
  CHECK(a.Exchange().sent == 1);
  country.clock.now += 6 * kDay;  // another period
  CHECK_FALSE(b.See(WithChild("LAILAGUL", country.clock.now)));
  CHECK(b.Exchange().news == 1);
  country.clock.now += 3 * kDay;
  const Party third = WithChild("NOORGUL", country.clock.now);
  CHECK_FALSE(c.See(third));
  const auto exchanged = c.Exchange();
  CHECK(exchanged.sent == 1);
  CHECK(exchanged.waiting == 0);
  CHECK(exchanged.unreadable == 0);
  REQUIRE(c.news.size() == 1);
  CHECK(c.news[0].second.parties.size() == 2);
  CHECK(Post::SeesEscort(third, c.news[0].second));
  // Also by what is remembered of the party, when nobody has it in plain any more.
  CHECK(c.news[0].first.travellers[1].screening == third.travellers[1].screening);
  CHECK(Post::SeesEscort(c.news[0].first, c.news[0].second));

  // Nothing that the centre keeps has a plain value in it.
  const std::string bytes = country.AllBytes();
  CHECK(bytes.find("post-a") != std::string::npos);  // the search finds what is there
  for (const auto& traveller : third.travellers) {
    for (const std::string& plain : {traveller.surname, traveller.given_names,
                                     traveller.document_number, traveller.screening}) {
      INFO(plain);
      CHECK(bytes.find(plain) == std::string::npos);
    }
  }
  const auto keys = country.keys->Give();
  for (const auto& given : *keys) {
    CHECK(bytes.find(given.key->bytes()) == std::string::npos);
  }

  // After the retention neither rows nor keys are left.
  country.clock.now += 60 * kDay;  // also those that were made ahead
  while (country.keys->ForgetSome().value()) {
  }
  for (const char* table :
       {"shared_party", "shared_trace", "shared_return", "shared_news", "shared_period"}) {
    CHECK(country.Rows(table) == 0);
  }
  CHECK_FALSE(country.HasKeys());
}

TEST_CASE(
    "a post that is cut off sees what it remembers, and is told the rest when the line is back",
    "[central_service][shared]") {
  Country country;
  Post a(country, "post-a");
  Post b(country, "post-b");
  for (Post* post : {&a, &b}) REQUIRE(post->pump->FetchKeys().ok());
  country.Cut();
  // B sees him first, but nobody can be told. A has a line when he comes there.
  CHECK_FALSE(b.See(WithChild("SABAGUL", kNoon)));
  CHECK_FALSE(b.pump->Exchange().ok());
  country.clock.now += 6 * kDay;
  CHECK_FALSE(b.See(WithChild("LAILAGUL", country.clock.now)));
  CHECK(b.See(WithChild("NOORGUL", country.clock.now)));  // what B itself remembers is enough
  CHECK_FALSE(b.pump->Exchange().ok());
  CHECK(*b.memory.CountOutgoing() == 3);
  country.clock.now += kDay;
  country.Connect();
  CHECK_FALSE(a.See(WithChild("ZARAGUL", country.clock.now)));
  CHECK(a.Exchange().sent == 1);
  CHECK(a.news.empty());

  country.clock.now += kDay;
  CHECK(b.Exchange().sent == 3);
  CHECK(b.news.empty());  // what A saw is later than each of B's
  CHECK(*b.memory.CountOutgoing() == 0);
  CHECK(a.Exchange().news > 0);
  REQUIRE_FALSE(a.news.empty());
  CHECK(a.news[0].second.parties.size() == 3);
  CHECK(Post::SeesEscort(a.news[0].first, a.news[0].second));
  a.news.clear();
  CHECK(a.Exchange().news == 0);
}

TEST_CASE("children who came back at another post have come back", "[central_service][shared]") {
  Country country;
  Post a(country, "post-a");
  Post b(country, "post-b");
  for (Post* post : {&a, &b}) REQUIRE(post->pump->FetchKeys().ok());
  a.See(WithChild("SABAGUL", kNoon));
  a.Exchange();
  country.clock.now += kDay;
  Party back = WithChild("SABAGUL", country.clock.now, Direction::kIn);
  back.travellers.erase(back.travellers.begin());
  b.See(back);
  CHECK(b.Exchange().news == 1);
  b.Exchange();  // tells who came back
  a.Exchange();
  const auto past = a.memory.Recall(WithChild("ZARAGUL", country.clock.now + kDay, Direction::kIn));
  REQUIRE(past->parties.size() == 1);
  CHECK(past->parties[0].companions[0].returned);
}

TEST_CASE("who remembers in other periods shares nothing, and is told why",
          "[central_service][shared]") {
  Country country;
  Post a(country, "post-a");
  a.memory = *associate::Memory::OpenInMemory({30, 3});
  const Status fetched = a.pump->FetchKeys();
  CHECK(fetched.code() == StatusCode::kFailedPrecondition);
  CHECK(Message(fetched).find("periods of 3") != std::string::npos);
}

TEST_CASE("only posts may push, each as itself, and no more than fits",
          "[central_service][shared]") {
  Country country;
  const auto push = [&](Role role, const pb::PushCrossingsRequest& request) {
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    pb::PushCrossingsResponse response;
    static int callers = 0;
    const std::string name = "somebody-" + std::to_string(++callers);
    return country.StubFor(name, role)->PushCrossings(&context, request, &response);
  };
  for (const Role role : {Role::kOfficer, Role::kAdmin, Role::kAuditor}) {
    CHECK(push(role, {}).error_code() == grpc::StatusCode::PERMISSION_DENIED);
  }
  CHECK(push(Role::kDevice, {}).ok());
  pb::PushCrossingsRequest request;
  for (int i = 0; i < 65; ++i) request.add_parties();
  CHECK(push(Role::kDevice, request).error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  request.Clear();
  for (int i = 0; i < 201; ++i) {
    if (i % 100 == 0) request.add_parties();
    request.mutable_parties()->rbegin()->add_travellers();
  }
  CHECK(push(Role::kDevice, request).error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  request.Clear();
  for (int i = 0; i < 1001; ++i) request.add_returned();
  CHECK(push(Role::kDevice, request).error_code() == grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace chowki::central_service
