#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "base/digest.h"
#include "base/hasher.h"
#include "base/status.h"
#include "wire/screening_service.h"

namespace chowki::service {

// Images that callers hand in piece by piece: in memory only, so many bytes, so long. Each caller
// has his own, by their digests, and cannot tell what others have. Room is taken for the whole
// image with its first piece, so that what was begun can be ended.
//
// thread  safe.
class Uploads {
 public:
  struct Options {
    std::size_t bytes = 128u << 20;  // of all callers; 0: none is taken in
    std::size_t bytes_of_caller = 48u
                                  << 20;  // a bit more than a whole request (limits.message_mib)
    std::size_t of_caller = 12;           // two documents of six images
    std::chrono::seconds keep = std::chrono::minutes(10);  // after the last piece
  };
  using Image = std::shared_ptr<const std::string>;

  explicit Uploads(Options options) : options_(options) {}

  // Bytes that are held already are passed over.
  //
  // caller  who: whatever tells callers apart.
  // errors  kOutOfRange with UPLOAD_GAP; kInvalidArgument with UPLOAD_DIGEST_MISMATCH when it is
  //         whole and something else, or with FIELD_INVALID for another size than before;
  //         kResourceExhausted with UPLOADS_FULL.
  [[nodiscard]] Result<wire::UploadState> Append(const std::string& caller,
                                                 const wire::UploadPiece& piece);

  // errors  kNotFound with IMAGE_NOT_HELD.
  [[nodiscard]] Result<wire::UploadState> Get(const std::string& caller, const Digest& digest);

  // errors  kNotFound with IMAGE_NOT_HELD, also while it is not whole.
  [[nodiscard]] Result<Image> Find(const std::string& caller, const Digest& digest);

  void Drop(const std::string& caller, const Digest& digest);

  // Bytes for which room is taken.
  [[nodiscard]] std::size_t bytes();

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Upload {
    std::string caller;
    Digest digest{};
    std::size_t size = 0;
    SteadyClock::time_point since;
    Hasher hasher;
    std::shared_ptr<std::string> content = std::make_shared<std::string>();
  };
  using Place = std::list<Upload>::iterator;

  // mutex_ is held, as for the next two.
  [[nodiscard]] Place At(const std::string& caller, const Digest& digest);
  [[nodiscard]] Result<Place> Begin(const std::string& caller, const wire::UploadPiece& piece);
  void Erase(Place place);

  const Options options_;
  std::mutex mutex_;
  std::list<Upload> uploads_;
  std::size_t bytes_ = 0;
};

}  // namespace chowki::service
