#pragma once

#include <string_view>

#include "base/hasher.h"

namespace chowki::trust {

// What the author and the approvers of a change set sign: SHA-256 over the byte 0x02 and its
// records as they stand in a file (AppendPut, AppendRemove), ascending by id as bytes.
class ChangeSetHasher {
 public:
  ChangeSetHasher();
  void Add(std::string_view records);
  [[nodiscard]] Digest Finish();  // starts anew

 private:
  Hasher hasher_;
};

}  // namespace chowki::trust
