#pragma once

#include <array>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "chowki/audit/v1/audit_service.pb.h"
#include "chowki/event/v1/event_service.pb.h"
#include "chowki/figures/v1/figures_service.pb.h"
#include "chowki/fleet/v1/enrolment_service.pb.h"
#include "chowki/fleet/v1/fleet_service.pb.h"
#include "chowki/memory/v1/shared_memory_service.pb.h"
#include "chowki/referral/v1/referral_service.pb.h"
#include "chowki/screening/v1/screening_service.pb.h"
#include "chowki/sync/v1/sync_service.pb.h"
#include "chowki/watchlist/v1/impact_service.pb.h"
#include "chowki/watchlist/v1/watchlist_service.pb.h"

namespace chowki::test {

// Every method of every service of ours: "/chowki.x.v1.XService/Do". A new service's file has its
// line here.
[[nodiscard]] inline std::vector<std::string> ContractMethods() {
  const std::array files{screening::v1::ScreenDocumentRequest::descriptor()->file(),
                         referral::v1::GetReferralRequest::descriptor()->file(),
                         sync::v1::GetHeadRequest::descriptor()->file(),
                         event::v1::GetCursorRequest::descriptor()->file(),
                         memory::v1::PushCrossingsRequest::descriptor()->file(),
                         fleet::v1::ListDevicesRequest::descriptor()->file(),
                         fleet::v1::EnrolRequest::descriptor()->file(),
                         watchlist::v1::GetChangeSetRequest::descriptor()->file(),
                         watchlist::v1::AssessImpactRequest::descriptor()->file(),
                         figures::v1::GetMonthlyFiguresRequest::descriptor()->file(),
                         audit::v1::GetTreeHeadRequest::descriptor()->file()};
  std::vector<std::string> methods;
  for (const auto* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const auto& service = *file->service(s);
      for (int m = 0; m < service.method_count(); ++m) {
        methods.push_back("/" + service.full_name() + "/" + service.method(m)->name());
      }
    }
  }
  return methods;
}

}  // namespace chowki::test
