#include "sql/postgres_connection.h"

#include <charconv>
#include <map>

#include <pqxx/pqxx>

#include "base/text.h"

namespace chowki::sql {
namespace {

// Types of columns by their numbers in pg_type.
constexpr pqxx::oid kBytea = 17;
constexpr pqxx::oid kInt8 = 20;
constexpr pqxx::oid kInt4 = 23;
// Any number that only we use: two programs that start together migrate one after the other.
constexpr int kMigrationLock = 0x63686f77;
constexpr size_t kStatementsKept = 128;
constexpr int kFetch = 2000;

// Texts of PostgreSQL may hold values ("Key (id)=(...)"): only the state's code goes further.
Status ErrorOf(const pqxx::sql_error& error) {
  const std::string& state = error.sqlstate();
  const std::string sql = error.query().substr(0, error.query().find('('));
  const auto make = [&](StatusCode code) {
    return MakeStatus(code, fmt::format("PostgreSQL state {} in: {}", state, sql));
  };
  if (state == "23505") return make(StatusCode::kAlreadyExists);
  if (state == "40001" || state == "40P01") return make(StatusCode::kAborted);
  if (state.starts_with("23")) return make(StatusCode::kFailedPrecondition);
  if (state.starts_with("53")) return make(StatusCode::kResourceExhausted);
  // 25006: it only follows another one by now, which takes what is written.
  if (state.starts_with("57") || state.starts_with("08") || state == "25006") {
    return make(StatusCode::kUnavailable);
  }
  return make(StatusCode::kInternal);
}

// Everything that libpqxx throws becomes a status here.
template <typename Work>
auto Guarded(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const pqxx::broken_connection&) {
    return Unavailable("no PostgreSQL server answers that can be written to");
  } catch (const pqxx::sql_error& error) {
    return ErrorOf(error);
  } catch (const pqxx::failure& error) {
    return Internal("libpqxx: {}", error.what());
  } catch (const std::logic_error& error) {
    return Internal("libpqxx: {}", error.what());
  }
}

const Status& StatusOf(const Status& status) { return status; }
template <typename T>
const Status& StatusOf(const Result<T>& result) {
  return result.status();
}

std::string ToHexText(const std::string& bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return "\\x" + ToHex({data, bytes.size()});
}

std::string FromHexText(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 2; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1]));
  }
  return bytes;
}

Value ValueOf(const pqxx::field& field, pqxx::oid type) {
  if (field.is_null()) return nullptr;
  const std::string_view text(field.c_str(), field.size());
  if (type == kBytea) return Blob{FromHexText(text)};
  if (type != kInt8 && type != kInt4) return std::string(text);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Parameters as text, which the server turns into what the statement needs.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) {
    texts_.reserve(values.size());
    for (const Value& value : values) texts_.push_back(TextOf(value));
    for (const auto& text : texts_) pointers_.push_back(text ? text->c_str() : nullptr);
  }
  [[nodiscard]] const std::vector<const char*>& pointers() const { return pointers_; }

 private:
  static std::optional<std::string> TextOf(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* blob = std::get_if<Blob>(&value)) return ToHexText(blob->bytes);
    return std::nullopt;
  }
  std::vector<std::optional<std::string>> texts_;
  std::vector<const char*> pointers_;
};

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(const std::string& where) : connection_(where), work_(connection_) {
    NeverReconnect();
    // What the text forms below rest on.
    work_.exec(
        "SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; "
        "SET synchronous_commit = on; SET client_min_messages = warning");
  }

  Dialect dialect() const override { return Dialect::kPostgres; }

  Result<std::vector<Row>> Run(std::string_view sql, std::span<const Value> values) override {
    return Watched([&]() -> Result<std::vector<Row>> { return RowsOf(Answer(sql, values)); });
  }

  // A cursor: the answer may be larger than our memory.
  Status RunForEach(std::string_view sql, std::span<const Value> values,
                    const std::function<Status(const Row&)>& take) override {
    const std::string cursor = fmt::format("c{}", ++cursors_);
    return Watched([&]() -> Status {
      const Parameters parameters(values);
      work_.exec_params(fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor, sql),
                        pqxx::prepare::make_dynamic_params(parameters.pointers()));
      const std::string fetch = fmt::format("FETCH {} FROM {}", kFetch, cursor);
      while (true) {
        const std::vector<Row> rows = RowsOf(work_.exec(fetch));
        for (const Row& row : rows) CHOWKI_RETURN_IF_ERROR(take(row));
        if (rows.size() < kFetch) break;
      }
      work_.exec("CLOSE " + cursor);
      return Ok();
    });
  }

  Status RunScript(const std::string& sql) override {
    return Watched([&]() -> Status {
      work_.exec(sql);
      return Ok();
    });
  }

  Status Begin(Mode mode) override {
    return RunScript(mode == Mode::kWrite ? "BEGIN"
                                          : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  Status Commit() override { return RunScript("COMMIT"); }
  void Rollback() override { broken_ = broken_ || !RunScript("ROLLBACK").ok(); }
  bool broken() const override { return broken_ || !connection_.is_open(); }

 private:
  // libpqxx would quietly connect anew in the middle of a transaction of ours, and run its second
  // half outside of any.
  void NeverReconnect() {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    connection_.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  }

  // As Guarded, and a connection that failed is not used again.
  template <typename Work>
  auto Watched(const Work& work) -> decltype(work()) {
    auto result = Guarded(work);
    if (result.ok()) return result;
    if (!connection_.is_open()) return Unavailable("the PostgreSQL server is gone");
    broken_ = broken_ || StatusOf(result).code() == StatusCode::kUnavailable;
    return result;
  }

  pqxx::result Answer(std::string_view sql, std::span<const Value> values) {
    const Parameters parameters(values);
    const auto dynamic = pqxx::prepare::make_dynamic_params(parameters.pointers());
    const auto found = prepared_.find(sql);
    if (found != prepared_.end()) return work_.exec_prepared(found->second, dynamic);
    if (prepared_.size() >= kStatementsKept) return work_.exec_params(std::string(sql), dynamic);
    const std::string name = fmt::format("s{}", prepared_.size());
    connection_.prepare(name, std::string(sql));
    prepared_.emplace(std::string(sql), name);
    return work_.exec_prepared(name, dynamic);
  }

  static std::vector<Row> RowsOf(const pqxx::result& answer) {
    std::vector<pqxx::oid> types;
    for (pqxx::row::size_type i = 0; i < answer.columns(); ++i) {
      types.push_back(answer.column_type(i));
    }
    std::vector<Row> rows;
    rows.reserve(answer.size());
    for (const auto& row : answer) {
      std::vector<Value> values;
      values.reserve(types.size());
      for (pqxx::row::size_type i = 0; i < row.size(); ++i) {
        values.push_back(ValueOf(row[i], types[i]));
      }
      rows.emplace_back(std::move(values));
    }
    return rows;
  }

  pqxx::connection connection_;
  pqxx::nontransaction work_;  // transactions are ours: BEGIN, COMMIT
  std::map<std::string, std::string, std::less<>> prepared_;
  int cursors_ = 0;
  bool broken_ = false;
};

// How many migrations the database has had.
Result<std::int64_t> SchemaVersion(Connection& connection) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t tables,
      connection.QueryInt(
          "SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_version')"));
  if (tables == 0) return 0;
  return connection.QueryInt("SELECT coalesce(max(version), 0) FROM schema_version");
}

Status Migrate(Connection& connection, std::span<const sqlite::Migration> migrations) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t found, SchemaVersion(connection));
  if (found == std::ssize(migrations)) return Ok();
  CHOWKI_RETURN_IF_ERROR(connection.Begin(Mode::kWrite));
  CHOWKI_RETURN_IF_ERROR(connection.RunScript(
      fmt::format("SELECT pg_advisory_xact_lock({}); "
                  "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)",
                  kMigrationLock)));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t version, SchemaVersion(connection));
  if (version > std::ssize(migrations)) {
    return FailedPrecondition(
        "the database was written by a newer version of chowki (format {}, this one knows {})",
        version, migrations.size());
  }
  for (std::int64_t next = version; next < std::ssize(migrations); ++next) {
    const sqlite::Migration& migration = migrations[static_cast<size_t>(next)];
    CHOWKI_RETURN_IF_ERROR(Annotate(connection.RunScript(migration.sql), migration.name));
    CHOWKI_RETURN_IF_ERROR(
        connection.Execute("INSERT INTO schema_version (version) VALUES ($1)", next + 1));
  }
  return connection.Commit();
}

}  // namespace

Result<std::unique_ptr<Connection>> OpenPostgres(const std::string& where,
                                                 std::span<const sqlite::Migration> migrations) {
  auto opened = Guarded([&]() -> Result<std::unique_ptr<Connection>> {
    return std::unique_ptr<Connection>(new PostgresConnection(where));
  });
  if (!opened.ok()) return opened;
  CHOWKI_RETURN_IF_ERROR(Migrate(**opened, migrations));
  return opened;
}

}  // namespace chowki::sql
