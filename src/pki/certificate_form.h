#pragma once

// The steps in which a certificate is filled in and signed. Only .cc files of pki include it.

#include <string>

#include "base/clock.h"
#include "pki/openssl.h"

namespace chowki::pki {

// A certificate of version 3 with everything but its extensions, its issuer and its signature.
[[nodiscard]] Result<X509Ptr> NewCertificate(const std::string& name, EVP_PKEY* key, int days,
                                             Time now);
[[nodiscard]] Status AddExtension(X509* certificate, X509* issuer, int nid,
                                  const std::string& value);
[[nodiscard]] Status Sign(X509* certificate, const X509* issuer, EVP_PKEY* issuer_key);
[[nodiscard]] Result<std::string> ToPem(X509* certificate);

}  // namespace chowki::pki
