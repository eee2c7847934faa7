#pragma once

#include "base/status.h"
#include "chowki/screening/v1/advice.pb.h"
#include "decide/verdict.h"

namespace chowki::wire {

// The verdict <-> chowki/screening/v1/advice.proto.

[[nodiscard]] screening::v1::Advice ToProto(decide::Advice advice);
[[nodiscard]] Result<decide::Advice> FromProto(screening::v1::Advice advice);

[[nodiscard]] screening::v1::Verdict ToProto(const decide::Verdict& verdict);
[[nodiscard]] Result<decide::Verdict> FromProto(const screening::v1::Verdict& message);

}  // namespace chowki::wire
