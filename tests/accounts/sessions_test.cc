#include "accounts/sessions.h"

#include <thread>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::accounts {
namespace {

using namespace std::chrono_literals;

constexpr char kPassword[] = "a long way to Taftan";

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

class Post {
 public:
  explicit Post(Sessions::Options options = {}) : sessions(store.get(), options) {
    REQUIRE(store->Add({"a.khan", {pki::Role::kOfficer}}, kPassword).ok());
    REQUIRE(store->Add({"m.baloch", {pki::Role::kSupervisor}}, "another password").ok());
    REQUIRE(store->Add({"r.auditor", {pki::Role::kAuditor}}, "third password").ok());
  }
  std::string SignIn() { return sessions.SignIn("a.khan", kPassword).value(); }

  test::TempFolder folder;
  std::unique_ptr<AccountStore> store = AccountStore::Open(folder / "accounts.db").value();
  Sessions sessions;
};

TEST_CASE("a session is used with its token until it is signed out") {
  Post post;
  const std::string token = post.SignIn();
  CHECK(token.size() == 64);
  CHECK(post.SignIn() != token);
  CHECK(post.sessions.Use(token)->name == "a.khan");
  CHECK(ReasonOf(post.sessions.Use("").status()) == "SESSION_ABSENT");
  CHECK(ReasonOf(post.sessions.Use(std::string(64, '0')).status()) == "SESSION_ABSENT");
  post.sessions.SignOut(token);
  CHECK(ReasonOf(post.sessions.Use(token).status()) == "SESSION_ABSENT");
}

TEST_CASE("a session without anybody there locks, and its password opens it again") {
  Sessions::Options options;
  options.idle_lock = 0s;
  Post at_once(options);
  const std::string idle = at_once.SignIn();
  CHECK(ReasonOf(at_once.sessions.Use(idle).status()) == "SESSION_LOCKED");
  CHECK(at_once.sessions.Look(idle)->locked);

  Post post;
  const std::string token = post.SignIn();
  post.sessions.Lock(token);
  post.sessions.Touch(token);
  CHECK(ReasonOf(post.sessions.Use(token).status()) == "SESSION_LOCKED");
  CHECK(ReasonOf(post.sessions.Unlock(token, "another password")) == "PASSWORD_WRONG");
  CHECK(ReasonOf(post.sessions.Use(token).status()) == "SESSION_LOCKED");
  REQUIRE(post.sessions.Unlock(token, kPassword).ok());
  CHECK(post.sessions.Use(token).ok());
}

TEST_CASE("a session ends with its shift and with its account") {
  Sessions::Options options;
  options.longest = 0s;
  Post at_once(options);
  CHECK(ReasonOf(at_once.sessions.Use(at_once.SignIn()).status()) == "SESSION_ABSENT");

  Post post;
  const std::string token = post.SignIn();
  REQUIRE(post.store->SetRoles({"a.khan", {pki::Role::kAuditor}}).ok());
  CHECK(post.sessions.Use(token)->roles == std::vector{pki::Role::kAuditor});
  REQUIRE(post.store->Remove("a.khan").ok());
  CHECK(ReasonOf(post.sessions.Use(token).status()) == "SESSION_ABSENT");
}

TEST_CASE("who guesses passwords has to wait, and others do not") {
  Sessions::Options options;
  options.wrong_passwords = 2;
  Post post(options);
  for (int i = 0; i < 2; ++i) {
    CHECK(ReasonOf(post.sessions.SignIn("a.khan", "wrong").status()) == "PASSWORD_WRONG");
  }
  const Status refused = post.sessions.SignIn("a.khan", kPassword).status();
  CHECK(ReasonOf(refused) == "SIGN_IN_TOO_OFTEN");
  CHECK(Detail(refused)->metadata.at("retry_after_ms") == "30000");
  CHECK(post.sessions.SignIn("m.baloch", "another password").ok());
}

TEST_CASE("the session used least makes room for a new one") {
  Sessions::Options options;
  options.at_most = 2;
  Post post(options);
  const std::string first = post.SignIn();
  const std::string second = post.SignIn();
  post.sessions.Touch(first);
  const std::string third = post.SignIn();
  CHECK(post.sessions.Use(first).ok());
  CHECK_FALSE(post.sessions.Use(second).ok());
  CHECK(post.sessions.Use(third).ok());
}

TEST_CASE("a second officer agrees with his own password to one call") {
  Post post;
  const std::string token = post.SignIn();
  CHECK(ReasonOf(post.sessions.Agree(token, "a.khan", kPassword).status()) ==
        "SECOND_OFFICER_SAME");
  CHECK(ReasonOf(post.sessions.Agree(token, "m.baloch", kPassword).status()) == "PASSWORD_WRONG");
  CHECK(ReasonOf(post.sessions.Agree(token, "r.auditor", "third password").status()) ==
        "SECOND_OFFICER_NOT_VERIFIED");

  const auto agreement = post.sessions.Agree(token, "m.baloch", "another password");
  REQUIRE(agreement.ok());
  const std::string other = post.SignIn();
  CHECK(ReasonOf(post.sessions.TakeAgreement(other, *agreement).status()) ==
        "SECOND_OFFICER_NOT_VERIFIED");
  CHECK(ReasonOf(post.sessions.TakeAgreement(token, "").status()) == "SECOND_OFFICER_NOT_VERIFIED");
  CHECK(post.sessions.TakeAgreement(token, *agreement).value() == "m.baloch");
  CHECK(ReasonOf(post.sessions.TakeAgreement(token, *agreement).status()) ==
        "SECOND_OFFICER_NOT_VERIFIED");
}

TEST_CASE("an agreement that is not used for a while is void") {
  Sessions::Options options;
  options.second_officer = 0s;
  Post post(options);
  const std::string token = post.SignIn();
  const auto agreement = post.sessions.Agree(token, "m.baloch", "another password");
  REQUIRE(agreement.ok());
  CHECK(ReasonOf(post.sessions.TakeAgreement(token, *agreement).status()) ==
        "SECOND_OFFICER_NOT_VERIFIED");
}

}  // namespace
}  // namespace chowki::accounts
