#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "pki/wish.h"

namespace chowki::pki {

// A certification authority at work: its certificate, and the key that signs for it.
//
// thread  safe.
class Issuer {
 public:
  // The texts of ca.crt and ca.key.
  //
  // errors  kInvalidArgument: one is missing, they do not belong together, or the certificate is
  //         not that of an authority.
  [[nodiscard]] static Result<Issuer> Load(std::string_view certificate_pem,
                                           std::string_view key_pem);
  Issuer(Issuer&& other) noexcept;
  ~Issuer();

  // A certificate in PEM form.
  //
  // public_key  DER of a SubjectPublicKeyInfo; whoever calls has proof that the holder has the
  //             private half.
  // errors      kInvalidArgument: the wish (Validate), or the key.
  [[nodiscard]] Result<std::string> Issue(std::string_view public_key, const Wish& wish,
                                          Time now) const;

  // Whether this authority signed a certificate.
  [[nodiscard]] bool Issued(std::string_view certificate_pem) const;

  [[nodiscard]] const std::string& certificate() const { return certificate_pem_; }
  [[nodiscard]] const Digest& fingerprint() const { return fingerprint_; }

 private:
  struct Pair;
  Issuer(std::unique_ptr<Pair> pair, std::string certificate_pem, const Digest& fingerprint);

  std::unique_ptr<const Pair> pair_;
  std::string certificate_pem_;
  Digest fingerprint_;
};

}  // namespace chowki::pki
