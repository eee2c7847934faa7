#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "central/enrolment.h"
#include "pki/certificate.h"
#include "pki/issuer.h"

namespace chowki::central_service {

// What the centre needs to give posts their certificates.
struct Issuance {
  pki::Issuer issuer;
  int valid_days = 180;
};

// The certificate of a post.
//
// name        of the post.
// public_key  of a certificate request (pki/certificate_request.h).
// errors      kInvalidArgument: the name.
[[nodiscard]] Result<central::DeviceCertificate> IssueTo(const Issuance& issuance,
                                                         const std::string& name,
                                                         std::string_view public_key, Time now);

// The same as the centre remembers a certificate that it reads.
[[nodiscard]] central::DeviceCertificate Remembered(const pki::Certificate& certificate,
                                                    std::string pem);

// kFailedPrecondition with ENROLMENT_NOT_OFFERED.
[[nodiscard]] Status EnrolmentNotOffered();

}  // namespace chowki::central_service
