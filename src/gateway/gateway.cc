#include "gateway/gateway.h"

#include <algorithm>

#include "gateway/connect_error.h"

namespace chowki::gateway {
namespace {

constexpr std::string_view kImages = "/images/";

// Everything comes from here, and nothing that a document says can become part of the page.
constexpr char kContentPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' blob:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

const Header kSecurity[] = {
    {"Content-Security-Policy", kContentPolicy},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(self), microphone=(), geolocation=()"},
};

bool IsHead(const Header& header, std::string_view name) { return header.name == name; }

// Adds what every answer carries.
Response Hardened(Response response) {
  for (const Header& header : kSecurity) response.headers.push_back(header);
  const bool says = std::ranges::any_of(
      response.headers, [](const Header& header) { return IsHead(header, "Cache-Control"); });
  if (!says) response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

// An exchange whose answers carry what every answer carries.
class HardenedExchange final : public Exchange {
 public:
  explicit HardenedExchange(std::shared_ptr<Exchange> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] const Request& request() const override { return inner_->request(); }
  void Answer(Response response) override { inner_->Answer(Hardened(std::move(response))); }
  void Begin(Response head) override { inner_->Begin(Hardened(std::move(head))); }
  bool Write(std::string piece) override { return inner_->Write(std::move(piece)); }
  void End() override { inner_->End(); }
  void WhenGone(std::function<void()> gone) override { inner_->WhenGone(std::move(gone)); }

 private:
  const std::shared_ptr<Exchange> inner_;
};

// What a browser was made to send by another site's page is not answered. Programs that are no
// browsers send no Origin.
bool FromElsewhere(const Request& request) {
  const std::string_view site = request.HeaderOf("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.HeaderOf("Origin");
  if (origin.empty()) return false;
  const std::size_t host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != request.HeaderOf("Host");
}

bool OnlyReads(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

Status NotHeld() {
  return WithDetail(NotFound("this image is not held any more"), {"IMAGE_NOT_HELD", {}});
}

}  // namespace

Gateway::Gateway(Parts parts)
    : parts_(std::move(parts)), sessions_(parts_.sessions, parts_.session) {}

void Gateway::Answer(std::shared_ptr<Exchange> exchange) {
  Route(std::make_shared<HardenedExchange>(std::move(exchange)));
}

void Gateway::Route(const std::shared_ptr<Exchange>& exchange) {
  const Request& request = exchange->request();
  if (!OnlyReads(request) && FromElsewhere(request)) {
    exchange->Answer({403, {}, ""});
  } else if (SessionRoutes::Serves(request.path)) {
    exchange->Answer(sessions_.Answer(request));
  } else if (parts_.calls->Serves(request.path)) {
    if (request.method != "POST") return exchange->Answer({405, {{"Allow", "POST"}}, ""});
    auto permit = PermitOf(request);
    if (!permit.ok()) return exchange->Answer(ErrorAnswer(request, permit.status()));
    parts_.calls->Call(exchange, *std::move(permit));
  } else if (!OnlyReads(request)) {
    exchange->Answer({405, {{"Allow", "GET, HEAD"}}, ""});
  } else if (request.path.starts_with(kImages)) {
    auto picture = ShowPicture(request);
    exchange->Answer(picture.ok() ? *std::move(picture) : ToResponse(picture.status()));
  } else {
    exchange->Answer(ShowAsset(request));
  }
}

Result<Permit> Gateway::PermitOf(const Request& request) {
  const std::string token = request.CookieOf(kSessionCookie);
  CHOWKI_ASSIGN_OR_RETURN(const auto account, parts_.sessions->Use(token));
  std::string second_officer;
  const std::string agreement(request.HeaderOf(kSecondOfficer));
  if (!agreement.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(second_officer, parts_.sessions->TakeAgreement(token, agreement));
  }
  return parts_.vouch(account, second_officer);
}

Result<Response> Gateway::ShowPicture(const Request& request) {
  CHOWKI_ASSIGN_OR_RETURN(const auto account,
                          parts_.sessions->Use(request.CookieOf(kSessionCookie)));
  const bool may = std::ranges::any_of(account.roles, [](pki::Role role) {
    return role == pki::Role::kOfficer || role == pki::Role::kSupervisor ||
           role == pki::Role::kSafeguarding;
  });
  if (!may) {
    return WithDetail(PermissionDenied("images are shown to those who see travellers"),
                      {"ROLE_MISSING", {{"needed", "officer,supervisor,safeguarding"}}});
  }
  const auto digest = DigestFromHex(std::string_view(request.path).substr(kImages.size()));
  if (!digest.ok() || !parts_.picture) return NotHeld();
  const auto picture = parts_.picture(*digest);
  if (!picture) return NotHeld();
  return Response{200, {{"Content-Type", picture->media_type}}, *picture->bytes};
}

Response Gateway::ShowAsset(const Request& request) const {
  const Asset* asset = FindAsset(parts_.assets, request.path);
  if (asset == nullptr) return {404, {{"Content-Type", "text/plain"}}, "nothing here\n"};
  Response response{
      200, {{"Content-Type", std::string(MediaTypeOf(*asset))}}, std::string(asset->bytes)};
  const char* keep = NeverChanges(*asset) ? "public, max-age=31536000, immutable" : "no-cache";
  response.headers.push_back({"Cache-Control", keep});
  return response;
}

}  // namespace chowki::gateway
