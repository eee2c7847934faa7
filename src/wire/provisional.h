#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "chowki/screening/v1/provisional.pb.h"
#include "chowki/screening/v1/screening_service.pb.h"
#include "journal/provisional.h"

namespace chowki::wire {

// The post's own list <-> chowki/screening/v1/provisional.proto and its requests. FromProto answers
// kInvalidArgument with reason FIELD_INVALID naming the field.

[[nodiscard]] screening::v1::ProvisionalEntry ToProto(const journal::ProvisionalEntry& entry);
[[nodiscard]] Result<journal::ProvisionalEntry> FromProto(
    const screening::v1::ProvisionalEntry& message);

// What an officer asks for; who he is and where is the service's to say.
struct ProvisionalRequest {
  std::string request_id;
  journal::ProvisionalStep step;
};
[[nodiscard]] Result<ProvisionalRequest> FromProto(
    const screening::v1::ProposeProvisionalEntryRequest& message);
[[nodiscard]] Result<ProvisionalRequest> FromProto(
    const screening::v1::ConfirmProvisionalEntryRequest& message);
[[nodiscard]] Result<ProvisionalRequest> FromProto(
    const screening::v1::WithdrawProvisionalEntryRequest& message);

struct ProvisionalListRequest {
  std::string checkpoint;  // "": all
  bool also_ended = false;
};
[[nodiscard]] Result<ProvisionalListRequest> FromProto(
    const screening::v1::ListProvisionalEntriesRequest& message);

}  // namespace chowki::wire
