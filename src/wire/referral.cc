#include "wire/referral.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/screening_service.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::referral::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;
using safeguard::Step;

constexpr EnumTable<associate::Observation, pb::Observation, 4> kObservations{
    "observation",
    {{{associate::Observation::kDocumentsHeldByOther, pb::OBSERVATION_DOCUMENTS_HELD_BY_OTHER},
      {associate::Observation::kCoachedAnswers, pb::OBSERVATION_COACHED_ANSWERS},
      {associate::Observation::kApparentAgeDiffers, pb::OBSERVATION_APPARENT_AGE_DIFFERS},
      {associate::Observation::kFearOrSilence, pb::OBSERVATION_FEAR_OR_SILENCE}}}};
constexpr EnumTable<associate::Family, pb::SignFamily, 5> kFamilies{
    "family",
    {{{associate::Family::kDocument, pb::SIGN_FAMILY_DOCUMENT},
      {associate::Family::kGroup, pb::SIGN_FAMILY_GROUP},
      {associate::Family::kHistory, pb::SIGN_FAMILY_HISTORY},
      {associate::Family::kObservation, pb::SIGN_FAMILY_OBSERVATION},
      {associate::Family::kList, pb::SIGN_FAMILY_LIST}}}};
constexpr EnumTable<associate::Level, pb::SignLevel, 3> kLevels{
    "level",
    {{{associate::Level::kNote, pb::SIGN_LEVEL_NOTE},
      {associate::Level::kSign, pb::SIGN_LEVEL_SIGN},
      {associate::Level::kStrong, pb::SIGN_LEVEL_STRONG}}}};
constexpr EnumTable<associate::Age, pb::AgeBand, 3> kAges{
    "age",
    {{{associate::Age::kChild, pb::AGE_BAND_CHILD},
      {associate::Age::kYoung, pb::AGE_BAND_YOUNG},
      {associate::Age::kAdult, pb::AGE_BAND_ADULT}}}};
constexpr EnumTable<safeguard::Cause, pb::ReferralCause, 3> kCauses{
    "cause",
    {{{safeguard::Cause::kSigns, pb::REFERRAL_CAUSE_SIGNS},
      {safeguard::Cause::kOfficer, pb::REFERRAL_CAUSE_OFFICER},
      {safeguard::Cause::kOtherPosts, pb::REFERRAL_CAUSE_OTHER_POSTS}}}};
constexpr EnumTable<safeguard::State, pb::ReferralState, 4> kStates{
    "state",
    {{{safeguard::State::kOpen, pb::REFERRAL_STATE_OPEN},
      {safeguard::State::kAssigned, pb::REFERRAL_STATE_ASSIGNED},
      {safeguard::State::kAwaitsSignature, pb::REFERRAL_STATE_AWAITS_SIGNATURE},
      {safeguard::State::kClosed, pb::REFERRAL_STATE_CLOSED}}}};
constexpr EnumTable<safeguard::Outcome, pb::ReferralOutcome, 7> kOutcomes{
    "outcome",
    {{{safeguard::Outcome::kHarmless, pb::REFERRAL_OUTCOME_HARMLESS},
      {safeguard::Outcome::kHelpAccepted, pb::REFERRAL_OUTCOME_HELP_ACCEPTED},
      {safeguard::Outcome::kHelpDeclined, pb::REFERRAL_OUTCOME_HELP_DECLINED},
      {safeguard::Outcome::kChildProtection, pb::REFERRAL_OUTCOME_CHILD_PROTECTION},
      {safeguard::Outcome::kMissingFound, pb::REFERRAL_OUTCOME_MISSING_FOUND},
      {safeguard::Outcome::kHandedOver, pb::REFERRAL_OUTCOME_HANDED_OVER},
      {safeguard::Outcome::kNotMet, pb::REFERRAL_OUTCOME_NOT_MET}}}};
constexpr EnumTable<safeguard::Feedback, pb::Feedback, 3> kFeedbacks{
    "feedback",
    {{{safeguard::Feedback::kRight, pb::FEEDBACK_RIGHT},
      {safeguard::Feedback::kWrong, pb::FEEDBACK_WRONG},
      {safeguard::Feedback::kUnknown, pb::FEEDBACK_UNKNOWN}}}};

constexpr int kMostObservations = 4;
constexpr std::size_t kMaxEtagBytes = 64;
constexpr std::size_t kMaxOfficerBytes = 64;
constexpr std::size_t kMaxRuleBytes = 64;
constexpr std::size_t kMaxTokenBytes = 64;

// Crossings that other posts saw are named whole.
std::string NameOfScreening(const std::string& id, const std::string& checkpoint) {
  return id.find('/') == std::string::npos ? ToText(ScreeningName{checkpoint, id}) : ToText(id);
}

template <typename Table, typename Wire>
auto EnumOf(std::string_view field, const Table& table, Wire value)
    -> decltype(table.FromProto(value)) {
  auto known = table.FromProto(value);
  if (!known.ok()) return FieldError(field, known.status());
  return known;
}

Result<ScreeningName> ScreeningIn(const std::string& text) {
  auto name = ParseScreeningName(text);
  if (!name.ok()) return FieldError("screening", name.status());
  return name;
}

Status CheckOfficer(std::string_view field, const std::string& name) {
  CHOWKI_RETURN_IF_ERROR(CheckText(field, name, kMaxOfficerBytes));
  if (Printable(name) == name) return Ok();
  return FieldError(field, InvalidInput("holds control characters"));
}

// What all steps have in common.
template <typename Message>
Result<ReferralStep> StepOf(const Message& message, Step::Kind kind) {
  ReferralStep step;
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  step.request_id = message.request_id();
  step.step.kind = kind;
  if constexpr (requires { message.etag(); }) {
    CHOWKI_ASSIGN_OR_RETURN(step.name, ParseReferralName("name", message.name()));
    CHOWKI_RETURN_IF_ERROR(CheckText("etag", message.etag(), kMaxEtagBytes));
    if (message.etag().empty()) {
      return FieldError("etag", InvalidInput("which state is meant must be named: read it again"));
    }
    step.etag = message.etag();
  } else {
    CHOWKI_ASSIGN_OR_RETURN(step.name, ParseReferralName("parent", message.parent()));
  }
  return step;
}

pb::Sign ToProto(const associate::Sign& sign, const std::string& checkpoint) {
  pb::Sign message;
  message.set_id(sign.id);
  message.set_family(kFamilies.ToProto(sign.family));
  message.set_level(kLevels.ToProto(sign.level));
  message.set_strength(sign.strength);
  message.set_points(sign.points);
  for (const std::string& id : sign.people) message.add_people(NameOfScreening(id, checkpoint));
  for (const std::string& id : sign.evidence) message.add_evidence(NameOfScreening(id, checkpoint));
  message.set_benign(std::string(sign.benign));
  message.set_source(std::string(sign.source));
  return message;
}

pb::ReferralRate ToProto(const safeguard::Rate& rate) {
  pb::ReferralRate message;
  message.set_dimension(rate.dimension);
  message.set_value(ToText(rate.value));
  message.set_travellers(rate.share.all);
  message.set_referrals(rate.share.some);
  message.set_rate(rate.rate.value);
  message.set_low(rate.rate.low);
  message.set_high(rate.rate.high);
  if (rate.ratio) {
    message.set_ratio(rate.ratio->value);
    message.set_ratio_low(rate.ratio->low);
    message.set_ratio_high(rate.ratio->high);
  }
  message.set_out_of_bounds(rate.out_of_bounds);
  return message;
}

}  // namespace

std::string ToText(const ReferralName& name) {
  return "checkpoints/" + name.checkpoint + "/referrals/" + name.id;
}

Result<ReferralName> ParseReferralName(std::string_view field, std::string_view text) {
  const std::vector<std::string> parts = Split(text, '/');
  if (parts.size() == 4 && parts[0] == "checkpoints" && IsNamePart(parts[1]) &&
      parts[2] == "referrals" && IsUuid(parts[3])) {
    return ReferralName{parts[1], parts[3]};
  }
  return FieldError(field, InvalidInput("not of the form checkpoints/.../referrals/..."));
}

pb::Referral ToProto(const safeguard::Referral& referral, const std::string& checkpoint) {
  pb::Referral message;
  message.set_name(ToText(ReferralName{checkpoint, referral.id}));
  message.set_etag(EtagOf(referral));
  message.set_screening(NameOfScreening(referral.screening, checkpoint));
  for (const std::string& id : referral.party) message.add_party(NameOfScreening(id, checkpoint));
  message.set_party_declared(referral.declared);
  message.set_lane(ToText(referral.lane));
  message.set_age(kAges.ToProto(referral.subject.age));
  message.set_cause(kCauses.ToProto(referral.cause));
  for (const auto& sign : referral.signs) *message.add_signs() = ToProto(sign, checkpoint);
  message.set_points(referral.points);
  message.set_state(kStates.ToProto(referral.state));
  message.set_opened_by(ToText(referral.opened_by));
  message.set_assignee(ToText(referral.assignee));
  if (referral.ending) {
    pb::OutcomeProposal& outcome = *message.mutable_outcome();
    outcome.set_outcome(kOutcomes.ToProto(referral.ending->outcome));
    outcome.set_feedback(kFeedbacks.ToProto(referral.ending->feedback));
    outcome.set_officer(ToText(referral.ending->officer));
    *outcome.mutable_time() = ToProto(referral.ending->time);
    outcome.set_second_officer(ToText(referral.ending->second_officer));
    if (referral.ending->signed_at) {
      *outcome.mutable_sign_time() = ToProto(*referral.ending->signed_at);
    }
  }
  *message.mutable_create_time() = ToProto(referral.created);
  *message.mutable_update_time() = ToProto(referral.updated);
  *message.mutable_expire_time() = ToProto(referral.expires);
  return message;
}

pb::Note ToProto(const safeguard::Note& note) {
  pb::Note message;
  message.set_author(ToText(note.author));
  message.set_text(ToText(note.text));
  *message.mutable_time() = ToProto(note.time);
  return message;
}

pb::RuleState ToProto(const safeguard::RuleState& state) {
  pb::RuleState message;
  message.set_rule(state.rule);
  message.set_points(state.points);
  message.set_built_points(state.built_points);
  message.set_right(state.verdicts.right);
  message.set_wrong(state.verdicts.wrong);
  message.set_held(state.held);
  message.set_reason(ToText(state.reason));
  message.set_officer(ToText(state.officer));
  if (state.time) *message.mutable_time() = ToProto(*state.time);
  return message;
}

pb::GetReferralRatesResponse ToProto(const safeguard::Rates& rates) {
  pb::GetReferralRatesResponse message;
  for (const auto& rate : rates.rates) *message.add_rates() = ToProto(rate);
  for (const auto& state : rates.rules) *message.add_rules() = ToProto(state);
  message.set_referral_points(rates.referral_points);
  message.set_budget_per_mille(rates.budget_per_mille);
  message.set_over_budget(rates.over_budget);
  return message;
}

pb::Contact ToProto(const safeguard::PostContact& contact) {
  pb::Contact message;
  message.set_role(ToText(contact.role));
  message.set_name(ToText(contact.name));
  message.set_telephone(ToText(contact.telephone));
  for (const auto& language : contact.languages) message.add_languages(ToText(language));
  message.set_hours(ToText(contact.hours));
  return message;
}

pb::Access ToProto(const safeguard::Access& access) {
  pb::Access message;
  *message.mutable_time() = ToProto(access.time);
  message.set_officer(ToText(access.officer));
  message.set_method(ToText(access.method));
  message.set_subject(ToText(access.subject));
  return message;
}

Result<associate::Observation> FromProto(pb::Observation observation) {
  return kObservations.FromProto(observation);
}

Result<ObservationsRequest> FromProto(const pb::RecordObservationsRequest& message) {
  ObservationsRequest request;
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  CHOWKI_ASSIGN_OR_RETURN(request.screening, ScreeningIn(message.screening()));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("observations", message.observations_size(), 0, kMostObservations));
  for (const int number : message.observations()) {
    CHOWKI_ASSIGN_OR_RETURN(const auto observation, EnumOf("observations", kObservations,
                                                           static_cast<pb::Observation>(number)));
    if (std::ranges::find(request.observations, observation) != request.observations.end()) {
      return FieldError("observations", InvalidInput("one of them is there twice"));
    }
    request.observations.push_back(observation);
  }
  return request;
}

Result<CreateReferralRequest> FromProto(const pb::CreateReferralRequest& message) {
  CreateReferralRequest request;
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  CHOWKI_ASSIGN_OR_RETURN(request.screening, ScreeningIn(message.screening()));
  CHOWKI_RETURN_IF_ERROR(CheckText("note", message.note(), Step::kMaxNote));
  request.note = message.note();
  return request;
}

Result<ReferralStep> FromProto(const pb::AssignReferralRequest& message) {
  CHOWKI_ASSIGN_OR_RETURN(ReferralStep step, StepOf(message, Step::Kind::kAssign));
  CHOWKI_RETURN_IF_ERROR(CheckOfficer("assignee", message.assignee()));
  step.step.assignee = message.assignee();
  return step;
}

Result<ReferralStep> FromProto(const pb::AddNoteRequest& message) {
  CHOWKI_ASSIGN_OR_RETURN(ReferralStep step, StepOf(message, Step::Kind::kNote));
  CHOWKI_RETURN_IF_ERROR(CheckText("text", message.text(), Step::kMaxNote));
  step.step.note = message.text();
  return step;
}

Result<ReferralStep> FromProto(const pb::ProposeOutcomeRequest& message) {
  CHOWKI_ASSIGN_OR_RETURN(ReferralStep step, StepOf(message, Step::Kind::kPropose));
  CHOWKI_ASSIGN_OR_RETURN(step.step.outcome, EnumOf("outcome", kOutcomes, message.outcome()));
  CHOWKI_ASSIGN_OR_RETURN(step.step.feedback, EnumOf("feedback", kFeedbacks, message.feedback()));
  return step;
}

Result<ReferralStep> FromProto(const pb::SignOutcomeRequest& message) {
  CHOWKI_ASSIGN_OR_RETURN(ReferralStep step, StepOf(message, Step::Kind::kSign));
  step.step.agrees = message.agrees();
  return step;
}

Result<ReferralListRequest> FromProto(const pb::ListReferralsRequest& message) {
  ReferralListRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.checkpoint, CheckpointFromParent(message.parent()));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("page_size", message.page_size(), 0, safeguard::Referrals::kMaxPageSize));
  request.page_size = message.page_size();
  CHOWKI_RETURN_IF_ERROR(CheckText("page_token", message.page_token(), kMaxTokenBytes));
  request.page_token = message.page_token();
  if (message.state() != pb::REFERRAL_STATE_UNSPECIFIED) {
    CHOWKI_ASSIGN_OR_RETURN(request.filter.state, EnumOf("state", kStates, message.state()));
  }
  CHOWKI_RETURN_IF_ERROR(CheckOfficer("assignee", message.assignee()));
  request.filter.assignee = message.assignee();
  request.filter.also_closed = message.also_closed();
  return request;
}

Result<ReferralListRequest> FromProto(const pb::WatchReferralsRequest& message) {
  ReferralListRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.checkpoint, CheckpointFromParent(message.parent()));
  return request;
}

Result<safeguard::DaySpan> FromProto(const pb::GetReferralRatesRequest& message,
                                     const Date& today) {
  safeguard::DaySpan span = safeguard::DaysUntil(today, safeguard::kRateDays);
  if (message.has_to_time()) {
    const auto to = FromProto(message.to_time());
    if (!to.ok()) return FieldError("to_time", to.status());
    // Exclusive, by days that have begun.
    span = safeguard::DaysUntil(ToDate(*to - std::chrono::microseconds(1)), safeguard::kRateDays);
  }
  if (message.has_from_time()) {
    const auto from = FromProto(message.from_time());
    if (!from.ok()) return FieldError("from_time", from.status());
    span.first = ToDate(*from);
  }
  if (span.last < span.first) {
    return FieldError("to_time", InvalidInput("must be later than from_time"));
  }
  return span;
}

Result<RuleReview> FromProto(const pb::ReviewRuleRequest& message) {
  RuleReview review;
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  review.request_id = message.request_id();
  CHOWKI_RETURN_IF_ERROR(CheckText("rule", message.rule(), kMaxRuleBytes));
  review.rule = message.rule();
  review.held = message.held();
  CHOWKI_RETURN_IF_ERROR(CheckText("reason", message.reason(), Step::kMaxNote));
  if (Trim(message.reason()).empty()) return FieldError("reason", InvalidInput("say why"));
  review.reason = message.reason();
  return review;
}

Result<AccessListRequest> FromProto(const pb::ListAccessesRequest& message) {
  AccessListRequest request;
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("page_size", message.page_size(), 0, safeguard::Referrals::kMaxPageSize));
  request.page_size =
      message.page_size() == 0 ? safeguard::Referrals::kDefaultPageSize : message.page_size();
  const std::string& token = message.page_token();
  if (token.empty()) return request;
  const char* const end = token.data() + token.size();
  const auto [at, error] = std::from_chars(token.data(), end, request.below);
  if (error != std::errc() || at != end || request.below < 1) {
    return WithDetail(InvalidInput("not a page token of ListAccesses"), {"PAGE_TOKEN_INVALID", {}});
  }
  return request;
}

pb::ListAccessesResponse ToProto(const std::vector<safeguard::Access>& accesses, int size) {
  pb::ListAccessesResponse message;
  for (const auto& access : accesses) *message.add_accesses() = ToProto(access);
  if (static_cast<int>(accesses.size()) == size && accesses.back().sequence > 1) {
    message.set_next_page_token(std::to_string(accesses.back().sequence));
  }
  return message;
}

}  // namespace chowki::wire
