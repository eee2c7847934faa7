#pragma once

#include <nlohmann/json.hpp>

#include "screen/screening.h"

namespace chowki::app::cli {

// What statistics need of an inspection, and nothing that tells whose document it was: checks with
// their outcomes in the words of Doc 9303-2, appendix C (BSI TR-03135), kind of document, issuer,
// lights, versions, CPU time by stage, and the day. No names, numbers or dates of the document, no
// texts of evidence, no digests or ids by which a picture could be found again.
[[nodiscard]] nlohmann::ordered_json RecordJson(const screen::Screening& screening);

}  // namespace chowki::app::cli
