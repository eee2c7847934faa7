#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace chowki::trust {

// Overwrites memory so that the compiler cannot leave it out.
void Wipe(std::span<std::uint8_t> bytes);

// N bytes that are gone when it is: keys. Not copied by accident.
template <size_t N>
class Secret {
 public:
  Secret() = default;
  ~Secret() { Wipe(bytes_); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { Wipe(other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    bytes_ = other.bytes_;
    if (this != &other) Wipe(other.bytes_);
    return *this;
  }

  [[nodiscard]] std::span<std::uint8_t, N> bytes() { return bytes_; }
  [[nodiscard]] std::span<const std::uint8_t, N> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace chowki::trust
