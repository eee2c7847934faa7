#include "wire/status.h"

#include <charconv>

#include <google/protobuf/any.pb.h>

#include "wire/types.h"

namespace chowki::wire {
namespace {

constexpr int kDefaultRetryMs = 1000;

// What stands for an error that says nothing more about itself.
ErrorDetail DetailOf(const Status& status) {
  if (auto detail = Detail(status)) return *detail;
  switch (status.code()) {
    case StatusCode::kInvalidArgument:
    case StatusCode::kOutOfRange:
      return {"FIELD_INVALID", {}};
    case StatusCode::kDeadlineExceeded:
      return {"DEADLINE_PASSED", {}};
    case StatusCode::kCancelled:
      return {"CALLER_GONE", {}};
    case StatusCode::kNotFound:
      return {"SCREENING_UNKNOWN", {}};
    case StatusCode::kDataLoss:
      return {"JOURNAL_BROKEN", {}};
    case StatusCode::kUnavailable:
      return {"SHUTTING_DOWN", {}};
    default:
      return {"INTERNAL", {}};
  }
}

bool IsOurFault(const Status& status) {
  return status.code() == StatusCode::kInternal || status.code() == StatusCode::kUnknown;
}

bool MayRetry(const Status& status, const ErrorDetail& detail) {
  return status.code() == StatusCode::kResourceExhausted ||
         status.code() == StatusCode::kUnavailable || detail.metadata.contains(kRetryAfterMs);
}

int RetryMs(const ErrorDetail& detail) {
  const auto given = detail.metadata.find(kRetryAfterMs);
  int milliseconds = kDefaultRetryMs;
  if (given != detail.metadata.end()) {
    const std::string& text = given->second;
    std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  }
  return milliseconds;
}

}  // namespace

google::rpc::Status ToProto(const Status& status) {
  google::rpc::Status message;
  message.set_code(static_cast<int>(status.code()));
  if (status.ok()) return message;
  message.set_message(IsOurFault(status) ? "internal error" : ToText(Message(status)));

  const ErrorDetail detail = DetailOf(status);
  google::rpc::ErrorInfo info;
  info.set_reason(detail.reason);
  info.set_domain(kErrorDomain);
  for (const auto& [key, value] : detail.metadata) {
    if (key != kRetryAfterMs) (*info.mutable_metadata())[key] = ToText(value);
  }
  message.add_details()->PackFrom(info);

  if (const auto field = detail.metadata.find("field"); field != detail.metadata.end()) {
    google::rpc::BadRequest request;
    auto* violation = request.add_field_violations();
    violation->set_field(ToText(field->second));
    violation->set_description(message.message());
    message.add_details()->PackFrom(request);
  }
  if (MayRetry(status, detail)) {
    google::rpc::RetryInfo retry;
    *retry.mutable_retry_delay() = ToProto(std::chrono::milliseconds(RetryMs(detail)));
    message.add_details()->PackFrom(retry);
  }
  return message;
}

Status FromProto(const google::rpc::Status& message) {
  if (message.code() == 0) return Ok();
  const Status status = MakeStatus(static_cast<StatusCode>(message.code()), message.message());
  ErrorDetail detail;
  for (const auto& any : message.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::RetryInfo retry;
    if (any.UnpackTo(&info) && info.domain() == kErrorDomain) {
      detail.reason = info.reason();
      detail.metadata.insert(info.metadata().begin(), info.metadata().end());
    } else if (any.UnpackTo(&retry)) {
      const auto delay = FromProto(retry.retry_delay());
      if (delay.ok()) {
        detail.metadata[kRetryAfterMs] = std::to_string(delay->count() / 1000);
      }
    }
  }
  return detail.reason.empty() ? status : WithDetail(status, detail);
}

}  // namespace chowki::wire
