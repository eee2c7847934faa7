#include "service/uploads.h"

#include "wire/field_error.h"
#include "wire/status.h"

namespace chowki::service {
namespace {

constexpr char kRetryMs[] = "2000";

Status NotHeld() {
  return WithDetail(NotFound("the image is not held here: hand it in from its first byte"),
                    {"IMAGE_NOT_HELD", {}});
}

Status Full(std::string_view whose, std::size_t limit) {
  return WithDetail(
      ResourceExhausted("no room for another image: {} may have {} under way", whose, limit),
      {"UPLOADS_FULL", {{"limit", std::to_string(limit)}, {wire::kRetryAfterMs, kRetryMs}}});
}

}  // namespace

void Uploads::Erase(Place place) {
  bytes_ -= place->size;
  uploads_.erase(place);
}

Uploads::Place Uploads::At(const std::string& caller, const Digest& digest) {
  const auto now = SteadyClock::now();
  Place found = uploads_.end();
  for (Place at = uploads_.begin(); at != uploads_.end();) {
    const Place next = std::next(at);
    if (now - at->since >= options_.keep) {
      Erase(at);
    } else if (at->caller == caller && at->digest == digest) {
      found = at;
    }
    at = next;
  }
  return found;
}

Result<Uploads::Place> Uploads::Begin(const std::string& caller, const wire::UploadPiece& piece) {
  std::size_t count = 1;
  std::size_t bytes = piece.size;
  for (const Upload& upload : uploads_) {
    if (upload.caller != caller) continue;
    ++count;
    bytes += upload.size;
  }
  if (count > options_.of_caller) return Full("one caller, in images,", options_.of_caller);
  if (bytes > options_.bytes_of_caller) {
    return Full("one caller, in bytes,", options_.bytes_of_caller);
  }
  if (bytes_ + piece.size > options_.bytes) return Full("all callers, in bytes,", options_.bytes);
  Upload& upload = uploads_.emplace_back();
  bytes_ += piece.size;
  upload.caller = caller;
  upload.digest = piece.digest;
  upload.size = piece.size;
  upload.content->reserve(piece.size);
  return std::prev(uploads_.end());
}

Result<wire::UploadState> Uploads::Append(const std::string& caller,
                                          const wire::UploadPiece& piece) {
  const std::lock_guard lock(mutex_);
  Place upload = At(caller, piece.digest);
  const std::size_t held = upload == uploads_.end() ? 0 : upload->content->size();
  if (piece.offset > held) {
    return WithDetail(
        OutOfRange("{} bytes are held, the piece begins at {}", held, piece.offset),
        {"UPLOAD_GAP", {{"held", std::to_string(held)}, {"offset", std::to_string(piece.offset)}}});
  }
  if (upload == uploads_.end()) {
    CHOWKI_ASSIGN_OR_RETURN(upload, Begin(caller, piece));
  } else if (upload->size != piece.size) {
    return wire::FieldError("size", InvalidInput("{}, before it was {}", piece.size, upload->size));
  }
  upload->since = SteadyClock::now();
  const std::size_t known = held - piece.offset;
  if (known < piece.content.size()) {
    const Bytes added = piece.content.subspan(known);
    upload->hasher.Add(added);
    upload->content->append(reinterpret_cast<const char*>(added.data()), added.size());
    if (upload->content->size() == upload->size && upload->hasher.Finish() != upload->digest) {
      Erase(upload);
      return WithDetail(InvalidInput("the bytes are not those of the digest"),
                        {"UPLOAD_DIGEST_MISMATCH", {}});
    }
  }
  return wire::UploadState{upload->digest, upload->size, upload->content->size()};
}

Result<wire::UploadState> Uploads::Get(const std::string& caller, const Digest& digest) {
  const std::lock_guard lock(mutex_);
  const Place upload = At(caller, digest);
  if (upload == uploads_.end()) return NotHeld();
  return wire::UploadState{upload->digest, upload->size, upload->content->size()};
}

Result<Uploads::Image> Uploads::Find(const std::string& caller, const Digest& digest) {
  const std::lock_guard lock(mutex_);
  const Place upload = At(caller, digest);
  if (upload == uploads_.end() || upload->content->size() < upload->size) return NotHeld();
  return Image(upload->content);
}

void Uploads::Drop(const std::string& caller, const Digest& digest) {
  const std::lock_guard lock(mutex_);
  if (const Place upload = At(caller, digest); upload != uploads_.end()) Erase(upload);
}

std::size_t Uploads::bytes() {
  const std::lock_guard lock(mutex_);
  static_cast<void>(At({}, {}));
  return bytes_;
}

}  // namespace chowki::service
