#include "world.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <toml++/toml.h>

#include "associate/crossing.h"

namespace chowki::simulate {
namespace {

using associate::Direction;
using associate::Observation;
using associate::Traveller;

const std::chrono::sys_days kFirstDay{std::chrono::year(2026) / 1 / 1};
constexpr int kHouseholdsAPost = 1500;
constexpr int kSurnames = 20'000;
constexpr int kGivenNames = 3'000;
constexpr int kAgencies = 1'500;
constexpr int kIssuedDays = 1'825;  // documents are up to five years old
constexpr int kSecondsEach = 40;    // a screening in a lane
constexpr double kSummer = 1.6;     // families in June to August, workers in spring

std::string Word(std::uint64_t number, int syllables) {
  static constexpr std::array<const char*, 24> kSyllables = {
      "BA", "DO", "FI", "GU", "HA", "JO", "KI",  "LU",  "MA",  "NE",  "PO",  "QUA",
      "RI", "SU", "TA", "VE", "WO", "ZI", "SHA", "CHU", "DRI", "FLO", "GRA", "TRE"};
  std::string word;
  for (int i = 0; i < syllables; ++i, number /= 24) word += kSyllables[number % 24];
  return word;
}

identify::Match Alert(identify::MatchKind kind) {
  identify::Match match;
  match.entry = "simulated";
  match.kind = kind;
  match.band = identify::Band::kStrong;
  match.alert = true;
  return match;
}

// Reads values by name and remembers which were asked for.
class Reader {
 public:
  explicit Reader(const toml::table& table) : table_(table) {}
  double Number(const char* key) {
    used_.insert(key);
    const auto value = table_[key].value<double>();
    if (!value) missing_ = missing_.empty() ? key : missing_;
    return value.value_or(0);
  }
  int Count(const char* key) { return static_cast<int>(Number(key)); }
  Range Between(const char* key) {
    used_.insert(key);
    const auto first = table_[key][0].value<int>();
    const auto last = table_[key][1].value<int>();
    if (!first || !last || *first > *last || *first < 0) {
      missing_ = missing_.empty() ? key : missing_;
      return {};
    }
    return {*first, *last};
  }
  Reader Table(const char* key) {
    used_.insert(key);
    const toml::table* table = table_[key].as_table();
    if (table == nullptr) {
      missing_ = missing_.empty() ? key : missing_;
      static const toml::table kNone;
      return Reader(kNone);
    }
    return Reader(*table);
  }
  [[nodiscard]] Status Done(const char* where) const {
    if (!missing_.empty()) {
      return InvalidInput("{}: {} is missing or is not of its kind", where, missing_);
    }
    for (const auto& [key, value] : table_) {
      if (!used_.contains(std::string(key.str()))) {
        return InvalidInput("{}: unknown key {} in line {}", where, std::string(key.str()),
                            value.source().begin.line);
      }
    }
    return Ok();
  }

 private:
  const toml::table& table_;
  std::set<std::string> used_;
  std::string missing_;
};

}  // namespace

Result<Assumptions> ReadAssumptions(const std::string& file) {
  toml::table table;
  try {
    table = toml::parse_file(file);
  } catch (const toml::parse_error& error) {
    return InvalidInput("{}: {} (line {})", file, std::string(error.description()),
                        error.source().begin.line);
  }
  Assumptions a{};
  Reader all(table);
  a.posts = all.Count("posts");
  a.lanes = all.Count("lanes");
  a.days = all.Count("days");
  Reader travellers = all.Table("travellers");
  a.crossings = travellers.Count("crossings");
  a.share_name = travellers.Number("share_name");
  a.patronym = travellers.Number("patronym");
  a.first_of_january = travellers.Number("first_of_january");
  a.declared = travellers.Number("declared");
  a.numbers_a_day = travellers.Count("numbers_a_day");
  a.contact = travellers.Number("contact");
  a.portrait = travellers.Number("portrait");
  Reader trips = all.Table("trips");
  for (const char* kind :
       {"family", "relative", "worker", "student", "pilgrims", "school", "border"}) {
    Reader trip = trips.Table(kind);
    a.trips.push_back({trip.Number("share"), trip.Between("days")});
    CHOWKI_RETURN_IF_ERROR(trip.Done(kind));
  }
  Reader ordinary = all.Table("ordinary");
  a.stays = ordinary.Number("stays");
  a.employer_contact = ordinary.Number("employer_contact");
  a.employer_licensed = ordinary.Number("employer_licensed");
  a.escort_allowed = ordinary.Number("escort_allowed");
  a.worker_batch = ordinary.Number("worker_batch");
  a.forged_alarm = ordinary.Number("forged_alarm");
  a.forged_adult = ordinary.Number("forged_adult");
  a.missing_namesake = ordinary.Number("missing_namesake");
  a.suspect_namesake = ordinary.Number("suspect_namesake");
  a.held_documents = ordinary.Number("held_documents");
  a.coached = ordinary.Number("coached");
  a.age_differs = ordinary.Number("age_differs");
  a.fear = ordinary.Number("fear");
  Reader rings = all.Table("rings");
  auto& r = a.rings;
  r.a_million = rings.Number("a_million");
  r.children = rings.Number("children");
  r.trip_days = rings.Between("trip_days");
  r.victims = rings.Between("victims");
  r.escorts = rings.Between("escorts");
  r.together = rings.Number("together");
  r.beside = rings.Number("beside");
  r.forged = rings.Number("forged");
  r.forged_seen = rings.Number("forged_seen");
  r.altered = rings.Number("altered");
  r.batch = rings.Number("batch");
  r.contact = rings.Number("contact");
  r.share_name = rings.Number("share_name");
  r.missing = rings.Number("missing");
  r.escort_listed = rings.Number("escort_listed");
  r.held_documents = rings.Number("held_documents");
  r.coached = rings.Number("coached");
  r.age_differs = rings.Number("age_differs");
  r.fear = rings.Number("fear");
  r.new_name = rings.Number("new_name");
  r.portrait = rings.Number("portrait");
  r.returns = rings.Number("returns");
  r.return_days = rings.Between("return_days");
  r.identified = rings.Number("identified");
  r.broken_up = rings.Number("broken_up");
  r.pause_days = rings.Count("pause_days");
  for (const auto& [reader, name] : {std::pair{&travellers, "travellers"},
                                     {&trips, "trips"},
                                     {&ordinary, "ordinary"},
                                     {&rings, "rings"},
                                     {&all, "file"}}) {
    CHOWKI_RETURN_IF_ERROR(Annotate(reader->Done(name), file));
  }
  if (a.posts < 1 || a.lanes < 1 || a.days < 1 || a.crossings < 1 || a.numbers_a_day < 1 ||
      r.victims.first < 1 || r.escorts.first < 1 || r.trip_days.first < 1) {
    return InvalidInput("{}: counts must be at least 1", file);
  }
  return a;
}

struct World::Person {
  Traveller traveller;           // but for screening and passage
  std::optional<unsigned> face;  // seed of the embedding
};

struct World::Household {
  std::vector<Person> people;
  int post = 0;
  bool licensed = false;
};

struct World::Ring {
  bool ended = false;
  bool moves_children = false;
  bool batch = false;
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
};

World::World(const Assumptions& assumptions, std::uint64_t seed)
    : assumptions_(assumptions), random_(seed), plan_(static_cast<size_t>(assumptions.days)) {
  const Date end{2030, 1, 1};
  for (int i = 0; i < kAgencies; ++i) {
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
    for (int i = 0; i < count; ++i) MakeHousehold(static_cast<Kind>(kind));
  }
  for (int i = 0; i < assumptions_.rings.at_once; ++i) MakeRing();
}

World::~World() = default;

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

void World::GiveDocument(Person& person, int issued_day, std::int64_t number) {
  Traveller& one = person.traveller;
  one.issuing_state = "UTO";
  one.document_code = "P";
  one.document_number = "U" + std::to_string(100'000'000 + number % 900'000'000);
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

int World::MakeHousehold(Kind kind) {
  Household home;
  home.post = Below(assumptions_.posts);
  const auto add = [&](int youngest, int oldest, const std::string& surname = {}) -> Person& {
    home.people.push_back(MakePerson(youngest, oldest, surname));
    return home.people.back();
  };
  // A child of the first adult: names, and papers applied for together.
  const auto add_child = [&](int youngest, int oldest) {
    const Traveller parent = home.people.front().traveller;
    std::string surname;
    if (Happens(assumptions_.share_name)) {
      surname = parent.surname;
    } else if (Happens(assumptions_.patronym / (1 - assumptions_.share_name))) {
      surname = parent.given_names.substr(0, parent.given_names.find(' '));
    }
    Person& child = add(youngest, oldest, surname);
    child.traveller.issued = parent.issued;
    child.traveller.expires = parent.expires;
    child.traveller.document_number =
        "U" + std::to_string(std::stoll(parent.document_number.substr(1)) +
                             static_cast<std::int64_t>(home.people.size()) - 1);
    child.traveller.contacts = parent.contacts;
  };
  switch (kind) {
    case Kind::kFamily: {
      add(26, 50);
      if (Happens(0.8)) {
        const std::string surname = home.people.front().traveller.surname;
        add(24, 48, Happens(assumptions_.share_name) ? surname : "");
      }
      for (int i = Pick({0, 4}); i > 0; --i) add_child(0, 17);
      break;
    }
    case Kind::kRelative:
      add(26, 65);
      for (int i = Pick({1, 2}); i > 0; --i) add_child(3, 17);
      break;
    case Kind::kWorker: {
      Person& worker = add(20, 55);
      if (Happens(assumptions_.employer_contact)) {
        worker.traveller.contacts = {agencies_[static_cast<size_t>(Below(kAgencies))]};
      }
      if (Happens(assumptions_.worker_batch)) {  // beside the last one of the trade
        const auto& others = households_[static_cast<size_t>(kind)];
        if (!others.empty()) {
          const Traveller& last = others.back().people.front().traveller;
          worker.traveller.issued = last.issued;
          worker.traveller.expires = last.expires;
          worker.traveller.document_number =
              "U" + std::to_string(std::stoll(last.document_number.substr(1)) + 1);
        }
      }
      break;
    }
    case Kind::kStudent:
      add(16, 24);
      break;
    case Kind::kPilgrims: {
      const std::string agency = agencies_[static_cast<size_t>(Below(kAgencies))];
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
        if (Happens(0.3)) add_child(2, 17);
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
  auto& homes = households_[static_cast<size_t>(kind)];
  homes.push_back(std::move(home));
  return static_cast<int>(homes.size()) - 1;
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
}

void World::MakeRing() {
  Ring ring;
  ring.moves_children = Happens(assumptions_.rings.children);
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
      Household& home = homes[static_cast<size_t>(Below(static_cast<int>(homes.size())))];
      Walk out;
      out.people = home.people;
      if (kind == Kind::kSchool) {
        const auto pupils = static_cast<size_t>(Pick({6, 14}));
        std::ranges::shuffle(out.people.begin() + 1, out.people.end(), random_);
        out.people.resize(1 + pupils);
      }
      out.truths.assign(out.people.size(), {kind, -1, 0, false});
      out.post = Happens(0.9) ? home.post : Below(assumptions_.posts);
      out.declared = out.people.size() < 2 || Happens(assumptions_.declared);
      Walk back = out;
      back.direction = Direction::kIn;
      if (kind == Kind::kRelative && Happens(assumptions_.stays)) {
        back.people.resize(1);
        back.truths.resize(1);
      }
      const int later = day_ + Pick(trip.days);
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
    ring.next_day = day_ + Pick(r.trip_days);
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
    walk.post = ring.post;
    walk.declared = together;
    const bool held = together && Happens(r.held_documents);
    walk.people.push_back(escort);
    walk.truths.push_back({Kind::kRing, static_cast<int>(number), trip, false});
    for (int i = Pick(r.victims); i > 0; --i) {
      const bool pretends = together && Happens(r.share_name);
      Person victim = ring.moves_children
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
      } else if (Happens(r.forged)) {
        one.forged = Happens(r.forged_seen);
      }
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
    back.post = ring.post;
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
    Plan(day_, std::move(walk));
    if (Happens(r.returns)) Plan(day_ + Pick(r.return_days), std::move(back));
  }
}

void World::Emit(const Walk& walk, std::vector<std::vector<Traveller>>& posts) {
  const auto& a = assumptions_;
  const int start = Pick({6 * 3600, 22 * 3600});
  const std::string lane = std::to_string(Below(a.lanes));
  const std::string group =
      walk.declared && walk.people.size() > 1 ? std::to_string(++groups_) : "";
  const bool is_ring = walk.truths.front().kind == Kind::kRing;
  const bool held = !is_ring && walk.people.size() > 1 && Happens(a.held_documents);
  for (size_t i = 0; i < walk.people.size(); ++i) {
    const Person& person = walk.people[i];
    Traveller one = person.traveller;
    one.screening = std::to_string(truths_.size());
    truths_.push_back(walk.truths[i]);
    one.passage = {Time(kFirstDay + std::chrono::days(day_) +
                        std::chrono::seconds(start + static_cast<int>(i) * kSecondsEach)),
                   "post " + std::to_string(walk.post), lane, walk.direction, group};
    if (!is_ring) {
      const bool adult = associate::AgeOf(one) != associate::Age::kChild;
      one.forged = Happens(a.forged_alarm) || (adult && Happens(a.forged_adult));
      if (Happens(a.missing_namesake)) one.matches.push_back(Alert(identify::MatchKind::kMissing));
      if (Happens(a.suspect_namesake)) one.matches.push_back(Alert(identify::MatchKind::kSuspect));
      if (held && i > 0) one.observations.push_back(Observation::kDocumentsHeldByOther);
      if (Happens(a.coached)) one.observations.push_back(Observation::kCoachedAnswers);
      if (Happens(a.age_differs)) one.observations.push_back(Observation::kApparentAgeDiffers);
      if (Happens(a.fear)) one.observations.push_back(Observation::kFearOrSilence);
    }
    if (person.face && (!is_ring || Happens(a.rings.portrait))) {
      // A face, and the noise of this picture of it: a cosine of about 0.9.
      std::mt19937 face(*person.face);
      std::normal_distribution<float> normal;
      face::Embedding embedding{};
      double length = 0;
      for (float& value : embedding) {
        value = normal(face) + 0.33F * normal(random_);
        length += static_cast<double>(value) * value;
      }
      for (float& value : embedding) value = static_cast<float>(value / std::sqrt(length));
      one.portrait = embedding;
    }
    posts[static_cast<size_t>(walk.post)].push_back(std::move(one));
  }
}

std::vector<std::vector<Traveller>> World::NextDay() {
  ++day_;
  PlanOrdinary();
  PlanRings();
  std::vector<std::vector<Traveller>> posts(static_cast<size_t>(assumptions_.posts));
  for (const Walk& walk : plan_[static_cast<size_t>(day_)]) Emit(walk, posts);
  plan_[static_cast<size_t>(day_)] = {};
  for (auto& post : posts) {
    std::ranges::stable_sort(post, {}, [](const Traveller& one) { return one.passage.time; });
  }
  return posts;
}

}  // namespace chowki::simulate
