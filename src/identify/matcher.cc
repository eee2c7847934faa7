#include "identify/matcher.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "identify/document_index.h"
#include "identify/name_comparison.h"
#include "identify/name_index.h"
#include "identify/name_key.h"
#include "identify/scorecard.h"
#include "identify/signals/birth_date.h"
#include "identify/signals/document.h"
#include "identify/signals/nationality.h"
#include "identify/signals/sex.h"
#include "watchlist/action.h"
#include "watchlist/entry_view.h"

namespace chowki::identify {
namespace {

using watchlist::Entry;
using watchlist::NameQuality;

constexpr double kNotCompared = -std::numeric_limits<double>::infinity();

// The name by which an entry came up.
struct NameEvidence {
  double points = kNotCompared;
  NameQuality quality = NameQuality::kPrimary;
};

// The same with both spellings, for people to read.
struct NamePair {
  NameEvidence evidence;
  std::string query;
  std::string entry;
};

constexpr char kNameSignal[] = "name";
constexpr char kOtherNameSignal[] = "document_under_other_name";
constexpr char kListSignal[] = "list_size";

Signal WithEffect(Signal signal) {
  signal.effect = EffectOf(signal.points);
  return signal;
}

// A match with the sum that it is ordered by: scores near 1 are all alike, sums are not.
struct Scored {
  Match match;
  double sum = 0;
};

MatchKind KindOf(const Entry& entry, const DocumentSignal& document, const NameEvidence& name) {
  // The listed document under a name that speaks against its person is no match with the person.
  const bool other_name = name.points > kNotCompared && name.points < 0;
  if (entry.kind == watchlist::EntryKind::kPerson && other_name &&
      document.agreement != DocumentAgreement::kNone) {
    return MatchKind::kDocumentOfAnother;
  }
  const watchlist::Category* category = watchlist::FindCategory(entry.category);
  return ToMatchKind(category == nullptr ? watchlist::ListKind::kSuspect : category->list_kind);
}

// Whether a number alerts whatever else is known.
bool AlertsByItself(const DocumentSignal& document) {
  return document.agreement == DocumentAgreement::kExact ||
         (document.agreement != DocumentAgreement::kNone &&
          document.signal.points >= scorecard::kDocumentAlerts);
}

bool BestFirst(const Scored& a, const Scored& b) {
  if (a.match.alert != b.match.alert) return a.match.alert;
  if (a.sum != b.sum) return a.sum > b.sum;
  return a.match.entry < b.match.entry;
}

// The best so many, best first. The best alert of each kind is among them, so that ten namesakes of
// a suspect do not hide a missing child.
std::vector<Scored> BestOf(std::vector<Scored> scored, size_t limit) {
  std::ranges::sort(scored, BestFirst);
  std::set<MatchKind> seen;
  std::vector<Scored> best;
  std::vector<Scored> others;
  for (Scored& one : scored) {
    const bool first_of_kind = one.match.alert && seen.insert(one.match.kind).second;
    (first_of_kind ? best : others).push_back(std::move(one));
  }
  std::ranges::move(others, std::back_inserter(best));
  best.resize(std::min(limit, best.size()));
  std::ranges::sort(best, BestFirst);
  return best;
}

// What is needed of an entry to choose whom to look at closely.
struct Facts {
  static constexpr std::uint8_t kMore = 1;    // dates or nationalities than are here
  static constexpr std::uint8_t kVictim = 2;  // missing or at risk

  std::uint32_t first_birth_day = 0;  // year * 512 + month * 32 + day; 0: unknown
  std::uint32_t last_birth_day = 0;
  std::array<char, 3> nationality{};  // ICAO code
  icao::Sex Sex() const { return static_cast<icao::Sex>(flags / 4); }

  std::uint8_t flags = 0;  // sex * 4 + kVictim + kMore
};

std::uint32_t Packed(const Date& date) {
  return static_cast<std::uint32_t>(date.year * 512 + date.month * 32 + date.day);
}

Date Unpacked(std::uint32_t packed) {
  const int bits = static_cast<int>(packed);
  return {bits / 512, bits / 32 % 16, bits % 32};
}

Facts FactsOf(const watchlist::EntryView& entry) {
  Facts facts;
  bool more = entry.birth_dates.size() > 1 || entry.nationalities.size() > 1;
  if (!entry.birth_dates.empty()) {
    facts.first_birth_day = Packed(entry.birth_dates[0].span.first);
    facts.last_birth_day = Packed(entry.birth_dates[0].span.last);
  }
  if (!entry.nationalities.empty()) {
    const std::string_view code = entry.nationalities[0];
    more = more || code.size() > facts.nationality.size();
    std::copy_n(code.begin(), std::min(code.size(), facts.nationality.size()),
                facts.nationality.begin());
  }
  const watchlist::Category* category = watchlist::FindCategory(entry.category);
  const bool victim =
      category != nullptr && (category->list_kind == watchlist::ListKind::kMissing ||
                              category->list_kind == watchlist::ListKind::kAtRisk);
  facts.flags =
      static_cast<std::uint8_t>(static_cast<unsigned>(entry.sex) * 4 +
                                (victim ? Facts::kVictim : 0) + (more ? Facts::kMore : 0));
  return facts;
}

}  // namespace

struct Matcher::Index {
  Index(const watchlist::Snapshot& list, Scope scope)
      : snapshot(list),
        built(scope == Scope::kAll ? NameIndex::Build(list)
                                   : NameIndex::Build(watchlist::SnapshotBuilder().Finish({}))),
        names(ViewOf(built.words), ViewOf(built.names)),
        documents(list) {
    const double entries = std::max(static_cast<double>(list.size()), scorecard::kSmallestList);
    prior = scorecard::kMostTravellersAreOnNoList - std::log2(entries);
    facts.reserve(list.size());
    watchlist::EntryView entry;
    for (size_t i = 0; i < list.size(); ++i) {
      list.View(i, entry);
      facts.push_back(FactsOf(entry));
    }
  }

  using Candidates = std::unordered_map<std::uint32_t, NameEvidence>;
  [[nodiscard]] Candidates Collect(const Query& query, size_t most) const;
  void CollectByName(const Query& query, const Words& words, size_t most,
                     Candidates& candidates) const;
  [[nodiscard]] double PointsBesideName(const Query& query, const std::optional<DateInterval>& born,
                                        std::uint32_t entry) const;
  [[nodiscard]] NamePair BestPair(const Query& query, const Entry& entry) const;
  [[nodiscard]] Scored Score(const Query& query, const Entry& entry,
                             const NameEvidence& name) const;
  void ShowNames(const Query& query, Match& match) const;

  [[nodiscard]] std::string ListSize() const { return std::to_string(snapshot.size()); }

  const watchlist::Snapshot& snapshot;
  NameIndex::Built built;
  NameIndex names;  // of nobody unless Scope::kAll
  DocumentIndex documents;
  std::vector<Facts> facts;  // by entry
  double prior = 0;
};

Matcher::Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot, Scope scope)
    : snapshot_(std::move(snapshot)),
      index_(std::make_unique<const Index>(*snapshot_, scope)),
      scope_(scope) {}

Matcher::~Matcher() = default;

std::vector<Match> Matcher::Find(const Query& asked, size_t limit) const {
  Query query = asked;
  query.document_number = watchlist::NormalDocumentNumber(query.document_number);
  std::vector<Scored> scored;
  for (const auto& [index, name] : index_->Collect(query, limit + scorecard::kEntriesToSpare)) {
    const Entry entry = snapshot_->At(index);
    if (query.today && entry.valid_until && *entry.valid_until < *query.today) continue;
    scored.push_back(index_->Score(query, entry, name));
  }
  std::vector<Match> matches;
  for (Scored& one : BestOf(std::move(scored), limit)) {
    index_->ShowNames(query, one.match);
    one.match.entry_digest = Sha256(snapshot_->BytesAt(*snapshot_->Find(one.match.entry)));
    matches.push_back(std::move(one.match));
  }
  return matches;
}

// Whom to look at closely: everybody with the document, and of the bearers of the names that are
// most like those for whom most speaks.
Matcher::Index::Candidates Matcher::Index::Collect(const Query& query, size_t most) const {
  Candidates candidates;
  for (const std::string& name : query.names) {
    for (const Words& words : NameForms(name)) CollectByName(query, words, most, candidates);
  }
  for (const std::uint32_t entry : documents.Find(query)) {
    if (!candidates.contains(entry)) {
      candidates[entry] = BestPair(query, snapshot.At(entry)).evidence;
    }
  }
  return candidates;
}

void Matcher::Index::CollectByName(const Query& query, const Words& words, size_t most,
                                   Candidates& candidates) const {
  struct Ranked {
    double points = 0;
    std::uint32_t entry = 0;
    NameEvidence name;
  };
  std::vector<Ranked> ranked;
  const auto born = ToInterval(query.birth_date);
  const auto weighed = names.Weighed(words);
  for (const NameHit& hit :
       names.Find(weighed, query.name_may_be_truncated, born ? YearsOf(*born) : kAnyYear)) {
    for (const Bearer& bearer : names.BearersOf(hit.name)) {
      ranked.push_back({hit.points + PointsBesideName(query, born, bearer.entry),
                        bearer.entry,
                        {hit.points, bearer.Quality()}});
    }
    if (ranked.size() >= scorecard::kBearersRanked) break;
  }
  // So many of the victims and so many of the others: neither hides the other.
  const auto others = std::ranges::partition(
      ranked, [&](const Ranked& one) { return (facts[one.entry].flags & Facts::kVictim) != 0; });
  std::vector<Ranked> chosen;
  for (const std::span<Ranked> group :
       {std::span(ranked.begin(), others.begin()), std::span(others.begin(), others.end())}) {
    const size_t kept = std::min(group.size(), most);
    std::ranges::partial_sort(group, group.begin() + static_cast<std::ptrdiff_t>(kept),
                              [](const Ranked& a, const Ranked& b) {
                                return a.points != b.points ? a.points > b.points
                                                            : a.entry < b.entry;
                              });
    chosen.insert(chosen.end(), group.begin(), group.begin() + static_cast<std::ptrdiff_t>(kept));
  }
  for (const Ranked& one : chosen) {
    NameEvidence& best = candidates[one.entry];
    if (one.name.points > best.points ||
        (one.name.points == best.points && one.name.quality < best.quality)) {
      best = one.name;
    }
  }
}

// The points of birth date, nationality and sex, from what is known of an entry without reading it.
double Matcher::Index::PointsBesideName(const Query& query, const std::optional<DateInterval>& born,
                                        std::uint32_t entry) const {
  if (!born && query.nationality.empty() && query.sex == icao::Sex::kUnspecified) return 0;
  const Facts& known = facts[entry];
  if (known.flags & Facts::kMore) {
    const Entry whole = snapshot.At(entry);
    return CompareBirthDate(query, whole).points + CompareNationality(query, whole).points +
           CompareSex(query, whole).points;
  }
  double points = SexPoints(query.sex, known.Sex());
  if (born && known.first_birth_day != 0) {
    points +=
        BirthDatePoints(*born, {Unpacked(known.first_birth_day), Unpacked(known.last_birth_day)});
  }
  const std::string_view code(known.nationality.data(), known.nationality.size());
  const std::string_view nationality = code.substr(0, code.find('\0'));
  if (!nationality.empty()) {
    points += NationalityPoints(query.nationality, std::span(&nationality, 1));
  }
  return points;
}

// The two names that are most alike.
NamePair Matcher::Index::BestPair(const Query& query, const Entry& entry) const {
  NamePair best;
  for (const std::string& name : query.names) {
    for (const Words& words : NameForms(name)) {
      const auto weighed = names.Weighed(words);
      for (const watchlist::EntryName& known : entry.names) {
        for (const Words& form : NameForms(known.full)) {
          const double points =
              CompareNames(weighed, names.Weighed(form), query.name_may_be_truncated);
          if (points > best.evidence.points) best = {{points, known.quality}, name, known.full};
        }
      }
    }
  }
  return best;
}

Scored Matcher::Index::Score(const Query& query, const Entry& entry,
                             const NameEvidence& name) const {
  const DocumentSignal document = CompareDocument(query, entry);
  Match match;
  match.kind = KindOf(entry, document, name);
  double support = 0;  // beside the name
  if (match.kind == MatchKind::kDocumentOfAnother) {
    // What is known of the person says nothing about the one who has the document.
    match.signals.push_back({kOtherNameSignal, Effect::kContradicts, 0, "", ""});
    match.signals.push_back(WithEffect(document.signal));
  } else {
    if (name.points > kNotCompared) {
      match.signals.push_back(WithEffect({kNameSignal, {}, name.points, "", ""}));
    }
    for (Signal signal : {document.signal, CompareBirthDate(query, entry),
                          CompareNationality(query, entry), CompareSex(query, entry)}) {
      support += signal.points;
      if (signal.query.empty() && signal.entry.empty()) continue;
      match.signals.push_back(WithEffect(std::move(signal)));
    }
  }
  match.signals.push_back({kListSignal, Effect::kNeutral, prior, "", ListSize()});
  double sum = 0;
  for (const Signal& signal : match.signals) sum += signal.points;

  match.entry = entry.id;
  match.revision = entry.revision;
  match.list = snapshot.head().list;
  match.list_version = snapshot.head().version;
  match.score = ScoreOf(sum);
  match.category = entry.category;
  match.action = entry.action;
  const watchlist::Action* action = watchlist::FindAction(entry.action);
  match.discreet = action == nullptr || action->discreet;
  match.authority = entry.authority;
  match.reference = entry.reference;
  const bool weak_alone = name.quality == NameQuality::kWeakAlias && support <= 0;
  match.alert = AlertsByItself(document) || (match.score >= scorecard::kAlertScore && !weak_alone);
  if (document.agreement == DocumentAgreement::kExact) {
    match.band = Band::kExactDocument;
  } else if (match.score >= scorecard::kStrongScore) {
    match.band = Band::kStrong;
  }
  return {std::move(match), sum};
}

// Writes into the name's signal what was compared, as both sides spell it.
void Matcher::Index::ShowNames(const Query& query, Match& match) const {
  for (Signal& signal : match.signals) {
    if (signal.id != kNameSignal && signal.id != kOtherNameSignal) continue;
    NamePair pair = BestPair(query, snapshot.At(*snapshot.Find(match.entry)));
    signal.query = std::move(pair.query);
    signal.entry = std::move(pair.entry);
  }
}

}  // namespace chowki::identify
