#pragma once

#include <string>
#include <vector>

#include "base/status.h"

namespace chowki::simulate {

struct Range {
  int first = 0;
  int last = 0;
};

// assumptions.toml; a key that is missing or unknown is an error.
struct Assumptions {
  int posts, lanes, days;
  int crossings, agencies, numbers_a_day;
  double share_name, patronym, first_of_january, declared, contact, portrait;
  double look_alike, misread, double_scan, retyped, another_way;
  struct Country {
    double width_km, height_km, fastest_kmh, wrong_clock;
    Range wrong_hours;
  } country;
  struct Disaster {
    int first_day, days, posts;
    double evacuations, relatives, relatives_traced, families_traced, hunting, traced;
    Range trip_days;
  } disaster;
  struct Trip {
    double share;
    Range days;
  };
  std::vector<Trip> trips;  // in the order of Kind
  double stays, employer_contact, employer_licensed, escort_allowed, worker_batch;
  double forged_alarm, forged_adult, missing_namesake, suspect_namesake;
  double held_documents, coached, age_differs, fear;
  struct Rings {
    int at_once, pause_days;
    double a_million;
    double children, together, beside, forged, forged_seen, altered, borrowed, copied, page_again;
    double batch, contact, share_name;
    double missing, escort_listed, held_documents, coached, age_differs, fear, new_name, portrait;
    double returns, identified, broken_up;
    Range trip_days, victims, escorts, return_days;
  } rings;
};

[[nodiscard]] Result<Assumptions> ReadAssumptions(const std::string& file);

}  // namespace chowki::simulate
