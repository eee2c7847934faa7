#include "accounts/sessions.h"

#include <algorithm>

#include "accounts/token.h"

namespace chowki::accounts {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kSigningInAtOnce = 2;        // each takes 64 MiB
constexpr size_t kNamesRemembered = 1024;  // of wrong passwords

Status Absent() {
  return WithDetail(Unauthenticated("nobody is signed in here"), {"SESSION_ABSENT", {}});
}

Status TooOften(std::chrono::seconds wait) {
  const auto wait_ms = std::chrono::milliseconds(wait).count();
  return WithDetail(ResourceExhausted("too many attempts to sign in; wait {} s", wait.count()),
                    {"SIGN_IN_TOO_OFTEN", {{"retry_after_ms", std::to_string(wait_ms)}}});
}

Status NotAgreed() {
  return WithDetail(PermissionDenied("no second officer agreed to this call"),
                    {"SECOND_OFFICER_NOT_VERIFIED", {}});
}

}  // namespace

Result<Account> Sessions::Authenticate(const std::string& name, std::string_view password) {
  {
    const std::lock_guard lock(mutex_);
    const auto wrong = failures_.find(name);
    if (wrong != failures_.end() && wrong->second.count >= options_.wrong_passwords) {
      if (SteadyClock::now() - wrong->second.last < options_.wait_after_wrong) {
        return TooOften(options_.wait_after_wrong);
      }
      failures_.erase(wrong);
    }
    if (signing_in_ >= kSigningInAtOnce) return TooOften(std::chrono::seconds(1));
    ++signing_in_;
  }
  auto account = accounts_->Authenticate(name, password);
  const std::lock_guard lock(mutex_);
  --signing_in_;
  if (account.ok()) {
    failures_.erase(name);
  } else if (account.status().code() == StatusCode::kUnauthenticated) {
    if (failures_.size() >= kNamesRemembered) failures_.clear();
    Failures& wrong = failures_[name];
    ++wrong.count;
    wrong.last = SteadyClock::now();
  }
  return account;
}

void Sessions::MakeRoom() {
  if (sessions_.size() < static_cast<size_t>(options_.at_most)) return;
  const auto least = std::ranges::min_element(
      sessions_, {}, [](const auto& session) { return session.second.touched; });
  sessions_.erase(least);
}

Result<std::string> Sessions::SignIn(const std::string& name, std::string_view password) {
  CHOWKI_ASSIGN_OR_RETURN(const Account account, Authenticate(name, password));
  const auto now = SteadyClock::now();
  std::string token = MakeToken();
  const std::lock_guard lock(mutex_);
  MakeRoom();
  sessions_[token] = {account.name, now, now, false, "", "", {}};
  return token;
}

Sessions::Session* Sessions::Find(const std::string& token) {
  const auto found = sessions_.find(token);
  if (found == sessions_.end()) return nullptr;
  const auto now = SteadyClock::now();
  if (now - found->second.started >= options_.longest) {
    sessions_.erase(found);
    return nullptr;
  }
  found->second.locked |= now - found->second.touched >= options_.idle_lock;
  return &found->second;
}

Result<Sessions::View> Sessions::Look(const std::string& token) {
  std::string name;
  bool locked = false;
  {
    const std::lock_guard lock(mutex_);
    const Session* session = Find(token);
    if (session == nullptr) return Absent();
    name = session->name;
    locked = session->locked;
  }
  auto account = accounts_->Find(name);
  if (account.status().code() == StatusCode::kNotFound) {
    SignOut(token);
    return Absent();
  }
  if (!account.ok()) return account.status();
  return View{*std::move(account), locked};
}

Result<Account> Sessions::Use(const std::string& token) {
  CHOWKI_ASSIGN_OR_RETURN(View view, Look(token));
  if (view.locked) {
    return WithDetail(Unauthenticated("the session is locked"), {"SESSION_LOCKED", {}});
  }
  return std::move(view.account);
}

void Sessions::Touch(const std::string& token) {
  const std::lock_guard lock(mutex_);
  Session* session = Find(token);
  if (session != nullptr && !session->locked) session->touched = SteadyClock::now();
}

void Sessions::Lock(const std::string& token) {
  const std::lock_guard lock(mutex_);
  Session* session = Find(token);
  if (session != nullptr) session->locked = true;
}

Status Sessions::Unlock(const std::string& token, std::string_view password) {
  CHOWKI_ASSIGN_OR_RETURN(const View view, Look(token));
  CHOWKI_RETURN_IF_ERROR(Authenticate(view.account.name, password).status());
  const std::lock_guard lock(mutex_);
  Session* session = Find(token);
  if (session == nullptr) return Absent();
  session->locked = false;
  session->touched = SteadyClock::now();
  return Ok();
}

void Sessions::SignOut(const std::string& token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(token);
}

Result<std::string> Sessions::Agree(const std::string& token, const std::string& name,
                                    std::string_view password) {
  CHOWKI_ASSIGN_OR_RETURN(const Account first, Use(token));
  if (first.name == name) {
    return WithDetail(PermissionDenied("the second officer must be somebody else"),
                      {"SECOND_OFFICER_SAME", {{"name", name}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const Account second, Authenticate(name, password));
  const bool may = std::ranges::any_of(second.roles, [](pki::Role role) {
    return role == pki::Role::kOfficer || role == pki::Role::kSupervisor;
  });
  if (!may) return NotAgreed();
  const std::lock_guard lock(mutex_);
  Session* session = Find(token);
  if (session == nullptr) return Absent();
  session->agreement = MakeToken();
  session->second_officer = second.name;
  session->agreed = SteadyClock::now();
  return session->agreement;
}

Result<std::string> Sessions::TakeAgreement(const std::string& token,
                                            const std::string& agreement) {
  const std::lock_guard lock(mutex_);
  Session* session = Find(token);
  if (session == nullptr) return Absent();
  const bool holds = !session->agreement.empty() && session->agreement == agreement &&
                     SteadyClock::now() - session->agreed < options_.second_officer;
  if (!holds) return NotAgreed();
  session->agreement.clear();
  return std::move(session->second_officer);
}

}  // namespace chowki::accounts
