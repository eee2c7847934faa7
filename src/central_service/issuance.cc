#include "central_service/issuance.h"

#include <utility>

namespace chowki::central_service {

Result<central::DeviceCertificate> IssueTo(const Issuance& issuance, const std::string& name,
                                           std::string_view public_key, Time now) {
  pki::Wish wish;
  wish.name = name;
  wish.roles = {pki::Role::kDevice};
  wish.days = issuance.valid_days;
  CHOWKI_ASSIGN_OR_RETURN(std::string pem, issuance.issuer.Issue(public_key, wish, now));
  CHOWKI_ASSIGN_OR_RETURN(const pki::Certificate certificate, pki::ReadCertificate(pem));
  return Remembered(certificate, std::move(pem));
}

central::DeviceCertificate Remembered(const pki::Certificate& certificate, std::string pem) {
  return {certificate.serial, certificate.sha256, certificate.key_sha256, certificate.not_after,
          std::move(pem)};
}

Status EnrolmentNotOffered() {
  return WithDetail(FailedPrecondition("this centre issues no certificates"),
                    {"ENROLMENT_NOT_OFFERED", {}});
}

}  // namespace chowki::central_service
