#pragma once

#include <optional>
#include <string>

#include "base/digest.h"

namespace chowki::trust {

// What a post asks for beyond the trust root.
struct Policy {
  // How it can read entries.
  std::string schema = "entry.v1";
  // Two persons' signatures are checked here too, change set by change set, so that a stolen
  // publisher's key puts nothing on a list that is held already. Such a post takes single steps
  // only.
  bool check_approvals = false;
  // The SHA-256 of the one manifest whose snapshot is taken all the same, though no approval can be
  // checked on the way to it: somebody who may decide that compared it by another way.
  std::optional<Digest> accepted_manifest;
};

}  // namespace chowki::trust
