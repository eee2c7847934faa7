#pragma once

#include "base/status.h"
#include "chowki/screening/v1/finding.pb.h"
#include "verify/finding.h"

namespace chowki::wire {

// One check's finding <-> chowki/screening/v1/finding.proto.
[[nodiscard]] screening::v1::Finding ToProto(const verify::Finding& finding);
[[nodiscard]] Result<verify::Finding> FromProto(const screening::v1::Finding& message);

}  // namespace chowki::wire
