#include "central/mirror.h"

#include <fstream>
#include <vector>

#include "central/file_store.h"
#include "central/roots.h"
#include "central/store.h"
#include "central/version.h"
#include "trust/byte_source.h"
#include "trust/envelope.h"
#include "trust/file_spec.h"

namespace chowki::central {
namespace {

Result<std::optional<trust::HeldHeartbeat>> MirroredHeartbeat(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT heartbeat FROM deployment WHERE one = 1"));
  if (!row || row->IsNull(0)) return std::optional<trust::HeldHeartbeat>();
  std::string bytes = row->Bytes(0);
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                          trust::ParseEnvelope(bytes, trust::kMaxHeartbeatBytes));
  CHOWKI_ASSIGN_OR_RETURN(trust::Heartbeat heartbeat, trust::ParseHeartbeat(envelope.payload));
  return trust::HeldHeartbeat{std::move(heartbeat), Sha256(envelope.payload), std::move(bytes)};
}

}  // namespace

Result<trust::TrustState> MirroredState(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(auto root, NewestRoot(store));
  trust::TrustState state{std::move(root), {}, {}};
  CHOWKI_ASSIGN_OR_RETURN(state.heartbeat, MirroredHeartbeat(store));
  CHOWKI_ASSIGN_OR_RETURN(const auto rows, store.Query("SELECT list FROM watchlist"));
  for (const sql::Row& row : rows) {
    CHOWKI_ASSIGN_OR_RETURN(const auto newest,
                            NewestVersion(store, row.Text(0), state.root->epoch));
    if (!newest) continue;
    state.lists[row.Text(0)] = {newest->epoch,      newest->number,  newest->manifest_sha256,
                                newest->state_root, newest->entries, newest->published,
                                newest->published};
  }
  return state;
}

Status MirrorFile(sql::Connection& store, const std::string& list, std::int64_t version, bool step,
                  const Digest& sha256, const std::filesystem::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(const auto same,
                          store.QueryOne("SELECT number FROM file WHERE sha256 = $1", sha256));
  if (same) {
    CHOWKI_RETURN_IF_ERROR(store.Execute(
        "UPDATE file SET list = $1, version = $2 WHERE number = $3", list, version, same->Int(0)));
    return step ? MarkStep(store, sha256) : Ok();
  }
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t file,
      store.QueryInt("INSERT INTO file (sha256, list, version, step) VALUES ($1, $2, $3, $4) "
                     "RETURNING number",
                     sha256, list, version, static_cast<std::int64_t>(step)));
  std::ifstream in(path, std::ios::binary);
  trust::StreamSource source(in);
  std::vector<std::uint8_t> chunk(trust::kChunkBytes);
  for (std::int64_t number = 0;; ++number) {
    CHOWKI_ASSIGN_OR_RETURN(const size_t count, source.Read(chunk));
    if (count == 0) return Ok();
    CHOWKI_RETURN_IF_ERROR(
        store.Execute("INSERT INTO chunk (file, number, bytes) VALUES ($1, $2, $3)", file, number,
                      sql::Blob{std::string(reinterpret_cast<const char*>(chunk.data()), count)}));
  }
}

Status MirrorVersion(sql::Connection& store, const trust::Verified<trust::Manifest>& manifest) {
  // Its number stays 0: nobody can ask a relay for single buckets.
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO watchlist (list, version) VALUES ($1, 0) ON CONFLICT DO NOTHING",
                    manifest->list));
  return AddVersion(store,
                    {manifest->list, manifest->epoch, manifest->version, manifest->issued,
                     manifest->entry_count, manifest->state_root, manifest.digest()},
                    trust::ToBytes(manifest.envelope()));
}

Status MirrorHeartbeat(sql::Connection& store, const trust::Verified<trust::Heartbeat>& heartbeat) {
  return store.Execute(
      "UPDATE deployment SET heartbeat_sequence = $1, heartbeat = $2 WHERE one = 1",
      heartbeat->sequence, sql::Blob{trust::ToBytes(heartbeat.envelope())});
}

}  // namespace chowki::central
