#pragma once

#include <functional>
#include <string>
#include <vector>

#include "associate/traveller.h"
#include "chowki/referral/v1/referral_service.grpc.pb.h"
#include "safeguard/contact.h"
#include "safeguard/referrals.h"
#include "service/feed.h"
#include "service/gate.h"
#include "service/server.h"
#include "wire/referral.h"

namespace chowki::service {

// chowki.referral.v1.ReferralService. Every call is written to the log of accesses before it is
// answered, also when it is refused then; where the log cannot be written nothing is read.
//
// thread  safe.
class ReferralService final : public referral::v1::ReferralService::Service {
 public:
  struct Parts {
    safeguard::Referrals* referrals = nullptr;  // never null, as the next two
    Feed<std::string>* feed = nullptr;          // ids of referrals that changed
    const Clock* clock = nullptr;
    std::string checkpoint;
    // Takes what an officer ticked of somebody's screening (id).
    // errors  kNotFound with SCREENING_UNKNOWN.
    std::function<Status(const std::string& screening, std::vector<associate::Observation>)>
        observe;
    // What is known of somebody: a proposal without cause and officer. Errors as observe.
    std::function<Result<safeguard::Proposal>(const std::string& screening)> case_of;
    // Of this post.
    std::function<std::vector<safeguard::PostContact>()> contacts;
  };

  // gate  must outlive the service.
  ReferralService(Parts parts, Gate* gate) : parts_(std::move(parts)), gate_(gate) {}

  grpc::Status RecordObservations(grpc::ServerContext* context,
                                  const referral::v1::RecordObservationsRequest* request,
                                  referral::v1::RecordObservationsResponse* response) override;
  grpc::Status CreateReferral(grpc::ServerContext* context,
                              const referral::v1::CreateReferralRequest* request,
                              referral::v1::CreateReferralResponse* response) override;
  grpc::Status GetReferral(grpc::ServerContext* context,
                           const referral::v1::GetReferralRequest* request,
                           referral::v1::Referral* response) override;
  grpc::Status ListReferrals(grpc::ServerContext* context,
                             const referral::v1::ListReferralsRequest* request,
                             referral::v1::ListReferralsResponse* response) override;
  grpc::Status WatchReferrals(
      grpc::ServerContext* context, const referral::v1::WatchReferralsRequest* request,
      grpc::ServerWriter<referral::v1::WatchReferralsResponse>* writer) override;
  grpc::Status AssignReferral(grpc::ServerContext* context,
                              const referral::v1::AssignReferralRequest* request,
                              referral::v1::Referral* response) override;
  grpc::Status AddNote(grpc::ServerContext* context, const referral::v1::AddNoteRequest* request,
                       referral::v1::Note* response) override;
  grpc::Status ListNotes(grpc::ServerContext* context,
                         const referral::v1::ListNotesRequest* request,
                         referral::v1::ListNotesResponse* response) override;
  grpc::Status ProposeOutcome(grpc::ServerContext* context,
                              const referral::v1::ProposeOutcomeRequest* request,
                              referral::v1::Referral* response) override;
  grpc::Status SignOutcome(grpc::ServerContext* context,
                           const referral::v1::SignOutcomeRequest* request,
                           referral::v1::Referral* response) override;
  grpc::Status GetGuidance(grpc::ServerContext* context,
                           const referral::v1::GetGuidanceRequest* request,
                           referral::v1::GetGuidanceResponse* response) override;
  grpc::Status GetReferralRates(grpc::ServerContext* context,
                                const referral::v1::GetReferralRatesRequest* request,
                                referral::v1::GetReferralRatesResponse* response) override;
  grpc::Status ReviewRule(grpc::ServerContext* context,
                          const referral::v1::ReviewRuleRequest* request,
                          referral::v1::RuleState* response) override;
  grpc::Status ListAccesses(grpc::ServerContext* context,
                            const referral::v1::ListAccessesRequest* request,
                            referral::v1::ListAccessesResponse* response) override;

 private:
  [[nodiscard]] Status Log(const Call& call, const Method& method,
                           const std::string& subject) const;
  [[nodiscard]] Status CheckHere(const std::string& checkpoint, const std::string& name) const;

  // Reads the name of a referral and the referral.
  [[nodiscard]] Result<safeguard::Referral> Read(const Call& call, const Method& method,
                                                 std::string_view field,
                                                 const std::string& name) const;
  // Takes a step, whichever request asks for it.
  template <typename Request>
  [[nodiscard]] Result<safeguard::Referral> Take(const Call& call, const Method& method,
                                                 const Request& request) const;
  template <typename Request>
  [[nodiscard]] grpc::Status Change(const Method& method, grpc::ServerContext& context,
                                    const Request& request, referral::v1::Referral* response) const;
  [[nodiscard]] Status Watch(
      const Deadline& deadline,
      grpc::ServerWriter<referral::v1::WatchReferralsResponse>* writer) const;

  const Parts parts_;
  Gate* const gate_;
};

[[nodiscard]] MakeServices ServeReferrals(ReferralService::Parts parts);

// Several on one port.
[[nodiscard]] MakeServices Both(MakeServices first, MakeServices second);

}  // namespace chowki::service
