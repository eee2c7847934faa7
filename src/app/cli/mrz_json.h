#pragma once

#include <nlohmann/json.hpp>

#include "icao/mrz_record.h"

namespace chowki::app::cli {

// The fields of an MRZ as every command prints them: ISO dates, unknown parts as XX, "" for what is
// not there.
[[nodiscard]] nlohmann::ordered_json FieldsJson(const icao::MrzRecord& record);

// Check digit -> whether it holds.
[[nodiscard]] nlohmann::ordered_json CheckDigitsJson(const icao::MrzRecord& record);

}  // namespace chowki::app::cli
