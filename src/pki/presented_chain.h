#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/status.h"

namespace chowki::pki {

// The certificates that a TLS server shows in its handshake, as PEM, its own first. Whoever answers
// can show what he likes: nothing of this is proven.
//
// server    HOST:PORT.
// patience  for connecting, and for each read and write.
// errors    kInvalidArgument: not HOST:PORT; kUnavailable: nobody answers there, or not in TLS.
[[nodiscard]] Result<std::vector<std::string>> FetchPresentedChain(const std::string& server,
                                                                   std::chrono::seconds patience);

// The certificate of a chain that has the fingerprint which one was told by another way: that one
// can be relied on, whoever showed it.
//
// errors  kPermissionDenied with AUTHORITY_MISMATCH.
[[nodiscard]] Result<std::string> FindByFingerprint(const std::vector<std::string>& chain,
                                                    const Digest& sha256);

}  // namespace chowki::pki
