#include "sqlite/statement.h"

#include <utility>

#include <sqlite3.h>

#include "sqlite/error.h"

namespace chowki::sqlite {

Bytes AsBlob(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3_stmt* statement, std::shared_ptr<const std::string> path)
    : statement_(statement), path_(std::move(path)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Status Statement::Error(int code, std::string_view doing) const {
  return ErrorOf(sqlite3_db_handle(statement_.get()), code, doing, *path_);
}

Status Statement::BeginBinding(size_t values) {
  sqlite3_reset(statement_.get());
  const int parameters = sqlite3_bind_parameter_count(statement_.get());
  if (static_cast<size_t>(parameters) != values) {
    return InvalidInput("{} values for {} parameters of: {}", values, parameters,
                        sqlite3_sql(statement_.get()));
  }
  return Ok();
}

Status Statement::BindAt(int index, std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_.get(), index, value);
  return code == SQLITE_OK ? Ok() : Error(code, "binding an integer");
}

Status Statement::BindAt(int index, double value) {
  const int code = sqlite3_bind_double(statement_.get(), index, value);
  return code == SQLITE_OK ? Ok() : Error(code, "binding a number");
}

Status Statement::BindAt(int index, std::string_view text) {
  const int code = sqlite3_bind_text64(statement_.get(), index, text.data() ? text.data() : "",
                                       text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return code == SQLITE_OK ? Ok() : Error(code, "binding text");
}

Status Statement::BindAt(int index, Bytes blob) {
  // A null pointer would bind NULL instead of an empty blob.
  static constexpr char kEmpty = 0;
  const void* data = blob.empty() ? static_cast<const void*>(&kEmpty) : blob.data();
  const int code =
      sqlite3_bind_blob64(statement_.get(), index, data, blob.size(), SQLITE_TRANSIENT);
  return code == SQLITE_OK ? Ok() : Error(code, "binding bytes");
}

Status Statement::BindAt(int index, std::nullptr_t) {
  const int code = sqlite3_bind_null(statement_.get(), index);
  return code == SQLITE_OK ? Ok() : Error(code, "binding NULL");
}

Status Statement::BindAll(std::span<const Value> values) {
  CHOWKI_RETURN_IF_ERROR(BeginBinding(values.size()));
  int index = 0;
  for (const Value& value : values) {
    ++index;
    CHOWKI_RETURN_IF_ERROR(
        std::visit([&](const auto& held) { return BindAt(index, held); }, value));
  }
  return Ok();
}

Result<bool> Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  const Status status = code == SQLITE_DONE ? Ok() : Error(code, sqlite3_sql(statement_.get()));
  sqlite3_reset(statement_.get());
  if (!status.ok()) return status;
  return false;
}

Status Statement::RunToEnd() {
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, Step());
    if (!row) return Ok();
  }
}

int Statement::ColumnCount() const { return sqlite3_column_count(statement_.get()); }

ColumnKind Statement::KindAt(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_NULL:
      return ColumnKind::kNull;
    case SQLITE_INTEGER:
      return ColumnKind::kInteger;
    case SQLITE_BLOB:
      return ColumnKind::kBlob;
    default:
      return ColumnKind::kText;
  }
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::Double(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string Statement::Text(int column) const {
  const void* bytes = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<size_t>(size));
}

std::string Statement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<size_t>(size));
}

std::optional<Digest> Statement::DigestAt(int column) const {
  const std::string bytes = Blob(column);
  Digest digest;
  if (bytes.size() != digest.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

}  // namespace chowki::sqlite
