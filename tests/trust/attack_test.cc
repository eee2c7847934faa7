#include <set>

#include <catch2/catch.hpp>

#include "trust/attacks.h"
#include "trust/deployment.h"
#include "trust/post.h"

namespace chowki::trust::test {
namespace {

// What a post says to a situation.
struct Outcome {
  Status status;
  bool changed = false;
};

Outcome Play(const Situation& situation) {
  Post post(situation.root, situation.policy);
  for (const std::string& bundle : situation.before) {
    const Status taken = post.Import(bundle, At(50));
    INFO(Message(taken));
    REQUIRE(taken.ok());
  }
  const std::string before = post.Everything();
  const OpeningKey key = OpeningKeyOf(situation.opening_key);
  const Status status = post.Import(situation.bundle, situation.clock,
                                    situation.opening_key.empty() ? nullptr : &key);
  return {status, post.Everything() != before};
}

TEST_CASE("every attack is refused with its reason and changes nothing", "[trust][attack]") {
  int refused = 0;
  for (const Attack& attack : Attacks()) {
    INFO(attack.name);
    const Outcome outcome = Play(attack.make());
    INFO(Message(outcome.status));
    if (attack.refusal) {
      CHECK(RefusalOf(outcome.status) == attack.refusal);
      CHECK_FALSE(outcome.changed);
      ++refused;
    } else {
      CHECK(outcome.status.ok());
    }
  }
  CHECK(refused >= 100);
}

TEST_CASE("every attack has a name of its own", "[trust][attack]") {
  std::set<std::string> names;
  for (const Attack& attack : Attacks()) CHECK(names.insert(attack.name).second);
}

}  // namespace
}  // namespace chowki::trust::test
