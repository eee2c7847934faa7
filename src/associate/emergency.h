#pragma once

#include <string>
#include <vector>

#include "associate/traveller.h"
#include "base/status.h"

namespace chowki::associate {

// A child that family tracing knows, and the adults it may travel with, by names and birth dates as
// their documents have them.
struct TracedChild {
  std::string surname;
  std::string given_names;
  PartialDate birth;
  struct Adult {
    std::string surname;
    std::string given_names;
    PartialDate birth;
    bool operator==(const Adult&) const = default;
  };
  std::vector<Adult> adults;
  bool operator==(const TracedChild&) const = default;
};

// A disaster that was declared: children who leave it are looked at. It begins and ends by itself,
// and says who asked for it on which ground.
struct EmergencyProfile {
  std::string name;
  Date first_day;
  Date last_day;  // the last on which it holds; 183 days after the first at most
  std::string author;
  std::string legal_basis;
  std::vector<std::string> posts;  // through which one leaves the zone
  Direction leaving = Direction::kOut;
  std::vector<TracedChild> tracing_list;
  bool operator==(const EmergencyProfile&) const = default;
};

// errors  kInvalidArgument naming what is missing: name, author, legal basis, posts, days in order.
[[nodiscard]] Status Validate(const EmergencyProfile& profile);

// Whether somebody leaves the zone while the profile holds.
[[nodiscard]] bool Covers(const EmergencyProfile& profile, const Passage& passage);

// Whether the tracing list has this adult beside this child.
[[nodiscard]] bool IsRegistered(const EmergencyProfile& profile, const Traveller& child,
                                const Traveller& adult);

}  // namespace chowki::associate
