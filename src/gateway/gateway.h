#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "accounts/sessions.h"
#include "base/digest.h"
#include "base/status.h"
#include "gateway/assets.h"
#include "gateway/connect_calls.h"
#include "gateway/exchange.h"
#include "gateway/session_routes.h"

namespace chowki::gateway {

// Bytes of an image, for who may see screenings.
struct Picture {
  std::string media_type;
  std::shared_ptr<const std::string> bytes;
};

// What a browser is answered: the page, its session, images by digest, and calls of the services in
// the name of who is signed in.
//
// thread  safe.
class Gateway {
 public:
  struct Parts {
    accounts::Sessions* sessions = nullptr;  // never null
    ConnectCalls* calls = nullptr;           // never null
    // Lets the services know who calls; second_officer: who agreed to this call, "" nobody.
    std::function<Permit(const accounts::Account& caller, const std::string& second_officer)> vouch;
    // Empty: there are none.
    std::function<std::optional<Picture>(const Digest& digest)> picture;
    std::span<const Asset> assets;
    SessionRoutes::Options session;
  };

  explicit Gateway(Parts parts);

  // As Handler.
  void Answer(std::shared_ptr<Exchange> exchange);

 private:
  void Route(const std::shared_ptr<Exchange>& exchange);
  [[nodiscard]] Result<Permit> PermitOf(const Request& request);
  [[nodiscard]] Result<Response> ShowPicture(const Request& request);
  [[nodiscard]] Response ShowAsset(const Request& request) const;

  const Parts parts_;
  SessionRoutes sessions_;
};

}  // namespace chowki::gateway
