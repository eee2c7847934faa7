#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/digest.h"
#include "base/status.h"

struct sqlite3_stmt;

namespace chowki::sqlite {

// Bytes that lie in a string, to be bound as a blob instead of as text.
[[nodiscard]] Bytes AsBlob(std::string_view bytes);

// A value whose type is known at run time; text and bytes must outlive the call that binds them.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, Bytes>;
enum class ColumnKind { kNull, kInteger, kText, kBlob };

// One prepared SQL statement of one connection, which must outlive it. Values are always bound,
// never written into the SQL.
//
//   CHOWKI_ASSIGN_OR_RETURN(Statement find, database.Prepare("SELECT a FROM t WHERE b = ?"));
//   CHOWKI_RETURN_IF_ERROR(find.Bind(b));
//   CHOWKI_ASSIGN_OR_RETURN(bool row, find.Step());
//   if (row) use(find.Text(0));
//
// thread  one at a time, as its connection.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  // Binds all parameters in order: integers, bool, double, text, Bytes (blob), nullptr, or
  // std::optional of these (NULL when empty). Starts the statement from the beginning.
  //
  // errors  kInvalidArgument when the number of values is not the number of parameters.
  template <typename... Values>
  [[nodiscard]] Status Bind(const Values&... values) {
    CHOWKI_RETURN_IF_ERROR(BeginBinding(sizeof...(values)));
    int index = 0;
    Status status = Ok();
    static_cast<void>(((status = BindAt(++index, values)).ok() && ...));
    return status;
  }

  // The same for values whose number and types are known at run time.
  [[nodiscard]] Status BindAll(std::span<const Value> values);

  // Goes to the next row. false: there is none, and the statement stands at its beginning again.
  [[nodiscard]] Result<bool> Step();

  // For statements without rows: bind, run to the end, ready for the next run.
  template <typename... Values>
  [[nodiscard]] Status Run(const Values&... values) {
    CHOWKI_RETURN_IF_ERROR(Bind(values...));
    return RunToEnd();
  }

  // Columns of the row that Step found, 0-based. NULL reads as 0, "", empty.
  [[nodiscard]] int ColumnCount() const;
  [[nodiscard]] ColumnKind KindAt(int column) const;  // a number with a fraction counts as text
  [[nodiscard]] bool IsNull(int column) const;
  [[nodiscard]] std::int64_t Int(int column) const;
  [[nodiscard]] double Double(int column) const;
  [[nodiscard]] std::string Text(int column) const;
  [[nodiscard]] std::string Blob(int column) const;                // bytes
  [[nodiscard]] std::optional<Digest> DigestAt(int column) const;  // nullopt unless 32 bytes

 private:
  friend class Database;
  Statement(sqlite3_stmt* statement, std::shared_ptr<const std::string> path);

  Status BeginBinding(size_t values);
  Status RunToEnd();
  Status BindAt(int index, std::int64_t value);
  Status BindAt(int index, int value) { return BindAt(index, std::int64_t{value}); }
  Status BindAt(int index, bool value) { return BindAt(index, std::int64_t{value}); }
  Status BindAt(int index, double value);
  Status BindAt(int index, std::string_view text);
  Status BindAt(int index, const std::string& text) {
    return BindAt(index, std::string_view(text));
  }
  Status BindAt(int index, const char* text) { return BindAt(index, std::string_view(text)); }
  Status BindAt(int index, Bytes blob);
  Status BindAt(int index, const Digest& digest) { return BindAt(index, Bytes(digest)); }
  Status BindAt(int index, std::nullptr_t);
  template <typename T>
  Status BindAt(int index, const std::optional<T>& value) {
    return value ? BindAt(index, *value) : BindAt(index, nullptr);
  }
  Status Error(int code, std::string_view doing) const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::shared_ptr<const std::string> path_;
};

}  // namespace chowki::sqlite
