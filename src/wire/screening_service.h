#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "associate/traveller.h"
#include "base/status.h"
#include "chowki/screening/v1/screening_service.pb.h"
#include "identify/query.h"
#include "journal/journal.h"
#include "screen/screener.h"
#include "wire/resource_name.h"

namespace chowki::wire {

// The requests of chowki/screening/v1/screening_service.proto, checked. Every FromProto answers
// kInvalidArgument with reason FIELD_INVALID (or one about images) naming the field.

// Limits of one request. The images' own limits are capture's.
inline constexpr int kMaxImages = 6;
inline constexpr int kMaxSameTraveller = 8;
inline constexpr int kMaxContacts = 4;
inline constexpr std::size_t kMaxContactBytes = 200;
inline constexpr std::size_t kMaxImageBytes = 12u << 20;
inline constexpr std::size_t kMaxPieceBytes = 1u << 20;

// A UUID.
[[nodiscard]] Status CheckRequestId(std::string_view id);

// "checkpoints/{checkpoint}" -> the checkpoint, "checkpoints/-" -> "".
[[nodiscard]] Result<std::string> CheckpointFromParent(const std::string& parent);

struct ScreenRequest {
  std::string request_id;
  Digest content{};  // over all but its id: what a repeat must have in common
  std::string lane;
  std::vector<screen::Input> inputs;  // borrow the message's bytes
  // The inputs without bytes: by their digest they were handed in before.
  struct Uploaded {
    std::size_t input = 0;
    Digest digest{};
  };
  std::vector<Uploaded> uploaded;
  std::vector<ScreeningName> same_traveller;
  screen::Capture capture = screen::Capture::kScanner;
  std::vector<std::string> typed_mrz;
  std::string corrects;                           // id
  std::string group;                              // "": none was declared
  std::optional<associate::Direction> direction;  // nullopt: as the lane's
  std::vector<std::string> contacts;
};
// message  must outlive the result.
[[nodiscard]] Result<ScreenRequest> FromProto(const screening::v1::ScreenDocumentRequest& message);

// A piece of an image that is handed in.
struct UploadPiece {
  Digest digest{};  // of the whole image, as size
  std::size_t size = 0;
  std::size_t offset = 0;
  Bytes content;  // borrows the message's bytes; within size
};
[[nodiscard]] Result<UploadPiece> FromProto(const screening::v1::AppendUploadRequest& message);
[[nodiscard]] Result<Digest> FromProto(const screening::v1::GetUploadRequest& message);

// How far an upload has come.
struct UploadState {
  Digest digest{};
  std::size_t size = 0;
  std::size_t held = 0;
};
[[nodiscard]] screening::v1::Upload ToProto(const UploadState& state);

struct IdentityRequest {
  identify::Query query;
  std::size_t limit = 10;  // 1..100
};
[[nodiscard]] Result<IdentityRequest> FromProto(const screening::v1::CheckIdentityRequest& message);

struct ListRequest {
  journal::Filter filter;
  int page_size = 0;
  std::string page_token;
};
[[nodiscard]] Result<ListRequest> FromProto(const screening::v1::ListScreeningsRequest& message);

[[nodiscard]] Result<ListRequest> FromProto(const screening::v1::ListSuppressionsRequest& message);

// Like a list of the newest.
[[nodiscard]] Result<ListRequest> FromProto(const screening::v1::WatchScreeningsRequest& message);

struct DecisionRequest {
  ScreeningName name;
  std::string etag;
  std::string request_id;
  journal::Decision decision;  // without officer and time: those are the service's to say
};
[[nodiscard]] Result<DecisionRequest> FromProto(
    const screening::v1::RecordDecisionRequest& message);

struct SignatureRequest {
  ScreeningName name;
  std::string etag;
  std::string request_id;
  journal::Signature signature;  // without the officer
};
[[nodiscard]] Result<SignatureRequest> FromProto(const screening::v1::SignDecisionRequest& message);

[[nodiscard]] screening::v1::ListSuppressionsResponse SuppressionsToProto(
    const journal::Page& page);

}  // namespace chowki::wire
