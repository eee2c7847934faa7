// The reference client of a kiosk: what a maker of kiosks would copy. It needs gRPC, protobuf, the
// contracts of proto/ and OpenSSL for SHA-256, and nothing else of chowki.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "chowki/screening/v1/screening_service.grpc.pb.h"

namespace kiosk {

namespace pb = chowki::screening::v1;

// PEM texts, not files.
struct Connection {
  std::string address;  // "post-3:7443"
  std::string authority;
  std::string certificate;  // its role is kiosk
  std::string key;
};

// A channel that notices a dead line within a minute and connects again within five seconds.
[[nodiscard]] std::shared_ptr<grpc::Channel> Connect(const Connection& connection);

struct Policy {
  // Deadline of one call. The service cuts those over 60 s.
  std::chrono::milliseconds call{20'000};
  // How long one document is tried in all: broken lines, restarts and full queues included.
  std::chrono::milliseconds patience{60'000};
  // Between two tries: twice as long each time, unless the service names a time; a quarter of it is
  // by chance, so that kiosks do not come back together.
  std::chrono::milliseconds first_pause{200};
  std::chrono::milliseconds longest_pause{5'000};
  // Larger pictures go in pieces of this size (at most 1 MiB), and after a broken line from where
  // they were. Halved when a piece does not get through within `call`.
  std::size_t piece_bytes = 256u << 10;
  // Told after each piece; may be empty.
  std::function<void(std::size_t held, std::size_t size)> on_held;
};

struct Picture {
  chowki::type::v1::Light light = chowki::type::v1::LIGHT_VISIBLE;
  std::string bytes;  // JPEG, PNG or BMP as the reader made it, at most 12 MiB
};

struct Document {
  // Of one presentation of one document: chosen once, kept until there is an answer, also across a
  // restart of the kiosk. The service screens it once, however often it is asked.
  std::string request_id;
  std::string lane;
  std::vector<Picture> pictures;  // 1 to 6, exactly one in visible light
  pb::Capture capture = pb::CAPTURE_SCANNER;
  // The same text (NewRequestId() makes one) for all who say that they travel together, for as long
  // as they are at the kiosk; "": alone, or not asked.
  std::string group{};
  pb::Direction direction = pb::DIRECTION_UNSPECIFIED;  // as the post is configured for the lane
};

// A random UUID.
[[nodiscard]] std::string NewRequestId();

// Why there is no answer. For the log and for who looks after the kiosk, never for the traveller.
struct Failure {
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::string reason;  // of ErrorReason, without ERROR_REASON_; "": the line itself failed
  std::string message;
};

struct Outcome {
  std::optional<pb::KioskAnswer> answer;  // all that a kiosk knows and may show
  Failure failure;                        // when there is no answer
};

// thread  safe.
class Client {
 public:
  Client(std::shared_ptr<grpc::Channel> channel, Policy policy)
      : channel_(std::move(channel)),
        stub_(pb::ScreeningService::NewStub(channel_)),
        policy_(std::move(policy)) {}

  // Asks until there is an answer, the service says that none can come, or patience ends. The same
  // request again only after UNAVAILABLE (no line, a service that starts or stops), where the
  // service itself names a time to come back (RetryInfo: full queue, full disk, the first try still
  // running), and where it has forgotten pictures that were handed in (it started again).
  [[nodiscard]] Outcome Screen(const Document& document) const;

 private:
  struct Upload {
    const Picture* picture = nullptr;
    std::string digest;
  };
  [[nodiscard]] grpc::Status HandIn(const Upload& upload, std::size_t& piece_bytes) const;

  void Pause(std::chrono::milliseconds wait) const;

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<pb::ScreeningService::Stub> stub_;
  const Policy policy_;
};

}  // namespace kiosk
