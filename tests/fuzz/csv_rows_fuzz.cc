#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "fuzz/scratch_file.h"
#include "watchlist/sources/csv_rows.h"

// Any file: rows, rows with a fault, or an error. Sound rows that are written are read again as
// they were.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using chowki::watchlist::CsvRow;
using chowki::watchlist::CsvRows;
using chowki::watchlist::TextFile;

std::vector<CsvRow> ReadSound(const std::filesystem::path& path) {
  std::vector<CsvRow> sound;
  auto file = TextFile::Open(path);
  if (!file.ok()) std::abort();
  CsvRows rows(*file);
  CsvRow row;
  while (true) {
    const auto more = rows.Next(row);
    if (!more.ok() || !*more) return sound;
    if (row.cells.empty()) std::abort();
    if (row.fault.empty()) sound.push_back(row);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki;
  static const fuzz::ScratchFile file;
  file.Write({reinterpret_cast<const char*>(data), size});
  const std::vector<CsvRow> rows = ReadSound(file.path());
  std::string written;
  for (const CsvRow& row : rows) written += watchlist::WriteCsvRow(row.cells);
  file.Write(written);
  const std::vector<CsvRow> again = ReadSound(file.path());
  // A first cell that begins like gzip or a byte order mark is one when it begins a file.
  if (written.starts_with("\x1f\x8b") || written.starts_with("\xEF\xBB\xBF")) return 0;
  if (again.size() != rows.size()) std::abort();
  for (size_t i = 0; i < rows.size(); ++i) {
    if (again[i].cells != rows[i].cells) std::abort();
  }
  return 0;
}
