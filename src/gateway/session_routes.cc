#include "gateway/session_routes.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/log.h"
#include "gateway/connect_error.h"

namespace chowki::gateway {
namespace {

using nlohmann::json;

constexpr size_t kLongestBody = 4096;

Response Empty() { return {204, {}, ""}; }

Response Json(const json& body) {
  return {200, {{"Content-Type", "application/json"}}, body.dump()};
}

Status FieldWrong(const std::string& field) {
  return WithDetail(InvalidInput("{} must be a text", field),
                    {"FIELD_INVALID", {{"field", field}}});
}

// The texts of a flat JSON object.
Result<std::map<std::string, std::string>> TextsOf(const Request& request,
                                                   std::initializer_list<const char*> fields) {
  if (!request.HeaderOf("Content-Type").starts_with("application/json")) {
    return FieldWrong("Content-Type");
  }
  const json body = request.body.size() <= kLongestBody ? json::parse(request.body, nullptr, false)
                                                        : json(json::value_t::discarded);
  std::map<std::string, std::string> texts;
  for (const std::string field : fields) {
    if (!body.is_object() || !body.contains(field) || !body[field].is_string()) {
      return FieldWrong(field);
    }
    texts[field] = body[field].get<std::string>();
  }
  return texts;
}

std::string TokenOf(const Request& request) { return request.CookieOf(kSessionCookie); }

}  // namespace

struct SessionRoutes::Route {
  std::string_view method;
  std::string_view path;
  Result<Response> (SessionRoutes::*answer)(const Request& request);
};

const SessionRoutes::Route SessionRoutes::kRoutes[] = {
    {"POST", "/session", &SessionRoutes::SignIn},
    {"GET", "/session", &SessionRoutes::Show},
    {"DELETE", "/session", &SessionRoutes::SignOut},
    {"POST", "/session/touch", &SessionRoutes::Touch},
    {"POST", "/session/lock", &SessionRoutes::Lock},
    {"POST", "/session/unlock", &SessionRoutes::Unlock},
    {"POST", "/session/second", &SessionRoutes::Agree},
};

bool SessionRoutes::Serves(std::string_view path) {
  return std::ranges::any_of(kRoutes, [path](const Route& route) { return route.path == path; });
}

Response SessionRoutes::Answer(const Request& request) {
  for (const Route& route : kRoutes) {
    if (route.path != request.path || route.method != request.method) continue;
    auto response = (this->*route.answer)(request);
    return response.ok() ? *std::move(response) : ToResponse(response.status());
  }
  return {405, {}, ""};
}

Result<Response> SessionRoutes::SignIn(const Request& request) {
  CHOWKI_ASSIGN_OR_RETURN(auto texts, TextsOf(request, {"name", "password"}));
  const auto token = sessions_->SignIn(texts["name"], texts["password"]);
  log::Info("session.sign_in", {{"ok", token.ok() ? 1 : 0}});
  if (!token.ok()) return token.status();
  CHOWKI_ASSIGN_OR_RETURN(Response response, Describe(*token));
  response.headers.push_back({"Set-Cookie", Cookie(*token, false)});
  return response;
}

Result<Response> SessionRoutes::Show(const Request& request) { return Describe(TokenOf(request)); }

Result<Response> SessionRoutes::SignOut(const Request& request) {
  sessions_->SignOut(TokenOf(request));
  Response response = Empty();
  response.headers.push_back({"Set-Cookie", Cookie("", true)});
  return response;
}

Result<Response> SessionRoutes::Touch(const Request& request) {
  sessions_->Touch(TokenOf(request));
  CHOWKI_RETURN_IF_ERROR(sessions_->Use(TokenOf(request)).status());
  return Empty();
}

Result<Response> SessionRoutes::Lock(const Request& request) {
  sessions_->Lock(TokenOf(request));
  return Empty();
}

Result<Response> SessionRoutes::Unlock(const Request& request) {
  CHOWKI_ASSIGN_OR_RETURN(auto texts, TextsOf(request, {"password"}));
  CHOWKI_RETURN_IF_ERROR(sessions_->Unlock(TokenOf(request), texts["password"]));
  return Describe(TokenOf(request));
}

Result<Response> SessionRoutes::Agree(const Request& request) {
  CHOWKI_ASSIGN_OR_RETURN(auto texts, TextsOf(request, {"name", "password"}));
  CHOWKI_ASSIGN_OR_RETURN(const std::string agreement,
                          sessions_->Agree(TokenOf(request), texts["name"], texts["password"]));
  return Json({{"name", texts["name"]}, {"token", agreement}});
}

Result<Response> SessionRoutes::Describe(const std::string& token) {
  CHOWKI_ASSIGN_OR_RETURN(const auto view, sessions_->Look(token));
  json roles = json::array();
  for (const pki::Role role : view.account.roles) roles.push_back(pki::Name(role));
  return Json({{"name", view.account.name},
               {"roles", roles},
               {"checkpoint", options_.checkpoint},
               {"locked", view.locked},
               {"idle_lock_s", sessions_->options().idle_lock.count()}});
}

std::string SessionRoutes::Cookie(const std::string& token, bool ends) const {
  std::string cookie =
      std::string(kSessionCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  if (options_.secure) cookie += "; Secure";
  if (ends) cookie += "; Max-Age=0";
  return cookie;
}

}  // namespace chowki::gateway
