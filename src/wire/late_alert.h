#pragma once

#include <string>

#include "base/status.h"
#include "chowki/screening/v1/late_alert.pb.h"
#include "journal/late_alert.h"
#include "wire/resource_name.h"

namespace chowki::wire {

// Late alerts <-> chowki/screening/v1/late_alert.proto. FromProto answers kInvalidArgument with
// reason FIELD_INVALID naming the field.

[[nodiscard]] screening::v1::LateAlert ToProto(const journal::LateAlert& alert);
[[nodiscard]] Result<journal::LateAlert> FromProto(const screening::v1::LateAlert& message);

struct LateListRequest {
  std::string checkpoint;  // "": all
  int page_size = 0;
  std::string page_token;
  bool only_open = false;
};
[[nodiscard]] Result<LateListRequest> FromProto(
    const screening::v1::ListLateAlertsRequest& message);
[[nodiscard]] screening::v1::ListLateAlertsResponse ToProto(const journal::LatePage& page);

struct LateAcknowledgementRequest {
  LateAlertName name;
  std::string etag;
  std::string request_id;
  journal::LateAcknowledgement acknowledgement;  // without officer and time
};
[[nodiscard]] Result<LateAcknowledgementRequest> FromProto(
    const screening::v1::AcknowledgeLateAlertRequest& message);

}  // namespace chowki::wire
