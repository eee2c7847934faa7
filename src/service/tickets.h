#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "service/caller.h"

namespace chowki::service {

// Callers that this process itself vouches for: who signed in at its web page, and so shows no
// certificate. A ticket is 256 random bits that go with the call inside the process; it is void as
// soon as nobody holds it.
//
// thread  safe; tickets may outlive it.
class Tickets {
 public:
  using Ticket = std::shared_ptr<const std::string>;

  // token  must not be guessable, and never given out before.
  [[nodiscard]] Ticket Issue(Caller caller, std::string token);

  // nullopt: no such ticket, or not any more.
  [[nodiscard]] std::optional<Caller> CallerOf(std::string_view token) const;

 private:
  struct Issued {
    mutable std::mutex mutex;
    std::map<std::string, Caller, std::less<>> callers;
  };
  const std::shared_ptr<Issued> issued_ = std::make_shared<Issued>();
};

// Under which key of a call's metadata a ticket travels.
inline constexpr char kTicketKey[] = "chowki-ticket";

}  // namespace chowki::service
