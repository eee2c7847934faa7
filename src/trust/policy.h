#pragma once

#include <string>

namespace chowki::trust {

// What a post asks for beyond the trust root.
struct Policy {
  // How it can read entries.
  std::string schema = "entry.v1";
  // Two persons' signatures are checked here too, change set by change set, so that a stolen
  // publisher's key puts nothing on a list that is held already. Such a post takes single steps
  // only.
  bool check_approvals = false;
};

}  // namespace chowki::trust
