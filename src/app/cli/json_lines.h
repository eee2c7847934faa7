#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/status.h"

namespace chowki::app::cli {

// Reads a file of one JSON object a line and hands each over as it is read; empty lines are passed
// over.
//
// path    "-" is standard input.
// take    number counts from 1; the object, or why the line is none.
// errors  kNotFound when the file cannot be opened.
[[nodiscard]] Status ForEachJsonLine(
    const std::string& path,
    const std::function<void(int number, const Result<nlohmann::ordered_json>& object)>& take);

// One object as a line of output, whatever bytes its texts have.
[[nodiscard]] std::string ToLine(const nlohmann::ordered_json& object);

// The text of a member; "" when it is absent. Numbers are given as they are written.
[[nodiscard]] std::string TextOf(const nlohmann::ordered_json& object, const char* member);

}  // namespace chowki::app::cli
