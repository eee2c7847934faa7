#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include "associate/case.h"
#include "assumptions.h"

namespace chowki::simulate {

enum class Kind { kFamily, kRelative, kWorker, kStudent, kPilgrims, kSchool, kBorder, kRing };

// What really is behind a screening.
struct Truth {
  Kind kind = Kind::kFamily;
  int ring = -1;
  int trip = 0;         // of the ring, from 1
  bool victim = false;  // at its first crossing
};

// A country and its year, day by day, by seed.
class World {
 public:
  // points  of rules, in the place of their own.
  World(const Assumptions& assumptions, std::uint64_t seed,
        std::map<std::string, double, std::less<>> points);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // What the authorities know: licensed agencies, teachers, distances, the emergency.
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
  std::string FreeNumber(std::int64_t number);
  void GiveDocument(Person& person, int issued_day, std::int64_t number);
  void AddChild(Household& home, int youngest, int oldest);
  void AddKin(Household& home);
  Household MakeHousehold(Kind kind);
  Walk WalkOf(const Household& home, Kind kind);
  void PlaceCountry();
  [[nodiscard]] bool IsDisaster() const;
  [[nodiscard]] bool IsChild(const Person& person) const;
  void Trace(const Person& child, const std::vector<Person>& adults);
  void PlanEvacuations();
  void MakeRing();
  void NewEscorts(Ring& ring);
  void Plan(int day, Walk walk);
  void PlanOrdinary();
  void PlanRings();
  void Show(const Person& person, bool is_ring, associate::Traveller& one);
  void Emit(const Walk& walk, std::vector<std::vector<associate::Traveller>>& posts);

  const Assumptions assumptions_;
  std::mt19937_64 random_;
  associate::Setting setting_;
  std::vector<std::vector<Household>> households_;  // by kind
  std::vector<std::string> agencies_;
  std::vector<Ring> rings_;
  std::vector<std::vector<Walk>> plan_;  // by day
  std::vector<Truth> truths_;
  std::unordered_set<std::int64_t> numbers_;  // of documents
  std::vector<int> next_post_;                // the nearest of each
  std::vector<unsigned> faces_;  // of ordinary travellers, the newest kLookAlikes in a ring
  size_t next_face_ = 0;
  int day_ = -1;
  int groups_ = 0;
  std::int64_t serial_ = 0;
};

}  // namespace chowki::simulate
