#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <fmt/format.h>

namespace chowki {

// The only place that names absl's status types. Debian builds absl with a string_view of its own,
// so text goes in and out through the functions below, as std::string.
using Status = absl::Status;
template <typename T>
using Result = absl::StatusOr<T>;
using StatusCode = absl::StatusCode;

[[nodiscard]] inline Status Ok() { return absl::OkStatus(); }
[[nodiscard]] Status MakeStatus(StatusCode code, const std::string& message);
[[nodiscard]] std::string Message(const Status& status);

// What a caller outside the process is told about an error, beside the text: one of the reasons in
// proto/chowki/error/v1/error_reason.proto (without the enum's prefix, e.g. "IMAGE_UNDECODABLE"),
// and every dynamic part of the message again as key and value.
struct ErrorDetail {
  std::string reason;
  std::map<std::string, std::string> metadata;
  bool operator==(const ErrorDetail&) const = default;
};

// Attaches the detail to an error; the last one wins. An OK status stays as it is.
[[nodiscard]] Status WithDetail(Status status, const ErrorDetail& detail);
[[nodiscard]] std::optional<ErrorDetail> Detail(const Status& status);

// Puts "<where>: " before the message and keeps code and detail.
[[nodiscard]] Status Annotate(const Status& status, std::string_view where);

// Makers: InvalidInput("line {} has {} characters, {} expected", n, k, want).
#define CHOWKI_STATUS_MAKER(Name, code)                                                  \
  template <typename... Args>                                                            \
  [[nodiscard]] Status Name(fmt::format_string<Args...> text, Args&&... args) {          \
    return MakeStatus(StatusCode::code, fmt::format(text, std::forward<Args>(args)...)); \
  }
CHOWKI_STATUS_MAKER(InvalidInput, kInvalidArgument)
CHOWKI_STATUS_MAKER(NotFound, kNotFound)
CHOWKI_STATUS_MAKER(AlreadyExists, kAlreadyExists)
CHOWKI_STATUS_MAKER(FailedPrecondition, kFailedPrecondition)
CHOWKI_STATUS_MAKER(Aborted, kAborted)
CHOWKI_STATUS_MAKER(OutOfRange, kOutOfRange)
CHOWKI_STATUS_MAKER(Unavailable, kUnavailable)
CHOWKI_STATUS_MAKER(ResourceExhausted, kResourceExhausted)
CHOWKI_STATUS_MAKER(DeadlineExceeded, kDeadlineExceeded)
CHOWKI_STATUS_MAKER(Unauthenticated, kUnauthenticated)
CHOWKI_STATUS_MAKER(PermissionDenied, kPermissionDenied)
CHOWKI_STATUS_MAKER(DataLoss, kDataLoss)
CHOWKI_STATUS_MAKER(Internal, kInternal)
CHOWKI_STATUS_MAKER(Cancelled, kCancelled)
#undef CHOWKI_STATUS_MAKER

// Ends the process with a message: for broken invariants only, never for bad input.
[[noreturn]] void Die(const char* file, int line, std::string_view message);

}  // namespace chowki

#define CHOWKI_CONCAT_INNER(a, b) a##b
#define CHOWKI_CONCAT(a, b) CHOWKI_CONCAT_INNER(a, b)

// Returns from the function when the expression is not OK.
#define CHOWKI_RETURN_IF_ERROR(expression)                                      \
  do {                                                                          \
    if (::chowki::Status chowki_status_ = (expression); !chowki_status_.ok()) { \
      return chowki_status_;                                                    \
    }                                                                           \
  } while (false)

// CHOWKI_ASSIGN_OR_RETURN(auto x, MakeX());  Built on __COUNTER__: two on one line do not collide.
#define CHOWKI_ASSIGN_OR_RETURN(left, expression) \
  CHOWKI_ASSIGN_OR_RETURN_INNER(CHOWKI_CONCAT(chowki_result_, __COUNTER__), left, expression)
#define CHOWKI_ASSIGN_OR_RETURN_INNER(result, left, expression) \
  auto result = (expression);                                   \
  if (!result.ok()) return result.status();                     \
  left = std::move(result).value()

#define CHOWKI_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::chowki::Die(__FILE__, __LINE__, "broken: " #condition))
