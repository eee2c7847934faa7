#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/digest.h"

namespace chowki::service {

// The images of the last screenings, for the officer who looks at one: in memory only, so many
// bytes, so long. The journal has their digests and nothing keeps the bytes.
//
// thread  safe.
class RecentImages {
 public:
  struct Options {
    std::size_t bytes = 128u << 20;  // 0: none is kept
    std::chrono::seconds keep = std::chrono::minutes(30);
  };
  struct Image {
    std::string media_type;  // "image/jpeg"
    std::shared_ptr<const std::string> bytes;
  };

  explicit RecentImages(Options options) : options_(options) {}

  // The oldest go when there is no room.
  void Keep(const Digest& digest, const std::string& media_type, Bytes bytes);

  // nullopt: never kept, or not any more.
  [[nodiscard]] std::optional<Image> Find(const Digest& digest);

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Kept {
    Digest digest{};
    Image image;
    SteadyClock::time_point since;
  };
  void DropOld(SteadyClock::time_point now, std::size_t room_for);  // mutex_ is held

  const Options options_;
  std::mutex mutex_;
  std::list<Kept> kept_;  // oldest first
  std::size_t bytes_ = 0;
};

}  // namespace chowki::service
