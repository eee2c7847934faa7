#include "pki/enrolment_token.h"

#include <vector>

#include <openssl/rand.h>

#include "base/text.h"
#include "pki/openssl.h"
#include "pki/wish.h"

namespace chowki::pki {
namespace {

constexpr char kForm[] = "chowki-enrolment-1";
constexpr char kNone[] = "-";
constexpr std::size_t kWords = 5;

Status Malformed() {
  return WithDetail(InvalidInput("not an enrolment token: {} POST AUTHORITY SECRET ROOT", kForm),
                    {"ENROLMENT_TOKEN_MALFORMED", {}});
}

std::string Bytes32(const Digest& digest) { return {digest.begin(), digest.end()}; }

}  // namespace

std::string ToText(const EnrolmentToken& token) {
  const auto* secret = reinterpret_cast<const std::uint8_t*>(token.secret.data());
  return fmt::format("{} {} {} {} {}", kForm, token.device, ToHex(token.authority_sha256),
                     ToHex({secret, token.secret.size()}),
                     token.root_sha256 ? ToHex(*token.root_sha256) : kNone);
}

Result<EnrolmentToken> ParseEnrolmentToken(std::string_view text) {
  const std::vector<std::string> words = Split(Trim(text), ' ');
  if (words.size() != kWords || words[0] != kForm || !IsShortName(words[1], "_.-")) {
    return Malformed();
  }
  const auto authority = DigestFromHex(words[2]);
  const auto secret = DigestFromHex(words[3]);
  if (!authority.ok() || !secret.ok()) return Malformed();
  EnrolmentToken token{words[1], *authority, Bytes32(*secret), std::nullopt};
  if (words[4] == kNone) return token;
  const auto root = DigestFromHex(words[4]);
  if (!root.ok()) return Malformed();
  token.root_sha256 = *root;
  return token;
}

Result<std::string> MakeEnrolmentSecret() {
  Digest bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return OpenSslError("making a secret");
  }
  return Bytes32(bytes);
}

}  // namespace chowki::pki
