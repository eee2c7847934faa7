#include "base/digest.h"

#include <openssl/evp.h>

namespace chowki {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Looked up once: that takes longer than the digest of an entry.
const EVP_MD* Sha256Method() {
  static const EVP_MD* const kMethod = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kMethod;
}

}  // namespace

Digest Sha256(Bytes bytes) {
  Digest digest{};
  unsigned length = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, Sha256Method(), nullptr);
  CHOWKI_CHECK(done == 1 && length == digest.size());
  return digest;
}

Digest Sha256(std::string_view bytes) {
  return Sha256(Bytes(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

std::string ToHex(Bytes bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

Result<Digest> DigestFromHex(std::string_view hex) {
  Digest digest{};
  if (hex.size() != digest.size() * 2) {
    return InvalidInput("a SHA-256 has 64 hexadecimal digits, not {}", hex.size());
  }
  for (size_t i = 0; i < digest.size(); ++i) {
    const int high = HexValue(hex[2 * i]);
    const int low = HexValue(hex[2 * i + 1]);
    if (high < 0 || low < 0) return InvalidInput("digest has a character that is not hexadecimal");
    digest[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

}  // namespace chowki
