#pragma once

#include <map>
#include <string>
#include <vector>

#include "central/head.h"
#include "sql/pool.h"
#include "trust/policy.h"
#include "trust/post.h"
#include "trust/trust_state.h"

namespace chowki::central::test {

// A post that believes nothing but what trust's verifier proves.
class Follower {
 public:
  // root  the envelope that it is given by hand.
  Follower(const std::string& root, bool check_approvals);

  // Fetches and proves what is newest of the list. All or nothing.
  [[nodiscard]] Status CatchUp(sql::Pool& centre, const std::string& list, Time clock);

  trust::TrustState state;
  trust::test::MemoryEntries entries;
  std::vector<std::int64_t> steps;  // from-versions of the files of the last CatchUp; 0: snapshot

 private:
  trust::Policy policy_;
};

}  // namespace chowki::central::test
