#include "accounts/token.h"

#include <array>

#include <sodium.h>

namespace chowki::accounts {
namespace {

constexpr size_t kBytes = 32;

}  // namespace

std::string MakeToken() {
  std::array<unsigned char, kBytes> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, 2 * kBytes + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), random.data(), random.size());
  return hex.data();
}

}  // namespace chowki::accounts
