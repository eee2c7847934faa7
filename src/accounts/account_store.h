#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account.h"
#include "base/status.h"
#include "sqlite/database.h"

namespace chowki::accounts {

// Who may sign in at this post: one SQLite file that only its owner can read. A change by another
// process (chowki account) holds from the next look.
//
// thread  safe.
class AccountStore {
 public:
  // Opens the file, or makes one without accounts.
  //
  // errors  as sqlite::Database::Open and sqlite::Migrate.
  [[nodiscard]] static Result<std::unique_ptr<AccountStore>> Open(
      const std::filesystem::path& path);

  // errors  as Validate and CheckPassword; kAlreadyExists with ACCOUNT_EXISTS.
  [[nodiscard]] Status Add(const Account& account, std::string_view password);

  // errors  as CheckPassword; kNotFound with ACCOUNT_UNKNOWN.
  [[nodiscard]] Status SetPassword(const std::string& name, std::string_view password);

  // errors  as Validate; kNotFound with ACCOUNT_UNKNOWN.
  [[nodiscard]] Status SetRoles(const Account& account);

  // errors  kNotFound with ACCOUNT_UNKNOWN.
  [[nodiscard]] Status Remove(const std::string& name);

  [[nodiscard]] Result<std::vector<Account>> List();

  // errors  kNotFound with ACCOUNT_UNKNOWN.
  [[nodiscard]] Result<Account> Find(const std::string& name);

  // Whose name and password these are. One at a time, so that nobody fills the memory by asking.
  //
  // errors  kUnauthenticated with PASSWORD_WRONG, the same and after the same time for a name that
  //         does not exist.
  [[nodiscard]] Result<Account> Authenticate(const std::string& name, std::string_view password);

 private:
  struct Row;
  AccountStore(sqlite::Database database, std::string nobody)
      : database_(std::move(database)), nobody_(std::move(nobody)) {}
  [[nodiscard]] Result<Row> Read(const std::string& name);

  std::mutex mutex_;  // of the database
  sqlite::Database database_;
  std::mutex hashing_;
  const std::string nobody_;  // what the password of an account that is not there is held against
};

}  // namespace chowki::accounts
