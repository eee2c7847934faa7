#include "service/request_claims.h"

#include "wire/status.h"

namespace chowki::service {
namespace {

constexpr char kRetryMs[] = "500";

}  // namespace

Result<RequestClaims::Claim> RequestClaims::Take(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (taken_.insert(id).second) return Claim(this, id);
  return WithDetail(Aborted("the first request with this request_id is still running"),
                    {"REQUEST_IN_PROGRESS", {{wire::kRetryAfterMs, kRetryMs}}});
}

void RequestClaims::Release(const std::string& id) {
  const std::lock_guard lock(mutex_);
  taken_.erase(id);
}

}  // namespace chowki::service
