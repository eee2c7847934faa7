#pragma once

#include <string>

#include "accounts/sessions.h"
#include "gateway/http.h"

namespace chowki::gateway {

// Signing in and out, locking, the second officer: what a screen does with its session. The token
// travels in a cookie that scripts cannot read and other sites cannot send.
//
//   POST   /session         {"name", "password"} -> who is signed in
//   GET    /session         who is signed in
//   DELETE /session         signs out
//   POST   /session/touch   somebody is there
//   POST   /session/lock
//   POST   /session/unlock  {"password"}
//   POST   /session/second  {"name", "password"} -> {"name", "token"}, for kSecondOfficer
//
// thread  safe.
class SessionRoutes {
 public:
  struct Options {
    std::string checkpoint;  // told to the screen
    bool secure = true;      // the cookie travels over TLS only
  };

  // sessions  must outlive the routes.
  SessionRoutes(accounts::Sessions* sessions, Options options)
      : sessions_(sessions), options_(std::move(options)) {}

  [[nodiscard]] static bool Serves(std::string_view path);
  [[nodiscard]] Response Answer(const Request& request);

 private:
  [[nodiscard]] Result<Response> SignIn(const Request& request);
  [[nodiscard]] Result<Response> Show(const Request& request);
  [[nodiscard]] Result<Response> SignOut(const Request& request);
  [[nodiscard]] Result<Response> Touch(const Request& request);
  [[nodiscard]] Result<Response> Lock(const Request& request);
  [[nodiscard]] Result<Response> Unlock(const Request& request);
  [[nodiscard]] Result<Response> Agree(const Request& request);
  [[nodiscard]] Result<Response> Describe(const std::string& token);
  [[nodiscard]] std::string Cookie(const std::string& token, bool ends) const;

  struct Route;
  static const Route kRoutes[];

  accounts::Sessions* const sessions_;
  const Options options_;
};

inline constexpr char kSessionCookie[] = "chowki-session";

// The header of a call that the second officer agreed to; its value is his token.
inline constexpr char kSecondOfficer[] = "Chowki-Second-Officer";

}  // namespace chowki::gateway
