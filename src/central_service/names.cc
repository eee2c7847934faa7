#include "central_service/names.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/text.h"
#include "trust/rules.h"

namespace chowki::central_service {
namespace {

Status Wrong(std::string_view field, std::string_view form) {
  return WithDetail(InvalidInput("{}: not of the form {}", field, form),
                    {"FIELD_INVALID", {{"field", std::string(field)}}});
}

std::optional<std::int64_t> NumberOf(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

}  // namespace

std::string ListName(std::string_view list) { return fmt::format("watchlists/{}", list); }

std::string ChangeSetName(std::string_view list, std::int64_t number) {
  return fmt::format("watchlists/{}/changeSets/{}", list, number);
}

Result<std::string> ParseListName(std::string_view name) {
  const std::vector<std::string> parts = Split(name, '/');
  if (parts.size() == 2 && parts[0] == "watchlists" && trust::IsName(parts[1])) return parts[1];
  return Wrong("parent", "watchlists/{list}");
}

Result<std::int64_t> ParseChangeSetName(std::string_view name) {
  const std::vector<std::string> parts = Split(name, '/');
  if (parts.size() == 4 && parts[0] == "watchlists" && trust::IsName(parts[1]) &&
      parts[2] == "changeSets") {
    if (const auto number = NumberOf(parts[3])) return *number;
  }
  return Wrong("name", "watchlists/{list}/changeSets/{number}");
}

std::int64_t PageSizeOf(int asked) {
  return asked <= 0 ? kPageSize : std::min(asked, kMaxPageSize);
}

Result<std::int64_t> NumberOfToken(std::string_view token) {
  if (token.empty()) return 0;
  if (const auto number = NumberOf(token)) return *number;
  return WithDetail(InvalidInput("not a page token of ours"), {"PAGE_TOKEN_INVALID", {}});
}

}  // namespace chowki::central_service
