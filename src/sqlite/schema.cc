#include "sqlite/schema.h"

#include "sqlite/transaction.h"

namespace chowki::sqlite {
namespace {

struct FileVersion {
  std::int64_t application_id = 0;
  std::int64_t version = 0;
  bool empty = true;
};

Result<FileVersion> ReadVersion(Database& database) {
  FileVersion file;
  CHOWKI_ASSIGN_OR_RETURN(file.application_id, database.QueryInt("PRAGMA application_id"));
  CHOWKI_ASSIGN_OR_RETURN(file.version, database.QueryInt("PRAGMA user_version"));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t tables,
                          database.QueryInt("SELECT count(*) FROM sqlite_schema"));
  file.empty = tables == 0 && file.version == 0;
  return file;
}

Status CheckKind(const Database& database, const Schema& schema, const FileVersion& file) {
  if (file.application_id != schema.application_id) {
    return FailedPrecondition("{}: this file is no chowki {}", database.path(), schema.kind);
  }
  if (file.version > std::ssize(schema.migrations)) {
    return FailedPrecondition(
        "{}: written by a newer version of chowki (format {}, this one knows {}); update chowki",
        database.path(), file.version, schema.migrations.size());
  }
  return Ok();
}

// Takes the file one version up; false when there is nothing left to do.
Result<bool> MigrateOnce(Database& database, const Schema& schema) {
  CHOWKI_ASSIGN_OR_RETURN(Transaction transaction, Transaction::BeginWrite(database));
  CHOWKI_ASSIGN_OR_RETURN(const FileVersion file, ReadVersion(database));
  if (!file.empty) CHOWKI_RETURN_IF_ERROR(CheckKind(database, schema, file));
  if (file.version == std::ssize(schema.migrations)) return false;
  const Migration& next = schema.migrations[static_cast<size_t>(file.version)];
  if (const Status status = database.Execute(next.sql); !status.ok()) {
    return Annotate(status, fmt::format("migration {}", next.name));
  }
  CHOWKI_RETURN_IF_ERROR(
      database.Execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                   schema.application_id, file.version + 1)));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return true;
}

}  // namespace

Status Migrate(Database& database, const Schema& schema) {
  Result<bool> again = true;
  database.SetDefensive(false);
  while (again.ok() && *again) again = MigrateOnce(database, schema);
  database.SetDefensive(true);
  return again.status();
}

Status CheckSchema(Database& database, const Schema& schema) {
  CHOWKI_ASSIGN_OR_RETURN(const FileVersion file, ReadVersion(database));
  CHOWKI_RETURN_IF_ERROR(CheckKind(database, schema, file));
  if (file.version < std::ssize(schema.migrations)) {
    return FailedPrecondition("{}: an older format ({} of {}); build it again", database.path(),
                              file.version, schema.migrations.size());
  }
  return Ok();
}

}  // namespace chowki::sqlite
