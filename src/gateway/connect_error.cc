#include "gateway/connect_error.h"

#include <array>

#include <absl/strings/escaping.h>
#include <nlohmann/json.hpp>

#include "gateway/connect_codec.h"
#include "google/rpc/error_details.pb.h"
#include "wire/status.h"

namespace chowki::gateway {
namespace {

struct Code {
  const char* name;
  int http;
};

// By number of the gRPC code.
constexpr std::array kCodes{
    Code{"ok", 200},
    Code{"canceled", 499},
    Code{"unknown", 500},
    Code{"invalid_argument", 400},
    Code{"deadline_exceeded", 504},
    Code{"not_found", 404},
    Code{"already_exists", 409},
    Code{"permission_denied", 403},
    Code{"resource_exhausted", 429},
    Code{"failed_precondition", 400},
    Code{"aborted", 409},
    Code{"out_of_range", 400},
    Code{"unimplemented", 501},
    Code{"internal", 500},
    Code{"unavailable", 503},
    Code{"data_loss", 500},
    Code{"unauthenticated", 401},
};
constexpr size_t kUnknown = 2;

const Code& CodeOf(const google::rpc::Status& error) {
  const auto number = static_cast<size_t>(error.code());
  return kCodes[number > 0 && number < kCodes.size() ? number : kUnknown];
}

// Base64 without padding, as the protocol wants it.
std::string Base64(const std::string& bytes) {
  std::string text;
  absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()), &text);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

}  // namespace

std::string ToConnectJson(const google::rpc::Status& error) {
  nlohmann::json json{{"code", CodeOf(error).name}, {"message", error.message()}};
  for (const auto& detail : error.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) json["reason"] = info.reason();
    const std::string& url = detail.type_url();
    json["details"].push_back(
        {{"type", url.substr(url.rfind('/') + 1)}, {"value", Base64(detail.value())}});
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Response ToResponse(const google::rpc::Status& error) {
  return {CodeOf(error).http, {{"Content-Type", "application/json"}}, ToConnectJson(error)};
}

Response ToResponse(const Status& error) { return ToResponse(wire::ToProto(error)); }

Response ErrorAnswer(const Request& request, const Status& error) {
  const std::string_view type = request.HeaderOf("Content-Type");
  if (!type.starts_with("application/connect+")) return ToResponse(error);
  return {200,
          {{"Content-Type", std::string(type)}},
          Envelope(kEndOfStream, "{\"error\":" + ToConnectJson(wire::ToProto(error)) + "}")};
}

}  // namespace chowki::gateway
