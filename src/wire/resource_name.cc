#include "wire/resource_name.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace chowki::wire {
namespace {

constexpr std::size_t kMaxPart = 64;

bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsHex(char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9');
}

}  // namespace

bool IsNamePart(std::string_view text) {
  return !text.empty() && text.size() <= kMaxPart &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

std::string ToText(const LateAlertName& name) {
  return "checkpoints/" + name.checkpoint + "/lateAlerts/" + name.id;
}

Result<LateAlertName> ParseLateAlertName(std::string_view text) {
  const std::vector<std::string> parts = Split(text, '/');
  if (parts.size() == 4 && parts[0] == "checkpoints" && IsNamePart(parts[1]) &&
      parts[2] == "lateAlerts" && IsNamePart(parts[3])) {
    return LateAlertName{parts[1], parts[3]};
  }
  return InvalidInput("not of the form checkpoints/.../lateAlerts/...");
}

std::string ToText(const ScreeningName& name) {
  return "checkpoints/" + name.checkpoint + "/screenings/" + name.id;
}

Result<ScreeningName> ParseScreeningName(std::string_view text) {
  const std::vector<std::string> parts = Split(text, '/');
  if (parts.size() == 4 && parts[0] == "checkpoints" && IsNamePart(parts[1]) &&
      parts[2] == "screenings" && IsNamePart(parts[3])) {
    return ScreeningName{parts[1], parts[3]};
  }
  return InvalidInput("not of the form checkpoints/.../screenings/...");
}

}  // namespace chowki::wire
