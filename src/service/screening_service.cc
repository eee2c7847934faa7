#include "service/screening_service.h"

#include <algorithm>
#include <thread>

#include "service/progress.h"
#include "service/relay_observer.h"
#include "wire/field_error.h"
#include "wire/late_alert.h"
#include "wire/match.h"
#include "wire/provisional.h"
#include "wire/read_log.h"
#include "wire/record.h"
#include "wire/screening.h"
#include "wire/screening_service.h"
#include "wire/statistics.h"

namespace chowki::service {
namespace {

namespace pb = screening::v1;

using SteadyClock = std::chrono::steady_clock;

// When the last stage was done whose work does not depend on lists and other travellers.
class PageWatch final : public RelayObserver {
 public:
  using RelayObserver::RelayObserver;
  void StageDone(const screen::StageTiming& timing) override {
    if (timing.stage == "verify") done_ = SteadyClock::now();
    RelayObserver::StageDone(timing);
  }
  [[nodiscard]] SteadyClock::time_point done() const { return done_; }

 private:
  SteadyClock::time_point done_ = SteadyClock::now();
};

// Sleeps until a multiple of `step` after `start` that was settled when the page was done: half a
// step is left for what comes after, which takes longer for a hit and for a referral, so that it
// does not move the answer to another multiple.
void WaitForStep(SteadyClock::time_point start, SteadyClock::time_point page_done,
                 std::chrono::milliseconds step) {
  if (step.count() <= 0) return;
  const auto settled = std::max(page_done + step / 2, SteadyClock::now());
  std::this_thread::sleep_until(start + ((settled - start) / step + 1) * step);
}

}  // namespace

Result<pb::ScreenDocumentResponse> ScreeningService::Answer(
    const pb::ScreenDocumentRequest& request, const Call& call, screen::Observer* observer) {
  const auto start = SteadyClock::now();
  CHOWKI_ASSIGN_OR_RETURN(const auto order, wire::FromProto(request));
  if (!order.typed_mrz.empty() && !call.caller.MaySeeReasons()) {
    return WithDetail(PermissionDenied("only officers type what a document says"),
                      {"ROLE_MISSING", {{"field", "typed_mrz"}}});
  }
  PageWatch page(observer);
  CHOWKI_ASSIGN_OR_RETURN(const auto record,
                          desk_->Screen(order, call.caller, call.deadline, &page));
  pb::ScreenDocumentResponse response;
  if (call.caller.MaySeeReasons()) {
    *response.mutable_screening() = desk_->MessageOf(record);
  } else {
    *response.mutable_kiosk() = wire::ToKioskAnswer(record.screening, desk_->SecondLine(record));
    WaitForStep(start, page.done(), options_.kiosk_step);
  }
  return response;
}

grpc::Status ScreeningService::ScreenDocument(grpc::ServerContext* context,
                                              const pb::ScreenDocumentRequest* request,
                                              pb::ScreenDocumentResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ScreenDocument");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(*response, Answer(*request, call, nullptr));
    return Ok();
  });
}

grpc::Status ScreeningService::ScreenDocumentProgress(
    grpc::ServerContext* context, const pb::ScreenDocumentProgressRequest* request,
    grpc::ServerWriter<pb::ScreenDocumentProgressResponse>* writer) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ScreenDocumentProgress");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    Progress progress(writer, call.caller.MaySeeReasons());
    pb::ScreenDocumentProgressResponse last;
    CHOWKI_ASSIGN_OR_RETURN(*last.mutable_answer(), Answer(request->screen(), call, &progress));
    if (!writer->Write(last)) return Cancelled("the caller went away before the answer");
    return Ok();
  });
}

grpc::Status ScreeningService::AppendUpload(grpc::ServerContext* context,
                                            const pb::AppendUploadRequest* request,
                                            pb::Upload* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/AppendUpload");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto piece, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto state, desk_->AppendUpload(piece, call.caller));
    *response = wire::ToProto(state);
    return Ok();
  });
}

grpc::Status ScreeningService::GetUpload(grpc::ServerContext* context,
                                         const pb::GetUploadRequest* request,
                                         pb::Upload* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/GetUpload");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto digest, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto state, desk_->GetUpload(digest, call.caller));
    *response = wire::ToProto(state);
    return Ok();
  });
}

grpc::Status ScreeningService::CheckIdentity(grpc::ServerContext* context,
                                             const pb::CheckIdentityRequest* request,
                                             pb::CheckIdentityResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/CheckIdentity");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto identity, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto answer, desk_->CheckIdentity(identity, call.deadline));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "", request->SerializeAsString()));
    for (const auto& match : answer.matches) *response->add_matches() = wire::ToProto(match);
    for (const auto& list : answer.lists) *response->add_lists() = wire::ToProto(list);
    return Ok();
  });
}

grpc::Status ScreeningService::GetListStates(grpc::ServerContext* context,
                                             const pb::GetListStatesRequest* /*request*/,
                                             pb::GetListStatesResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/GetListStates");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    for (const auto& list : desk_->Lists()) *response->add_lists() = wire::ToProto(list);
    return Ok();
  });
}

grpc::Status ScreeningService::GetScreening(grpc::ServerContext* context,
                                            const pb::GetScreeningRequest* request,
                                            pb::Screening* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/GetScreening");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    const auto name = wire::ParseScreeningName(request->name());
    if (!name.ok()) return wire::FieldError("name", name.status());
    CHOWKI_ASSIGN_OR_RETURN(const auto record, desk_->Get(*name));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "screenings/" + name->id, ""));
    *response = desk_->MessageOf(record);
    return Ok();
  });
}

grpc::Status ScreeningService::ListScreenings(grpc::ServerContext* context,
                                              const pb::ListScreeningsRequest* request,
                                              pb::ListScreeningsResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ListScreenings");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto query, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "", request->SerializeAsString()));
    CHOWKI_ASSIGN_OR_RETURN(const auto page, desk_->List(query));
    for (const auto& record : page.records) {
      *response->add_screenings() = desk_->SummaryOf(record);
    }
    response->set_next_page_token(page.next_page_token);
    return Ok();
  });
}

grpc::Status ScreeningService::ListSuppressions(grpc::ServerContext* context,
                                                const pb::ListSuppressionsRequest* request,
                                                pb::ListSuppressionsResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ListSuppressions");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto query, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "", request->SerializeAsString()));
    CHOWKI_ASSIGN_OR_RETURN(const auto page, desk_->List(query));
    *response = wire::SuppressionsToProto(page);
    return Ok();
  });
}

Status ScreeningService::Watch(const wire::ListRequest& request, const Deadline& deadline,
                               grpc::ServerWriter<pb::WatchScreeningsResponse>* writer) {
  ScreeningFeed& feed = desk_->feed();
  const std::string parent = "checkpoints/" + request.filter.checkpoint + "/";
  std::uint64_t seen = 0;
  for (bool from_journal = true;;) {
    pb::WatchScreeningsResponse response;
    if (from_journal) {
      seen = feed.now();
      CHOWKI_ASSIGN_OR_RETURN(const auto page, desk_->List(request));
      for (const auto& record : page.records) {
        *response.add_screenings() = desk_->SummaryOf(record);
      }
    } else {
      CHOWKI_ASSIGN_OR_RETURN(auto news, feed.Next(seen, deadline));
      seen = news.seen;
      from_journal = news.missed;
      if (from_journal) continue;
      for (auto& summary : news.items) {
        const bool asked =
            (request.filter.lane.empty() || summary.lane() == request.filter.lane) &&
            (request.filter.checkpoint.empty() || summary.name().starts_with(parent));
        if (asked) *response.add_screenings() = std::move(summary);
      }
      if (response.screenings().empty()) continue;
    }
    if (!writer->Write(response)) return Cancelled("the caller went away");
    from_journal = false;
  }
}

grpc::Status ScreeningService::WatchScreenings(
    grpc::ServerContext* context, const pb::WatchScreeningsRequest* request,
    grpc::ServerWriter<pb::WatchScreeningsResponse>* writer) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/WatchScreenings");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto watch, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "", request->SerializeAsString()));
    return Watch(watch, call.deadline, writer);
  });
}

grpc::Status ScreeningService::RecordDecision(grpc::ServerContext* context,
                                              const pb::RecordDecisionRequest* request,
                                              pb::Screening* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/RecordDecision");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(auto decision, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto record,
                            desk_->RecordDecision(std::move(decision), call.caller));
    *response = desk_->MessageOf(record);
    return Ok();
  });
}

template <typename Request>
grpc::Status ScreeningService::TakeProvisional(const Method& method, grpc::ServerContext& context,
                                               const Request& request,
                                               pb::ProvisionalEntry* response) {
  return gate_->Serve(method, context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(auto step, wire::FromProto(request));
    CHOWKI_ASSIGN_OR_RETURN(const auto entry,
                            desk_->provisional().Take(std::move(step), call.caller));
    *response = wire::ToProto(entry);
    return Ok();
  });
}

grpc::Status ScreeningService::ProposeProvisionalEntry(
    grpc::ServerContext* context, const pb::ProposeProvisionalEntryRequest* request,
    pb::ProvisionalEntry* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ProposeProvisionalEntry");
  return TakeProvisional(kMethod, *context, *request, response);
}

grpc::Status ScreeningService::ConfirmProvisionalEntry(
    grpc::ServerContext* context, const pb::ConfirmProvisionalEntryRequest* request,
    pb::ProvisionalEntry* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ConfirmProvisionalEntry");
  return TakeProvisional(kMethod, *context, *request, response);
}

grpc::Status ScreeningService::WithdrawProvisionalEntry(
    grpc::ServerContext* context, const pb::WithdrawProvisionalEntryRequest* request,
    pb::ProvisionalEntry* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/WithdrawProvisionalEntry");
  return TakeProvisional(kMethod, *context, *request, response);
}

grpc::Status ScreeningService::ListProvisionalEntries(
    grpc::ServerContext* context, const pb::ListProvisionalEntriesRequest* request,
    pb::ListProvisionalEntriesResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ListProvisionalEntries");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto entries, desk_->provisional().List(asked));
    for (const auto& entry : entries) *response->add_entries() = wire::ToProto(entry);
    return Ok();
  });
}

grpc::Status ScreeningService::SignDecision(grpc::ServerContext* context,
                                            const pb::SignDecisionRequest* request,
                                            pb::Screening* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/SignDecision");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(auto signature, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto record,
                            desk_->SignDecision(std::move(signature), call.caller));
    *response = desk_->MessageOf(record);
    return Ok();
  });
}

grpc::Status ScreeningService::GetStatistics(grpc::ServerContext* context,
                                             const pb::GetStatisticsRequest* request,
                                             pb::GetStatisticsResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/GetStatistics");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto span, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto statistics, desk_->Count(span));
    *response = wire::ToProto(span, statistics);
    return Ok();
  });
}

grpc::Status ScreeningService::ListReads(grpc::ServerContext* context,
                                         const pb::ListReadsRequest* request,
                                         pb::ListReadsResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ListReads");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto page, desk_->ListReads(asked));
    *response = wire::ToProto(page);
    return Ok();
  });
}

grpc::Status ScreeningService::ListLateAlerts(grpc::ServerContext* context,
                                              const pb::ListLateAlertsRequest* request,
                                              pb::ListLateAlertsResponse* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/ListLateAlerts");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(
        desk_->NoteRead(call.caller, kMethod.name, "", request->SerializeAsString()));
    CHOWKI_ASSIGN_OR_RETURN(const auto page, desk_->ListLate(asked));
    *response = wire::ToProto(page);
    return Ok();
  });
}

grpc::Status ScreeningService::AcknowledgeLateAlert(grpc::ServerContext* context,
                                                    const pb::AcknowledgeLateAlertRequest* request,
                                                    pb::LateAlert* response) {
  constexpr Method kMethod("/chowki.screening.v1.ScreeningService/AcknowledgeLateAlert");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(auto said, wire::FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(const auto alert, desk_->AcknowledgeLate(std::move(said), call.caller));
    *response = wire::ToProto(alert);
    return Ok();
  });
}

MakeServices ServeScreening(Desk* desk, ScreeningService::Options options) {
  return [desk, options](Gate* gate) {
    Services services;
    services.push_back(std::make_unique<ScreeningService>(desk, gate, options));
    return services;
  };
}

}  // namespace chowki::service
