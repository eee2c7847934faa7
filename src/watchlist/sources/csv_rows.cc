#include "watchlist/sources/csv_rows.h"

namespace chowki::watchlist {

Result<bool> CsvRows::Next(CsvRow& row) {
  enum class State { kCellStart, kPlain, kQuoted, kAfterQuote };
  do {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, file_.ReadLine(line_));
    if (!more) return false;
  } while (line_.empty() || line_ == "\r");
  row.line = file_.line_number();
  row.cells.assign(1, "");
  row.fault.clear();
  State state = State::kCellStart;
  while (true) {
    for (size_t i = 0; i < line_.size(); ++i) {
      const char c = line_[i];
      std::string& cell = row.cells.back();
      const bool line_end = c == '\r' && i + 1 == line_.size();
      if (state == State::kQuoted) {
        if (c == '"') {
          state = State::kAfterQuote;
        } else {
          cell += c;
        }
      } else if (c == ',') {
        row.cells.emplace_back();
        state = State::kCellStart;
      } else if (line_end) {
        break;
      } else if (c == '"' && state == State::kCellStart) {
        state = State::kQuoted;
      } else if (c == '"' && state == State::kAfterQuote) {
        cell += '"';
        state = State::kQuoted;
      } else if (c == '"' || state == State::kAfterQuote) {
        row.fault =
            fmt::format("cell {}: a quote that does not enclose the whole cell", row.cells.size());
        return true;
      } else {
        cell += c;
        state = State::kPlain;
      }
    }
    if (state != State::kQuoted) return true;
    row.cells.back() += '\n';
    if (row.cells.back().size() > TextFile::kMaxLine) {
      return DataLoss(
          "{}: the quote that opens in the row of line {} is not closed within {} bytes",
          file_.path().string(), row.line, TextFile::kMaxLine);
    }
    CHOWKI_ASSIGN_OR_RETURN(const bool more, file_.ReadLine(line_));
    if (!more) {
      return DataLoss(
          "{}: the file ends inside a quote that opens in the row of line {}; it was "
          "cut off",
          file_.path().string(), row.line);
    }
  }
}

std::string WriteCsvRow(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) out += ',';
    // A row of one empty cell would be an empty line.
    const bool alone_and_empty = cells.size() == 1 && cell.empty();
    if (!alone_and_empty && cell.find_first_of(",\"\r\n") == std::string::npos) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + '\n';
}

}  // namespace chowki::watchlist
