#pragma once

#include <optional>
#include <string>
#include <vector>

#include "associate/traveller.h"
#include "base/status.h"
#include "chowki/referral/v1/referral_service.pb.h"
#include "safeguard/contact.h"
#include "safeguard/referrals.h"
#include "wire/resource_name.h"

namespace chowki::wire {

// Referrals <-> chowki/referral/v1. FromProto answers kInvalidArgument with reason FIELD_INVALID
// naming the field.

// "checkpoints/{checkpoint}/referrals/{id}".
struct ReferralName {
  std::string checkpoint;
  std::string id;
  bool operator==(const ReferralName&) const = default;
};
[[nodiscard]] std::string ToText(const ReferralName& name);
// errors  kInvalidArgument naming `field`.
[[nodiscard]] Result<ReferralName> ParseReferralName(std::string_view field, std::string_view text);

// checkpoint  whose screenings and referrals are named.
[[nodiscard]] referral::v1::Referral ToProto(const safeguard::Referral& referral,
                                             const std::string& checkpoint);
[[nodiscard]] referral::v1::Note ToProto(const safeguard::Note& note);
[[nodiscard]] referral::v1::RuleState ToProto(const safeguard::RuleState& state);
[[nodiscard]] referral::v1::GetReferralRatesResponse ToProto(const safeguard::Rates& rates);
[[nodiscard]] referral::v1::Contact ToProto(const safeguard::PostContact& contact);
[[nodiscard]] referral::v1::Access ToProto(const safeguard::Access& access);

[[nodiscard]] Result<associate::Observation> FromProto(referral::v1::Observation observation);

struct ObservationsRequest {
  std::string request_id;
  ScreeningName screening;
  std::vector<associate::Observation> observations;  // each once
};
[[nodiscard]] Result<ObservationsRequest> FromProto(
    const referral::v1::RecordObservationsRequest& message);

struct CreateReferralRequest {
  std::string request_id;
  ScreeningName screening;
  std::string note;
};
[[nodiscard]] Result<CreateReferralRequest> FromProto(
    const referral::v1::CreateReferralRequest& message);

// What somebody asks to do with a referral; who he is is the service's to say.
struct ReferralStep {
  ReferralName name;
  std::string etag;
  std::string request_id;
  safeguard::Step step;
};
[[nodiscard]] Result<ReferralStep> FromProto(const referral::v1::AssignReferralRequest& message);
[[nodiscard]] Result<ReferralStep> FromProto(const referral::v1::AddNoteRequest& message);
[[nodiscard]] Result<ReferralStep> FromProto(const referral::v1::ProposeOutcomeRequest& message);
[[nodiscard]] Result<ReferralStep> FromProto(const referral::v1::SignOutcomeRequest& message);

struct ReferralListRequest {
  std::string checkpoint;  // "": all
  safeguard::Referrals::Filter filter;
  int page_size = 0;
  std::string page_token;
};
[[nodiscard]] Result<ReferralListRequest> FromProto(
    const referral::v1::ListReferralsRequest& message);
// Like a list of those that are not closed.
[[nodiscard]] Result<ReferralListRequest> FromProto(
    const referral::v1::WatchReferralsRequest& message);

// today  the last day where none is asked for; the first then lies safeguard::kRateDays before the
//        last.
[[nodiscard]] Result<safeguard::DaySpan> FromProto(
    const referral::v1::GetReferralRatesRequest& message, const Date& today);

struct RuleReview {
  std::string request_id;
  std::string rule;
  bool held = false;
  std::string reason;
};
[[nodiscard]] Result<RuleReview> FromProto(const referral::v1::ReviewRuleRequest& message);

struct AccessListRequest {
  int page_size = 0;       // 1..500
  std::int64_t below = 0;  // 0: the newest
};
[[nodiscard]] Result<AccessListRequest> FromProto(const referral::v1::ListAccessesRequest& message);
// size  of the page that was asked for: where there are fewer nothing follows.
[[nodiscard]] referral::v1::ListAccessesResponse ToProto(
    const std::vector<safeguard::Access>& accesses, int size);

}  // namespace chowki::wire
