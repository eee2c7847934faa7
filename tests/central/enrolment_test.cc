#include "central/enrolment.h"

#include <algorithm>
#include <array>
#include <thread>

#include <catch2/catch.hpp>

#include "central/accepted_certificates.h"
#include "central/audit_log.h"
#include "central/device.h"
#include "central/office.h"
#include "central/revocation.h"
#include "central/store.h"
#include "central/withdrawn.h"
#include "support/temp_folder.h"

namespace chowki::central {
namespace {

using test::Office;
using test::ReasonOf;

constexpr char kPost[] = "post-7";
constexpr char kSecret[] = "a secret of thirty-two bytes ...";

// The store of a centre, and certificates that are nothing but their numbers.
class Registry {
 public:
  explicit Registry(const std::string& kind) : office(kind) {}

  Status Invite(const std::string& secret = kSecret, const std::string& device = kPost) {
    const Invitation invitation{device, Sha256(secret), now(), now() + std::chrono::hours(24), {}};
    return office.pool->Write(
        [&](sql::Connection& store) { return central::Invite(store, invitation, "amina"); });
  }
  Result<std::string> Enrol(const std::string& key, const std::string& secret = kSecret) {
    return office.pool->WriteFor([&](sql::Connection& store) {
      return central::Enrol(
          store, kPost, secret, Sha256(key), [&] { return Issue(key); }, now());
    });
  }
  Result<std::string> Renew(const std::string& shown_serial, const std::string& key) {
    DeviceCertificate shown{shown_serial, Sha256(shown_serial), Sha256("k"),
                            now() + std::chrono::hours(1), ""};
    return office.pool->WriteFor([&](sql::Connection& store) {
      return central::Renew(
          store, kPost, shown, [&] { return Issue(key); }, now());
    });
  }
  Status Revoke(const std::string& device = kPost) {
    return office.pool->Write([&](sql::Connection& store) {
      return central::Revoke(store, device, "amina", "stolen from the van", now());
    });
  }
  // By both ways of asking, which must agree; also with a relay that has heard of it, but about a
  // certificate that the centre never saw: a relay knows only of what was withdrawn.
  bool Accepts(const std::string& serial) {
    bool accepted = false;
    REQUIRE(office.pool
                ->Read([&](sql::Connection& store) -> Status {
                  CHOWKI_ASSIGN_OR_RETURN(accepted, AcceptsNow(store, kPost, serial));
                  CHOWKI_ASSIGN_OR_RETURN(const auto all, ReadAccepted(store, nullptr));
                  CHECK(all->Accepts(kPost, serial) == accepted);
                  CHOWKI_ASSIGN_OR_RETURN(
                      const std::int64_t seen,
                      store.QueryInt("SELECT count(*) FROM certificate WHERE serial = $1", serial));
                  const bool at_relay = RelayAccepts(store, serial);
                  CHECK((at_relay == accepted || (at_relay && seen == 0)));
                  return Ok();
                })
                .ok());
    return accepted;
  }
  Device Known() {
    return office.pool->ReadFor([](sql::Connection& store) { return GetDevice(store, kPost); })
        .value();
  }
  [[nodiscard]] Time now() const { return office.clock.now; }

  Office office;

 private:
  bool RelayAccepts(sql::Connection& store, const std::string& serial) {
    const std::int64_t known = relay_->ReadFor(MirroredChange).value();
    const Withdrawn told = ReadWithdrawn(store, known, now()).value();
    if (told.change == known) {
      CHECK(told.posts.empty());
    } else {
      REQUIRE(
          relay_->Write([&](sql::Connection& kept) { return MirrorWithdrawn(kept, told, now()); })
              .ok());
    }
    return relay_->ReadFor([](sql::Connection& kept) { return ReadAccepted(kept, nullptr); })
        .value()
        ->Accepts(kPost, serial);
  }
  Result<DeviceCertificate> Issue(const std::string& key) {
    const std::string serial = "c" + std::to_string(++issued_);
    return DeviceCertificate{serial, Sha256(serial), Sha256(key), now() + std::chrono::days(90),
                             "pem of " + serial};
  }
  int issued_ = 0;
  chowki::test::TempFolder folder_;
  std::unique_ptr<sql::Pool> relay_ =
      OpenStore("sqlite:" + (folder_ / "relay.db").string()).value();
};

TEST_CASE("a token becomes one certificate, of one key", "[central]") {
  Registry registry(GENERATE("sqlite", "postgres"));
  REQUIRE(registry.Invite().ok());
  CHECK(registry.Known().invited_until.has_value());
  CHECK(ReasonOf(registry.Enrol("key", "another secret").status()) == "ENROLMENT_TOKEN_WRONG");
  CHECK(*registry.Enrol("key") == "pem of c1");
  // The answer was lost: the same again. Somebody else is refused, and changes nothing.
  CHECK(*registry.Enrol("key") == "pem of c1");
  CHECK(ReasonOf(registry.Enrol("other key").status()) == "ENROLMENT_TOKEN_USED");
  CHECK(registry.Accepts("c1"));
  CHECK_FALSE(registry.Accepts("c2"));
  CHECK_FALSE(registry.Known().invited_until.has_value());
  CHECK(registry.Known().certified_until == registry.now() + std::chrono::days(90));
}

TEST_CASE("a token lasts as long as was said, and a newer one is the only one", "[central]") {
  Registry registry(GENERATE("sqlite", "postgres"));
  CHECK(ReasonOf(registry.Enrol("key").status()) == "ENROLMENT_TOKEN_WRONG");  // never invited
  REQUIRE(registry.Invite("the first of two").ok());
  REQUIRE(registry.Invite().ok());
  CHECK(ReasonOf(registry.Enrol("key", "the first of two").status()) == "ENROLMENT_TOKEN_WRONG");
  registry.office.clock.now += std::chrono::hours(24);
  CHECK(ReasonOf(registry.Enrol("key").status()) == "ENROLMENT_TOKEN_EXPIRED");
  registry.office.clock.now -= std::chrono::milliseconds(1);
  CHECK(registry.Enrol("key").ok());
}

TEST_CASE("who is revoked stays out until he is enrolled again", "[central]") {
  Registry registry(GENERATE("sqlite", "postgres"));
  CHECK(ReasonOf(registry.Revoke("nobody")) == "RESOURCE_UNKNOWN");
  REQUIRE(registry.Invite().ok());
  REQUIRE(registry.Enrol("key").ok());
  REQUIRE(registry.Invite("a token that is under way when he is revoked").ok());
  REQUIRE(registry.Revoke().ok());
  REQUIRE(registry.Revoke().ok());
  CHECK_FALSE(registry.Accepts("c1"));
  CHECK_FALSE(registry.Accepts("of another authority"));
  CHECK(registry.Known().revocation->reason == "stolen from the van");
  CHECK(ReasonOf(registry.Enrol("key").status()) == "ENROLMENT_TOKEN_WRONG");
  CHECK(ReasonOf(registry.Renew("c1", "new key").status()) == "CERTIFICATE_REVOKED");

  REQUIRE(registry.Invite("a new token").ok());
  CHECK_FALSE(registry.Accepts("c1"));
  REQUIRE(registry.Enrol("new key", "a new token").ok());
  CHECK(registry.Accepts("c2"));
  CHECK_FALSE(registry.Accepts("c1"));
  CHECK_FALSE(registry.Known().revocation.has_value());

  std::vector<std::string> actions;
  const auto log = registry.office.pool->ReadFor(
      [](sql::Connection& store) { return ListAudit(store, 0, 100); });
  REQUIRE(log.ok());
  for (const AuditRecord& record : *log) {
    if (record.resource == "devices/post-7") actions.push_back(record.action);
  }
  CHECK(actions == std::vector<std::string>{"fleet.invite", "fleet.enrol", "fleet.invite",
                                            "fleet.revoke", "fleet.invite", "fleet.enrol"});
}

TEST_CASE("a renewal leaves the certificate it was asked with, and no older one", "[central]") {
  Registry registry(GENERATE("sqlite", "postgres"));
  // A post whose certificate others issued comes in by its first renewal.
  CHECK(registry.Accepts("by hand"));
  REQUIRE(*registry.Renew("by hand", "key 1") == "pem of c1");
  CHECK((registry.Accepts("by hand") && registry.Accepts("c1")));
  CHECK_FALSE(registry.Accepts("also by hand"));
  REQUIRE(*registry.Renew("c1", "key 2") == "pem of c2");
  CHECK((registry.Accepts("c1") && registry.Accepts("c2")));
  CHECK_FALSE(registry.Accepts("by hand"));
  CHECK(ReasonOf(registry.Renew("by hand", "key 3").status()) == "CERTIFICATE_REVOKED");
  CHECK(ReasonOf(registry.Renew("also by hand", "key 3").status()) == "CERTIFICATE_REVOKED");
  CHECK(registry.Accepts("c2"));
}

TEST_CASE("of two who come with one token at the same time, one gets a certificate", "[central]") {
  Registry registry("postgres");
  REQUIRE(registry.Invite().ok());
  std::vector<std::thread> posts;
  std::array<std::string, 8> answers;
  for (size_t i = 0; i < answers.size(); ++i) {
    posts.emplace_back([&, i] {
      const std::string key = "key " + std::to_string(i);
      const auto issue = [&]() -> Result<DeviceCertificate> {
        return DeviceCertificate{key, Sha256(key), Sha256(key), registry.now(), key};
      };
      answers[i] = ReasonOf(registry.office.pool
                                ->WriteFor([&](sql::Connection& store) {
                                  return central::Enrol(store, kPost, kSecret, Sha256(key), issue,
                                                        registry.now());
                                })
                                .status());
    });
  }
  for (std::thread& post : posts) post.join();
  CHECK(std::count(answers.begin(), answers.end(), "OK") == 1);
  CHECK(std::count(answers.begin(), answers.end(), "ENROLMENT_TOKEN_USED") == 7);
}

}  // namespace
}  // namespace chowki::central
