#include "central/revocation.h"

#include "central/accepted_certificates.h"
#include "central/audit_log.h"
#include "central/device.h"
#include "central/store.h"

namespace chowki::central {

Status Revoke(sql::Connection& store, const std::string& device, const std::string& by,
              const std::string& reason, Time now) {
  CHOWKI_RETURN_IF_ERROR(CountFleetChange(store));
  CHOWKI_ASSIGN_OR_RETURN(const Device known, GetDevice(store, device));
  // Also of one that is revoked: it may have been invited meanwhile.
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("DELETE FROM invitation WHERE device = $1 AND used_serial IS NULL", device));
  if (known.revocation) return Ok();
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("UPDATE certificate SET live = 0 WHERE device = $1", device));
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO revocation (device, revoked_ms, revoked_by, reason) "
                    "VALUES ($1, $2, $3, $4)",
                    device, ToMs(now), by, reason));
  return Append(store, {0, now, by, "fleet.revoke", DeviceName(device), "ok", reason});
}

}  // namespace chowki::central
