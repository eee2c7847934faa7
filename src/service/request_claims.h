#pragma once

#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "base/status.h"

namespace chowki::service {

// The request ids that are being worked on, so that a repeat does not do the same work beside the
// first.
//
// thread  safe.
class RequestClaims {
 public:
  // Holds an id until it goes.
  class Claim {
   public:
    Claim(Claim&& other) noexcept
        : claims_(std::exchange(other.claims_, nullptr)), id_(std::move(other.id_)) {}
    Claim& operator=(Claim&&) = delete;
    ~Claim() {
      if (claims_ != nullptr) claims_->Release(id_);
    }

   private:
    friend class RequestClaims;
    Claim(RequestClaims* claims, std::string id) : claims_(claims), id_(std::move(id)) {}
    RequestClaims* claims_;
    std::string id_;
  };

  // errors  kAborted with REQUEST_IN_PROGRESS: ask again in a moment.
  [[nodiscard]] Result<Claim> Take(const std::string& id);

 private:
  void Release(const std::string& id);

  std::mutex mutex_;
  std::set<std::string> taken_;
};

}  // namespace chowki::service
