#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "central/plan.h"
#include "central/publisher.h"
#include "central_service/head_watch.h"
#include "service/server.h"
#include "sql/pool.h"

namespace chowki::central_service {

class CertificateWatch;
class SharedKeys;
struct Issuance;

// What the services of the centre work with. None is null unless it says so, all outlive the
// server.
struct Centre {
  sql::Pool* store = nullptr;
  central::Publisher* publisher = nullptr;
  HeadWatch* heads = nullptr;
  const Clock* clock = nullptr;
  central::Guards guards;
  std::string provisional_list;  // in which posts' provisional entries become drafts; "": in none
  CertificateWatch* certificates = nullptr;  // null: nobody is ever shut out
  const Issuance* issuance = nullptr;        // null: no post is enrolled here
  SharedKeys* shared_keys = nullptr;         // null: posts share no memory of crossings
};

// Sync, events and fleet for posts; watchlists, fleet and audit for people.
[[nodiscard]] service::MakeServices ServeCentre(const Centre& centre);

// Full names of the services that people call, so those that a web page may reach.
[[nodiscard]] std::vector<std::string> ServicesForPeople();

// What a port serves to posts that have no certificate yet. centre.issuance is not null.
//
// sync_port  where ServeCentre is.
[[nodiscard]] service::MakeServices ServeEnrolment(const Centre& centre, int sync_port);

// What a relay serves: sync for posts, and nothing that needs a key. publisher may be null.
[[nodiscard]] service::MakeServices ServeRelay(const Centre& centre);

}  // namespace chowki::central_service
