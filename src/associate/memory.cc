#include "associate/memory.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "associate/memory_period.h"
#include "associate/shared_party.h"
#include "sqlite/transaction.h"

namespace chowki::associate {
namespace {

namespace fs = std::filesystem;

constexpr int kMostDays = 366;
// Of one tag's crossings the newest so many: a licensed agency's telephone has thousands.
constexpr int kMostSightings = 40;
// Of earlier parties the newest, until so many companions are read: leaders of coaches have more.
constexpr size_t kMostCompanions = 200;
constexpr const char* kCrossingSuffix = ".db";
constexpr const char* kKeySuffix = ".key";

std::string_view CodeBytes(const PortraitCode& code) {
  return {reinterpret_cast<const char*>(code.data()), sizeof code};
}

Status CheckRetention(const Retention& retention) {
  if (retention.days < 1 || retention.days > kMostDays || retention.period_days < 1 ||
      retention.period_days > retention.days) {
    return InvalidInput(
        "retention of {} days in periods of {}: 1 to {} days expected, and periods no longer",
        retention.days, retention.period_days, kMostDays);
  }
  return Ok();
}

}  // namespace

Memory::Memory(fs::path crossings, fs::path keys, const Retention& retention)
    : crossings_(std::move(crossings)), keys_(std::move(keys)), retention_(retention) {}
Memory::Memory(Memory&&) noexcept = default;
Memory& Memory::operator=(Memory&&) noexcept = default;
Memory::~Memory() = default;

Result<Memory> Memory::OpenInMemory(const Retention& retention) {
  CHOWKI_RETURN_IF_ERROR(CheckRetention(retention));
  return Memory({}, {}, retention);
}

Result<Memory> Memory::Open(const fs::path& crossings, const fs::path& keys, Time now,
                            const Retention& retention) {
  CHOWKI_RETURN_IF_ERROR(CheckRetention(retention));
  std::error_code error;
  for (const fs::path& folder : {crossings, keys}) {
    if (fs::create_directories(folder, error)) {
      fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) return FailedPrecondition("folder {}: {}", folder.string(), error.message());
  }
  if (fs::equivalent(crossings, keys, error)) {
    return InvalidInput("crossings and their keys cannot both lie in {}", keys.string());
  }
  Memory memory(crossings, keys, retention);
  // A period is its key: without one, what is left of its file is noise and goes.
  std::vector<Date> found;
  for (const auto& entry : fs::directory_iterator(keys, error)) {
    if (entry.path().extension() != kKeySuffix) continue;
    CHOWKI_ASSIGN_OR_RETURN(const Date day, ParseIsoDate(entry.path().stem().string()));
    found.push_back(day);
  }
  if (error) return FailedPrecondition("folder {}: {}", keys.string(), error.message());
  std::ranges::sort(found);
  for (const Date& day : found) CHOWKI_RETURN_IF_ERROR(memory.Load(day));
  CHOWKI_RETURN_IF_ERROR(memory.Forget(now).status());
  for (const auto& entry : fs::directory_iterator(crossings, error)) {
    const std::string name = entry.path().filename().string();
    if (name.find(kCrossingSuffix) == std::string::npos) continue;
    const auto day = ParseIsoDate(name.substr(0, name.find('.')));
    const bool live = std::ranges::any_of(
        memory.periods_, [&](const auto& period) { return day.ok() && period->first_day == *day; });
    if (day.ok() && !live) fs::remove(entry.path(), error);
  }
  if (error) return FailedPrecondition("folder {}: {}", crossings.string(), error.message());
  return memory;
}

Date Memory::PeriodOf(Time time) const {
  using std::chrono::days;
  const auto day = std::chrono::floor<days>(time).time_since_epoch().count();
  const auto into =
      ((day % retention_.period_days) + retention_.period_days) % retention_.period_days;
  return ToDate(Time(days(day - into)));
}

// Loads the period of a day, or makes it.
Status Memory::Load(const Date& first_day, std::optional<PeriodKey> given) {
  const std::string name = ToIso(first_day);
  std::unique_ptr<Period> period;
  if (crossings_.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(auto database, sqlite::Database::OpenInMemory());
    CHOWKI_ASSIGN_OR_RETURN(period,
                            Period::Make(first_day, given ? *std::move(given) : PeriodKey::Make(),
                                         std::move(database)));
  } else {
    const fs::path key_file = keys_ / (name + kKeySuffix);
    auto key = PeriodKey::Load(key_file);
    if (!key.ok() && key.status().code() == StatusCode::kNotFound) {
      key = given ? *std::move(given) : PeriodKey::Make();
      CHOWKI_RETURN_IF_ERROR(key->Save(key_file));
    }
    if (!key.ok()) return key.status();
    CHOWKI_ASSIGN_OR_RETURN(auto database,
                            sqlite::Database::Open(crossings_ / (name + kCrossingSuffix)));
    CHOWKI_ASSIGN_OR_RETURN(period, Period::Make(first_day, *std::move(key), std::move(database)));
  }
  periods_.push_back(std::move(period));
  std::ranges::sort(periods_, std::greater{}, [](const auto& p) { return p->first_day; });
  return Ok();
}

Memory::Period* Memory::Existing(const Date& first_day) const {
  for (const auto& period : periods_) {
    if (period->first_day == first_day) return period.get();
  }
  return nullptr;
}

Result<Memory::Period*> Memory::Find(const Date& first_day) {
  if (Existing(first_day) == nullptr) CHOWKI_RETURN_IF_ERROR(Load(first_day));
  return Existing(first_day);
}

std::vector<Date> Memory::Periods() const {
  std::vector<Date> days;
  for (const auto& period : periods_) days.push_back(period->first_day);
  return days;
}

Result<int> Memory::Forget(Time now) {
  const Date oldest = AddDays(ToDate(now), -retention_.days);
  int forgotten = 0;
  for (size_t i = periods_.size(); i-- > 0;) {
    const Date first_day = periods_[i]->first_day;
    if (first_day >= oldest) continue;
    if (!crossings_.empty()) {
      CHOWKI_RETURN_IF_ERROR(vault::DestroyKeyFile(keys_ / (ToIso(first_day) + kKeySuffix)));
    }
    periods_.erase(periods_.begin() + static_cast<std::ptrdiff_t>(i));
    ++forgotten;
    if (crossings_.empty()) continue;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::error_code error;
      const fs::path file = crossings_ / (ToIso(first_day) + kCrossingSuffix + suffix);
      fs::remove(file, error);
      if (error) return FailedPrecondition("removing {}: {}", file.string(), error.message());
    }
  }
  return forgotten;
}

Result<Recollection> Memory::Recall(const Party& party) {
  Recollection past;
  size_t companions = 0;
  for (const auto& period : periods_) {
    if (period->next_id == 1) continue;  // its key was given ahead
    const PeriodKey& key = period->key;
    struct Tags {
      Tag document, identity, surname;
    };
    std::vector<Tags> own;
    for (const Traveller& traveller : party.travellers) {
      own.push_back({TagOrNone(key, Trace::kDocument, DocumentText(traveller)),
                     TagOrNone(key, Trace::kIdentity, IdentityText(traveller)),
                     TagOrNone(key, Trace::kSurname, SurnameText(traveller))});
    }
    const auto sighting = [&](Link link, size_t traveller, std::int64_t id, Crossing crossing) {
      const auto same = [](Tag a, Tag b) { return a != 0 && a == b; };
      Sighting found{link, traveller, {period->first_day, id}, std::move(crossing)};
      found.same_document = same(found.crossing.document, own[traveller].document);
      found.same_identity = same(found.crossing.identity, own[traveller].identity);
      found.same_surname = same(found.crossing.surname, own[traveller].surname);
      found.is_here = std::ranges::any_of(own, [&](const Tags& one) {
        return same(found.crossing.document, one.document) ||
               same(found.crossing.identity, one.identity);
      });
      return found;
    };
    const auto look = [&](Link link, size_t traveller, Tag tag) -> Result<std::vector<Sighting>> {
      std::vector<Sighting> found;
      if (tag == 0) return found;
      CHOWKI_RETURN_IF_ERROR(period->by_tag.Bind(tag, kMostSightings));
      while (true) {
        CHOWKI_ASSIGN_OR_RETURN(const bool row, period->by_tag.Step());
        if (!row) return found;
        CHOWKI_ASSIGN_OR_RETURN(auto read, period->Read(period->by_tag));
        found.push_back(sighting(link, traveller, read.first, std::move(read.second)));
      }
    };
    const auto keep = [&](std::vector<Sighting> found) {
      std::ranges::move(found, std::back_inserter(past.sightings));
    };

    for (size_t i = 0; i < party.travellers.size(); ++i) {
      const Traveller& traveller = party.travellers[i];
      CHOWKI_ASSIGN_OR_RETURN(auto by_document, look(Link::kDocument, i, own[i].document));
      CHOWKI_ASSIGN_OR_RETURN(auto by_identity, look(Link::kIdentity, i, own[i].identity));
      if (AgeOf(traveller) != Age::kChild) {
        std::map<std::int64_t, const Sighting*> earlier;
        for (const auto* found : {&by_document, &by_identity}) {
          for (const Sighting& one : *found) {
            if (one.crossing.together > 1) earlier.emplace(one.place.id, &one);
          }
        }
        for (auto one = earlier.rbegin(); one != earlier.rend() && companions < kMostCompanions;
             ++one) {
          EarlierParty before{i, one->second->crossing, {}};
          const std::int64_t first = one->first - before.crossing.place;
          CHOWKI_RETURN_IF_ERROR(period->party.Bind(first, first + before.crossing.together));
          while (true) {
            CHOWKI_ASSIGN_OR_RETURN(const bool row, period->party.Step());
            if (!row) break;
            CHOWKI_ASSIGN_OR_RETURN(auto read, period->Read(period->party));
            if (read.first == one->first) continue;
            Companion companion{{period->first_day, read.first}, std::move(read.second), false, {}};
            CHOWKI_ASSIGN_OR_RETURN(
                companion.returned,
                period->Has(key.TagOf(Trace::kReturned, ReturnText(read.first))));
            for (size_t k = 0; k < own.size(); ++k) {
              const Crossing& then = companion.crossing;
              if ((then.document != 0 && then.document == own[k].document) ||
                  (then.identity != 0 && then.identity == own[k].identity)) {
                companion.here = k;
              }
            }
            before.companions.push_back(std::move(companion));
          }
          companions += before.companions.size();
          past.parties.push_back(std::move(before));
        }
      }
      keep(std::move(by_document));
      keep(std::move(by_identity));
      for (const std::string& contact : ContactTexts(traveller)) {
        CHOWKI_ASSIGN_OR_RETURN(auto found,
                                look(Link::kContact, i, key.TagOf(Trace::kContact, contact)));
        keep(std::move(found));
      }
      CHOWKI_ASSIGN_OR_RETURN(
          auto by_page, look(Link::kPage, i, TagOrNone(key, Trace::kPage, PageText(traveller))));
      keep(std::move(by_page));

      const NumberPlace number = PlaceOf(traveller);
      std::map<std::int64_t, Sighting> near;  // one document may share both days
      for (const Series& series : number.near) {
        CHOWKI_ASSIGN_OR_RETURN(auto found,
                                look(Link::kSeries, i, key.TagOf(Trace::kSeries, series.text)));
        for (Sighting& one : found) {
          one.numbers_apart = std::abs(series.first_step + one.crossing.step - number.step);
          if (one.numbers_apart > kNearNumbers || one.same_document) continue;
          near.try_emplace(one.place.id, std::move(one));
        }
      }
      for (auto& [id, one] : near) past.sightings.push_back(std::move(one));

      if (!traveller.portrait || period->portraits.empty()) continue;
      const PortraitCode code = ToPortraitCode(*traveller.portrait, key.projection());
      for (const RememberedPortrait& other : period->portraits) {
        if (!SamePortrait(code, other.code)) continue;
        CHOWKI_RETURN_IF_ERROR(period->by_id.Bind(other.crossing));
        CHOWKI_ASSIGN_OR_RETURN(const bool row, period->by_id.Step());
        if (!row) return period->Unreadable("portrait", other.crossing);
        CHOWKI_ASSIGN_OR_RETURN(auto read, period->Read(period->by_id));
        CHOWKI_RETURN_IF_ERROR(period->by_id.Step().status());  // to its end
        past.sightings.push_back(sighting(Link::kPortrait, i, read.first, std::move(read.second)));
      }
    }
  }
  return past;
}

Status Memory::Remember(std::span<const Party> parties) {
  std::map<Date, std::vector<const Party*>> by_period;
  for (const Party& party : parties) {
    if (party.travellers.empty() || party.travellers.size() > kLargestParty) {
      return InvalidInput("a party has {} travellers, 1 to {} expected", party.travellers.size(),
                          kLargestParty);
    }
    by_period[PeriodOf(party.passage().time)].push_back(&party);
  }
  for (const auto& [first_day, of_period] : by_period) {
    CHOWKI_ASSIGN_OR_RETURN(Period* const period, Find(first_day));
    const PeriodKey& key = period->key;
    CHOWKI_ASSIGN_OR_RETURN(auto transaction, sqlite::Transaction::BeginWrite(period->database));
    std::int64_t id = period->next_id;
    std::vector<std::pair<Tag, std::int64_t>> traces;
    std::vector<RememberedPortrait> portraits;
    for (const Party* party : of_period) {
      std::uint8_t place = 0;
      const std::int64_t first = id;
      std::vector<std::string> rows;
      for (const Traveller& traveller : party->travellers) {
        const NumberPlace number = PlaceOf(traveller);
        Crossing crossing;
        crossing.screening = traveller.screening;
        crossing.minute = std::chrono::floor<std::chrono::minutes>(traveller.passage.time)
                              .time_since_epoch()
                              .count();
        crossing.post = traveller.passage.post;
        crossing.direction = traveller.passage.direction;
        crossing.age = AgeOf(traveller);
        crossing.declared = party->declared;
        crossing.place = place++;
        crossing.together = static_cast<std::uint8_t>(party->travellers.size());
        crossing.step = static_cast<std::uint8_t>(number.step);
        crossing.document = TagOrNone(key, Trace::kDocument, DocumentText(traveller));
        crossing.identity = TagOrNone(key, Trace::kIdentity, IdentityText(traveller));
        crossing.surname = TagOrNone(key, Trace::kSurname, SurnameText(traveller));
        std::string sealed = key.Seal(ToBytes(crossing));
        CHOWKI_RETURN_IF_ERROR(period->add_crossing.Run(id, sqlite::AsBlob(sealed)));
        if (period->copy != 0) rows.push_back(std::move(sealed));
        const auto trace = [&](Tag tag) {
          if (tag != 0) traces.emplace_back(tag, id);
        };
        trace(crossing.document);
        trace(crossing.identity);
        for (const std::string& contact : ContactTexts(traveller)) {
          trace(key.TagOf(Trace::kContact, contact));
        }
        for (const Series& series : number.own) trace(key.TagOf(Trace::kSeries, series.text));
        trace(TagOrNone(key, Trace::kPage, PageText(traveller)));
        if (traveller.portrait) {
          portraits.push_back({id, ToPortraitCode(*traveller.portrait, key.projection())});
          CHOWKI_RETURN_IF_ERROR(period->add_portrait.Run(
              id, sqlite::AsBlob(key.Seal(CodeBytes(portraits.back().code)))));
        }
        ++id;
      }
      if (period->copy != 0) {
        const SharedParty out = ToShared(*party, *period, std::move(rows));
        CHOWKI_RETURN_IF_ERROR(
            period->add_outgoing.Run(first, sqlite::AsBlob(key.Seal(ToBytes(out)))));
      }
    }
    std::ranges::sort(traces);  // near rows of the tree one after another
    for (const auto& [tag, crossing] : traces) {
      CHOWKI_RETURN_IF_ERROR(period->add_trace.Run(tag, crossing));
    }
    CHOWKI_RETURN_IF_ERROR(transaction.Commit());
    period->next_id = id;
    std::ranges::copy(portraits, std::back_inserter(period->portraits));
  }
  // The oldest go first, whatever period they are of.
  size_t kept = 0;
  for (const auto& period : periods_) {
    auto& portraits = period->portraits;
    const size_t room = kMostPortraits - std::min(kept, kMostPortraits);
    while (portraits.size() > room) portraits.pop_front();
    kept += portraits.size();
  }
  return Ok();
}

Status Memory::NoteReturns(const Party& party, const Recollection& past) {
  for (const Sighting& sighting : past.sightings) {
    if (!sighting.same_document && !sighting.same_identity) continue;
    if (sighting.place.id < 0) continue;  // another post's: noted when it was learnt
    const Passage& now = party.travellers[sighting.traveller].passage;
    if (sighting.crossing.direction != Opposite(now.direction)) continue;
    CHOWKI_ASSIGN_OR_RETURN(Period* const period, Find(sighting.place.period));
    CHOWKI_RETURN_IF_ERROR(period->add_trace.Run(
        period->key.TagOf(Trace::kReturned, ReturnText(sighting.place.id)), sighting.place.id));
  }
  return Ok();
}

}  // namespace chowki::associate
