#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "sql/row.h"

namespace chowki::sql {

enum class Dialect { kSqlite, kPostgres };
enum class Mode { kRead, kWrite };

// One connection to one database, SQLite or PostgreSQL, that takes the same SQL: parameters are $1,
// $2 ... in the order in which they are first named, upserts are ON CONFLICT, what a statement
// changed is asked for with RETURNING. Where the two differ (types of columns, partitions), the
// schemas differ: one folder of migrations each.
//
// errors  kUnavailable: locked, or the server is gone (the connection is then broken());
//         kAlreadyExists: a unique key; kFailedPrecondition: another constraint; kAborted: a
//         deadlock, try again; kDataLoss, kResourceExhausted. Values never stand in a message.
// thread  one at a time.
class Connection {
 public:
  virtual ~Connection() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;

  // Runs one statement; all its rows.
  [[nodiscard]] virtual Result<std::vector<Row>> Run(std::string_view sql,
                                                     std::span<const Value> values) = 0;

  // The same for many rows, one by one; inside a transaction only. `take` may run other statements.
  [[nodiscard]] virtual Status RunForEach(std::string_view sql, std::span<const Value> values,
                                          const std::function<Status(const Row&)>& take) = 0;

  // Several statements without values: schemas.
  [[nodiscard]] virtual Status RunScript(const std::string& sql) = 0;

  // kRead: one view of everything until the end. kWrite: rows that are read are locked by changing
  // them (UPDATE ... SET key = key), never by reading.
  [[nodiscard]] virtual Status Begin(Mode mode) = 0;
  [[nodiscard]] virtual Status Commit() = 0;
  virtual void Rollback() = 0;

  [[nodiscard]] virtual bool broken() const = 0;

  template <typename... Values>
  [[nodiscard]] Result<std::vector<Row>> Query(std::string_view sql, const Values&... values) {
    const std::vector<Value> bound{ToValue(values)...};
    return Run(sql, bound);
  }

  template <typename... Values>
  [[nodiscard]] Status Execute(std::string_view sql, const Values&... values) {
    return Query(sql, values...).status();
  }

  // The only row, or nothing. The statement must not give two.
  template <typename... Values>
  [[nodiscard]] Result<std::optional<Row>> QueryOne(std::string_view sql, const Values&... values) {
    CHOWKI_ASSIGN_OR_RETURN(auto rows, Query(sql, values...));
    if (rows.empty()) return std::optional<Row>();
    return std::optional<Row>(std::move(rows.front()));
  }

  // The one number that a query gives.
  template <typename... Values>
  [[nodiscard]] Result<std::int64_t> QueryInt(std::string_view sql, const Values&... values) {
    CHOWKI_ASSIGN_OR_RETURN(const auto row, QueryOne(sql, values...));
    return row ? row->Int(0) : 0;
  }

  // take is the last argument here so that values can follow the SQL as above.
  [[nodiscard]] Status ForEach(std::string_view sql, const std::vector<Value>& values,
                               const std::function<Status(const Row&)>& take) {
    return RunForEach(sql, values, take);
  }
};

// Many rows with few round trips: "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ...".
//
// head   up to and with VALUES; tail, e.g. ON CONFLICT.
// flush  Add does it whenever enough rows are together; End does the rest.
class RowInserter {
 public:
  RowInserter(Connection& connection, std::string head, size_t columns, std::string tail = "");

  template <typename... Values>
  [[nodiscard]] Status Add(const Values&... values) {
    (values_.push_back(ToValue(values)), ...);
    return values_.size() < kRowsAtOnce * columns_ ? Ok() : End();
  }
  [[nodiscard]] Status End();

 private:
  static constexpr size_t kRowsAtOnce = 200;
  Connection& connection_;
  const std::string head_;
  const size_t columns_;
  const std::string tail_;
  std::vector<Value> values_;
};

}  // namespace chowki::sql
