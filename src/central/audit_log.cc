#include "central/audit_log.h"

#include "central/store.h"
#include "trust/merkle.h"

namespace chowki::central {
namespace {

void AppendBigEndian(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(number >> shift & 0xff);
  }
}

AuditRecord RecordOf(const sql::Row& row) {
  return {row.Int(0),  FromMs(row.Int(1)), row.Text(2), row.Text(3),
          row.Text(4), row.Text(5),        row.Text(6)};
}

constexpr char kAuditColumns[] = "number, time_ms, actor, action, resource, outcome, detail, hash";

}  // namespace

std::string LeafOf(const AuditRecord& record) {
  std::string leaf;
  AppendBigEndian(leaf, static_cast<std::uint64_t>(ToMs(record.time)), 8);
  for (const std::string* text :
       {&record.actor, &record.action, &record.resource, &record.outcome, &record.detail}) {
    AppendBigEndian(leaf, text->size(), 4);
    leaf += *text;
  }
  return leaf;
}

Status Append(sql::Connection& store, const AuditRecord& record) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t size,
      store.QueryInt(
          "UPDATE deployment SET audit_size = audit_size + 1 WHERE one = 1 RETURNING audit_size"));
  return store.Execute(
      fmt::format("INSERT INTO audit ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", kAuditColumns),
      size - 1, ToMs(record.time), record.actor, record.action, record.resource, record.outcome,
      record.detail, trust::LeafHash(LeafOf(record)));
}

Result<std::vector<AuditRecord>> ListAudit(sql::Connection& store, std::int64_t first,
                                           std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(fmt::format("SELECT {} FROM audit WHERE number >= $1 ORDER BY number LIMIT $2",
                              kAuditColumns),
                  first, limit));
  std::vector<AuditRecord> records;
  for (const sql::Row& row : rows) records.push_back(RecordOf(row));
  return records;
}

Result<std::vector<Digest>> AuditLeaves(sql::Connection& store, std::int64_t size) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t have,
                          store.QueryInt("SELECT audit_size FROM deployment"));
  if (size < 0) size = have;
  if (size > have) return OutOfRange("the log has {} records, {} asked for", have, size);
  std::vector<Digest> leaves;
  CHOWKI_RETURN_IF_ERROR(store.ForEach(
      fmt::format("SELECT {} FROM audit WHERE number < $1 ORDER BY number", kAuditColumns),
      {sql::ToValue(size)}, [&](const sql::Row& row) -> Status {
        const Digest leaf = trust::LeafHash(LeafOf(RecordOf(row)));
        if (row.DigestAt(7) != leaf || row.Int(0) != std::ssize(leaves)) {
          return DataLoss("audit record {} was changed", leaves.size());
        }
        leaves.push_back(leaf);
        return Ok();
      }));
  if (std::ssize(leaves) != size) return DataLoss("audit record {} is gone", leaves.size());
  return leaves;
}

}  // namespace chowki::central
