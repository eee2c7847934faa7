#include "identify/list_index.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "identify/signals/birth_date.h"
#include "identify/signals/nationality.h"
#include "identify/signals/sex.h"
#include "watchlist/action.h"
#include "watchlist/entry_view.h"

namespace chowki::identify {
namespace {

std::uint32_t Packed(const Date& date) {
  return static_cast<std::uint32_t>(date.year * 512 + date.month * 32 + date.day);
}

Date Unpacked(std::uint32_t packed) {
  const int bits = static_cast<int>(packed);
  return {bits / 512, bits / 32 % 16, bits % 32};
}

EntryFacts ToFacts(const watchlist::EntryView& entry) {
  EntryFacts facts;
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
  facts.flags = static_cast<std::uint8_t>(static_cast<unsigned>(entry.sex) * 4 +
                                          (victim ? EntryFacts::kVictim : 0) +
                                          (more ? EntryFacts::kMore : 0));
  return facts;
}

NameIndex::Built BuildNames(const watchlist::Snapshot& list, ListIndex::Names names,
                            const NameIndex* worths) {
  if (names == ListIndex::Names::kAll) return NameIndex::Build(list, worths);
  return NameIndex::Build(watchlist::SnapshotBuilder().Finish({}));
}

}  // namespace

std::optional<double> PointsOf(const Query& query, const EntryFacts& facts) {
  const auto born = ToInterval(query.birth_date);
  if (!born && query.nationality.empty() && query.sex == icao::Sex::kUnspecified) return 0;
  if (facts.flags & EntryFacts::kMore) return std::nullopt;
  double points = SexPoints(query.sex, facts.Sex());
  if (born && facts.first_birth_day != 0) {
    points +=
        BirthDatePoints(*born, {Unpacked(facts.first_birth_day), Unpacked(facts.last_birth_day)});
  }
  const std::string_view code(facts.nationality.data(), facts.nationality.size());
  const std::string_view nationality = code.substr(0, code.find('\0'));
  if (!nationality.empty()) {
    points += NationalityPoints(query.nationality, std::span(&nationality, 1));
  }
  return points;
}

ListIndex::ListIndex(const watchlist::Snapshot& list, Names names, const NameIndex* worths)
    : built_(BuildNames(list, names, worths)),
      names_(ViewOf(built_.words), ViewOf(built_.names)),
      documents_(list) {
  facts_.reserve(list.size());
  watchlist::EntryView entry;
  for (size_t i = 0; i < list.size(); ++i) {
    list.View(i, entry);
    facts_.push_back(ToFacts(entry));
  }
}

}  // namespace chowki::identify
