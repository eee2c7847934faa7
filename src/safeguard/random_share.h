#pragma once

#include <filesystem>
#include <string_view>

#include "base/status.h"
#include "vault/secret.h"

namespace chowki::safeguard {

// Travellers whom the second line sees for no reason, so that being sent there tells nothing. Who
// they are rests on a secret of the post: the same screening is always or never one of them, and
// nobody without the secret knows.
//
// thread  const calls from any.
class RandomShare {
 public:
  // percent  0..100
  RandomShare(vault::Secret secret, int percent);

  // file    of the secret, made when missing.
  // errors  those of Secret::Load and Save.
  [[nodiscard]] static Result<RandomShare> Open(const std::filesystem::path& file, int percent);

  // screening  id
  [[nodiscard]] bool Has(std::string_view screening) const;

 private:
  vault::Secret secret_;
  int percent_;
};

}  // namespace chowki::safeguard
