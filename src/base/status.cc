#include "base/status.h"

#include <cstdio>
#include <cstdlib>

namespace chowki {
namespace {

constexpr char kDetailUrl[] = "chowki.invalid/error-detail";

// Fields are written as <length>:<bytes>, so that any text survives.
void Append(std::string& out, std::string_view field) {
  out += fmt::format("{}:", field.size());
  out += field;
}

std::optional<std::string> TakeField(std::string_view& rest) {
  const size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const size_t length = std::strtoul(std::string(rest.substr(0, colon)).c_str(), nullptr, 10);
  if (rest.size() < colon + 1 + length) return std::nullopt;
  std::string field(rest.substr(colon + 1, length));
  rest.remove_prefix(colon + 1 + length);
  return field;
}

}  // namespace

Status MakeStatus(StatusCode code, const std::string& message) {
  return Status(code, absl::string_view(message.data(), message.size()));
}

std::string Message(const Status& status) {
  return std::string(status.message().data(), status.message().size());
}

Status WithDetail(Status status, const ErrorDetail& detail) {
  if (status.ok()) return status;
  std::string bytes;
  Append(bytes, detail.reason);
  for (const auto& [key, value] : detail.metadata) {
    Append(bytes, key);
    Append(bytes, value);
  }
  status.SetPayload(kDetailUrl, absl::Cord(absl::string_view(bytes.data(), bytes.size())));
  return status;
}

std::optional<ErrorDetail> Detail(const Status& status) {
  const auto payload = status.GetPayload(kDetailUrl);
  if (!payload) return std::nullopt;
  const std::string bytes(*payload);
  std::string_view rest = bytes;
  ErrorDetail detail;
  const auto reason = TakeField(rest);
  if (!reason) return std::nullopt;
  detail.reason = *reason;
  while (!rest.empty()) {
    const auto key = TakeField(rest);
    const auto value = TakeField(rest);
    if (!key || !value) return std::nullopt;
    detail.metadata[*key] = *value;
  }
  return detail;
}

Status Annotate(const Status& status, std::string_view where) {
  if (status.ok()) return status;
  Status annotated = MakeStatus(status.code(), fmt::format("{}: {}", where, Message(status)));
  if (const auto detail = Detail(status)) return WithDetail(annotated, *detail);
  return annotated;
}

void Die(const char* file, int line, std::string_view message) {
  std::fprintf(stderr, "%s:%d: %.*s\n", file, line, static_cast<int>(message.size()),
               message.data());
  std::abort();
}

}  // namespace chowki
