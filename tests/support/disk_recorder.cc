#include "support/disk_recorder.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <sqlite3.h>

namespace chowki::test {
namespace {

namespace fs = std::filesystem;

constexpr char kName[] = "chowki-recorder";
constexpr size_t kSector = 512;

using Steps = std::vector<DiskStep>;

// A file of the real file system, and where to write down what is done to it.
struct RecordedFile {
  sqlite3_file base;
  Steps* steps;
  const char* name;  // SQLite keeps it until the file is closed
  // Behind it the real file, as long as the real file system says.
};

sqlite3_file* RealOf(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<RecordedFile*>(file) + 1);
}

void WriteDown(sqlite3_file* file, DiskStep::Kind kind, std::int64_t at, std::string bytes = {}) {
  const auto* recorded = reinterpret_cast<RecordedFile*>(file);
  if (recorded->name == nullptr) return;  // a temporary file
  recorded->steps->push_back(
      {kind, fs::path(recorded->name).filename().string(), at, std::move(bytes), false});
}

int Close(sqlite3_file* file) {
  sqlite3_file* real = RealOf(file);
  return real->pMethods != nullptr ? real->pMethods->xClose(real) : SQLITE_OK;
}
int Read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 at) {
  return RealOf(file)->pMethods->xRead(RealOf(file), to, bytes, at);
}
int Write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 at) {
  WriteDown(file, DiskStep::Kind::kWrite, at,
            {static_cast<const char*>(from), static_cast<size_t>(bytes)});
  return RealOf(file)->pMethods->xWrite(RealOf(file), from, bytes, at);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  WriteDown(file, DiskStep::Kind::kTruncate, size);
  return RealOf(file)->pMethods->xTruncate(RealOf(file), size);
}
int Sync(sqlite3_file* file, int flags) {
  WriteDown(file, DiskStep::Kind::kSync, 0);
  return RealOf(file)->pMethods->xSync(RealOf(file), flags);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return RealOf(file)->pMethods->xFileSize(RealOf(file), size);
}
int Lock(sqlite3_file* file, int lock) { return RealOf(file)->pMethods->xLock(RealOf(file), lock); }
int Unlock(sqlite3_file* file, int lock) {
  return RealOf(file)->pMethods->xUnlock(RealOf(file), lock);
}
int CheckReservedLock(sqlite3_file* file, int* locked) {
  return RealOf(file)->pMethods->xCheckReservedLock(RealOf(file), locked);
}
int FileControl(sqlite3_file* file, int op, void* argument) {
  return RealOf(file)->pMethods->xFileControl(RealOf(file), op, argument);
}
int SectorSize(sqlite3_file* file) { return RealOf(file)->pMethods->xSectorSize(RealOf(file)); }
int DeviceCharacteristics(sqlite3_file* file) {
  return RealOf(file)->pMethods->xDeviceCharacteristics(RealOf(file));
}
int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  return RealOf(file)->pMethods->xShmMap(RealOf(file), page, size, extend, to);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return RealOf(file)->pMethods->xShmLock(RealOf(file), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) { RealOf(file)->pMethods->xShmBarrier(RealOf(file)); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return RealOf(file)->pMethods->xShmUnmap(RealOf(file), remove);
}

// Version 2: with shared memory for the write-ahead log, without memory maps of the file itself,
// past which nothing could be written down.
constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         FileSize,
                                         Lock,
                                         Unlock,
                                         CheckReservedLock,
                                         FileControl,
                                         SectorSize,
                                         DeviceCharacteristics,
                                         ShmMap,
                                         ShmLock,
                                         ShmBarrier,
                                         ShmUnmap,
                                         nullptr,
                                         nullptr};

}  // namespace

struct DiskRecorder::FileSystem {
  sqlite3_vfs vfs{};  // first: SQLite hands back a pointer to it
  sqlite3_vfs* real = nullptr;
  Steps steps;

  static FileSystem& Of(sqlite3_vfs* vfs) { return *static_cast<FileSystem*>(vfs->pAppData); }

  static int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    FileSystem& self = Of(vfs);
    auto* recorded = reinterpret_cast<RecordedFile*>(file);
    recorded->steps = &self.steps;
    recorded->name = name;
    recorded->base.pMethods = nullptr;
    const int code = self.real->xOpen(self.real, name, RealOf(file), flags, out);
    // Also when it failed half way: xClose is called exactly when there are methods.
    if (RealOf(file)->pMethods != nullptr) recorded->base.pMethods = &kMethods;
    return code;
  }
  static int Delete(sqlite3_vfs* vfs, const char* name, int lasting) {
    FileSystem& self = Of(vfs);
    const int code = self.real->xDelete(self.real, name, lasting);
    if (code == SQLITE_OK) {
      self.steps.push_back(
          {DiskStep::Kind::kDelete, fs::path(name).filename().string(), 0, "", lasting != 0});
    }
    return code;
  }
};

DiskRecorder::DiskRecorder() : file_system_(std::make_unique<FileSystem>()) {
  FileSystem& self = *file_system_;
  self.real = sqlite3_vfs_find(nullptr);
  self.vfs = *self.real;
  self.vfs.pNext = nullptr;
  self.vfs.zName = kName;
  self.vfs.szOsFile = static_cast<int>(sizeof(RecordedFile)) + self.real->szOsFile;
  self.vfs.pAppData = &self;
  self.vfs.xOpen = FileSystem::Open;
  self.vfs.xDelete = FileSystem::Delete;
  sqlite3_vfs_register(&self.vfs, 1);
}

DiskRecorder::~DiskRecorder() {
  sqlite3_vfs_unregister(&file_system_->vfs);
  sqlite3_vfs_register(file_system_->real, 1);
}

const std::vector<DiskStep>& DiskRecorder::steps() const { return file_system_->steps; }

void CutPower(const fs::path& before, const Steps& steps, size_t count, Unsynced unsynced,
              std::mt19937& random, const fs::path& after) {
  // Up to which step the bytes of each file are on the disk for good.
  std::map<std::string, size_t> synced;
  for (size_t i = 0; i < count; ++i) {
    if (steps[i].kind == DiskStep::Kind::kSync) synced[steps[i].file] = i;
  }
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(before)) {
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  std::set<std::string> there;
  for (const auto& [name, bytes] : files) there.insert(name);
  for (size_t i = 0; i < count; ++i) {
    const DiskStep& step = steps[i];
    const auto last_sync = synced.find(step.file);
    const bool lasts = step.lasting || unsynced == Unsynced::kKept ||
                       (last_sync != synced.end() && i <= last_sync->second);
    const auto survives = [&] { return lasts || (unsynced == Unsynced::kTorn && random() % 2); };
    std::string& bytes = files[step.file];
    switch (step.kind) {
      case DiskStep::Kind::kWrite: {
        const auto end = static_cast<size_t>(step.at) + step.bytes.size();
        for (size_t done = 0; done < step.bytes.size();) {
          const size_t at = static_cast<size_t>(step.at) + done;
          const size_t part = std::min(kSector - at % kSector, end - at);
          if (survives()) {
            if (bytes.size() < at + part) bytes.resize(at + part, '\0');
            std::memcpy(bytes.data() + at, step.bytes.data() + done, part);
            there.insert(step.file);
          }
          done += part;
        }
        break;
      }
      case DiskStep::Kind::kTruncate:
        if (survives()) bytes.resize(static_cast<size_t>(step.at), '\0');
        break;
      case DiskStep::Kind::kDelete:
        if (survives()) {
          bytes.clear();
          there.erase(step.file);
        }
        break;
      case DiskStep::Kind::kSync:
        break;
    }
  }
  fs::remove_all(after);
  fs::create_directories(after);
  for (const std::string& name : there) {
    std::ofstream(after / name, std::ios::binary) << files[name];
  }
}

}  // namespace chowki::test
