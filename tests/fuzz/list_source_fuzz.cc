#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fuzz/scratch_file.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/sources/catalogue.h"

// The first byte chooses a format, the rest is the file: entries that can be stored, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace chowki::watchlist;

// Stores what comes and reads it again.
class Storing final : public Intake {
 public:
  void StartFile(const std::filesystem::path&) override {}
  void Take(std::int64_t line, const Entry& entry) override {
    if (line < 1) std::abort();
    const auto again = FromBytes(ToBytes(entry));
    if (!again.ok() || *again != entry) std::abort();
  }
  void Replace(std::int64_t line, const Entry& entry) override { Take(line, entry); }
  void Remove(std::int64_t line, std::string_view) override { Told(line); }
  void Skip(std::int64_t line, std::string_view) override { Told(line); }
  void LeaveOut(std::int64_t line, std::string_view, std::string_view) override { Told(line); }
  void Progress(double) override {}

 private:
  static void Told(std::int64_t line) {
    if (line < 1) std::abort();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const chowki::fuzz::ScratchFile file;
  file.Write({reinterpret_cast<const char*>(data) + 1, size - 1});
  const auto formats = SourceFormats();
  Storing intake;
  formats[data[0] % formats.size()].read(file.path(), intake).IgnoreError();
  return 0;
}
