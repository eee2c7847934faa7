#include "world.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "associate/crossing.h"
#include "base/digest.h"

namespace chowki::simulate {
namespace {

using associate::Direction;
using associate::Observation;
using associate::Traveller;

const std::chrono::sys_days kFirstDay{std::chrono::year(2026) / 1 / 1};
constexpr int kHouseholdsAPost = 1500;
constexpr int kSurnames = 20'000;
constexpr int kGivenNames = 3'000;
constexpr int kIssuedDays = 1'825;  // documents are up to five years old
constexpr int kSecondsEach = 40;    // a screening in a lane
constexpr double kSummer = 1.6;     // families in June to August, workers in spring
constexpr std::int64_t kFirstNumber = 100'000'000;
constexpr size_t kLookAlikes = 200;
constexpr int kAskedHomes = 20;  // households that are asked for one that is at home

std::string Word(std::uint64_t number, int syllables) {
  static constexpr std::array<const char*, 24> kSyllables = {
      "BA", "DO", "FI", "GU", "HA", "JO", "KI",  "LU",  "MA",  "NE",  "PO",  "QUA",
      "RI", "SU", "TA", "VE", "WO", "ZI", "SHA", "CHU", "DRI", "FLO", "GRA", "TRE"};
  std::string word;
  for (int i = 0; i < syllables; ++i, number /= 24) word += kSyllables[number % 24];
  return word;
}

std::string PostName(int post) { return "post " + std::to_string(post); }

// Another letter in the middle of a name.
void Misread(std::string& name) {
  if (!name.empty()) name[name.size() / 2] = name[name.size() / 2] == 'N' ? 'H' : 'N';
}

std::int64_t NumberOf(const Traveller& one) {
  return std::stoll(one.document_number.substr(1)) - kFirstNumber;
}

identify::Match Alert(identify::MatchKind kind) {
  identify::Match match;
  match.entry = "simulated";
  match.kind = kind;
  match.band = identify::Band::kStrong;
  match.alert = true;
  return match;
}

}  // namespace

struct World::Person {
  Traveller traveller;           // but for screening and passage
  std::optional<unsigned> face;  // seed of the embedding
};

bool World::IsChild(const Person& person) const {
  const Date today = ToDate(Time(kFirstDay + std::chrono::days(day_)));
  return associate::AgeOn(person.traveller.birth, today) == associate::Age::kChild;
}

struct World::Household {
  std::vector<Person> people;
  int post = 0;
  bool licensed = false;
  int away_until = -1;  // day
};

struct World::Ring {
  bool ended = false;
  bool moves_children = false;
  bool batch = false;
  bool hunts = false;              // in a disaster
  std::optional<Digest> page;      // the one that it shows again
  std::optional<Person> borrowed;  // whose document it has
  std::vector<Person> escorts;
  std::string contact;
  int post = 0;
  int trips = 0;
  int next_day = 0;
  std::int64_t batch_number = 0;
  int batch_day = 0;
  std::string stolen_number;
};

// A party on its way through a post.
struct World::Walk {
  std::vector<Person> people;
  std::vector<Truth> truths;
  int post = 0;
  Direction direction = Direction::kOut;
  bool declared = true;
  Range hours = {6, 22};  // of the day
};

World::World(const Assumptions& assumptions, std::uint64_t seed,
             std::map<std::string, double, std::less<>> points)
    : assumptions_(assumptions), random_(seed), plan_(static_cast<size_t>(assumptions.days)) {
  setting_.points = std::move(points);
  const Date end{2030, 1, 1};
  // As many to a traveller in a small year as in a large one.
  const int agencies =
      std::max(1, static_cast<int>(assumptions.agencies * assumptions.crossings / 1e6));
  for (int i = 0; i < agencies; ++i) {
    agencies_.push_back("00555" + std::to_string(1'000'000 + i));
    if (Happens(assumptions_.employer_licensed)) {
      setting_.allowances.push_back({associate::Allowance::Kind::kContact, agencies_.back(), end,
                                     "labour office", "licensed agency"});
    }
  }
  households_.resize(assumptions_.trips.size());
  for (size_t kind = 0; kind < households_.size(); ++kind) {
    const double share = assumptions_.trips[kind].share;
    const int count = std::max(20, static_cast<int>(share * kHouseholdsAPost * assumptions_.posts *
                                                    assumptions_.crossings / 1e6));
    for (int i = 0; i < count; ++i) {
      Household home = MakeHousehold(static_cast<Kind>(kind));
      households_[kind].push_back(std::move(home));
    }
  }
  PlaceCountry();
  for (int i = 0; i < assumptions_.rings.at_once; ++i) MakeRing();
}

World::~World() = default;

void World::PlaceCountry() {
  std::vector<std::pair<double, double>> places;
  for (int i = 0; i < assumptions_.posts; ++i) {
    const double x = Chance() * assumptions_.country.width_km;
    places.emplace_back(x, Chance() * assumptions_.country.height_km);
  }
  for (size_t i = 0; i < places.size(); ++i) {
    double nearest = 0;
    next_post_.push_back(static_cast<int>(i));
    for (size_t k = 0; k < places.size(); ++k) {
      if (k == i) continue;
      const double km =
          std::hypot(places[i].first - places[k].first, places[i].second - places[k].second);
      if (next_post_[i] == static_cast<int>(i) || km < nearest) {
        next_post_[i] = static_cast<int>(k);
        nearest = km;
      }
      const std::chrono::minutes shortest(
          1 + static_cast<int>(km / assumptions_.country.fastest_kmh * 60));
      CHOWKI_CHECK(setting_.travel_times
                       .Set(PostName(static_cast<int>(i)), PostName(static_cast<int>(k)), shortest)
                       .ok());
    }
  }
  const auto& d = assumptions_.disaster;
  associate::EmergencyProfile quake;
  quake.name = "earthquake";
  quake.first_day = ToDate(Time(kFirstDay + std::chrono::days(d.first_day)));
  quake.last_day = AddDays(quake.first_day, d.days - 1);
  quake.author = "child protection authority";
  quake.legal_basis = "ordinance on children separated from their families";
  for (int i = 0; i < d.posts; ++i) quake.posts.push_back(PostName(i));
  CHOWKI_CHECK(associate::Validate(quake).ok());
  setting_.emergencies.push_back(std::move(quake));
}

bool World::IsDisaster() const {
  const auto& d = assumptions_.disaster;
  return day_ >= d.first_day && day_ < d.first_day + d.days;
}

// Family tracing learns of a child and whom it may travel with.
void World::Trace(const Person& child, const std::vector<Person>& adults) {
  associate::TracedChild traced{
      child.traveller.surname, child.traveller.given_names, child.traveller.birth, {}};
  for (const Person& adult : adults) {
    traced.adults.push_back(
        {adult.traveller.surname, adult.traveller.given_names, adult.traveller.birth});
  }
  setting_.emergencies.front().tracing_list.push_back(std::move(traced));
}

double World::Chance() { return std::uniform_real_distribution<>(0, 1)(random_); }

int World::Pick(const Range& range) {
  return std::uniform_int_distribution<>(range.first, range.last)(random_);
}

std::string World::Surname() {
  return Word(static_cast<std::uint64_t>(Below(kSurnames)) * 7919, 4);
}
std::string World::Given() {
  return Word(static_cast<std::uint64_t>(Below(kGivenNames)) * 104729, 4);
}

// This number or the next one that nobody has.
std::string World::FreeNumber(std::int64_t number) {
  while (!numbers_.insert(number).second) ++number;
  return "U" + std::to_string(kFirstNumber + number);
}

void World::GiveDocument(Person& person, int issued_day, std::int64_t number) {
  Traveller& one = person.traveller;
  one.issuing_state = "UTO";
  one.document_code = "P";
  one.document_number = FreeNumber(number);
  one.number_checked = true;
  one.issued = AddDays(ToDate(Time(kFirstDay)), -issued_day);
  one.expires = ToPartial(AddYears(*one.issued, 5));
}

World::Person World::MakePerson(int youngest, int oldest, const std::string& surname) {
  Person person;
  Traveller& one = person.traveller;
  one.surname = surname.empty() ? Surname() : surname;
  one.given_names = Given() + " " + Given();
  const Date today = AddDays(ToDate(Time(kFirstDay)), std::max(day_, 0));
  const Date birth = AddDays(AddYears(today, -Pick({youngest, oldest})), -1 - Below(363));
  one.birth =
      Happens(assumptions_.first_of_january) ? PartialDate{birth.year, 1, 1} : ToPartial(birth);
  const int issued = Below(kIssuedDays);
  // Numbers go up by day, and within a day as people come.
  GiveDocument(person, issued,
               static_cast<std::int64_t>(kIssuedDays - issued) * assumptions_.numbers_a_day +
                   Below(assumptions_.numbers_a_day));
  if (Happens(assumptions_.contact)) {
    one.contacts = {"00777" + std::to_string(10'000'000 + ++serial_)};
  }
  if (Happens(assumptions_.portrait)) person.face = static_cast<unsigned>(random_());
  return person;
}

// A child of the first adult: names, and papers applied for together.
void World::AddChild(Household& home, int youngest, int oldest) {
  const Traveller parent = home.people.front().traveller;
  std::string surname;
  if (Happens(assumptions_.share_name)) {
    surname = parent.surname;
  } else if (Happens(assumptions_.patronym / (1 - assumptions_.share_name))) {
    surname = parent.given_names.substr(0, parent.given_names.find(' '));
  }
  home.people.push_back(MakePerson(youngest, oldest, surname));
  Traveller& child = home.people.back().traveller;
  child.issued = parent.issued;
  child.expires = parent.expires;
  child.document_number = FreeNumber(NumberOf(parent) + 1);
  child.contacts = parent.contacts;
}

// One or two children of kin, for a relative.
void World::AddKin(Household& home) {
  for (int i = Pick({1, 2}); i > 0; --i) AddChild(home, 3, 17);
}

World::Household World::MakeHousehold(Kind kind) {
  Household home;
  home.post = Below(assumptions_.posts);
  const auto add = [&](int youngest, int oldest, const std::string& surname = {}) -> Person& {
    home.people.push_back(MakePerson(youngest, oldest, surname));
    return home.people.back();
  };
  switch (kind) {
    case Kind::kFamily: {
      add(26, 50);
      if (Happens(0.8)) {
        const std::string surname = home.people.front().traveller.surname;
        add(24, 48, Happens(assumptions_.share_name) ? surname : "");
      }
      for (int i = Pick({0, 4}); i > 0; --i) AddChild(home, 0, 17);
      break;
    }
    case Kind::kRelative:
      add(26, 65);
      AddKin(home);
      break;
    case Kind::kWorker: {
      Person& worker = add(20, 55);
      if (Happens(assumptions_.employer_contact)) {
        worker.traveller.contacts = {
            agencies_[static_cast<size_t>(Below(static_cast<int>(agencies_.size())))]};
      }
      if (Happens(assumptions_.worker_batch)) {  // beside the last one of the trade
        const auto& others = households_[static_cast<size_t>(kind)];
        if (!others.empty()) {
          const Traveller& last = others.back().people.front().traveller;
          worker.traveller.issued = last.issued;
          worker.traveller.expires = last.expires;
          worker.traveller.document_number = FreeNumber(NumberOf(last) + 1);
        }
      }
      break;
    }
    case Kind::kStudent:
      add(16, 24);
      break;
    case Kind::kPilgrims: {
      const std::string agency =
          agencies_[static_cast<size_t>(Below(static_cast<int>(agencies_.size())))];
      for (int i = Pick({8, 30}); i > 0; --i) add(16, 75).traveller.contacts = {agency};
      home.licensed = Happens(assumptions_.escort_allowed);
      break;
    }
    case Kind::kSchool:
      add(26, 60);
      for (int i = 40; i > 0; --i) add(8, 17);  // the school; each trip takes some
      home.licensed = Happens(assumptions_.escort_allowed);
      break;
    case Kind::kBorder:
      if (Happens(0.1)) {
        add(10, 17);
      } else {
        add(18, 70);
        if (Happens(0.3)) AddChild(home, 2, 17);
      }
      break;
    case Kind::kRing:
      break;
  }
  if (home.licensed) {
    setting_.allowances.push_back({associate::Allowance::Kind::kEscort,
                                   associate::DocumentText(home.people.front().traveller),
                                   {2030, 1, 1},
                                   "ministry",
                                   "leader of groups"});
  }
  return home;
}

void World::NewEscorts(Ring& ring) {
  ring.escorts.clear();
  for (int i = Pick(assumptions_.rings.escorts); i > 0; --i) {
    ring.escorts.push_back(MakePerson(26, 55, ""));
    ring.escorts.back().face = static_cast<unsigned>(random_());
    if (Happens(assumptions_.rings.escort_listed)) {
      ring.escorts.back().traveller.matches = {Alert(identify::MatchKind::kSuspect)};
    }
  }
  ring.contact = "00888" + std::to_string(10'000'000 + ++serial_);
  ring.batch = Happens(assumptions_.rings.batch);
  ring.batch_day = Below(200) + 1;
  ring.batch_number =
      static_cast<std::int64_t>(kIssuedDays - ring.batch_day) * assumptions_.numbers_a_day +
      Below(assumptions_.numbers_a_day);
  ring.stolen_number = MakePerson(20, 40, "").traveller.document_number;
  ring.borrowed = ring.moves_children ? MakePerson(8, 17, "") : MakePerson(18, 24, "");
  ring.page = std::nullopt;
  if (Happens(assumptions_.rings.page_again)) ring.page = Sha256(ring.contact);
}

void World::MakeRing() {
  Ring ring;
  ring.moves_children = Happens(assumptions_.rings.children);
  ring.hunts = Happens(assumptions_.disaster.hunting);
  ring.post = Below(assumptions_.posts);
  ring.next_day = std::max(day_, 0) + Pick(assumptions_.rings.trip_days);
  NewEscorts(ring);
  rings_.push_back(std::move(ring));
}

void World::Refer(int number) {
  Ring& ring = rings_[static_cast<size_t>(number)];
  if (ring.ended || !Happens(assumptions_.rings.identified)) return;
  if (Happens(assumptions_.rings.broken_up)) {
    ring.ended = true;
    MakeRing();
    return;
  }
  ring.post = Below(assumptions_.posts);
  ring.next_day = day_ + assumptions_.rings.pause_days + Pick(assumptions_.rings.trip_days);
  NewEscorts(ring);
}

void World::Plan(int day, Walk walk) {
  if (day >= 0 && day < assumptions_.days)
    plan_[static_cast<size_t>(day)].push_back(std::move(walk));
}

// A household on its way out.
World::Walk World::WalkOf(const Household& home, Kind kind) {
  Walk walk;
  walk.people = home.people;
  walk.truths.assign(home.people.size(), {kind, -1, 0, false});
  walk.post = Happens(0.9) ? home.post : Below(assumptions_.posts);
  walk.declared = home.people.size() < 2 || Happens(assumptions_.declared);
  return walk;
}

// Families and relatives who leave the zone for good.
void World::PlanEvacuations() {
  const auto& d = assumptions_.disaster;
  if (!IsDisaster()) return;
  const double a_day = d.evacuations * assumptions_.crossings / 1e6 / d.days;
  for (int n = std::poisson_distribution<>(a_day)(random_); n > 0; --n) {
    const bool relatives = Happens(d.relatives);
    const Kind kind = relatives ? Kind::kRelative : Kind::kFamily;
    const Household home = MakeHousehold(kind);
    Walk walk = WalkOf(home, kind);
    walk.post = Below(d.posts);
    if (Happens(relatives ? d.relatives_traced : d.families_traced)) {
      for (const Person& child : home.people) {
        if (IsChild(child)) Trace(child, home.people);
      }
    }
    Plan(day_, std::move(walk));
  }
}

void World::PlanOrdinary() {
  // Mean travellers of a trip by kind, both ways, for the number of trips a day.
  constexpr std::array<double, 7> kSize = {3.8, 2.5, 1, 1, 19, 11, 1.27};
  double size = 0;
  double shares = 0;
  for (size_t i = 0; i < kSize.size(); ++i) {
    size += assumptions_.trips[i].share * kSize[i] * 1.93;
    shares += assumptions_.trips[i].share;
  }
  const double trips = assumptions_.crossings / (size / shares) / assumptions_.days;
  const int month = static_cast<int>(ToDate(Time(kFirstDay + std::chrono::days(day_))).month);
  for (size_t i = 0; i < kSize.size(); ++i) {
    const Kind kind = static_cast<Kind>(i);
    const auto& trip = assumptions_.trips[i];
    double season = 1;
    if (kind == Kind::kFamily || kind == Kind::kRelative) {
      season = month >= 6 && month <= 8 ? kSummer : (12 - 3 * kSummer) / 9;
    } else if (kind == Kind::kWorker) {
      season = month >= 3 && month <= 5 ? kSummer : (12 - 3 * kSummer) / 9;
    }
    const int count = std::poisson_distribution<>(trips * trip.share / shares * season)(random_);
    auto& homes = households_[i];
    for (int n = 0; n < count; ++n) {
      // Who is away does not leave again.
      int which = Below(static_cast<int>(homes.size()));
      for (int asked = 1;
           asked < kAskedHomes && homes[static_cast<size_t>(which)].away_until >= day_; ++asked) {
        which = Below(static_cast<int>(homes.size()));
      }
      Household& home = homes[static_cast<size_t>(which)];
      if (home.away_until >= day_) continue;
      Walk out = WalkOf(home, kind);
      if (kind == Kind::kSchool) {
        const auto pupils = static_cast<size_t>(Pick({6, 14}));
        std::ranges::shuffle(out.people.begin() + 1, out.people.end(), random_);
        out.people.resize(1 + pupils);
      }
      out.truths.resize(out.people.size());
      Walk back = out;
      back.direction = Direction::kIn;
      if (Happens(assumptions_.another_way)) back.post = next_post_[static_cast<size_t>(out.post)];
      const int later = day_ + Pick(trip.days);
      home.away_until = later;
      if (later == day_) {
        out.hours = {6, 12};
        back.hours = {16, 22};
      }
      if (kind == Kind::kRelative && Happens(assumptions_.stays)) {
        back.people.resize(1);
        back.truths.resize(1);
        home.people.resize(1);
        AddKin(home);
      }
      Plan(day_, std::move(out));
      Plan(later, std::move(back));
    }
  }
}

void World::PlanRings() {
  const auto& r = assumptions_.rings;
  for (size_t number = 0; number < rings_.size(); ++number) {
    Ring& ring = rings_[number];
    if (ring.ended || ring.next_day != day_) continue;
    const bool hunting = ring.hunts && IsDisaster();
    ring.next_day = day_ + Pick(hunting ? assumptions_.disaster.trip_days : r.trip_days);
    const int trip = ++ring.trips;
    const auto which = static_cast<size_t>(Below(static_cast<int>(ring.escorts.size())));
    Person& escort = ring.escorts[which];
    if (trip > 1 && Happens(r.new_name / 4)) {  // the same face, another name and passport
      const auto face = escort.face;
      escort = MakePerson(26, 55, "");
      escort.face = face;
    }
    const double form = Chance();
    const bool together = form < r.together;
    const bool beside = !together && form < r.together + r.beside;
    Walk walk;
    walk.post = hunting ? Below(assumptions_.disaster.posts) : ring.post;
    walk.declared = together;
    const bool held = together && Happens(r.held_documents);
    walk.people.push_back(escort);
    walk.truths.push_back({Kind::kRing, static_cast<int>(number), trip, false});
    for (int i = Pick(r.victims); i > 0; --i) {
      const bool pretends = together && Happens(r.share_name);
      Person victim = ring.moves_children || hunting
                          ? MakePerson(8, 17, pretends ? escort.traveller.surname : "")
                          : MakePerson(18, 24, pretends ? escort.traveller.surname : "");
      Traveller& one = victim.traveller;
      one.contacts.clear();
      if (Happens(r.contact)) one.contacts = {ring.contact};
      if (ring.batch) {
        GiveDocument(victim, ring.batch_day, ring.batch_number);
        ring.batch_number += Pick({1, 6});
      } else if (Happens(r.altered)) {
        one.document_number = ring.stolen_number;
        one.forged = Happens(r.forged_seen);
        one.page = ring.page;
      } else if (Happens(r.borrowed) && !hunting) {
        victim = *ring.borrowed;
      } else if (Happens(r.forged)) {
        one.forged = Happens(r.forged_seen);
        one.page = ring.page;
      }
      if (hunting && Happens(assumptions_.disaster.traced)) Trace(victim, {escort});
      if (Happens(r.missing)) one.matches = {Alert(identify::MatchKind::kMissing)};
      if (held) one.observations.push_back(Observation::kDocumentsHeldByOther);
      if (Happens(r.coached)) one.observations.push_back(Observation::kCoachedAnswers);
      if (Happens(r.age_differs)) one.observations.push_back(Observation::kApparentAgeDiffers);
      if (Happens(r.fear)) one.observations.push_back(Observation::kFearOrSilence);
      victim.face = static_cast<unsigned>(random_());
      walk.people.push_back(std::move(victim));
      walk.truths.push_back({Kind::kRing, static_cast<int>(number), trip, true});
    }
    Walk back;
    back.people = {escort};
    back.truths = {{Kind::kRing, static_cast<int>(number), trip, false}};
    back.post = walk.post;
    back.direction = Direction::kIn;
    if (!together && !beside) {  // the escort apart, another hour
      Walk apart = walk;
      apart.people.resize(1);
      apart.truths.resize(1);
      walk.people.erase(walk.people.begin());
      walk.truths.erase(walk.truths.begin());
      walk.declared = false;
      Plan(day_, std::move(apart));
    }
    if (Happens(r.copied)) {  // on a victim's document, elsewhere
      Walk copy;
      copy.people = {walk.people.back()};
      copy.people.back().face = static_cast<unsigned>(random_());
      copy.truths = {walk.truths.back()};
      copy.post = Below(assumptions_.posts);
      Plan(day_, std::move(copy));
    }
    Plan(day_, std::move(walk));
    if (Happens(r.returns)) Plan(day_ + Pick(r.return_days), std::move(back));
  }
}

// What is seen of somebody, but for the place.
void World::Show(const Person& person, bool is_ring, Traveller& one) {
  const auto& a = assumptions_;
  std::optional<unsigned> face = person.face;
  if (!is_ring) {
    const bool adult = associate::AgeOf(one) != associate::Age::kChild;
    one.forged = Happens(a.forged_alarm) || (adult && Happens(a.forged_adult));
    if (Happens(a.missing_namesake)) one.matches.push_back(Alert(identify::MatchKind::kMissing));
    if (Happens(a.suspect_namesake)) one.matches.push_back(Alert(identify::MatchKind::kSuspect));
    if (Happens(a.coached)) one.observations.push_back(Observation::kCoachedAnswers);
    if (Happens(a.age_differs)) one.observations.push_back(Observation::kApparentAgeDiffers);
    if (Happens(a.fear)) one.observations.push_back(Observation::kFearOrSilence);
    if (!faces_.empty() && Happens(a.look_alike)) {
      face = faces_[static_cast<size_t>(Below(static_cast<int>(faces_.size())))];
    } else if (face) {
      if (faces_.size() < kLookAlikes) faces_.emplace_back();
      faces_[next_face_++ % kLookAlikes] = *face;
    }
  }
  if (Happens(a.misread)) Misread(Happens(0.5) ? one.surname : one.given_names);
  if (face && (!is_ring || Happens(a.rings.portrait))) {
    // A face, and the noise of this picture of it: a cosine of about 0.9.
    std::mt19937 still(*face);
    std::normal_distribution<float> normal;
    face::Embedding embedding{};
    double length = 0;
    for (float& value : embedding) {
      value = normal(still) + 0.33F * normal(random_);
      length += static_cast<double>(value) * value;
    }
    for (float& value : embedding) value = static_cast<float>(value / std::sqrt(length));
    one.portrait = embedding;
  }
}

void World::Emit(const Walk& walk, std::vector<std::vector<Traveller>>& posts) {
  const auto& a = assumptions_;
  const int start = Pick({walk.hours.first * 3600, walk.hours.last * 3600});
  const std::string lane = std::to_string(Below(a.lanes));
  const bool is_ring = walk.truths.front().kind == Kind::kRing;
  const bool held = !is_ring && walk.people.size() > 1 && Happens(a.held_documents);
  // Whose papers one person hands over belong together.
  const std::string group =
      (walk.declared || held) && walk.people.size() > 1 ? std::to_string(++groups_) : "";
  int second = start;
  for (size_t i = 0; i < walk.people.size(); ++i, second += kSecondsEach) {
    const auto place = [&](Traveller& one) {
      one.screening = std::to_string(truths_.size());
      one.passage = {Time(kFirstDay + std::chrono::days(day_) + std::chrono::seconds(second)),
                     PostName(walk.post), lane, walk.direction, group};
      truths_.push_back(walk.truths[i]);
    };
    Traveller one = walk.people[i].traveller;
    place(one);
    if (held && i > 0) one.observations.push_back(Observation::kDocumentsHeldByOther);
    Show(walk.people[i], is_ring, one);
    auto& post = posts[static_cast<size_t>(walk.post)];
    if (Happens(a.double_scan)) {
      if (!one.page) one.page = Sha256(one.screening);
      Traveller again = one;
      second += kSecondsEach;
      place(again);
      truths_.back().victim = false;  // counted once
      if (Happens(a.retyped / a.double_scan)) Misread(again.surname);
      post.push_back(std::move(again));
    }
    post.push_back(std::move(one));
  }
}

std::vector<std::vector<Traveller>> World::NextDay() {
  ++day_;
  PlanOrdinary();
  PlanEvacuations();
  PlanRings();
  std::vector<std::vector<Traveller>> posts(static_cast<size_t>(assumptions_.posts));
  for (const Walk& walk : plan_[static_cast<size_t>(day_)]) Emit(walk, posts);
  plan_[static_cast<size_t>(day_)] = {};
  for (auto& post : posts) {
    if (Happens(assumptions_.country.wrong_clock)) {
      const std::chrono::hours off(Pick(assumptions_.country.wrong_hours) *
                                   (Happens(0.5) ? 1 : -1));
      for (Traveller& one : post) one.passage.time += off;
    }
    std::ranges::stable_sort(post, {}, [](const Traveller& one) { return one.passage.time; });
  }
  return posts;
}

}  // namespace chowki::simulate
