#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/status.h"
#include "chowki/screening/v1/screening_service.grpc.pb.h"

namespace chowki::app::cli {

// A file as an image of the request; "" adds none.
//
// errors  kNotFound when it cannot be read.
[[nodiscard]] Status AddImage(const std::string& file, type::v1::Light light,
                              screening::v1::ScreenDocumentRequest& request);

// What a service answered, as one object: a kiosk's advice, or the whole record.
//
// errors  kInvalidArgument when the answer holds what this version does not know.
[[nodiscard]] Result<nlohmann::ordered_json> AnswerJson(
    const screening::v1::ScreenDocumentResponse& response);

// An error as one object: status, code, reason, metadata, message.
[[nodiscard]] nlohmann::ordered_json ErrorJson(const Status& status);

// Asks until there is an answer or none can come: the same request again, with the same request_id,
// when the line broke, the queue was full or time passed; at the times that the service names.
//
// deadline  of one call.
// go_on     asked before each further call, after waiting for at most a second: whether to.
// errors    the last one.
[[nodiscard]] Result<screening::v1::ScreenDocumentResponse> ScreenPersistently(
    screening::v1::ScreeningService::Stub& stub,
    const screening::v1::ScreenDocumentRequest& request, std::chrono::seconds deadline,
    const std::function<bool(std::chrono::milliseconds pause)>& go_on);

}  // namespace chowki::app::cli
