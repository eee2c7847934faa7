#include "central_service/figures_count.h"

#include <set>
#include <string_view>

#include "base/date.h"
#include "base/log.h"
#include "central/figures.h"
#include "journal/payload.h"

namespace chowki::central_service {
namespace {

using central::FigureKey;

constexpr std::int64_t kEventsAtOnce = 200;
constexpr std::int64_t kMonthsKept = 3;

using Counts = std::map<FigureKey, std::int64_t>;

std::int64_t NumberOf(const figures::Month& month) { return month.year * 12LL + month.month - 1; }

std::string_view SexOf(icao::Sex sex) {
  switch (sex) {
    case icao::Sex::kFemale:
      return "female";
    case icao::Sex::kMale:
      return "male";
    default:
      return "unspecified";
  }
}

central::CountedCrossing CrossingOf(const screen::Screening& screening) {
  const Date day = ToDate(screening.time);
  central::CountedCrossing crossing;
  crossing.month = NumberOf(figures::MonthOf(day));
  crossing.age = "unknown";
  crossing.sex = "unspecified";
  if (!screening.identity) return crossing;
  const read::Identity& person = *screening.identity;
  crossing.age = figures::AgeBandOn(person.birth_date.value, day);
  crossing.sex = SexOf(person.sex.value);
  crossing.issuing_state = person.issuing_state.value;
  return crossing;
}

FigureKey KeyOf(const central::CountedCrossing& crossing, std::string_view kind, std::string code) {
  return {crossing.month,         std::string(kind), std::move(code), "",
          crossing.issuing_state, crossing.age,      crossing.sex};
}

// What a screening is counted to, each once.
void CountScreening(const screen::Screening& screening, const central::CountedCrossing& crossing,
                    Counts& counts) {
  std::set<FigureKey> keys{KeyOf(crossing, "crossing", "")};
  for (const verify::Finding& finding : screening.findings) {
    if (finding.outcome == verify::Outcome::kNotPerformed ||
        finding.outcome == verify::Outcome::kNotSupported) {
      continue;
    }
    keys.insert({crossing.month, "check",
                 fmt::format("{}/{}", finding.check, verify::Name(finding.outcome)), "", "", "",
                 ""});
  }
  for (const decide::Reason& reason : screening.verdict.reasons) {
    if (reason.kind == decide::ReasonKind::kFinding && reason.level == decide::Advice::kRefer) {
      keys.insert(KeyOf(crossing, "forged", reason.code));
    }
  }
  for (const identify::Match& match : screening.matches) {
    if (!match.alert) continue;
    keys.insert(
        KeyOf(crossing, "hit", fmt::format("{}/{}", match.category, identify::Name(match.band))));
  }
  for (const FigureKey& key : keys) ++counts[key];
}

Status CountDecision(sql::Connection& store, const std::string& device,
                     const journal::DecisionPayload& decided, Counts& counts) {
  CHOWKI_ASSIGN_OR_RETURN(const auto crossing,
                          central::GetCrossing(store, device, decided.screening));
  if (!crossing) return Ok();
  const bool in_force = decided.decision.standing == journal::Standing::kInForce;
  const std::string outcome(in_force ? journal::Name(decided.decision.outcome) : "");
  if (outcome == crossing->outcome) return Ok();
  if (!crossing->outcome.empty()) --counts[KeyOf(*crossing, "decision", crossing->outcome)];
  if (!outcome.empty()) ++counts[KeyOf(*crossing, "decision", outcome)];
  return central::SetOutcome(store, device, decided.screening, outcome);
}

Status CountEvent(sql::Connection& store, const std::string& device,
                  const central::UncountedEvent& event, Counts& counts) {
  if (event.kind == "screening") {
    const auto screening = journal::ScreeningFromPayload(event.payload);
    if (!screening.ok()) return screening.status();
    const central::CountedCrossing crossing = CrossingOf(*screening);
    CHOWKI_ASSIGN_OR_RETURN(const bool added,
                            central::AddCrossing(store, device, screening->id, crossing));
    if (added) CountScreening(*screening, crossing, counts);
    return Ok();
  }
  if (event.kind != "decision") return Ok();
  const auto decision = journal::DecisionFromPayload(event.payload);
  if (!decision.ok()) return decision.status();
  return CountDecision(store, device, *decision, counts);
}

// false: nothing is left of this post.
Result<bool> CountSome(sql::Connection& store, const std::string& device) {
  CHOWKI_RETURN_IF_ERROR(central::LockCounting(store, device));
  CHOWKI_ASSIGN_OR_RETURN(const auto events, central::NextUncounted(store, device, kEventsAtOnce));
  if (events.empty()) return false;
  Counts counts;
  for (const central::UncountedEvent& event : events) {
    const Status status = CountEvent(store, device, event, counts);
    if (status.code() == StatusCode::kDataLoss) {
      log::Warning("central.event_not_counted",
                   {{"device", log::Value::Id(device)}, {"sequence", event.sequence}});
      continue;
    }
    CHOWKI_RETURN_IF_ERROR(status);
  }
  CHOWKI_RETURN_IF_ERROR(central::AddFigures(store, device, counts));
  CHOWKI_RETURN_IF_ERROR(central::MarkCounted(store, device, events.back()));
  return std::ssize(events) == kEventsAtOnce;
}

}  // namespace

Status CountEvents(sql::Pool& pool, const Deadline& deadline, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const auto devices, pool.ReadFor([](sql::Connection& store) {
    return central::DevicesToCount(store);
  }));
  for (const std::string& device : devices) {
    for (bool more = true; more;) {
      if (!deadline.Check("the next rows").ok()) return Ok();
      CHOWKI_ASSIGN_OR_RETURN(
          more, pool.WriteFor([&](sql::Connection& store) { return CountSome(store, device); }));
    }
  }
  const std::int64_t oldest = NumberOf(figures::MonthOf(ToDate(now))) - kMonthsKept;
  return pool.Write(
      [&](sql::Connection& store) { return central::ForgetCrossings(store, oldest); });
}

Result<figures::Monthly> MonthlyFigures(sql::Pool& pool, const figures::Month& month, Time now) {
  std::vector<figures::Tally> tallies;
  std::int64_t pending = 0;
  CHOWKI_RETURN_IF_ERROR(pool.Read([&](sql::Connection& store) -> Status {
    tallies.clear();
    CHOWKI_ASSIGN_OR_RETURN(const auto rows, central::ListFigures(store, NumberOf(month)));
    for (const central::FigureRow& row : rows) {
      const FigureKey& key = row.key;
      tallies.push_back({key.kind, key.code, key.kind == "check" ? "" : row.device, key.direction,
                         key.issuing_state, key.age, key.sex, row.count});
    }
    CHOWKI_ASSIGN_OR_RETURN(pending, central::UncountedEvents(store));
    return Ok();
  }));
  figures::Monthly monthly = figures::MakeMonthly(month, tallies);
  monthly.pending = pending;
  monthly.made = now;
  return monthly;
}

Status TakeReferrals(sql::Pool& pool, const std::string& device, const figures::Month& month,
                     const std::vector<figures::Tally>& tallies) {
  Counts counts;
  for (const figures::Tally& tally : tallies) {
    counts[{NumberOf(month), "referral", tally.code, tally.direction, tally.issuing_state,
            tally.age, tally.sex}] += tally.count;
  }
  return pool.Write([&](sql::Connection& store) {
    return central::ReplaceFigures(store, device, NumberOf(month), "referral", counts);
  });
}

}  // namespace chowki::central_service
