#include "accounts/account_store.h"

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "accounts/password.h"
#include "support/temp_folder.h"

namespace chowki::accounts {
namespace {

constexpr char kPassword[] = "a long way to Taftan";

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

TEST_CASE("an account signs in with its password and no other") {
  const test::TempFolder folder;
  const auto store = AccountStore::Open(folder / "accounts.db");
  REQUIRE(store.ok());
  const Account officer{"a.khan", {pki::Role::kOfficer, pki::Role::kSupervisor}};
  REQUIRE((*store)->Add(officer, kPassword).ok());

  const auto signed_in = (*store)->Authenticate("a.khan", kPassword);
  REQUIRE(signed_in.ok());
  CHECK(*signed_in == officer);
  const auto wrong = (*store)->Authenticate("a.khan", "a long way to Taftam");
  CHECK(ReasonOf(wrong.status()) == "PASSWORD_WRONG");
  const auto nobody = (*store)->Authenticate("b.khan", kPassword);
  CHECK(nobody.status() == wrong.status());
  CHECK(ReasonOf((*store)->Authenticate("a.khan", "").status()) == "PASSWORD_WRONG");
}

TEST_CASE("accounts survive the process, and another process may change them") {
  const test::TempFolder folder;
  const auto ours = AccountStore::Open(folder / "accounts.db");
  const auto theirs = AccountStore::Open(folder / "accounts.db");
  REQUIRE(ours.ok());
  REQUIRE(theirs.ok());
  REQUIRE((*theirs)->Add({"m.baloch", {pki::Role::kOfficer}}, kPassword).ok());
  CHECK((*ours)->Authenticate("m.baloch", kPassword).ok());

  REQUIRE((*theirs)->SetPassword("m.baloch", "another one, longer").ok());
  CHECK_FALSE((*ours)->Authenticate("m.baloch", kPassword).ok());
  CHECK((*ours)->Authenticate("m.baloch", "another one, longer").ok());

  REQUIRE((*theirs)->SetRoles({"m.baloch", {pki::Role::kAuditor}}).ok());
  CHECK((*ours)->Find("m.baloch")->roles == std::vector{pki::Role::kAuditor});
  REQUIRE((*theirs)->Remove("m.baloch").ok());
  CHECK((*ours)->List()->empty());
  CHECK(ReasonOf((*ours)->Find("m.baloch").status()) == "ACCOUNT_UNKNOWN");
}

TEST_CASE("what cannot be an account is refused by name") {
  const test::TempFolder folder;
  const auto store = AccountStore::Open(folder / "accounts.db");
  REQUIRE(store.ok());
  const std::vector officer{pki::Role::kOfficer};
  REQUIRE((*store)->Add({"a.khan", officer}, kPassword).ok());
  CHECK(ReasonOf((*store)->Add({"a.khan", officer}, kPassword)) == "ACCOUNT_EXISTS");

  for (const char* name : {"", "A.Khan", "a khan", "a/khan", "a\nkhan", "\xD8\xA7"}) {
    INFO(name);
    CHECK(ReasonOf((*store)->Add({name, officer}, kPassword)) == "ACCOUNT_INVALID");
  }
  CHECK(ReasonOf((*store)->Add({std::string(65, 'a'), officer}, kPassword)) == "ACCOUNT_INVALID");
  CHECK(ReasonOf((*store)->Add({"b", {}}, kPassword)) == "ACCOUNT_INVALID");
  CHECK(ReasonOf((*store)->Add({"b", {pki::Role::kKiosk}}, kPassword)) == "ACCOUNT_INVALID");
  CHECK(ReasonOf(ParseRoles("officer,king").status()) == "ACCOUNT_INVALID");
  for (const std::string& password :
       {std::string("short"), std::string(257, 'a'), std::string("with a\nline"),
        std::string("\xff\xfe not a text"), std::string("nine \xD8\xA7\xD8\xA7\xD8\xA7\xD8\xA7")}) {
    INFO(password);
    CHECK(ReasonOf((*store)->Add({"b", officer}, password)) == "ACCOUNT_INVALID");
  }
  for (const Status& unknown :
       {(*store)->SetPassword("nobody", kPassword), (*store)->Remove("nobody"),
        (*store)->SetRoles({"nobody", officer})}) {
    CHECK(ReasonOf(unknown) == "ACCOUNT_UNKNOWN");
  }
}

TEST_CASE("the file holds no password and can be read by its owner only") {
  const test::TempFolder folder;
  const auto file = folder / "accounts.db";
  {
    const auto store = AccountStore::Open(file);
    REQUIRE(store.ok());
    REQUIRE((*store)->Add({"a.khan", {pki::Role::kOfficer}}, kPassword).ok());
  }
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  REQUIRE(bytes.size() > 1000);
  CHECK(bytes.find(kPassword) == std::string::npos);
  CHECK(bytes.find("$argon2id$") != std::string::npos);
  struct stat about {};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0077) == 0);
}

TEST_CASE("the same password is kept differently each time") {
  const auto once = HashPassword(kPassword);
  const auto again = HashPassword(kPassword);
  REQUIRE(once.ok());
  REQUIRE(again.ok());
  CHECK(*once != *again);
  CHECK(IsPassword(kPassword, *once));
  CHECK_FALSE(IsPassword(kPassword, "not a hash"));
}

}  // namespace
}  // namespace chowki::accounts
