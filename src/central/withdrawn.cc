#include "central/withdrawn.h"

#include "central/store.h"

namespace chowki::central {

Result<std::int64_t> MirroredChange(sql::Connection& store) {
  return store.QueryInt("SELECT fleet_change FROM deployment WHERE one = 1");
}

Result<Withdrawn> ReadWithdrawn(sql::Connection& store, std::int64_t known_change, Time now) {
  Withdrawn withdrawn;
  CHOWKI_ASSIGN_OR_RETURN(withdrawn.change, MirroredChange(store));
  if (withdrawn.change == known_change) return withdrawn;
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(
          "SELECT w.device, c.serial FROM (SELECT device FROM revocation UNION SELECT device "
          "FROM certificate WHERE live = 0 AND expires_ms > $1) AS w LEFT JOIN certificate "
          "AS c ON c.device = w.device AND c.live = 1 ORDER BY w.device, c.serial",
          ToMs(now)));
  for (const sql::Row& row : rows) {
    if (withdrawn.posts.empty() || withdrawn.posts.back().device != row.Text(0)) {
      withdrawn.posts.push_back({row.Text(0), {}});
    }
    if (!row.IsNull(1)) withdrawn.posts.back().accepted_serials.push_back(row.Text(1));
  }
  return withdrawn;
}

Status MirrorWithdrawn(sql::Connection& store, const Withdrawn& withdrawn, Time now) {
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM certificate"));
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM revocation"));
  for (const WithdrawnPost& post : withdrawn.posts) {
    CHOWKI_RETURN_IF_ERROR(
        store.Execute("INSERT INTO revocation (device, revoked_ms, revoked_by, reason) "
                      "VALUES ($1, $2, 'the centre', '')",
                      post.device, ToMs(now)));
    for (const std::string& serial : post.accepted_serials) {
      CHOWKI_RETURN_IF_ERROR(store.Execute(
          "INSERT INTO certificate (serial, device, sha256, key_sha256, issued_ms, expires_ms, "
          "live, pem) VALUES ($1, $2, $3, $3, $4, $4, 1, '')",
          serial, post.device, Digest{}, ToMs(now)));
    }
  }
  return store.Execute("UPDATE deployment SET fleet_change = $1 WHERE one = 1", withdrawn.change);
}

}  // namespace chowki::central
