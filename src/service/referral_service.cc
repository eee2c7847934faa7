#include "service/referral_service.h"

#include <iterator>
#include <set>

#include "safeguard/guidance.h"
#include "wire/field_error.h"

namespace chowki::service {
namespace {

namespace pb = referral::v1;

std::string ShortName(const Method& method) {
  return std::string(method.name.substr(method.name.rfind('/') + 1));
}

Status UnknownReferral(const std::string& name) {
  return WithDetail(NotFound("there is no such referral"), {"REFERRAL_UNKNOWN", {{"name", name}}});
}

}  // namespace

Status ReferralService::Log(const Call& call, const Method& method,
                            const std::string& subject) const {
  return parts_.referrals->Log(call.caller.name, ShortName(method), subject);
}

Result<safeguard::Referral> ReferralService::Read(const Call& call, const Method& method,
                                                  std::string_view field,
                                                  const std::string& name) const {
  CHOWKI_ASSIGN_OR_RETURN(const auto parsed, wire::ParseReferralName(field, name));
  CHOWKI_RETURN_IF_ERROR(Log(call, method, name));
  if (parsed.checkpoint != parts_.checkpoint) return UnknownReferral(name);
  return parts_.referrals->Get(parsed.id);
}

template <typename Request>
Result<safeguard::Referral> ReferralService::Take(const Call& call, const Method& method,
                                                  const Request& request) const {
  CHOWKI_ASSIGN_OR_RETURN(auto step, wire::FromProto(request));
  const std::string name = wire::ToText(step.name);
  CHOWKI_RETURN_IF_ERROR(Log(call, method, name));
  if (step.name.checkpoint != parts_.checkpoint) return UnknownReferral(name);
  step.step.officer = call.caller.name;
  return parts_.referrals->Take(step.name.id, step.step, step.etag, step.request_id);
}

template <typename Request>
grpc::Status ReferralService::Change(const Method& method, grpc::ServerContext& context,
                                     const Request& request, pb::Referral* response) const {
  return gate_->Serve(method, context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto referral, Take(call, method, request));
    *response = wire::ToProto(referral, parts_.checkpoint);
    return Ok();
  });
}

Status ReferralService::CheckHere(const std::string& checkpoint, const std::string& name) const {
  if (checkpoint == parts_.checkpoint) return Ok();
  return WithDetail(NotFound("there is no such screening"),
                    {"SCREENING_UNKNOWN", {{"name", name}}});
}

grpc::Status ReferralService::RecordObservations(grpc::ServerContext* context,
                                                 const pb::RecordObservationsRequest* request,
                                                 pb::RecordObservationsResponse* /*response*/) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/RecordObservations");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(auto seen, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, request->screening()));
    CHOWKI_RETURN_IF_ERROR(CheckHere(seen.screening.checkpoint, request->screening()));
    return parts_.observe(seen.screening.id, std::move(seen.observations));
  });
}

grpc::Status ReferralService::CreateReferral(grpc::ServerContext* context,
                                             const pb::CreateReferralRequest* request,
                                             pb::CreateReferralResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/CreateReferral");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, request->screening()));
    CHOWKI_RETURN_IF_ERROR(CheckHere(asked.screening.checkpoint, request->screening()));
    CHOWKI_ASSIGN_OR_RETURN(safeguard::Proposal proposal, parts_.case_of(asked.screening.id));
    proposal.cause = safeguard::Cause::kOfficer;
    proposal.officer = call.caller.name;
    CHOWKI_ASSIGN_OR_RETURN(const std::string id,
                            parts_.referrals->Create(proposal, asked.note, asked.request_id));
    response->set_name(wire::ToText(wire::ReferralName{parts_.checkpoint, id}));
    return Ok();
  });
}

grpc::Status ReferralService::GetReferral(grpc::ServerContext* context,
                                          const pb::GetReferralRequest* request,
                                          pb::Referral* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/GetReferral");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto referral, Read(call, kMethod, "name", request->name()));
    *response = wire::ToProto(referral, parts_.checkpoint);
    return Ok();
  });
}

grpc::Status ReferralService::ListReferrals(grpc::ServerContext* context,
                                            const pb::ListReferralsRequest* request,
                                            pb::ListReferralsResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/ListReferrals");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, ""));
    if (!asked.checkpoint.empty() && asked.checkpoint != parts_.checkpoint) return Ok();
    CHOWKI_ASSIGN_OR_RETURN(
        const auto page, parts_.referrals->List(asked.filter, asked.page_size, asked.page_token));
    for (const auto& referral : page.referrals) {
      *response->add_referrals() = wire::ToProto(referral, parts_.checkpoint);
    }
    response->set_next_page_token(page.next_page_token);
    return Ok();
  });
}

Status ReferralService::Watch(const Deadline& deadline,
                              grpc::ServerWriter<pb::WatchReferralsResponse>* writer) const {
  std::uint64_t seen = 0;
  for (bool all = true;;) {
    pb::WatchReferralsResponse response;
    if (all) {
      seen = parts_.feed->now();
      for (std::string token;;) {
        CHOWKI_ASSIGN_OR_RETURN(
            const auto page, parts_.referrals->List({}, safeguard::Referrals::kMaxPageSize, token));
        for (const auto& referral : page.referrals) {
          *response.add_referrals() = wire::ToProto(referral, parts_.checkpoint);
        }
        token = page.next_page_token;
        if (token.empty()) break;
      }
    } else {
      CHOWKI_ASSIGN_OR_RETURN(auto news, parts_.feed->Next(seen, deadline));
      seen = news.seen;
      all = news.missed;
      if (all) continue;
      for (const std::string& id : std::set<std::string>(news.items.begin(), news.items.end())) {
        const auto referral = parts_.referrals->Get(id);
        if (!referral.ok()) continue;  // it expired
        *response.add_referrals() = wire::ToProto(*referral, parts_.checkpoint);
      }
      if (response.referrals().empty()) continue;
    }
    if (!writer->Write(response)) return Cancelled("the caller went away");
    all = false;
  }
}

grpc::Status ReferralService::WatchReferrals(
    grpc::ServerContext* context, const pb::WatchReferralsRequest* request,
    grpc::ServerWriter<pb::WatchReferralsResponse>* writer) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/WatchReferrals");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, ""));
    if (!asked.checkpoint.empty() && asked.checkpoint != parts_.checkpoint) {
      return wire::FieldError("parent", InvalidInput("not this checkpoint"));
    }
    return Watch(call.deadline, writer);
  });
}

grpc::Status ReferralService::AssignReferral(grpc::ServerContext* context,
                                             const pb::AssignReferralRequest* request,
                                             pb::Referral* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/AssignReferral");
  return Change(kMethod, *context, *request, response);
}

grpc::Status ReferralService::AddNote(grpc::ServerContext* context,
                                      const pb::AddNoteRequest* request, pb::Note* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/AddNote");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto referral, Take(call, kMethod, *request));
    CHOWKI_ASSIGN_OR_RETURN(const auto note, NoteOf(referral, request->request_id()));
    *response = wire::ToProto(note);
    return Ok();
  });
}

grpc::Status ReferralService::ListNotes(grpc::ServerContext* context,
                                        const pb::ListNotesRequest* request,
                                        pb::ListNotesResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/ListNotes");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto referral, Read(call, kMethod, "parent", request->parent()));
    for (const auto& note : referral.notes) *response->add_notes() = wire::ToProto(note);
    return Ok();
  });
}

grpc::Status ReferralService::ProposeOutcome(grpc::ServerContext* context,
                                             const pb::ProposeOutcomeRequest* request,
                                             pb::Referral* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/ProposeOutcome");
  return Change(kMethod, *context, *request, response);
}

grpc::Status ReferralService::SignOutcome(grpc::ServerContext* context,
                                          const pb::SignOutcomeRequest* request,
                                          pb::Referral* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/SignOutcome");
  return Change(kMethod, *context, *request, response);
}

grpc::Status ReferralService::GetGuidance(grpc::ServerContext* context,
                                          const pb::GetGuidanceRequest* request,
                                          pb::GetGuidanceResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/GetGuidance");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    const safeguard::Guidance guidance = safeguard::GuidanceIn(request->language());
    response->set_language(std::string(guidance.language));
    for (const auto& step : guidance.steps) {
      pb::GuidanceStep& message = *response->add_steps();
      message.set_id(std::string(step.id));
      message.set_title(std::string(step.title));
      message.set_text(std::string(step.text));
    }
    for (const auto& contact : parts_.contacts()) {
      *response->add_contacts() = wire::ToProto(contact);
    }
    return Ok();
  });
}

grpc::Status ReferralService::GetReferralRates(grpc::ServerContext* context,
                                               const pb::GetReferralRatesRequest* request,
                                               pb::GetReferralRatesResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/GetReferralRates");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto span,
                            wire::FromProto(*request, ToDate(parts_.clock->Now())));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, ""));
    CHOWKI_ASSIGN_OR_RETURN(const auto rates, parts_.referrals->CountRates(span));
    *response = wire::ToProto(rates);
    return Ok();
  });
}

grpc::Status ReferralService::ReviewRule(grpc::ServerContext* context,
                                         const pb::ReviewRuleRequest* request,
                                         pb::RuleState* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/ReviewRule");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto review, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, review.rule));
    CHOWKI_ASSIGN_OR_RETURN(const auto state,
                            parts_.referrals->Review(review.rule, review.held, review.reason,
                                                     call.caller.name, review.request_id));
    *response = wire::ToProto(state);
    return Ok();
  });
}

grpc::Status ReferralService::ListAccesses(grpc::ServerContext* context,
                                           const pb::ListAccessesRequest* request,
                                           pb::ListAccessesResponse* response) {
  constexpr Method kMethod("/chowki.referral.v1.ReferralService/ListAccesses");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto asked, wire::FromProto(*request));
    CHOWKI_RETURN_IF_ERROR(Log(call, kMethod, ""));
    CHOWKI_ASSIGN_OR_RETURN(const auto accesses,
                            parts_.referrals->Accesses(asked.below, asked.page_size));
    *response = wire::ToProto(accesses, asked.page_size);
    return Ok();
  });
}

MakeServices ServeReferrals(ReferralService::Parts parts) {
  return [parts = std::move(parts)](Gate* gate) {
    Services services;
    services.push_back(std::make_unique<ReferralService>(parts, gate));
    return services;
  };
}

MakeServices Both(MakeServices first, MakeServices second) {
  return [first = std::move(first), second = std::move(second)](Gate* gate) {
    Services services = first(gate);
    std::ranges::move(second(gate), std::back_inserter(services));
    return services;
  };
}

}  // namespace chowki::service
