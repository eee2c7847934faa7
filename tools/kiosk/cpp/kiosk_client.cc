#include "kiosk_client.h"

#include <algorithm>
#include <random>
#include <thread>

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <openssl/sha.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace kiosk {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// Less often than every 30 s: the service closes connections that ping more.
constexpr int kPing_ms = 40'000;
constexpr int kPingTimeout_ms = 10'000;
constexpr int kReconnect_ms = 200;
constexpr int kHandshake_ms = 10'000;  // over a thin line TLS takes its time
constexpr int kLongestReconnect_ms = 5'000;
constexpr std::size_t kLeastPiece = 4u << 10;
constexpr std::size_t kMostPiece = 1u << 20;

std::string Sha256(const std::string& bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

// What the service says about an error beside its code.
struct Detail {
  std::string reason;
  std::optional<milliseconds> come_back;
};

Detail DetailOf(const grpc::Status& status) {
  Detail detail;
  google::rpc::Status message;
  if (!message.ParseFromString(status.error_details())) return detail;
  for (const auto& any : message.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::RetryInfo retry;
    if (any.UnpackTo(&info)) {
      detail.reason = info.reason();
    } else if (any.UnpackTo(&retry)) {
      detail.come_back = milliseconds(retry.retry_delay().seconds() * 1000 +
                                      retry.retry_delay().nanos() / 1'000'000);
    }
  }
  return detail;
}

bool MayPass(const grpc::Status& status, const Detail& detail) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE || detail.come_back ||
         detail.reason == "IMAGE_NOT_HELD" || detail.reason == "UPLOAD_GAP";
}

milliseconds WithChance(milliseconds pause) {
  thread_local std::minstd_rand random{std::random_device{}()};
  return pause - milliseconds(std::uniform_int_distribution<std::int64_t>(
                     0, std::max<std::int64_t>(pause.count() / 4, 1))(random));
}

void SetDeadline(grpc::ClientContext& context, milliseconds wait) {
  context.set_deadline(std::chrono::system_clock::now() + wait);
}

}  // namespace

std::shared_ptr<grpc::Channel> Connect(const Connection& connection) {
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = connection.authority;
  tls.pem_cert_chain = connection.certificate;
  tls.pem_private_key = connection.key;
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kPing_ms);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kPingTimeout_ms);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnect_ms);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kHandshake_ms);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestReconnect_ms);
  return grpc::CreateCustomChannel(connection.address, grpc::SslCredentials(tls), arguments);
}

std::string NewRequestId() {
  static constexpr char kHex[] = "0123456789abcdef";
  std::random_device random;
  std::string id = "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx";  // version 4 (RFC 9562)
  for (char& c : id) {
    if (c == 'x') c = kHex[random() % 16];
  }
  return id;
}

// Goes on where it was: a piece whose answer was lost costs one question, not the piece again.
grpc::Status Client::HandIn(const Upload& upload, std::size_t& piece_bytes) const {
  const std::string& bytes = upload.picture->bytes;
  pb::Upload state;
  {
    grpc::ClientContext context;
    SetDeadline(context, policy_.call);
    pb::GetUploadRequest ask;
    ask.set_sha256(upload.digest);
    const grpc::Status status = stub_->GetUpload(&context, ask, &state);
    if (!status.ok() && DetailOf(status).reason != "IMAGE_NOT_HELD") return status;
  }
  for (auto held = static_cast<std::size_t>(state.held()); held < bytes.size();) {
    grpc::ClientContext context;
    SetDeadline(context, policy_.call);
    pb::AppendUploadRequest piece;
    piece.set_sha256(upload.digest);
    piece.set_size(static_cast<std::int64_t>(bytes.size()));
    piece.set_offset(static_cast<std::int64_t>(held));
    piece.set_content(bytes.substr(held, piece_bytes));
    const grpc::Status status = stub_->AppendUpload(&context, piece, &state);
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED && piece_bytes > kLeastPiece) {
      piece_bytes /= 2;
      return {grpc::StatusCode::UNAVAILABLE, "the line is slow: smaller pieces"};
    }
    if (!status.ok()) return status;
    held = static_cast<std::size_t>(state.held());
    if (policy_.on_held) policy_.on_held(held, bytes.size());
  }
  return grpc::Status::OK;
}

// gRPC connects only while somebody waits for it: who merely sleeps between two calls that fail at
// once stays without a line, though the service is back.
void Client::Pause(milliseconds wait) const {
  const auto now = std::chrono::system_clock::now();
  channel_->WaitForConnected(now + wait);
  std::this_thread::sleep_until(now + wait);
}

Outcome Client::Screen(const Document& document) const {
  const auto give_up = Clock::now() + policy_.patience;
  std::size_t piece_bytes = std::clamp(policy_.piece_bytes, kLeastPiece, kMostPiece);
  pb::ScreenDocumentRequest request;
  request.set_request_id(document.request_id);
  request.set_lane(document.lane);
  request.set_capture(document.capture);
  request.set_group(document.group);
  request.set_direction(document.direction);
  std::vector<Upload> uploads;
  for (const Picture& picture : document.pictures) {
    pb::ImageInput* image = request.add_images();
    image->set_light(picture.light);
    if (picture.bytes.size() <= piece_bytes) {
      image->set_content(picture.bytes);
    } else {
      image->set_uploaded(uploads.emplace_back(Upload{&picture, Sha256(picture.bytes)}).digest);
    }
  }

  const auto ask = [&](pb::ScreenDocumentResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context, policy_.call);
    return stub_->ScreenDocument(&context, request, &response);
  };
  bool handed_in = false;
  for (milliseconds pause = policy_.first_pause;;
       pause = std::min(2 * pause, policy_.longest_pause)) {
    pb::ScreenDocumentResponse response;
    grpc::Status status;
    for (const Upload& upload : uploads) {
      if (!handed_in && status.ok()) status = HandIn(upload, piece_bytes);
    }
    handed_in = status.ok();
    if (status.ok()) status = ask(response);
    if (status.ok() && response.has_kiosk()) return {response.kiosk(), {}};
    if (status.ok()) {
      return {std::nullopt,
              {grpc::StatusCode::FAILED_PRECONDITION, "",
               "the service told more than a kiosk may know: this certificate is an officer's"}};
    }
    const Detail detail = DetailOf(status);
    // Only then: the answer of a try whose line broke may be there without them.
    if (detail.reason == "IMAGE_NOT_HELD") handed_in = false;
    const milliseconds wait =
        WithChance(std::min(detail.come_back.value_or(pause), policy_.longest_pause));
    if (!MayPass(status, detail) || Clock::now() + wait >= give_up) {
      return {std::nullopt, {status.error_code(), detail.reason, status.error_message()}};
    }
    Pause(wait);
  }
}

}  // namespace kiosk
