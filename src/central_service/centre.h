#pragma once

#include "base/clock.h"
#include "central/plan.h"
#include "central/publisher.h"
#include "central_service/head_watch.h"
#include "service/server.h"
#include "sql/pool.h"

namespace chowki::central_service {

// What the services of the centre work with. None is null, all outlive the server.
struct Centre {
  sql::Pool* store = nullptr;
  central::Publisher* publisher = nullptr;
  HeadWatch* heads = nullptr;
  const Clock* clock = nullptr;
  central::Guards guards;
};

// Sync, events and fleet for posts; watchlists, fleet and audit for people.
[[nodiscard]] service::MakeServices ServeCentre(const Centre& centre);

// What a relay serves: sync for posts, and nothing that needs a key. publisher may be null.
[[nodiscard]] service::MakeServices ServeRelay(const Centre& centre);

}  // namespace chowki::central_service
