#include "wire/screening_service.h"

#include <algorithm>

#include "base/text.h"
#include "journal/suppressions.h"
#include "wire/advice.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/match.h"
#include "wire/record.h"
#include "wire/screening.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;

constexpr int kMaxNames = 16;
constexpr std::size_t kMaxNameBytes = 400;
constexpr std::size_t kMaxCodeBytes = 3;
constexpr std::size_t kMaxNumberBytes = 40;
constexpr int kMaxLimit = 100;
constexpr int kMaxMrzLines = 3;          // of TD1
constexpr std::size_t kMaxMrzLine = 44;  // of TD3 and MRV-A
constexpr std::size_t kMaxTokenBytes = 512;
constexpr std::size_t kMaxFilterBytes = 256;  // of a name or a reason's code
constexpr std::string_view kAnyCheckpoint = "-";
constexpr std::string_view kCheckpoints = "checkpoints/";
constexpr EnumTable<associate::Direction, pb::Direction, 2> kDirections{
    "direction",
    {{{associate::Direction::kOut, pb::DIRECTION_OUT},
      {associate::Direction::kIn, pb::DIRECTION_IN}}}};

Bytes BytesOf(const std::string& content) {
  return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

Result<Digest> DigestFromProto(std::string_view field, const std::string& bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) {
    return FieldError(field,
                      InvalidInput("{} bytes, a SHA-256 has {}", bytes.size(), digest.size()));
  }
  std::ranges::copy(BytesOf(bytes), digest.begin());
  return digest;
}

// The size of an image, or why none has that.
Status CheckImageSize(std::string_view field, std::size_t bytes) {
  if (bytes == 0) {
    return FieldError(field, WithDetail(InvalidInput("the image is empty"), {"IMAGE_EMPTY", {}}));
  }
  if (bytes <= kMaxImageBytes) return Ok();
  return FieldError(
      field,
      WithDetail(InvalidInput("{} bytes, at most {} are taken in", bytes, kMaxImageBytes),
                 {"IMAGE_BYTES_EXCEEDED",
                  {{"bytes", std::to_string(bytes)}, {"limit", std::to_string(kMaxImageBytes)}}}));
}

Status AddInput(const pb::ImageInput& image, ScreenRequest& request) {
  const auto light = FromProto(image.light());
  if (!light.ok()) return FieldError("light", light.status());
  if (image.uploaded().empty()) {
    CHOWKI_RETURN_IF_ERROR(CheckImageSize("content", image.content().size()));
  } else {
    if (!image.content().empty()) {
      return FieldError("uploaded", InvalidInput("content is set as well"));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto digest, DigestFromProto("uploaded", image.uploaded()));
    request.uploaded.push_back({request.inputs.size(), digest});
  }
  request.inputs.push_back({*light, BytesOf(image.content())});
  return Ok();
}

// The same whether an image came with the request or before it.
Digest ContentOf(const ScreenRequest& request) {
  std::string all = request.lane;
  for (std::size_t i = 0; i < request.inputs.size(); ++i) {
    const auto before = std::ranges::find(request.uploaded, i, &ScreenRequest::Uploaded::input);
    const Digest digest =
        before != request.uploaded.end() ? before->digest : Sha256(request.inputs[i].bytes);
    all += '\n';
    all += capture::Name(request.inputs[i].light);
    all += ' ';
    all += ToHex(digest);
  }
  for (const std::string& line : request.typed_mrz) all += "\ntyped " + line;
  for (const ScreeningName& other : request.same_traveller) all += '\n' + ToText(other);
  // Left out where they are as ever: journals of before have requests without them.
  if (request.capture != screen::Capture::kScanner) {
    all += "\nby ";
    all += screen::Name(request.capture);
  }
  if (!request.corrects.empty()) all += "\ncorrects " + request.corrects;
  if (!request.group.empty()) all += "\ngroup " + request.group;
  if (request.direction) {
    all += *request.direction == associate::Direction::kIn ? "\nin" : "\nout";
  }
  for (const std::string& contact : request.contacts) {
    all += fmt::format("\ncontact {} {}", contact.size(), contact);
  }
  return Sha256(all);
}

}  // namespace

Status CheckRequestId(std::string_view id) {
  if (IsUuid(id)) return Ok();
  return FieldError("request_id", InvalidInput("a UUID is required"));
}

Result<std::string> CheckpointFromParent(const std::string& parent) {
  if (parent.starts_with(kCheckpoints)) {
    const std::string checkpoint = parent.substr(kCheckpoints.size());
    if (checkpoint == kAnyCheckpoint) return std::string();
    if (IsNamePart(checkpoint)) return checkpoint;
  }
  return FieldError("parent", InvalidInput("not of the form checkpoints/..."));
}

Result<ScreenRequest> FromProto(const pb::ScreenDocumentRequest& message) {
  ScreenRequest request;
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  if (!message.lane().empty() && !IsNamePart(message.lane())) {
    return FieldError("lane", InvalidInput("at most 64 characters of [A-Za-z0-9_.-]"));
  }
  request.lane = message.lane();
  CHOWKI_RETURN_IF_ERROR(CheckRange("images", message.images_size(), 1, kMaxImages));
  for (int i = 0; i < message.images_size(); ++i) {
    const Status added = AddInput(message.images(i), request);
    if (!added.ok()) return FieldError(fmt::format("images[{}]", i), added);
  }
  const auto visible = std::count_if(
      request.inputs.begin(), request.inputs.end(),
      [](const screen::Input& input) { return input.light == capture::Light::kVisible; });
  if (visible != 1) {
    return FieldError("images",
                      InvalidInput("{} in visible light, exactly one is needed", visible));
  }
  CHOWKI_ASSIGN_OR_RETURN(request.capture, FromProto(message.capture()));
  CHOWKI_RETURN_IF_ERROR(CheckRange("typed_mrz", message.typed_mrz_size(), 0, kMaxMrzLines));
  for (const std::string& line : message.typed_mrz()) {
    CHOWKI_RETURN_IF_ERROR(CheckText("typed_mrz", line, kMaxMrzLine));
    request.typed_mrz.push_back(line);
  }
  if (!message.corrects().empty()) {
    const auto corrects = ParseScreeningName(message.corrects());
    if (!corrects.ok()) return FieldError("corrects", corrects.status());
    if (request.typed_mrz.empty()) {
      return FieldError("corrects", InvalidInput("only with typed_mrz"));
    }
    request.corrects = corrects->id;
  }
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("same_traveller", message.same_traveller_size(), 0, kMaxSameTraveller));
  for (int i = 0; i < message.same_traveller_size(); ++i) {
    auto name = ParseScreeningName(message.same_traveller(i));
    if (!name.ok()) return FieldError(fmt::format("same_traveller[{}]", i), name.status());
    request.same_traveller.push_back(*std::move(name));
  }
  if (!message.group().empty() && !IsNamePart(message.group())) {
    return FieldError("group", InvalidInput("at most 64 characters of [A-Za-z0-9_.-]"));
  }
  request.group = message.group();
  if (message.direction() != pb::DIRECTION_UNSPECIFIED) {
    const auto direction = kDirections.FromProto(message.direction());
    if (!direction.ok()) return FieldError("direction", direction.status());
    request.direction = *direction;
  }
  CHOWKI_RETURN_IF_ERROR(CheckRange("contacts", message.contacts_size(), 0, kMaxContacts));
  for (const std::string& contact : message.contacts()) {
    CHOWKI_RETURN_IF_ERROR(CheckText("contacts", contact, kMaxContactBytes));
    if (!Trim(contact).empty()) request.contacts.push_back(contact);
  }
  request.content = ContentOf(request);
  return request;
}

Result<UploadPiece> FromProto(const pb::AppendUploadRequest& message) {
  UploadPiece piece;
  CHOWKI_ASSIGN_OR_RETURN(piece.digest, DigestFromProto("sha256", message.sha256()));
  CHOWKI_RETURN_IF_ERROR(
      CheckImageSize("size", message.size() < 0 ? 0 : static_cast<std::size_t>(message.size())));
  piece.size = static_cast<std::size_t>(message.size());
  piece.content = BytesOf(message.content());
  CHOWKI_RETURN_IF_ERROR(CheckRange("content", static_cast<double>(piece.content.size()), 1,
                                    static_cast<double>(kMaxPieceBytes)));
  const std::size_t room = piece.size - std::min(piece.size, piece.content.size());
  if (message.offset() < 0 || message.content().size() > piece.size ||
      static_cast<std::size_t>(message.offset()) > room) {
    return FieldError("offset", InvalidInput("{} and {} bytes do not lie within {}",
                                             message.offset(), piece.content.size(), piece.size));
  }
  piece.offset = static_cast<std::size_t>(message.offset());
  return piece;
}

Result<Digest> FromProto(const pb::GetUploadRequest& message) {
  return DigestFromProto("sha256", message.sha256());
}

pb::Upload ToProto(const UploadState& state) {
  pb::Upload message;
  message.set_sha256(state.digest.data(), state.digest.size());
  message.set_size(static_cast<std::int64_t>(state.size));
  message.set_held(static_cast<std::int64_t>(state.held));
  return message;
}

Result<IdentityRequest> FromProto(const pb::CheckIdentityRequest& message) {
  IdentityRequest request;
  CHOWKI_RETURN_IF_ERROR(CheckRange("names", message.names_size(), 0, kMaxNames));
  for (const std::string& name : message.names()) {
    CHOWKI_RETURN_IF_ERROR(CheckText("names", name, kMaxNameBytes));
    if (!Trim(name).empty()) request.query.names.push_back(name);
  }
  if (message.has_birth_date()) {
    const auto birth_date = FromProto(message.birth_date());
    if (!birth_date.ok()) return FieldError("birth_date", birth_date.status());
    request.query.birth_date = *birth_date;
  }
  const auto sex = FromProto(message.sex());
  if (!sex.ok()) return FieldError("sex", sex.status());
  request.query.sex = *sex;
  CHOWKI_RETURN_IF_ERROR(CheckText("nationality", message.nationality(), kMaxCodeBytes));
  request.query.nationality = AsciiUpper(message.nationality());
  CHOWKI_RETURN_IF_ERROR(CheckText("document_issuer", message.document_issuer(), kMaxCodeBytes));
  request.query.document_issuer = AsciiUpper(message.document_issuer());
  CHOWKI_RETURN_IF_ERROR(CheckText("document_number", message.document_number(), kMaxNumberBytes));
  request.query.document_number = message.document_number();
  CHOWKI_RETURN_IF_ERROR(CheckText("document_type", message.document_type(), kMaxCodeBytes));
  request.query.document_type = AsciiUpper(message.document_type());
  const std::string& digit = message.document_check_digit();
  if (!digit.empty()) {
    if (digit.size() != 1 || digit[0] < '0' || digit[0] > '9') {
      return FieldError("document_check_digit", InvalidInput("one digit is expected"));
    }
    request.query.document_check_digit = digit[0];
  }
  if (request.query.names.empty() && request.query.document_number.empty()) {
    return FieldError("names", InvalidInput("a name or a document number is needed"));
  }
  CHOWKI_RETURN_IF_ERROR(CheckRange("limit", message.limit(), 0, kMaxLimit));
  if (message.limit() != 0) request.limit = static_cast<std::size_t>(message.limit());
  return request;
}

Result<ListRequest> FromProto(const pb::ListScreeningsRequest& message) {
  ListRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.filter.checkpoint, CheckpointFromParent(message.parent()));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("page_size", message.page_size(), 0, journal::Journal::kMaxPageSize));
  request.page_size = message.page_size();
  CHOWKI_RETURN_IF_ERROR(CheckText("page_token", message.page_token(), kMaxTokenBytes));
  request.page_token = message.page_token();
  request.filter.lane = message.lane();
  if (message.advice() != pb::ADVICE_UNSPECIFIED) {
    const auto advice = FromProto(message.advice());
    if (!advice.ok()) return FieldError("advice", advice.status());
    request.filter.advice = *advice;
  }
  if (message.has_from_time()) {
    CHOWKI_ASSIGN_OR_RETURN(request.filter.from, FromProto(message.from_time()));
  }
  if (message.has_to_time()) {
    CHOWKI_ASSIGN_OR_RETURN(request.filter.to, FromProto(message.to_time()));
  }
  request.filter.only_with_matches = message.only_with_matches();
  request.filter.only_undecided = message.only_undecided();
  if (message.decision_state() != pb::DECISION_STATE_UNSPECIFIED) {
    const auto state = FromProto(message.decision_state());
    if (!state.ok()) return FieldError("decision_state", state.status());
    request.filter.state = *state;
  }
  CHOWKI_RETURN_IF_ERROR(CheckText("reason", message.reason(), kMaxFilterBytes));
  request.filter.reason = message.reason();
  if (message.band() != pb::BAND_UNSPECIFIED) {
    const auto band = FromProto(message.band());
    if (!band.ok()) return FieldError("band", band.status());
    request.filter.band = *band;
  }
  CHOWKI_RETURN_IF_ERROR(CheckText("officer", message.officer(), kMaxFilterBytes));
  request.filter.officer = message.officer();
  return request;
}

Result<ListRequest> FromProto(const pb::ListSuppressionsRequest& message) {
  pb::ListScreeningsRequest screenings;
  screenings.set_parent(message.parent());
  screenings.set_page_size(message.page_size());
  screenings.set_page_token(message.page_token());
  CHOWKI_ASSIGN_OR_RETURN(ListRequest request, FromProto(screenings));
  request.filter.only_suppressing = true;
  return request;
}

Result<ListRequest> FromProto(const pb::WatchScreeningsRequest& message) {
  CHOWKI_RETURN_IF_ERROR(CheckRange("newest", message.newest(), 0, journal::Journal::kMaxPageSize));
  pb::ListScreeningsRequest screenings;
  screenings.set_parent(message.parent());
  screenings.set_page_size(message.newest());
  screenings.set_lane(message.lane());
  return FromProto(screenings);
}

Result<DecisionRequest> FromProto(const pb::RecordDecisionRequest& message) {
  DecisionRequest request;
  const auto name = ParseScreeningName(message.name());
  if (!name.ok()) return FieldError("name", name.status());
  request.name = *name;
  CHOWKI_RETURN_IF_ERROR(CheckText("etag", message.etag(), kMaxTokenBytes));
  request.etag = message.etag();
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  const auto decision = FromProto(message.decision());
  if (!decision.ok()) return FieldError("decision", decision.status());
  request.decision = *decision;
  request.decision.officer.clear();
  request.decision.time = {};
  request.decision.sent_back_by.clear();
  request.decision.sent_back_reason.clear();
  request.decision.standing = message.decision().awaits_signature()
                                  ? journal::Standing::kAwaitsSignature
                                  : journal::Standing::kInForce;
  return request;
}

Result<SignatureRequest> FromProto(const pb::SignDecisionRequest& message) {
  SignatureRequest request;
  const auto name = ParseScreeningName(message.name());
  if (!name.ok()) return FieldError("name", name.status());
  request.name = *name;
  CHOWKI_RETURN_IF_ERROR(CheckText("etag", message.etag(), kMaxTokenBytes));
  if (message.etag().empty()) {
    return FieldError("etag", InvalidInput("required: of the screening as it was read"));
  }
  request.etag = message.etag();
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  CHOWKI_RETURN_IF_ERROR(
      CheckText("send_back_reason", message.send_back_reason(), journal::Decision::kMaxReason));
  request.signature.send_back_reason = message.send_back_reason();
  return request;
}

pb::ListSuppressionsResponse SuppressionsToProto(const journal::Page& page) {
  pb::ListSuppressionsResponse message;
  for (const journal::Record& record : page.records) {
    for (const identify::Suppression& suppression : journal::SuppressionsOf(record)) {
      *message.add_suppressions() = ToProto(suppression);
    }
  }
  message.set_next_page_token(page.next_page_token);
  return message;
}

}  // namespace chowki::wire
