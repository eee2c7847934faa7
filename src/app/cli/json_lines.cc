#include "app/cli/json_lines.h"

#include <fstream>
#include <iostream>

#include "base/text.h"

namespace chowki::app::cli {

using Json = nlohmann::ordered_json;

Status ForEachJsonLine(const std::string& path,
                       const std::function<void(int number, const Result<Json>& object)>& take) {
  std::ifstream file;
  if (path != "-") {
    file.open(path);
    if (!file) return NotFound("{}: cannot be opened", path);
  }
  std::istream& in = path == "-" ? std::cin : file;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (Trim(line).empty()) continue;
    Json object = Json::parse(line, nullptr, false);
    if (object.is_object()) {
      take(number, std::move(object));
    } else {
      take(number, InvalidInput("line {} is no JSON object", number));
    }
  }
  return Ok();
}

std::string ToLine(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string TextOf(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

}  // namespace chowki::app::cli
