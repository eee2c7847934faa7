#include "accounts/password.h"

#include <algorithm>
#include <array>

#include <sodium.h>

#include "base/text.h"

namespace chowki::accounts {
namespace {

void Start() {
  static const bool started = sodium_init() >= 0;
  CHOWKI_CHECK(started);
}

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Characters of a UTF-8 text: all bytes but those that continue one.
size_t Characters(std::string_view utf8) {
  return static_cast<size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

Status CheckPassword(std::string_view password) {
  const bool fits = IsUtf8(password) && password.size() <= kLongestPassword &&
                    Characters(password) >= kLeastPassword &&
                    std::ranges::none_of(password, IsControl);
  if (fits) return Ok();
  return WithDetail(InvalidInput("a password has at least {} characters, at most {} bytes and no "
                                 "control characters",
                                 kLeastPassword, kLongestPassword),
                    {"ACCOUNT_INVALID", {{"field", "password"}}});
}

Result<std::string> HashPassword(std::string_view password) {
  Start();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const int failed = crypto_pwhash_str_alg(
      text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
      crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return ResourceExhausted("no memory to hash a password");
  return std::string(text.data());
}

bool IsPassword(std::string_view password, const std::string& hash) {
  Start();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace chowki::accounts
