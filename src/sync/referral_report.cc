#include "sync/referral_report.h"

#include "chowki/figures/v1/figures_service.grpc.pb.h"
#include "sync/grpc_status.h"
#include "sync/line.h"

namespace chowki::sync {
namespace {

constexpr std::chrono::seconds kPatience{30};

}  // namespace

Status ReportReferrals(const CentreAddress& centre, const CertificateFiles& certificate,
                       const std::string& month, const std::vector<ReferralCell>& cells) {
  CHOWKI_ASSIGN_OR_RETURN(Dialled dialled, Dialled::Make(centre, certificate));
  figures::v1::ReportReferralsRequest request;
  request.set_month(month);
  for (const ReferralCell& cell : cells) {
    auto& told = *request.add_cells();
    told.set_direction(cell.direction);
    told.set_age(cell.age);
    told.set_sex(cell.sex);
    told.set_code(cell.code);
    told.set_issuing_state(cell.issuing_state);
    told.set_count(cell.count);
  }
  Line line;
  Call call(line, kPatience);
  figures::v1::ReportReferralsResponse response;
  return FromGrpc(figures::v1::FiguresService::NewStub(dialled.channel())
                      ->ReportReferrals(&call.context, request, &response));
}

}  // namespace chowki::sync
