#include "central/invitation.h"

#include "central/audit_log.h"
#include "central/device.h"
#include "central/store.h"

namespace chowki::central {
namespace {

// In a time that does not depend on where they differ.
bool Same(const Digest& one, const Digest& other) {
  unsigned difference = 0;
  for (size_t i = 0; i < one.size(); ++i) {
    difference |= static_cast<unsigned>(one[i] ^ other[i]);
  }
  return difference == 0;
}

}  // namespace

Status Invite(sql::Connection& store, const Invitation& invitation, const std::string& by) {
  CHOWKI_RETURN_IF_ERROR(AddDevice(store, invitation.device));
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO invitation (device, secret_sha256, invited_ms, expires_ms) "
                    "VALUES ($1, $2, $3, $4) ON CONFLICT (device) DO UPDATE SET "
                    "secret_sha256 = excluded.secret_sha256, invited_ms = excluded.invited_ms, "
                    "expires_ms = excluded.expires_ms, used_serial = NULL",
                    invitation.device, invitation.secret_sha256, ToMs(invitation.invited),
                    ToMs(invitation.expires)));
  return Append(store, {0, invitation.invited, by, "fleet.invite", DeviceName(invitation.device),
                        "ok", fmt::format("until {}", ToMs(invitation.expires))});
}

Result<Invitation> FindInvitation(sql::Connection& store, const std::string& device,
                                  std::string_view secret, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT secret_sha256, invited_ms, expires_ms, used_serial FROM invitation "
                     "WHERE device = $1",
                     device));
  // Nobody has the secret whose hash is zeros: a post that was not invited takes the same way.
  const Digest kept = row ? row->DigestAt(0).value_or(Digest{}) : Digest{};
  if (!Same(kept, Sha256(secret)) || !row) {
    return WithDetail(Unauthenticated("this token was never given out, or a newer one was"),
                      {"ENROLMENT_TOKEN_WRONG", {}});
  }
  Invitation invitation{device, kept, FromMs(row->Int(1)), FromMs(row->Int(2)), std::nullopt};
  if (!row->IsNull(3)) invitation.used_serial = row->Text(3);
  if (now >= invitation.expires) {
    return WithDetail(FailedPrecondition("the token has expired: ask for another one"),
                      {"ENROLMENT_TOKEN_EXPIRED", {{"device", device}}});
  }
  return invitation;
}

}  // namespace chowki::central
