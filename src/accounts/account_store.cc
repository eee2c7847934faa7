#include "accounts/account_store.h"

#include <chrono>

#include "accounts/migrations.h"
#include "accounts/password.h"
#include "sqlite/schema.h"

namespace chowki::accounts {
namespace {

constexpr std::int32_t kApplicationId = 0x43484143;  // "CHAC"

Status Unknown(const std::string& name) {
  return WithDetail(NotFound("there is no account {}", name),
                    {"ACCOUNT_UNKNOWN", {{"name", name}}});
}

Status Wrong() {
  return WithDetail(Unauthenticated("name and password do not belong together"),
                    {"PASSWORD_WRONG", {}});
}

std::int64_t NowSeconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

// Runs a change to its end; of a change that returns the names that it changed.
Status ExpectOne(sqlite::Statement& change, const std::string& name) {
  CHOWKI_ASSIGN_OR_RETURN(const bool found, change.Step());
  if (!found) return Unknown(name);
  return change.Step().status();
}

}  // namespace

struct AccountStore::Row {
  Account account;
  std::string password;
};

Result<std::unique_ptr<AccountStore>> AccountStore::Open(const std::filesystem::path& path) {
  sqlite::OpenOptions options;
  options.durable = true;
  CHOWKI_ASSIGN_OR_RETURN(auto database, sqlite::Database::Open(path, options));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(database, {"accounts", kApplicationId, Migrations()}));
  CHOWKI_ASSIGN_OR_RETURN(std::string nobody, HashPassword("the password of nobody"));
  return std::unique_ptr<AccountStore>(new AccountStore(std::move(database), std::move(nobody)));
}

Status AccountStore::Add(const Account& account, std::string_view password) {
  CHOWKI_RETURN_IF_ERROR(Validate(account));
  CHOWKI_RETURN_IF_ERROR(CheckPassword(password));
  CHOWKI_ASSIGN_OR_RETURN(const std::string hash, HashPassword(password));
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(
      auto insert, database_.Prepare("INSERT INTO account (name, roles, password, made_s, since_s) "
                                     "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING "
                                     "RETURNING name"));
  const std::int64_t now = NowSeconds();
  CHOWKI_RETURN_IF_ERROR(insert.Bind(account.name, ToText(account.roles), hash, now, now));
  CHOWKI_ASSIGN_OR_RETURN(bool added, insert.Step());
  if (!added) {
    return WithDetail(AlreadyExists("there is an account {} already", account.name),
                      {"ACCOUNT_EXISTS", {{"name", account.name}}});
  }
  return insert.Step().status();  // to its end, so that it is committed
}

Status AccountStore::SetPassword(const std::string& name, std::string_view password) {
  CHOWKI_RETURN_IF_ERROR(CheckPassword(password));
  CHOWKI_ASSIGN_OR_RETURN(const std::string hash, HashPassword(password));
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(
      auto update,
      database_.Prepare(
          "UPDATE account SET password = ?, since_s = ? WHERE name = ? RETURNING name"));
  CHOWKI_RETURN_IF_ERROR(update.Bind(hash, NowSeconds(), name));
  return ExpectOne(update, name);
}

Status AccountStore::SetRoles(const Account& account) {
  CHOWKI_RETURN_IF_ERROR(Validate(account));
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(
      auto update, database_.Prepare("UPDATE account SET roles = ? WHERE name = ? RETURNING name"));
  CHOWKI_RETURN_IF_ERROR(update.Bind(ToText(account.roles), account.name));
  return ExpectOne(update, account.name);
}

Status AccountStore::Remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(auto remove,
                          database_.Prepare("DELETE FROM account WHERE name = ? RETURNING name"));
  CHOWKI_RETURN_IF_ERROR(remove.Bind(name));
  return ExpectOne(remove, name);
}

Result<std::vector<Account>> AccountStore::List() {
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(auto all,
                          database_.Prepare("SELECT name, roles FROM account ORDER BY name"));
  std::vector<Account> accounts;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, all.Step());
    if (!row) return accounts;
    CHOWKI_ASSIGN_OR_RETURN(auto roles, ParseRoles(all.Text(1)));
    accounts.push_back({all.Text(0), std::move(roles)});
  }
}

Result<AccountStore::Row> AccountStore::Read(const std::string& name) {
  const std::lock_guard lock(mutex_);
  CHOWKI_ASSIGN_OR_RETURN(auto find,
                          database_.Prepare("SELECT roles, password FROM account WHERE name = ?"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(name));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return Unknown(name);
  CHOWKI_ASSIGN_OR_RETURN(auto roles, ParseRoles(find.Text(0)));
  return Row{{name, std::move(roles)}, find.Text(1)};
}

Result<Account> AccountStore::Find(const std::string& name) {
  CHOWKI_ASSIGN_OR_RETURN(Row row, Read(name));
  return std::move(row.account);
}

Result<Account> AccountStore::Authenticate(const std::string& name, std::string_view password) {
  const auto row = Read(name);
  if (!row.ok() && row.status().code() != StatusCode::kNotFound) return row.status();
  const std::lock_guard lock(hashing_);
  const bool right = IsPassword(password, row.ok() ? row->password : nobody_);
  if (!row.ok() || !right) return Wrong();
  return row->account;
}

}  // namespace chowki::accounts
