#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "associate/case.h"

namespace chowki::simulate {

enum class Kind { kFamily, kRelative, kWorker, kStudent, kPilgrims, kSchool, kBorder, kRing };

// What really is behind a screening.
struct Truth {
  Kind kind = Kind::kFamily;
  int ring = -1;
  int trip = 0;         // of the ring, from 1
  bool victim = false;  // at its first crossing
};

struct Range {
  int first = 0;
  int last = 0;
};

// assumptions.toml; a key that is missing or unknown is an error.
struct Assumptions {
  int posts, lanes, days;
  int crossings, numbers_a_day;
  double share_name, patronym, first_of_january, declared, contact, portrait;
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
    double children, together, beside, forged, forged_seen, altered, batch, contact, share_name;
    double missing, escort_listed, held_documents, coached, age_differs, fear, new_name, portrait;
    double returns, identified, broken_up;
    Range trip_days, victims, escorts, return_days;
  } rings;
};

[[nodiscard]] Result<Assumptions> ReadAssumptions(const std::string& file);

// A country and its year, day by day, by seed.
class World {
 public:
  World(const Assumptions& assumptions, std::uint64_t seed);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // What the authorities know: licensed agencies, teachers.
  [[nodiscard]] const associate::Setting& setting() const { return setting_; }

  // Screenings of the next day, one vector a post in order of time. A traveller's screening is the
  // decimal place of its truth in truths().
  [[nodiscard]] std::vector<std::vector<associate::Traveller>> NextDay();
  [[nodiscard]] const std::vector<Truth>& truths() const { return truths_; }

  // A trip of a ring was referred: it may be found out, and changes what it does.
  void Refer(int ring);

 private:
  struct Person;
  struct Household;
  struct Ring;
  struct Walk;

  double Chance();
  bool Happens(double probability) { return Chance() < probability; }
  int Pick(const Range& range);
  int Below(int count) { return Pick({0, count - 1}); }
  std::string Surname();
  std::string Given();
  Person MakePerson(int youngest, int oldest, const std::string& surname);
  void GiveDocument(Person& person, int issued_day, std::int64_t number);
  int MakeHousehold(Kind kind);
  void MakeRing();
  void NewEscorts(Ring& ring);
  void Plan(int day, Walk walk);
  void PlanOrdinary();
  void PlanRings();
  void Emit(const Walk& walk, std::vector<std::vector<associate::Traveller>>& posts);

  const Assumptions assumptions_;
  std::mt19937_64 random_;
  associate::Setting setting_;
  std::vector<std::vector<Household>> households_;  // by kind
  std::vector<std::string> agencies_;
  std::vector<Ring> rings_;
  std::vector<std::vector<Walk>> plan_;  // by day
  std::vector<Truth> truths_;
  int day_ = -1;
  int groups_ = 0;
  std::int64_t serial_ = 0;
};

}  // namespace chowki::simulate
