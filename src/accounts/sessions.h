#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "accounts/account.h"
#include "accounts/account_store.h"
#include "base/status.h"

namespace chowki::accounts {

// Who is signed in at which screen. A session is known by a token, lives in memory only, locks when
// nobody touched it for a while, and ends after a shift.
//
// thread  safe.
class Sessions {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  struct Options {
    std::chrono::seconds idle_lock{300};
    std::chrono::seconds longest = std::chrono::hours(12);
    std::chrono::seconds second_officer{120};  // how long his word waits for the call it is for
    int at_most = 256;                         // sessions; beyond it the one used least ends
    int wrong_passwords = 5;                   // of one name, until it has to wait
    std::chrono::seconds wait_after_wrong{30};
  };

  // What a screen may know of its session.
  struct View {
    Account account;
    bool locked = false;
  };

  // accounts  must outlive the sessions.
  Sessions(AccountStore* accounts, Options options) : accounts_(accounts), options_(options) {}

  [[nodiscard]] const Options& options() const { return options_; }

  // returns  the token of a new session.
  // errors   as AccountStore::Authenticate; kResourceExhausted with SIGN_IN_TOO_OFTEN.
  [[nodiscard]] Result<std::string> SignIn(const std::string& name, std::string_view password);

  // errors  kUnauthenticated with SESSION_ABSENT: no such session, ended, or its account is gone.
  [[nodiscard]] Result<View> Look(const std::string& token);

  // The account of a session that is not locked.
  //
  // errors  as Look; kUnauthenticated with SESSION_LOCKED.
  [[nodiscard]] Result<Account> Use(const std::string& token);

  // Somebody is there: the session does not lock for another while. A locked one stays locked.
  void Touch(const std::string& token);

  void Lock(const std::string& token);

  // errors  as Look and SignIn.
  [[nodiscard]] Status Unlock(const std::string& token, std::string_view password);

  void SignOut(const std::string& token);

  // A second officer says, at the first one's screen, that he agrees to what is done next.
  //
  // returns  a token for one call of this session.
  // errors   as Use and SignIn; kPermissionDenied with SECOND_OFFICER_SAME.
  [[nodiscard]] Result<std::string> Agree(const std::string& token, const std::string& name,
                                          std::string_view password);

  // The name of him who agreed. Good once.
  //
  // errors  kPermissionDenied with SECOND_OFFICER_NOT_VERIFIED.
  [[nodiscard]] Result<std::string> TakeAgreement(const std::string& token,
                                                  const std::string& agreement);

 private:
  struct Session {
    std::string name;
    SteadyTime started;
    SteadyTime touched;
    bool locked = false;
    std::string agreement;  // token; "": nobody agreed
    std::string second_officer;
    SteadyTime agreed;
  };
  struct Failures {
    int count = 0;
    SteadyTime last;
  };

  [[nodiscard]] Result<Account> Authenticate(const std::string& name, std::string_view password);
  [[nodiscard]] Session* Find(const std::string& token);  // mutex_ is held
  void MakeRoom();                                        // mutex_ is held

  AccountStore* const accounts_;
  const Options options_;
  std::mutex mutex_;
  std::map<std::string, Session, std::less<>> sessions_;
  std::map<std::string, Failures, std::less<>> failures_;
  int signing_in_ = 0;
};

}  // namespace chowki::accounts
