#include "central/version.h"

#include "central/store.h"

namespace chowki::central {
namespace {

constexpr char kVersionColumns[] =
    "list, epoch, version, published_ms, entries, state_root, manifest_sha256";

Version VersionOf(const sql::Row& row) {
  return {row.Text(0),
          row.Int(1),
          row.Int(2),
          FromMs(row.Int(3)),
          row.Int(4),
          row.DigestAt(5).value_or(Digest{}),
          row.DigestAt(6).value_or(Digest{})};
}

}  // namespace

Result<std::optional<Version>> NewestVersion(sql::Connection& store, const std::string& list,
                                             std::int64_t epoch) {
  CHOWKI_ASSIGN_OR_RETURN(const auto versions, ListVersions(store, list, epoch, 0, 1));
  return versions.empty() ? std::optional<Version>() : versions.front();
}

Result<Version> GetVersion(sql::Connection& store, const std::string& list, std::int64_t epoch,
                           std::int64_t number) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne(fmt::format("SELECT {} FROM version WHERE list = $1 AND epoch = $2 "
                                 "AND version = $3",
                                 kVersionColumns),
                     list, epoch, number));
  if (row) return VersionOf(*row);
  return WithDetail(NotFound("list {} has no version {}", list, number),
                    {"RESOURCE_UNKNOWN", {{"name", list}}});
}

Result<std::vector<Version>> ListVersions(sql::Connection& store, const std::string& list,
                                          std::int64_t epoch, std::int64_t before,
                                          std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(fmt::format("SELECT {} FROM version WHERE list = $1 AND epoch = $2 "
                              "AND version < $3 ORDER BY version DESC LIMIT $4",
                              kVersionColumns),
                  list, epoch, before > 0 ? before : INT64_MAX, limit));
  std::vector<Version> versions;
  for (const sql::Row& row : rows) versions.push_back(VersionOf(row));
  return versions;
}

Result<std::vector<std::int64_t>> ChangeSetsOf(sql::Connection& store, const Version& version) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT DISTINCT change_set FROM revision WHERE list = $1 AND epoch = $2 "
                  "AND version = $3 ORDER BY change_set",
                  version.list, version.epoch, version.number));
  std::vector<std::int64_t> numbers;
  for (const sql::Row& row : rows) numbers.push_back(row.Int(0));
  return numbers;
}

Status AddVersion(sql::Connection& store, const Version& version, const std::string& manifest) {
  return store.Execute(
      fmt::format("INSERT INTO version ({}, manifest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                  kVersionColumns),
      version.list, version.epoch, version.number, ToMs(version.published), version.entries,
      version.state_root, version.manifest_sha256, sql::Blob{manifest});
}

}  // namespace chowki::central
