#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "trust/record.h"
#include "trust/refusal.h"
#include "trust/unpack.h"

// Any bytes as a zstd frame and as the records in one: never more than promised, every record told
// apart exactly, or a refusal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace chowki::trust;

// What was read, when all of it was.
bool ReadAll(ByteSource& source, std::string& records) {
  RecordReader reader(source);
  while (true) {
    const auto record = reader.Next();
    if (!record.ok()) {
      if (!RefusalOf(record.status())) std::abort();
      return false;
    }
    if (!*record) return true;
    if ((*record)->id.empty() || (*record)->revision < 1) std::abort();
    records += (*record)->whole;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const chowki::Bytes bytes(data, size);
  std::string records;
  MemorySource plain(bytes);
  if (ReadAll(plain, records) && records != std::string(data, data + size)) std::abort();

  constexpr std::int64_t kPromised = 100'000;
  records.clear();
  MemorySource packed(bytes);
  UnpackedSource unpacked(packed, kPromised);
  if (ReadAll(unpacked, records) && records.size() != kPromised) std::abort();
  return 0;
}
