#include "central/accepted_certificates.h"

namespace chowki::central {

bool AcceptedCertificates::Accepts(const std::string& device, const std::string& serial) const {
  const auto found = serials.find(device);
  return found == serials.end() || found->second.contains(serial);
}

Result<std::shared_ptr<const AcceptedCertificates>> ReadAccepted(
    sql::Connection& store, const std::shared_ptr<const AcceptedCertificates>& known) {
  auto accepted = std::make_shared<AcceptedCertificates>();
  CHOWKI_ASSIGN_OR_RETURN(accepted->change,
                          store.QueryInt("SELECT fleet_change FROM deployment WHERE one = 1"));
  if (known && known->change == accepted->change) return known;
  CHOWKI_ASSIGN_OR_RETURN(const auto revoked, store.Query("SELECT device FROM revocation"));
  for (const sql::Row& row : revoked) accepted->serials[row.Text(0)];
  CHOWKI_ASSIGN_OR_RETURN(const auto rows,
                          store.Query("SELECT device, serial, live FROM certificate"));
  for (const sql::Row& row : rows) {
    std::set<std::string>& of_device = accepted->serials[row.Text(0)];
    if (row.Bool(2)) of_device.insert(row.Text(1));
  }
  return accepted;
}

Result<bool> AcceptsNow(sql::Connection& store, const std::string& device,
                        const std::string& serial) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto live,
      store.QueryOne("SELECT live FROM certificate WHERE device = $1 AND serial = $2", device,
                     serial));
  if (live) return live->Bool(0);
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t known,
      store.QueryInt("SELECT (SELECT count(*) FROM certificate WHERE device = $1) + "
                     "(SELECT count(*) FROM revocation WHERE device = $1)",
                     device));
  return known == 0;
}

Status CountFleetChange(sql::Connection& store) {
  return store.Execute("UPDATE deployment SET fleet_change = fleet_change + 1 WHERE one = 1");
}

Status CertificateRevoked(const std::string& device, const std::string& serial) {
  return WithDetail(PermissionDenied("the certificate of {} was withdrawn", device),
                    {"CERTIFICATE_REVOKED", {{"device", device}, {"serial", serial}}});
}

}  // namespace chowki::central
