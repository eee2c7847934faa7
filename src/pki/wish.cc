#include "pki/wish.h"

#include <algorithm>

#include "pki/openssl.h"

namespace chowki::pki {
namespace {

constexpr int kMaxDays = 3650;

}  // namespace

bool IsShortName(std::string_view text, std::string_view extra) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  });
}

Status Validate(const Wish& wish) {
  if (!IsShortName(wish.name, "_.-") || wish.name == "ca" || wish.name.starts_with(".")) {
    return InvalidInput("a name is 1 to 64 characters of [A-Za-z0-9_.-] and not \"ca\"");
  }
  if (wish.roles.empty() && wish.dns.empty() && wish.ip.empty()) {
    return InvalidInput("a certificate needs a role (client), or a DNS name or address (server)");
  }
  for (const std::string& dns : wish.dns) {
    if (!IsShortName(dns, ".-*")) return InvalidInput("{} is no DNS name", dns);
  }
  for (const std::string& ip : wish.ip) {
    const std::unique_ptr<ASN1_OCTET_STRING, FreeBy<ASN1_OCTET_STRING_free>> address(
        a2i_IPADDRESS(ip.c_str()));
    if (!address) return InvalidInput("{} is no IP address", ip);
  }
  if (wish.days < 1 || wish.days > kMaxDays) return InvalidInput("days must be 1 to {}", kMaxDays);
  return Ok();
}

}  // namespace chowki::pki
