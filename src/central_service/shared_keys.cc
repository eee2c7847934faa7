#include "central_service/shared_keys.h"

#include "central/shared_memory.h"

namespace chowki::central_service {
namespace {

constexpr const char* kKind = "crossing";
constexpr Date kFirstDay{1970, 1, 1};

std::int64_t NumberOf(const Date& day) { return DaysBetween(kFirstDay, day); }

Time BeginOf(const Date& day) { return Time(std::chrono::days(NumberOf(day))); }

}  // namespace

Result<std::unique_ptr<SharedKeys>> SharedKeys::Open(const std::string& folder,
                                                     const Options& options, sql::Pool* store,
                                                     const Clock* clock) {
  vault::KeyFolder::Options of_folder;
  of_folder.period_days = options.period_days;
  CHOWKI_ASSIGN_OR_RETURN(auto keys, vault::KeyFolder::Open(folder, of_folder));
  return std::unique_ptr<SharedKeys>(new SharedKeys(std::move(keys), options, store, clock));
}

Date SharedKeys::Oldest() const { return AddDays(ToDate(clock_->Now()), -options_.retention_days); }

Result<std::vector<SharedKeys::Given>> SharedKeys::Give() {
  const Time now = clock_->Now();
  for (int ahead = 0; ahead <= kPeriodsAhead; ++ahead) {
    const auto later = std::chrono::days(ahead * options_.period_days);
    CHOWKI_RETURN_IF_ERROR(keys_->KeyFor(kKind, now + later).status());
  }
  std::vector<Given> given;
  for (const Date& day : keys_->Periods(kKind)) {
    if (day < Oldest()) continue;
    CHOWKI_ASSIGN_OR_RETURN(auto key, keys_->KeyFor(kKind, BeginOf(day)));
    given.push_back({NumberOf(day), std::move(key)});
  }
  const Status begun = store_->Write([&](sql::Connection& store) -> Status {
    CHOWKI_RETURN_IF_ERROR(central::LockShared(store));
    for (const Given& one : given) {
      CHOWKI_RETURN_IF_ERROR(central::BeginSharedPeriod(store, one.period, one.key->id()));
    }
    return Ok();
  });
  if (!begun.ok()) return begun;
  return given;
}

Result<bool> SharedKeys::ForgetSome() {
  CHOWKI_RETURN_IF_ERROR(keys_->Destroy(kKind, Oldest()).status());
  return store_->WriteFor(
      [&](sql::Connection& store) { return central::ForgetShared(store, NumberOf(Oldest())); });
}

}  // namespace chowki::central_service
