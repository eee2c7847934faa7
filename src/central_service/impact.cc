#include "central_service/impact.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/date.h"
#include "central/head.h"
#include "central/recent_events.h"
#include "identify/matcher.h"
#include "journal/payload.h"
#include "trust/record.h"
#include "watchlist/changes.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/snapshot.h"

namespace chowki::central_service {
namespace {

using identify::Matcher;
using watchlist::Snapshot;

constexpr std::int64_t kEntriesAtOnce = 5000;
// Of a list: beyond it an index of its own is worth its cost (Matcher::ShareSince).
constexpr double kSmallChange = 0.1;

// What is read in one view of the store.
struct Material {
  std::shared_ptr<const Snapshot> list;
  watchlist::Changes changes;
  std::vector<std::string> screenings;  // payloads
  std::set<std::string> posts;
};

Result<watchlist::Changes> ChangesOf(sql::Connection& store, const central::ChangeSet& set,
                                     const central::Guards& guards) {
  watchlist::Changes changes;
  const auto take = [&](const central::PlannedChange& change) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto record, trust::ParseRecord(change.record));
    if (!record) return DataLoss("a record of change set {} is cut off", set.number);
    if (record->kind == trust::Record::Kind::kRemove) {
      changes.removed.emplace_back(record->id);
      return Ok();
    }
    CHOWKI_ASSIGN_OR_RETURN(auto entry, watchlist::FromBytes(record->entry));
    changes.put.push_back(std::move(entry));
    return Ok();
  };
  switch (set.state) {
    case central::State::kDraft:
      CHOWKI_RETURN_IF_ERROR(central::MakePlan(store, set, guards, take).status());
      return changes;
    case central::State::kSubmitted:
    case central::State::kApproved:
      CHOWKI_RETURN_IF_ERROR(central::ForEachRecord(store, set, take));
      return changes;
    default:
      return WithDetail(FailedPrecondition("the change set is in force, or will never be"),
                        {"CHANGE_SET_STATE_WRONG", {{"state", std::string(Name(set.state))}}});
  }
}

Result<Material> Read(sql::Connection& store, std::int64_t number, const central::Guards& guards,
                      std::int64_t max_screenings, const Deadline& deadline) {
  Material material;
  CHOWKI_ASSIGN_OR_RETURN(const auto set, central::GetChangeSet(store, number));
  CHOWKI_ASSIGN_OR_RETURN(material.changes, ChangesOf(store, set, guards));
  CHOWKI_RETURN_IF_ERROR(
      central::ForEachRecentEvent(store, "screening", max_screenings,
                                  [&](const std::string& device, const std::string& payload) {
                                    material.screenings.push_back(payload);
                                    material.posts.insert(device);
                                    return Ok();
                                  }));
  if (!material.screenings.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(material.list, LoadList(store, set.list, deadline));
  }
  return material;
}

std::shared_ptr<const Matcher> MatcherAfter(const Matcher& before,
                                            const watchlist::Changes& changes) {
  const Snapshot& list = before.snapshot();
  auto updated = std::make_shared<const Snapshot>(list.With(changes, list.head()));
  const auto changed = static_cast<double>(changes.put.size() + changes.removed.size());
  if (changed > kSmallChange * static_cast<double>(list.size())) {
    return std::make_shared<const Matcher>(std::move(updated));
  }
  return before.With(changes, std::move(updated));
}

std::set<std::string> AlertsOf(const Matcher& matcher, const identify::Query& query) {
  std::set<std::string> entries;
  for (const identify::Match& match : matcher.Find(query)) {
    if (match.alert) entries.insert(match.entry);
  }
  return entries;
}

// Counts what one screening loses and gains.
class Tally {
 public:
  void Add(const std::set<std::string>& before, const std::set<std::string>& after) {
    impact.gained += Count(after, before, &Impact::OfEntry::gained);
    impact.lost += Count(before, after, &Impact::OfEntry::lost);
  }

  [[nodiscard]] Impact Finish() && {
    for (auto& [id, entry] : entries_) impact.entries.push_back(std::move(entry));
    std::stable_sort(impact.entries.begin(), impact.entries.end(),
                     [](const auto& one, const auto& other) {
                       return one.gained + one.lost > other.gained + other.lost;
                     });
    if (impact.entries.size() > Impact::kMaxEntries) impact.entries.resize(Impact::kMaxEntries);
    return std::move(impact);
  }

  Impact impact;

 private:
  // 1 when the first has an entry that the other has not.
  int Count(const std::set<std::string>& has, const std::set<std::string>& has_not,
            std::int64_t Impact::OfEntry::*counter) {
    int found = 0;
    for (const std::string& id : has) {
      if (has_not.contains(id)) continue;
      Impact::OfEntry& entry = entries_[id];
      entry.id = id;
      ++(entry.*counter);
      found = 1;
    }
    return found;
  }

  std::map<std::string, Impact::OfEntry> entries_;
};

}  // namespace

Result<std::shared_ptr<const Snapshot>> LoadList(sql::Connection& store, const std::string& list,
                                                 const Deadline& deadline) {
  watchlist::SnapshotBuilder builder;
  std::string last;
  while (true) {
    CHOWKI_RETURN_IF_ERROR(deadline.Check("the list's next entries"));
    CHOWKI_ASSIGN_OR_RETURN(const auto entries,
                            central::EntriesAfter(store, list, last, kEntriesAtOnce));
    for (const std::string& bytes : entries) {
      CHOWKI_ASSIGN_OR_RETURN(const auto entry, watchlist::FromBytes(bytes));
      CHOWKI_RETURN_IF_ERROR(builder.Add(entry));
    }
    if (std::ssize(entries) < kEntriesAtOnce) break;
    last = watchlist::IdOf(entries.back());
  }
  watchlist::ListState head;
  head.list = list;
  return std::make_shared<const Snapshot>(std::move(builder).Finish(head));
}

Result<Impact> AssessImpact(sql::Pool& pool, std::int64_t number, const central::Guards& guards,
                            std::int64_t max_screenings, const Deadline& deadline) {
  CHOWKI_ASSIGN_OR_RETURN(const Material material, pool.ReadFor([&](sql::Connection& store) {
    return Read(store, number, guards, max_screenings, deadline);
  }));
  Tally tally;
  if (material.screenings.empty()) return std::move(tally).Finish();
  const Matcher before(material.list);
  const auto after = MatcherAfter(before, material.changes);
  for (const std::string& payload : material.screenings) {
    CHOWKI_RETURN_IF_ERROR(deadline.Check("the next screening"));
    CHOWKI_ASSIGN_OR_RETURN(const auto screening, journal::ScreeningFromPayload(payload));
    // Nobody was read: there was nobody to search for.
    if (!screening.identity) continue;
    identify::Query query =
        identify::ToQuery(*screening.identity, screening.record ? &*screening.record : nullptr);
    query.today = ToDate(screening.time);
    tally.Add(AlertsOf(before, query), AlertsOf(*after, query));
    Impact& impact = tally.impact;
    ++impact.screenings;
    impact.oldest = std::min(impact.oldest.value_or(screening.time), screening.time);
    impact.newest = std::max(impact.newest.value_or(screening.time), screening.time);
  }
  tally.impact.posts = std::ssize(material.posts);
  return std::move(tally).Finish();
}

}  // namespace chowki::central_service
