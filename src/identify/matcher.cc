#include "identify/matcher.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "identify/list_index.h"
#include "identify/name_comparison.h"
#include "identify/name_key.h"
#include "identify/ranking.h"
#include "identify/row_map.h"
#include "identify/scorecard.h"
#include "identify/signals/birth_date.h"
#include "identify/signals/document.h"
#include "identify/signals/nationality.h"
#include "identify/signals/sex.h"
#include "watchlist/action.h"
#include "watchlist/entry_bytes.h"

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

}  // namespace

// A generation of a list is searched in two parts: the index of the list as it was when it was
// indexed as a whole, and a small one of what came since.
struct Matcher::Parts {
  struct Part {
    std::shared_ptr<const ListIndex> index;
    RowMap rows;
  };
  Part base;
  std::optional<Part> since;
  std::shared_ptr<const watchlist::Snapshot> entries_since;  // those of the part `since`
  bool since_alone = false;  // the base gives words their worth, and finds nobody
};

// A question as it is asked of one list.
class Matcher::Search {
 public:
  Search(const watchlist::Snapshot& snapshot, const Parts& parts, const Query& query)
      : snapshot_(snapshot), parts_(parts), query_(query) {
    const double entries = std::max(static_cast<double>(snapshot.size()), scorecard::kSmallestList);
    prior_ = scorecard::kMostTravellersAreOnNoList - std::log2(entries);
    for (size_t i = 0; i < query.names.size(); ++i) {
      for (Words& words : NameForms(query.names[i])) forms_.push_back({i, std::move(words), {}});
    }
    for (Form& form : forms_) form.weighed = parts.base.index->names().Weighed(form.words);
  }

  using Candidates = std::unordered_map<std::uint32_t, NameEvidence>;
  [[nodiscard]] Candidates Collect(size_t most) const;
  [[nodiscard]] Match Score(const Entry& entry, const NameEvidence& name) const;
  void ShowNames(Match& match) const;

 private:
  // One spelling of one name of the query.
  struct Form {
    size_t name = 0;
    Words words;
    std::vector<NameWord> weighed;
  };
  void CollectFrom(const Parts::Part& part, size_t most, Candidates& candidates) const;
  void CollectByName(const Parts::Part& part, const Form& form, size_t most,
                     Candidates& candidates) const;
  [[nodiscard]] double PointsBesideName(const Parts::Part& part, std::uint32_t row) const;
  [[nodiscard]] NamePair BestPair(const Entry& entry) const;

  const watchlist::Snapshot& snapshot_;
  const Parts& parts_;
  const Query& query_;
  std::vector<Form> forms_;
  double prior_ = 0;
};

Matcher::Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot, Scope scope)
    : snapshot_(std::move(snapshot)), scope_(scope) {
  const auto names = scope == Scope::kAll ? ListIndex::Names::kAll : ListIndex::Names::kNone;
  parts_ = std::make_unique<const Parts>(
      Parts{{std::make_shared<const ListIndex>(*snapshot_, names), {}}, std::nullopt, nullptr});
}

Matcher::Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot, Scope scope, Parts parts)
    : snapshot_(std::move(snapshot)),
      parts_(std::make_unique<const Parts>(std::move(parts))),
      scope_(scope) {}

Matcher::~Matcher() = default;

std::shared_ptr<const Matcher> Matcher::With(
    const watchlist::Changes& changes, std::shared_ptr<const watchlist::Snapshot> updated) const {
  Parts parts;
  parts.base.index = parts_->base.index;

  // Whom of the base the changes take away, beside those that earlier changes took.
  std::vector<std::uint32_t> gone = parts_->base.rows.gone_rows();
  const auto take_away = [&](const std::string& id) {
    const auto place = snapshot_->Find(id);
    if (!place) return;
    const auto row = parts_->base.rows.RowAt(static_cast<std::uint32_t>(*place));
    if (row) gone.push_back(*row);
  };
  for (const Entry& entry : changes.put) take_away(entry.id);
  for (const std::string& id : changes.removed) take_away(id);
  std::ranges::sort(gone);
  gone.erase(std::unique(gone.begin(), gone.end()), gone.end());

  const auto before =
      parts_->entries_since != nullptr
          ? parts_->entries_since
          : std::make_shared<const watchlist::Snapshot>(watchlist::SnapshotBuilder().Finish({}));
  parts.entries_since =
      std::make_shared<const watchlist::Snapshot>(before->With(changes, updated->head()));
  const watchlist::Snapshot& since = *parts.entries_since;
  std::vector<std::uint32_t> inserted;
  for (size_t i = 0; i < since.size(); ++i) {
    const auto place = updated->Find(watchlist::IdOf(since.BytesAt(i)));
    CHOWKI_CHECK(place.has_value());
    inserted.push_back(static_cast<std::uint32_t>(*place));
  }
  const auto names = scope_ == Scope::kAll ? ListIndex::Names::kAll : ListIndex::Names::kNone;
  const ListIndex& base = *parts.base.index;
  CHOWKI_CHECK(base.size() - gone.size() + inserted.size() == updated->size());
  parts.base.rows = RowMap(base.size(), gone, inserted);
  parts.since = Parts::Part{std::make_shared<const ListIndex>(since, names, &base.names()),
                            RowMap(std::move(inserted))};
  return std::shared_ptr<const Matcher>(new Matcher(std::move(updated), scope_, std::move(parts)));
}

std::shared_ptr<const Matcher> Matcher::Among(const std::vector<std::string>& ids) const {
  watchlist::SnapshotBuilder builder;
  for (const std::string& id : ids) {
    if (const auto place = snapshot_->Find(id)) builder.Replace(snapshot_->At(*place));
  }
  Parts parts;
  parts.base.index = parts_->base.index;
  parts.since_alone = true;
  parts.entries_since =
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(snapshot_->head()));
  std::vector<std::uint32_t> places;
  for (size_t i = 0; i < parts.entries_since->size(); ++i) {
    const auto place = snapshot_->Find(watchlist::IdOf(parts.entries_since->BytesAt(i)));
    CHOWKI_CHECK(place.has_value());
    places.push_back(static_cast<std::uint32_t>(*place));
  }
  const auto names = scope_ == Scope::kAll ? ListIndex::Names::kAll : ListIndex::Names::kNone;
  parts.since = Parts::Part{
      std::make_shared<const ListIndex>(*parts.entries_since, names, &parts.base.index->names()),
      RowMap(std::move(places))};
  return std::shared_ptr<const Matcher>(new Matcher(snapshot_, scope_, std::move(parts)));
}

double Matcher::ShareSince() const {
  if (parts_->entries_since == nullptr || snapshot_->size() == 0) return 0;
  const double changed =
      static_cast<double>(parts_->entries_since->size() + parts_->base.rows.gone_rows().size());
  return changed / static_cast<double>(snapshot_->size());
}

std::vector<Match> Matcher::Find(const Query& asked, size_t limit) const {
  Query query = asked;
  query.document_number = watchlist::NormalDocumentNumber(query.document_number);
  const Search search(*snapshot_, *parts_, query);
  std::vector<Match> scored;
  for (const auto& [place, name] : search.Collect(limit + scorecard::kEntriesToSpare)) {
    const Entry entry = snapshot_->At(place);
    if (query.today && entry.valid_until && *entry.valid_until < *query.today) continue;
    scored.push_back(search.Score(entry, name));
  }
  std::vector<Match> matches = BestOf(std::move(scored), limit);
  for (Match& match : matches) {
    search.ShowNames(match);
    match.entry_digest = Sha256(snapshot_->BytesAt(*snapshot_->Find(match.entry)));
  }
  return matches;
}

// Whom to look at closely: everybody with the document, and of the bearers of the names that are
// most like those for whom most speaks.
Matcher::Search::Candidates Matcher::Search::Collect(size_t most) const {
  Candidates candidates;
  if (!parts_.since_alone) CollectFrom(parts_.base, most, candidates);
  if (parts_.since) CollectFrom(*parts_.since, most, candidates);
  return candidates;
}

void Matcher::Search::CollectFrom(const Parts::Part& part, size_t most,
                                  Candidates& candidates) const {
  for (const Form& form : forms_) CollectByName(part, form, most, candidates);
  for (const std::uint32_t row : part.index->documents().Find(query_)) {
    if (part.rows.Gone(row)) continue;
    const std::uint32_t place = part.rows.PlaceOf(row);
    if (!candidates.contains(place)) {
      candidates[place] = BestPair(snapshot_.At(place)).evidence;
    }
  }
}

void Matcher::Search::CollectByName(const Parts::Part& part, const Form& form, size_t most,
                                    Candidates& candidates) const {
  struct Ranked {
    double points = 0;
    std::uint32_t row = 0;
    NameEvidence name;
  };
  std::vector<Ranked> ranked;
  const NameIndex& names = part.index->names();
  const auto born = ToInterval(query_.birth_date);
  for (const NameHit& hit :
       names.Find(form.weighed, query_.name_may_be_truncated, born ? YearsOf(*born) : kAnyYear)) {
    for (const Bearer& bearer : names.BearersOf(hit.name)) {
      if (part.rows.Gone(bearer.entry)) continue;
      ranked.push_back({hit.points + PointsBesideName(part, bearer.entry),
                        bearer.entry,
                        {hit.points, bearer.Quality()}});
    }
    if (ranked.size() >= scorecard::kBearersRanked) break;
  }
  // So many of the victims and so many of the others: neither hides the other.
  const auto others = std::ranges::partition(
      ranked, [&](const Ranked& one) { return part.index->FactsOf(one.row).IsVictim(); });
  std::vector<Ranked> chosen;
  for (const std::span<Ranked> group :
       {std::span(ranked.begin(), others.begin()), std::span(others.begin(), others.end())}) {
    const size_t kept = std::min(group.size(), most);
    std::ranges::partial_sort(group, group.begin() + static_cast<std::ptrdiff_t>(kept),
                              [](const Ranked& a, const Ranked& b) {
                                return a.points != b.points ? a.points > b.points : a.row < b.row;
                              });
    chosen.insert(chosen.end(), group.begin(), group.begin() + static_cast<std::ptrdiff_t>(kept));
  }
  for (const Ranked& one : chosen) {
    NameEvidence& best = candidates[part.rows.PlaceOf(one.row)];
    if (one.name.points > best.points ||
        (one.name.points == best.points && one.name.quality < best.quality)) {
      best = one.name;
    }
  }
}

double Matcher::Search::PointsBesideName(const Parts::Part& part, std::uint32_t row) const {
  if (const auto points = PointsOf(query_, part.index->FactsOf(row))) return *points;
  const Entry whole = snapshot_.At(part.rows.PlaceOf(row));
  return CompareBirthDate(query_, whole).points + CompareNationality(query_, whole).points +
         CompareSex(query_, whole).points;
}

// The two names that are most alike.
NamePair Matcher::Search::BestPair(const Entry& entry) const {
  NamePair best;
  for (const watchlist::EntryName& known : entry.names) {
    for (const Words& words : NameForms(known.full)) {
      const auto weighed = parts_.base.index->names().Weighed(words);
      for (const Form& form : forms_) {
        const double points = CompareNames(form.weighed, weighed, query_.name_may_be_truncated);
        if (points > best.evidence.points) {
          best = {{points, known.quality}, query_.names[form.name], known.full};
        }
      }
    }
  }
  return best;
}

Match Matcher::Search::Score(const Entry& entry, const NameEvidence& name) const {
  const DocumentSignal document = CompareDocument(query_, entry);
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
    for (Signal signal : {document.signal, CompareBirthDate(query_, entry),
                          CompareNationality(query_, entry), CompareSex(query_, entry)}) {
      support += signal.points;
      if (signal.query.empty() && signal.entry.empty()) continue;
      match.signals.push_back(WithEffect(std::move(signal)));
    }
  }
  match.signals.push_back(
      {kListSignal, Effect::kNeutral, prior_, "", std::to_string(snapshot_.size())});
  double sum = 0;
  for (const Signal& signal : match.signals) sum += signal.points;

  match.entry = entry.id;
  match.revision = entry.revision;
  match.list = snapshot_.head().list;
  match.list_version = snapshot_.head().version;
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
  return match;
}

// Writes into the name's signal what was compared, as both sides spell it.
void Matcher::Search::ShowNames(Match& match) const {
  for (Signal& signal : match.signals) {
    if (signal.id != kNameSignal && signal.id != kOtherNameSignal) continue;
    NamePair pair = BestPair(snapshot_.At(*snapshot_.Find(match.entry)));
    signal.query = std::move(pair.query);
    signal.entry = std::move(pair.entry);
  }
}

}  // namespace chowki::identify
