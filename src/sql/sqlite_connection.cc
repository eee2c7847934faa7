#include "sql/sqlite_connection.h"

#include <map>

#include "sqlite/database.h"
#include "sqlite/transaction.h"

namespace chowki::sql {
namespace {

// A publication of a large list holds the one write lock for some seconds.
constexpr std::chrono::seconds kBusyTimeout{60};
// Statements of one kind are run again and again; multi-row inserts of odd lengths are not kept.
constexpr size_t kStatementsKept = 128;

sqlite::Value ViewOf(const Value& value) {
  return std::visit(
      []<typename T>(const T& held) -> sqlite::Value {
        if constexpr (std::is_same_v<T, Blob>) {
          return sqlite::AsBlob(held.bytes);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return std::string_view(held);
        } else {
          return held;
        }
      },
      value);
}

Row RowOf(const sqlite::Statement& statement) {
  std::vector<Value> values;
  const int columns = statement.ColumnCount();
  values.reserve(static_cast<size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    switch (statement.KindAt(i)) {
      case sqlite::ColumnKind::kNull:
        values.emplace_back(nullptr);
        break;
      case sqlite::ColumnKind::kInteger:
        values.emplace_back(statement.Int(i));
        break;
      case sqlite::ColumnKind::kText:
        values.emplace_back(statement.Text(i));
        break;
      case sqlite::ColumnKind::kBlob:
        values.emplace_back(Blob{statement.Blob(i)});
        break;
    }
  }
  return Row(std::move(values));
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(sqlite::Database database) : database_(std::move(database)) {}

  Dialect dialect() const override { return Dialect::kSqlite; }

  Result<std::vector<Row>> Run(std::string_view sql, std::span<const Value> values) override {
    std::vector<Row> rows;
    CHOWKI_RETURN_IF_ERROR(RunForEach(sql, values, [&](const Row& row) {
      rows.push_back(row);
      return Ok();
    }));
    return rows;
  }

  Status RunForEach(std::string_view sql, std::span<const Value> values,
                    const std::function<Status(const Row&)>& take) override {
    // Out of the keep while it runs: `take` may run the same statement again.
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement statement, TakeStatement(sql));
    std::vector<sqlite::Value> views;
    views.reserve(values.size());
    for (const Value& value : values) views.push_back(ViewOf(value));
    CHOWKI_RETURN_IF_ERROR(statement.BindAll(views));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool found, statement.Step());
      if (!found) break;
      CHOWKI_RETURN_IF_ERROR(take(RowOf(statement)));
    }
    if (kept_.size() < kStatementsKept) kept_.emplace(std::string(sql), std::move(statement));
    return Ok();
  }

  Status RunScript(const std::string& sql) override { return database_.Execute(sql); }

  Status Begin(Mode mode) override {
    auto begun = mode == Mode::kWrite ? sqlite::Transaction::BeginWrite(database_)
                                      : sqlite::Transaction::BeginRead(database_);
    if (!begun.ok()) return begun.status();
    transaction_.emplace(std::move(*begun));
    return Ok();
  }

  Status Commit() override {
    const Status status = transaction_->Commit();
    transaction_.reset();
    return status;
  }

  void Rollback() override { transaction_.reset(); }

  bool broken() const override { return false; }

 private:
  Result<sqlite::Statement> TakeStatement(std::string_view sql) {
    const auto found = kept_.find(sql);
    if (found == kept_.end()) return database_.Prepare(sql);
    sqlite::Statement statement = std::move(found->second);
    kept_.erase(found);
    return statement;
  }

  sqlite::Database database_;
  std::multimap<std::string, sqlite::Statement, std::less<>> kept_;
  std::optional<sqlite::Transaction> transaction_;
};

}  // namespace

Result<std::unique_ptr<Connection>> OpenSqlite(const std::filesystem::path& file,
                                               const sqlite::Schema& schema) {
  sqlite::OpenOptions options;
  options.durable = true;
  options.busy_timeout = kBusyTimeout;
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database, sqlite::Database::Open(file, options));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(database, schema));
  return std::unique_ptr<Connection>(new SqliteConnection(std::move(database)));
}

}  // namespace chowki::sql
