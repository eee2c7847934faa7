#include "app/cli/screening_call.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <grpcpp/client_context.h>

#include "app/cli/connection.h"
#include "app/cli/screening_json.h"
#include "app/file_text.h"
#include "wire/advice.h"
#include "wire/screening.h"
#include "wire/status.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = screening::v1;
using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{250};
constexpr milliseconds kLongestPause{10'000};

// A later call with the same request may be answered.
bool MayPass(const Status& status) {
  const StatusCode code = status.code();
  if (code == StatusCode::kUnavailable || code == StatusCode::kDeadlineExceeded) return true;
  const auto detail = Detail(status);
  return detail && detail->metadata.contains(wire::kRetryAfterMs);
}

// What the service asks for, or twice the pause before.
milliseconds PauseAfter(const Status& status, milliseconds before) {
  const auto detail = Detail(status);
  if (detail && detail->metadata.contains(wire::kRetryAfterMs)) {
    const std::string& text = detail->metadata.at(wire::kRetryAfterMs);
    int ms = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (error == std::errc() && ms > 0) return std::min(milliseconds(ms), kLongestPause);
  }
  return std::min(2 * before, kLongestPause);
}

Result<Json> KioskJson(const pb::KioskAnswer& answer) {
  CHOWKI_ASSIGN_OR_RETURN(const auto advice, wire::FromProto(answer.advice()));
  const bool repeat = answer.presentation() == pb::KioskAnswer::PRESENTATION_REPEAT;
  return Json{{"status", "ok"},
              {"name", answer.name()},
              {"advice", decide::Name(advice)},
              {"presentation", repeat ? "repeat" : "read"}};
}

}  // namespace

Status AddImage(const std::string& file, type::v1::Light light,
                pb::ScreenDocumentRequest& request) {
  if (file.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(std::string content, ReadText(file));
  pb::ImageInput* image = request.add_images();
  image->set_light(light);
  image->set_content(std::move(content));
  return Ok();
}

Result<Json> AnswerJson(const pb::ScreenDocumentResponse& response) {
  if (response.has_kiosk()) return KioskJson(response.kiosk());
  CHOWKI_ASSIGN_OR_RETURN(const auto screening, wire::FromProto(response.screening()));
  Json json{{"status", "ok"}, {"name", response.screening().name()}};
  json.update(ScreeningJson(screening));
  return json;
}

Json ErrorJson(const Status& status) {
  const auto detail = Detail(status);
  Json json{{"status", "error"},
            {"code", static_cast<int>(status.code())},
            {"reason", detail ? detail->reason : ""},
            {"error", Message(status)}};
  if (detail) json["metadata"] = detail->metadata;
  return json;
}

Result<pb::ScreenDocumentResponse> ScreenPersistently(
    pb::ScreeningService::Stub& stub, const pb::ScreenDocumentRequest& request,
    std::chrono::seconds deadline, const std::function<bool(milliseconds pause)>& go_on) {
  for (milliseconds pause = kFirstPause;;) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + deadline);
    pb::ScreenDocumentResponse response;
    const Status status = FromGrpc(stub.ScreenDocument(&context, request, &response));
    if (status.ok()) return response;
    if (!MayPass(status)) return status;
    pause = PauseAfter(status, pause);
    if (!go_on(pause)) return status;
  }
}

}  // namespace chowki::app::cli
