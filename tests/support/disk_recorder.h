#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace chowki::test {

// One thing that SQLite asked of a disk.
struct DiskStep {
  enum class Kind { kWrite, kTruncate, kSync, kDelete };
  Kind kind = Kind::kWrite;
  std::string file;      // its name, without the folder
  std::int64_t at = 0;   // of a write its first byte, of a truncation the new length
  std::string bytes;     // of a write
  bool lasting = false;  // of a deletion: the folder was synchronised
};

// Writes down everything that SQLite does to files while it lives: opens them through a file system
// of its own, which is SQLite's default for so long.
//
// thread  one recorder at a time; files that it opened are closed before it goes.
class DiskRecorder {
 public:
  DiskRecorder();
  ~DiskRecorder();
  DiskRecorder(const DiskRecorder&) = delete;
  DiskRecorder& operator=(const DiskRecorder&) = delete;

  [[nodiscard]] const std::vector<DiskStep>& steps() const;

 private:
  struct FileSystem;
  std::unique_ptr<FileSystem> file_system_;
};

// What becomes of bytes that were written and not synchronised when the power fails.
enum class Unsynced {
  kKept,  // as when only the process dies
  kLost,
  kTorn,  // of each sector of 512 bytes either
};

// Makes the folder `after` as a disk would hold it when the power failed behind the first `count`
// steps, of which `before` held none.
void CutPower(const std::filesystem::path& before, const std::vector<DiskStep>& steps, size_t count,
              Unsynced unsynced, std::mt19937& random, const std::filesystem::path& after);

}  // namespace chowki::test
