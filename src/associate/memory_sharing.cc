// The part of memory.h that deals with other posts.

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "associate/memory.h"
#include "associate/memory_period.h"
#include "base/text.h"
#include "sqlite/transaction.h"

namespace chowki::associate {
namespace {

// More of one traveller do not go out.
constexpr size_t kMostContacts = 16;
// As ToBytes(Crossing) cuts them; what others say is longer is no crossing.
constexpr size_t kLongestText = 63;
// The age that a band is remembered by, in years.
constexpr int kYoungYears = 20;
constexpr int kGrownYears = 40;

struct AskText {
  Ask ask;
  Trace kind = Trace::kDocument;
  std::string text;  // "": nothing to ask
};

// What is asked about a traveller; the same asks for all periods.
std::vector<AskText> AsksOf(const Traveller& traveller) {
  std::vector<AskText> asks;
  const auto add = [&](Link link, Trace kind, std::string text, int first_step = 0) {
    if (!text.empty()) asks.push_back({{link, first_step}, kind, std::move(text)});
  };
  add(Link::kDocument, Trace::kDocument, DocumentText(traveller));
  add(Link::kIdentity, Trace::kIdentity, IdentityText(traveller));
  auto contacts = ContactTexts(traveller);
  contacts.resize(std::min(contacts.size(), kMostContacts));
  for (std::string& text : contacts) add(Link::kContact, Trace::kContact, std::move(text));
  add(Link::kPage, Trace::kPage, PageText(traveller));
  for (const Series& series : PlaceOf(traveller).near) {
    add(Link::kSeries, Trace::kSeries, series.text, series.first_step);
  }
  return asks;
}

// By what a traveller is found: the same but for its place in the number series.
std::vector<Tag> TagsOf(const PeriodKey& key, const Traveller& traveller,
                        const std::vector<AskText>& asks) {
  std::vector<Tag> tags;
  for (const AskText& ask : asks) {
    if (ask.ask.link != Link::kSeries) tags.push_back(key.TagOf(ask.kind, ask.text));
  }
  for (const Series& series : PlaceOf(traveller).own) {
    tags.push_back(key.TagOf(Trace::kSeries, series.text));
  }
  return tags;
}

bool IsOfPerson(Link link) { return link == Link::kDocument || link == Link::kIdentity; }

// Birth dates that give the age band on that day, and say no more.
PartialDate BirthOf(const Crossing& crossing) {
  const int year = ToDate(TimeOf(crossing)).year;
  switch (crossing.age) {
    case Age::kChild:
      return {};
    case Age::kYoung:
      return {year - kYoungYears, 1, 1};
    case Age::kAdult:
      return {year - kGrownYears, 1, 1};
  }
  return {};
}

Traveller Remembered(const Crossing& crossing) {
  Traveller traveller;
  traveller.screening = crossing.screening;
  traveller.passage = {TimeOf(crossing), crossing.post, "", crossing.direction, ""};
  traveller.birth = BirthOf(crossing);
  return traveller;
}

// Gives a traveller the document of which DocumentText is this.
void SetDocument(Traveller& traveller, const std::string& text) {
  const size_t code = text.find('|');
  const size_t number = code == std::string::npos ? code : text.find('|', code + 1);
  if (number == std::string::npos) return;
  traveller.issuing_state = text.substr(0, code);
  traveller.document_code = text.substr(code + 1, number - code - 1);
  traveller.document_number = text.substr(number + 1);
}

// Of contacts that say nothing on that day.
std::set<Tag> ContactTags(const PeriodKey& key, std::span<const Allowance> allowed, Time time) {
  std::set<Tag> tags;
  for (const Allowance& one : allowed) {
    if (one.kind != Allowance::Kind::kContact || ToDate(time) > one.last_day) continue;
    Traveller agency;
    agency.contacts = {one.value};
    for (const std::string& text : ContactTexts(agency)) {
      tags.insert(key.TagOf(Trace::kContact, text));
    }
  }
  return tags;
}

// A crossing that another post sealed; nullopt for anything else, whatever it is.
std::optional<Crossing> Unseal(const PeriodKey& key, const ForeignParty::Row& row) {
  const auto text = key.Open(row.sealed);
  if (!text) return std::nullopt;
  auto crossing = CrossingFromBytes(*text);
  if (!crossing.ok() || crossing->screening.size() > kLongestText ||
      crossing->post.size() > kLongestText || crossing->place != row.place ||
      !IsUtf8(crossing->screening) || !IsUtf8(crossing->post)) {
    return std::nullopt;
  }
  return *std::move(crossing);
}

std::int64_t NewCopy() {
  std::random_device random;
  return 1 + (random() & 0x3fffffff);
}

}  // namespace

Recollection Merge(Recollection here, const Recollection& of_others) {
  std::ranges::copy(of_others.sightings, std::back_inserter(here.sightings));
  std::ranges::copy(of_others.parties, std::back_inserter(here.parties));
  const auto minute = [](const auto& one) { return one.crossing.minute; };
  std::ranges::stable_sort(here.sightings, std::greater{}, minute);
  std::ranges::stable_sort(here.parties, std::greater{}, minute);
  return here;
}

Status Memory::Adopt(const Date& first_day, PeriodKey key) {
  const Time begin =
      std::chrono::sys_days(std::chrono::year(first_day.year) / first_day.month / first_day.day);
  if (!IsValid(first_day) || PeriodOf(begin) != first_day) {
    return InvalidInput("no period of {} days begins on {:04}-{:02}-{:02}", retention_.period_days,
                        first_day.year, first_day.month, first_day.day);
  }
  const std::int64_t id = key.id();
  if (Existing(first_day) == nullptr) CHOWKI_RETURN_IF_ERROR(Load(first_day, std::move(key)));
  Period& period = *Existing(first_day);
  if (period.key.id() != id) {
    return FailedPrecondition("the period from {} has another key in use", ToIso(first_day));
  }
  if (period.copy != 0) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(auto share,
                          period.database.Prepare("INSERT INTO sharing (one, copy) VALUES (1, ?)"));
  const std::int64_t copy = NewCopy();
  CHOWKI_RETURN_IF_ERROR(share.Run(copy));
  period.copy = copy;
  return Ok();
}

SharedParty Memory::ToShared(const Party& party, Period& period, std::vector<std::string> sealed) {
  SharedParty out;
  out.minute =
      std::chrono::floor<std::chrono::minutes>(party.passage().time).time_since_epoch().count();
  std::vector<std::vector<AskText>> asked;
  for (size_t i = 0; i < party.travellers.size(); ++i) {
    const Traveller& traveller = party.travellers[i];
    asked.push_back(AsksOf(traveller));
    SharedTraveller one{
        std::move(sealed[i]), TagsOf(period.key, traveller, asked[i]), {}, PlaceOf(traveller).step};
    for (const AskText& ask : asked[i]) one.asks.push_back(ask.ask);
    out.travellers.push_back(std::move(one));
  }
  for (const auto& other : periods_) {
    if (other->copy == 0) continue;  // nobody else's
    SharedQuestion question{other->first_day, {}, {}};
    for (size_t i = 0; i < party.travellers.size(); ++i) {
      for (const AskText& ask : asked[i]) {
        question.tags.push_back(other->key.TagOf(ask.kind, ask.text));
      }
      question.surnames.push_back(
          TagOrNone(other->key, Trace::kSurname, SurnameText(party.travellers[i])));
    }
    out.questions.push_back(std::move(question));
  }
  return out;
}

Result<std::vector<SharedParty>> Memory::Outgoing(size_t travellers) {
  std::vector<SharedParty> out;
  size_t together = 0;
  for (auto at = periods_.rbegin(); at != periods_.rend(); ++at) {
    Period& period = **at;
    if (period.copy == 0) continue;
    CHOWKI_ASSIGN_OR_RETURN(
        auto all, period.database.Prepare("SELECT first, sealed FROM outbox ORDER BY first"));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool row, all.Step());
      if (!row) break;
      const auto text = period.key.Open(all.Blob(1));
      if (!text) return period.Unreadable("outgoing party", all.Int(0));
      CHOWKI_ASSIGN_OR_RETURN(SharedParty party, SharedPartyFromBytes(*text));
      together += party.travellers.size();
      if (!out.empty() && together > travellers) return out;
      party.period = period.first_day;
      party.number = period.NumberOf(all.Int(0));
      out.push_back(std::move(party));
    }
  }
  return out;
}

Result<std::int64_t> Memory::CountOutgoing() {
  std::int64_t count = 0;
  for (const auto& period : periods_) {
    if (period->copy == 0) continue;
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t some,
                            period->database.QueryInt("SELECT count(*) FROM outbox"));
    count += some;
  }
  return count;
}

Status Memory::HandedOut(const SharedParty& party) {
  Period* const period = Existing(party.period);
  if (period == nullptr) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(auto remove,
                          period->database.Prepare("DELETE FROM outbox WHERE first = ?"));
  return remove.Run(period->FirstOf(party.number));
}

Result<std::optional<OthersMemory>> Memory::Learn(const SharedParty& party,
                                                  std::span<const ForeignParty> others,
                                                  std::span<const Allowance> allowed) {
  Period* const period = Existing(party.period);
  const std::int64_t first = period == nullptr ? 0 : period->FirstOf(party.number);
  if (first == 0) return std::nullopt;
  CHOWKI_ASSIGN_OR_RETURN(auto head, period->ReadParty(first, first + 1));
  if (head.empty() || head.front().second.place != 0) return std::nullopt;
  CHOWKI_ASSIGN_OR_RETURN(const auto own,
                          period->ReadParty(first, first + head.front().second.together));

  OthersMemory learnt;
  learnt.party.declared = head.front().second.declared;
  for (const auto& [id, crossing] : own) {
    Traveller traveller = Remembered(crossing);
    for (const Allowance& one : allowed) {
      if (one.kind != Allowance::Kind::kEscort) continue;
      const Tag tag = TagOrNone(period->key, Trace::kDocument, one.value);
      if (tag != 0 && tag == crossing.document) SetDocument(traveller, one.value);
    }
    learnt.party.travellers.push_back(std::move(traveller));
  }
  const std::int64_t latest = own.front().second.minute + kSharingDelay;

  for (const ForeignParty& other : others) {
    Period* const then = Existing(other.period);
    if (then == nullptr) continue;  // forgotten meanwhile, or never known
    std::map<int, Crossing> rows;
    std::set<int> returned;
    for (const ForeignParty::Row& row : other.rows) {
      auto crossing = Unseal(then->key, row);
      if (!crossing) {
        ++learnt.unreadable;
        continue;
      }
      if (row.returned) returned.insert(row.place);
      rows.emplace(row.place, *std::move(crossing));
    }
    const bool later =
        std::ranges::any_of(rows, [&](const auto& row) { return row.second.minute > latest; });
    if (later) continue;  // that post is told of ours

    const auto question = std::ranges::find(party.questions, other.period, &SharedQuestion::period);
    const bool asked = question != party.questions.end() && party.travellers.size() == own.size();
    std::vector<ForeignParty::Pair> pairs;
    for (const ForeignParty::Pair& pair : other.pairs) {
      const bool fits = pair.traveller < own.size() && rows.contains(pair.place) &&
                        (!asked || pair.ask < party.travellers[pair.traveller].asks.size());
      if (fits) pairs.push_back(pair);
    }
    const auto same = [&](size_t traveller, int place, Link link) {
      return std::ranges::any_of(pairs, [&](const ForeignParty::Pair& pair) {
        return pair.traveller == traveller && pair.place == place && pair.link == link;
      });
    };
    // Who of ours that traveller is.
    const auto here = [&](int place) -> std::optional<size_t> {
      for (const ForeignParty::Pair& pair : pairs) {
        if (pair.place == place && IsOfPerson(pair.link)) return pair.traveller;
      }
      return std::nullopt;
    };

    const std::set<Tag> agencies = ContactTags(then->key, allowed, learnt.party.passage().time);
    std::vector<size_t> first_ask{0};  // of each traveller, within the question
    for (const SharedTraveller& traveller : party.travellers) {
      first_ask.push_back(first_ask.back() + traveller.asks.size());
    }
    std::set<std::pair<size_t, int>> series;   // one document may share both days
    std::set<std::pair<size_t, int>> parties;  // found by document and by identity
    for (const ForeignParty::Pair& pair : pairs) {
      const size_t i = pair.traveller;
      Sighting sighting{
          pair.link, i, {other.period, ForeignId(other.party, pair.place)}, rows.at(pair.place)};
      const Crossing& crossing = sighting.crossing;
      sighting.same_document = same(i, pair.place, Link::kDocument);
      sighting.same_identity = same(i, pair.place, Link::kIdentity);
      sighting.is_here = here(pair.place).has_value();
      if (asked) {
        sighting.same_surname = crossing.surname != 0 && crossing.surname == question->surnames[i];
      } else if (other.period == party.period) {
        sighting.same_surname = crossing.surname != 0 && crossing.surname == own[i].second.surname;
      }
      if (pair.link == Link::kSeries) {
        if (!asked) continue;
        const int from = party.travellers[i].asks[pair.ask].first_step;
        sighting.numbers_apart = std::abs(from + crossing.step - party.travellers[i].step);
        if (sighting.numbers_apart > kNearNumbers || sighting.same_document ||
            !series.emplace(i, pair.place).second) {
          continue;
        }
      } else if (pair.link == Link::kContact) {
        if (!asked || agencies.contains(question->tags[first_ask[i] + pair.ask])) continue;
      } else if (IsOfPerson(pair.link) && parties.emplace(i, pair.place).second) {
        if (crossing.direction == Opposite(own[i].second.direction)) {
          CHOWKI_ASSIGN_OR_RETURN(
              auto note, then->database.Prepare("INSERT INTO returned (party, place) VALUES (?, ?) "
                                                "ON CONFLICT DO NOTHING"));
          CHOWKI_RETURN_IF_ERROR(note.Run(other.party, pair.place));
        }
        if (own[i].second.age != Age::kChild && rows.size() > 1) {
          EarlierParty before{i, crossing, {}};
          for (const auto& [place, companion] : rows) {
            if (place == pair.place) continue;
            before.companions.push_back({{other.period, ForeignId(other.party, place)},
                                         companion,
                                         returned.contains(place),
                                         here(place)});
          }
          learnt.of_others.parties.push_back(std::move(before));
        }
      }
      learnt.of_others.sightings.push_back(std::move(sighting));
    }
  }
  learnt.of_others = Merge(std::move(learnt.of_others), {});
  return learnt;
}

Status Memory::NoteReturn(const Date& period_day, std::int64_t number, int place) {
  Period* const period = Existing(period_day);
  const std::int64_t first = period == nullptr ? 0 : period->FirstOf(number);
  if (first == 0 || place < 0 || std::cmp_greater_equal(place, kLargestParty)) return Ok();
  const std::int64_t id = first + place;
  return period->add_trace.Run(period->key.TagOf(Trace::kReturned, ReturnText(id)), id);
}

Result<std::vector<Memory::ForeignName>> Memory::ForeignReturns(int most) {
  std::vector<ForeignName> names;
  for (const auto& period : periods_) {
    if (period->copy == 0) continue;
    CHOWKI_ASSIGN_OR_RETURN(auto all,
                            period->database.Prepare("SELECT party, place FROM returned LIMIT ?"));
    CHOWKI_RETURN_IF_ERROR(all.Bind(most - static_cast<int>(names.size())));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool row, all.Step());
      if (!row) break;
      names.push_back({period->first_day, all.Int(0), static_cast<int>(all.Int(1))});
    }
  }
  return names;
}

Status Memory::ForeignReturnsTold(std::span<const ForeignName> names) {
  for (const ForeignName& name : names) {
    Period* const period = Existing(name.period);
    if (period == nullptr) continue;
    CHOWKI_ASSIGN_OR_RETURN(auto remove, period->database.Prepare(
                                             "DELETE FROM returned WHERE party = ? AND place = ?"));
    CHOWKI_RETURN_IF_ERROR(remove.Run(name.party, name.place));
  }
  return Ok();
}

}  // namespace chowki::associate
