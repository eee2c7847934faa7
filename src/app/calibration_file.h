#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/status.h"
#include "verify/calibration.h"

namespace chowki::app {

// A reader's calibration as `chowki calibrate` writes it, and back.
//
// name    of the file, for messages
// errors  kInvalidArgument naming the file and what is wrong: no JSON, a missing, unknown or wrong
//         member, a level that no working reader has.
[[nodiscard]] std::string CalibrationText(const verify::Calibration& calibration);
[[nodiscard]] Result<verify::Calibration> ParseCalibration(std::string_view text,
                                                           const std::string& name);

// errors  as ParseCalibration; kNotFound.
[[nodiscard]] Result<verify::Calibration> LoadCalibration(const std::filesystem::path& file);

// Every *.json of a folder, by the reader that it is of.
//
// errors  as LoadCalibration; kNotFound without the folder; kInvalidArgument when two are of one
//         reader.
[[nodiscard]] Result<std::map<std::string, verify::Calibration>> LoadCalibrations(
    const std::filesystem::path& folder);

}  // namespace chowki::app
