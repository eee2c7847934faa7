#include "sql/connection.h"

namespace chowki::sql {

RowInserter::RowInserter(Connection& connection, std::string head, size_t columns, std::string tail)
    : connection_(connection), head_(std::move(head)), columns_(columns), tail_(std::move(tail)) {}

Status RowInserter::End() {
  if (values_.empty()) return Ok();
  std::string sql = head_;
  for (size_t i = 0; i < values_.size(); ++i) {
    const bool first = i % columns_ == 0;
    sql += fmt::format("{}${}", first ? (i == 0 ? " (" : "), (") : ", ", i + 1);
  }
  sql += ") " + tail_;
  const Status status = connection_.Run(sql, values_).status();
  values_.clear();
  return status;
}

}  // namespace chowki::sql
