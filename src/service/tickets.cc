#include "service/tickets.h"

namespace chowki::service {

Tickets::Ticket Tickets::Issue(Caller caller, std::string token) {
  {
    const std::lock_guard lock(issued_->mutex);
    issued_->callers.insert_or_assign(token, std::move(caller));
  }
  return {new std::string(std::move(token)), [issued = issued_](const std::string* ticket) {
            const std::lock_guard lock(issued->mutex);
            issued->callers.erase(*ticket);
            delete ticket;
          }};
}

std::optional<Caller> Tickets::CallerOf(std::string_view token) const {
  const std::lock_guard lock(issued_->mutex);
  const auto found = issued_->callers.find(token);
  if (found == issued_->callers.end()) return std::nullopt;
  return found->second;
}

}  // namespace chowki::service
