#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "sql/connection.h"

namespace chowki::central {

// Which certificates posts may show. Of posts that the centre never issued anything to, nor shut
// out, it says nothing: their certificates are good as long as their authority says so.
struct AcceptedCertificates {
  std::int64_t change = 0;                               // counts
  std::map<std::string, std::set<std::string>> serials;  // by post

  [[nodiscard]] bool Accepts(const std::string& device, const std::string& serial) const;
};

// known  what was read before; comes back when nothing changed since, for the price of one row.
[[nodiscard]] Result<std::shared_ptr<const AcceptedCertificates>> ReadAccepted(
    sql::Connection& store, const std::shared_ptr<const AcceptedCertificates>& known);

// The same about one post, as of this transaction.
[[nodiscard]] Result<bool> AcceptsNow(sql::Connection& store, const std::string& device,
                                      const std::string& serial);

// To be called by whoever changes what ReadAccepted reads. Those who change it wait for one
// another.
[[nodiscard]] Status CountFleetChange(sql::Connection& store);

// kPermissionDenied with CERTIFICATE_REVOKED.
[[nodiscard]] Status CertificateRevoked(const std::string& device, const std::string& serial);

}  // namespace chowki::central
