#include "wire/field_error.h"

#include "base/text.h"

namespace chowki::wire {

Status FieldError(std::string_view field, const Status& status) {
  ErrorDetail detail = Detail(status).value_or(ErrorDetail{"FIELD_INVALID", {}});
  const auto inner = detail.metadata.find("field");
  std::string path(field);
  if (inner != detail.metadata.end()) path += "." + inner->second;
  detail.metadata["field"] = path;
  return WithDetail(MakeStatus(status.code(), fmt::format("{}: {}", field, Message(status))),
                    detail);
}

Status CheckText(std::string_view field, std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    return FieldError(field, InvalidInput("{} bytes, at most {} are allowed", text.size(), limit));
  }
  if (!IsUtf8(text)) return FieldError(field, InvalidInput("not UTF-8"));
  return Ok();
}

Status CheckRange(std::string_view field, double value, double low, double high) {
  if (value >= low && value <= high) return Ok();  // false for NaN
  return FieldError(field, InvalidInput("must lie between {} and {}", low, high));
}

}  // namespace chowki::wire
