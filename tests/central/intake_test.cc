#include "central/intake.h"

#include <catch2/catch.hpp>

#include "central/office.h"

namespace chowki::central::test {
namespace {

std::vector<Event> Events(std::int64_t first, std::int64_t last, const std::string& text = "") {
  std::vector<Event> events;
  for (std::int64_t i = first; i <= last; ++i) {
    events.push_back({i, 1'793'491'200'000'000 + i, "screening", text + std::to_string(i)});
  }
  return events;
}

Digest HashOf(const Event& event, const Digest& previous) {
  return Sha256(ToHex(previous) + std::to_string(event.sequence) + event.payload);
}

TEST_CASE("every event is stored once, however often it comes", "[central][intake]") {
  Office office(GENERATE("sqlite", "postgres"));
  REQUIRE(office.pool
              ->Write([&](sql::Connection& store) {
                return MakeEventPartitions(store, office.clock.now);
              })
              .ok());
  const auto take = [&](std::int64_t epoch, const std::vector<Event>& events) {
    return office.pool->WriteFor([&](sql::Connection& store) {
      return TakeEvents(store, "post-1", epoch, events, HashOf, office.clock.now);
    });
  };
  CHECK(take(1, Events(1, 300))->sequence == 300);
  CHECK(take(1, Events(1, 300))->sequence == 300);
  CHECK(take(1, Events(250, 310))->sequence == 310);
  CHECK(ReasonOf(take(1, Events(312, 313)).status()) == "EVENT_SEQUENCE_GAP");
  CHECK(ReasonOf(take(1, Events(305, 320, "other")).status()) == "EVENT_SEQUENCE_FORK");
  CHECK(take(1, Events(311, 311))->sequence == 311);

  Digest chain{};
  for (const Event& event : Events(1, 311)) {
    chain = HashOf(event, chain);
  }
  const auto cursor =
      office.pool->WriteFor([](sql::Connection& store) { return GetCursor(store, "post-1"); });
  CHECK(*cursor == Cursor{1, 311, chain});

  // A device that lost its journal begins anew; what was is kept, and the old stream is over.
  CHECK(take(2, Events(1, 2))->sequence == 2);
  CHECK(take(2, {})->stream_epoch == 2);
  CHECK(ReasonOf(take(1, Events(312, 312)).status()) == "EVENT_SEQUENCE_FORK");
  CHECK(ReasonOf(take(3, Events(2, 2)).status()) == "EVENT_SEQUENCE_GAP");
  const auto stored = office.pool->WriteFor(
      [](sql::Connection& store) { return store.QueryInt("SELECT count(*) FROM event"); });
  CHECK(*stored == 313);
}

}  // namespace
}  // namespace chowki::central::test
