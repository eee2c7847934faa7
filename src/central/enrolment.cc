#include "central/enrolment.h"

#include "central/accepted_certificates.h"
#include "central/audit_log.h"
#include "central/device.h"
#include "central/store.h"

namespace chowki::central {
namespace {

Status Keep(sql::Connection& store, const std::string& device, const DeviceCertificate& certificate,
            Time now) {
  return store.Execute(
      "INSERT INTO certificate (serial, device, sha256, key_sha256, issued_ms, expires_ms, live, "
      "pem) VALUES ($1, $2, $3, $4, $5, $6, 1, $7) ON CONFLICT DO NOTHING",
      certificate.serial, device, certificate.sha256, certificate.key_sha256, ToMs(now),
      ToMs(certificate.expires), certificate.pem);
}

// What of all its certificates stays: one of them, or "" for none.
Status Withdraw(sql::Connection& store, const std::string& device, const std::string& but_serial) {
  return store.Execute("UPDATE certificate SET live = 0 WHERE device = $1 AND serial <> $2", device,
                       but_serial);
}

Status Log(sql::Connection& store, const std::string& device, const char* action,
           const DeviceCertificate& certificate, Time now) {
  return Append(
      store, {0, now, device, action, DeviceName(device), "ok",
              fmt::format("serial {} sha256 {}", certificate.serial, ToHex(certificate.sha256))});
}

// The certificate that an invitation became already.
Result<std::string> Repeated(sql::Connection& store, const Invitation& invitation,
                             const Digest& key_sha256) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT pem FROM certificate WHERE serial = $1 AND "
                                         "key_sha256 = $2 AND live = 1",
                                         *invitation.used_serial, key_sha256));
  if (row) return row->Text(0);
  return WithDetail(PermissionDenied("the token was used already, with another key"),
                    {"ENROLMENT_TOKEN_USED", {{"device", invitation.device}}});
}

}  // namespace

Result<std::string> Enrol(sql::Connection& store, const std::string& device,
                          std::string_view secret, const Digest& key_sha256,
                          const IssueCertificate& issue, Time now) {
  // Of two who come with one token, the second waits here.
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("UPDATE invitation SET device = device WHERE device = $1", device));
  CHOWKI_ASSIGN_OR_RETURN(const Invitation invitation, FindInvitation(store, device, secret, now));
  if (invitation.used_serial) return Repeated(store, invitation, key_sha256);
  CHOWKI_ASSIGN_OR_RETURN(const DeviceCertificate certificate, issue());
  CHOWKI_RETURN_IF_ERROR(Withdraw(store, device, ""));
  CHOWKI_RETURN_IF_ERROR(Keep(store, device, certificate, now));
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM revocation WHERE device = $1", device));
  CHOWKI_RETURN_IF_ERROR(store.Execute("UPDATE invitation SET used_serial = $1 WHERE device = $2",
                                       certificate.serial, device));
  CHOWKI_RETURN_IF_ERROR(CountFleetChange(store));
  CHOWKI_RETURN_IF_ERROR(Log(store, device, "fleet.enrol", certificate, now));
  return certificate.pem;
}

Result<std::string> Renew(sql::Connection& store, const std::string& device,
                          const DeviceCertificate& shown, const IssueCertificate& issue, Time now) {
  CHOWKI_RETURN_IF_ERROR(CountFleetChange(store));  // first: renewals come one by one
  CHOWKI_ASSIGN_OR_RETURN(const bool accepted, AcceptsNow(store, device, shown.serial));
  if (!accepted) return CertificateRevoked(device, shown.serial);
  // Of a post that came with a certificate of others: from now on it is one of ours.
  CHOWKI_RETURN_IF_ERROR(AddDevice(store, device));
  CHOWKI_RETURN_IF_ERROR(Keep(store, device, shown, now));
  CHOWKI_ASSIGN_OR_RETURN(const DeviceCertificate certificate, issue());
  CHOWKI_RETURN_IF_ERROR(Withdraw(store, device, shown.serial));
  CHOWKI_RETURN_IF_ERROR(Keep(store, device, certificate, now));
  CHOWKI_RETURN_IF_ERROR(Log(store, device, "fleet.renew", certificate, now));
  return certificate.pem;
}

}  // namespace chowki::central
