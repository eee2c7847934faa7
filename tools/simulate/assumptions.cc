#include "assumptions.h"

#include <set>
#include <utility>

#include <toml++/toml.h>

namespace chowki::simulate {
namespace {

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
  a.agencies = travellers.Count("agencies");
  a.numbers_a_day = travellers.Count("numbers_a_day");
  a.contact = travellers.Number("contact");
  a.portrait = travellers.Number("portrait");
  a.look_alike = travellers.Number("look_alike");
  a.misread = travellers.Number("misread");
  a.double_scan = travellers.Number("double_scan");
  a.retyped = travellers.Number("retyped");
  a.another_way = travellers.Number("another_way");
  Reader country = all.Table("country");
  a.country.width_km = country.Number("width_km");
  a.country.height_km = country.Number("height_km");
  a.country.fastest_kmh = country.Number("fastest_kmh");
  a.country.wrong_clock = country.Number("wrong_clock");
  a.country.wrong_hours = country.Between("wrong_hours");
  Reader disaster = all.Table("disaster");
  auto& d = a.disaster;
  d.first_day = disaster.Count("first_day");
  d.days = disaster.Count("days");
  d.posts = disaster.Count("posts");
  d.evacuations = disaster.Number("evacuations");
  d.relatives = disaster.Number("relatives");
  d.relatives_traced = disaster.Number("relatives_traced");
  d.families_traced = disaster.Number("families_traced");
  d.hunting = disaster.Number("hunting");
  d.trip_days = disaster.Between("trip_days");
  d.traced = disaster.Number("traced");
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
  r.borrowed = rings.Number("borrowed");
  r.copied = rings.Number("copied");
  r.page_again = rings.Number("page_again");
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
                                     {&country, "country"},
                                     {&disaster, "disaster"},
                                     {&ordinary, "ordinary"},
                                     {&rings, "rings"},
                                     {&all, "file"}}) {
    CHOWKI_RETURN_IF_ERROR(Annotate(reader->Done(name), file));
  }
  if (a.posts < 1 || a.lanes < 1 || a.days < 1 || a.crossings < 1 || a.numbers_a_day < 1 ||
      r.victims.first < 1 || r.escorts.first < 1 || r.trip_days.first < 1 ||
      d.trip_days.first < 1 || d.posts < 1 || d.posts > a.posts || d.days < 1 || d.days > 183) {
    return InvalidInput("{}: counts must be at least 1", file);
  }
  return a;
}

}  // namespace chowki::simulate
