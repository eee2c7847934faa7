#include "watchlist/sources/foreign_json.h"

namespace chowki::watchlist {

bool IsTooDeep(std::string_view json) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

Result<nlohmann::json> ParseJsonObject(std::string_view text) {
  if (IsTooDeep(text)) return InvalidInput("nested deeper than {}", kMaxDepth);
  nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return InvalidInput("no JSON");
  if (!json.is_object()) return InvalidInput("no JSON object");
  return json;
}

std::string JsonText(const nlohmann::json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace chowki::watchlist
