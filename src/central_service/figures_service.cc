#include "central_service/figures_service.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/date.h"
#include "central_service/figures_count.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = chowki::figures::v1;
using figures::Mark;

// So long a call counts before it answers: the rest of its time is for answering.
constexpr std::chrono::seconds kCounting{10};
constexpr int kMaxCells = 2000;
constexpr std::size_t kMaxCode = 64;
constexpr std::int64_t kMaxCount = 1'000'000'000;
constexpr int kMonthsBack = 12;

pb::FigureTable ToProto(const figures::Table& table) {
  pb::FigureTable message;
  for (const std::string& row : table.rows) message.add_rows(wire::ToText(row));
  for (const std::string& column : table.columns) message.add_columns(wire::ToText(column));
  for (const figures::Count& count : table.counts) {
    auto& told = *message.add_counts();
    told.set_mark(count.mark == Mark::kShown   ? pb::COUNT_MARK_SHOWN
                  : count.mark == Mark::kSmall ? pb::COUNT_MARK_SMALL
                                               : pb::COUNT_MARK_WITHHELD);
    told.set_value(count.value);
  }
  return message;
}

Result<figures::Month> MonthFrom(const std::string& text) {
  const auto month = figures::ParseMonth(text);
  if (!month.ok()) return wire::FieldError("month", month.status());
  return *month;
}

template <typename Values>
bool IsOneOf(const Values& values, const std::string& value) {
  return std::ranges::find(values, value) != values.end();
}

bool IsCode(const std::string& text) {
  return !text.empty() && text.size() <= kMaxCode && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' ||
           c == '-';
  });
}

bool IsState(const std::string& text) {
  return text.size() <= 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<figures::Tally> FromProto(const pb::ReferralCell& cell) {
  const auto wrong = [](const char* field, const char* what) {
    return wire::FieldError(field, InvalidInput("{}", what));
  };
  if (!cell.direction().empty() && cell.direction() != "in" && cell.direction() != "out") {
    return wrong("direction", "\"in\", \"out\" or empty");
  }
  if (!IsOneOf(figures::kAgeBands, cell.age())) return wrong("age", "no age band");
  if (!IsOneOf(figures::kSexes, cell.sex())) return wrong("sex", "no sex of the list");
  if (!IsCode(cell.code())) return wrong("code", "1 to 64 characters of [a-z0-9_./-]");
  if (!IsState(cell.issuing_state())) return wrong("issuing_state", "an ICAO code or empty");
  if (cell.count() < 1 || cell.count() > kMaxCount) return wrong("count", "1 to 1000000000");
  return figures::Tally{"referral",           cell.code(), "",         cell.direction(),
                        cell.issuing_state(), cell.age(),  cell.sex(), cell.count()};
}

Result<std::vector<figures::Tally>> CellsOf(const pb::ReportReferralsRequest& request) {
  if (request.cells_size() > kMaxCells) {
    return wire::FieldError("cells", InvalidInput("at most {} are taken", kMaxCells));
  }
  std::vector<figures::Tally> tallies;
  std::set<std::string> seen;
  for (int i = 0; i < request.cells_size(); ++i) {
    const auto& cell = request.cells(i);
    auto tally = FromProto(cell);
    if (!tally.ok()) return wire::FieldError(fmt::format("cells[{}]", i), tally.status());
    auto place = cell;
    place.clear_count();
    if (!seen.insert(place.SerializeAsString()).second) {
      return wire::FieldError(fmt::format("cells[{}]", i), InvalidInput("is there twice"));
    }
    tallies.push_back(*std::move(tally));
  }
  return tallies;
}

}  // namespace

grpc::Status FiguresService::GetMonthlyFigures(grpc::ServerContext* context,
                                               const pb::GetMonthlyFiguresRequest* request,
                                               pb::GetMonthlyFiguresResponse* response) {
  constexpr service::Method kMethod("/chowki.figures.v1.FiguresService/GetMonthlyFigures");
  return gate_->Serve(kMethod, *context, [&](const service::Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto month, MonthFrom(request->month()));
    const Time now = centre_.clock->Now();
    if (const std::unique_lock alone(counting_, std::try_to_lock); alone) {
      const Deadline counting(
          std::min(call.deadline.at(), std::chrono::steady_clock::now() + kCounting));
      CHOWKI_RETURN_IF_ERROR(CountEvents(*centre_.store, counting, now));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto monthly, MonthlyFigures(*centre_.store, month, now));
    response->set_month(figures::ToText(monthly.month));
    for (const figures::Figure& figure : monthly.figures) {
      auto& told = *response->add_figures();
      told.set_kind(figure.kind);
      told.set_code(wire::ToText(figure.code));
      *told.mutable_people() = ToProto(figure.people);
      *told.mutable_routes() = ToProto(figure.routes);
    }
    response->set_pending(monthly.pending);
    *response->mutable_make_time() = wire::ToProto(monthly.made);
    return Ok();
  });
}

grpc::Status FiguresService::ReportReferrals(grpc::ServerContext* context,
                                             const pb::ReportReferralsRequest* request,
                                             pb::ReportReferralsResponse* /*response*/) {
  constexpr service::Method kMethod("/chowki.figures.v1.FiguresService/ReportReferrals");
  return gate_->Serve(kMethod, *context, [&](const service::Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto month, MonthFrom(request->month()));
    const Date today = ToDate(centre_.clock->Now());
    const int back = (today.year - month.year) * 12 + today.month - month.month;
    // A post may be a time zone ahead of us.
    if (back < -1 || back > kMonthsBack) {
      return wire::FieldError(
          "month", InvalidInput("this month or one of the {} before is taken", kMonthsBack));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto tallies, CellsOf(*request));
    return TakeReferrals(*centre_.store, call.caller.name, month, tallies);
  });
}

}  // namespace chowki::central_service
