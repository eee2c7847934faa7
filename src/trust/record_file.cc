#include "trust/record_file.h"

#include <algorithm>

#include <zstd.h>

#include "trust/byte_text.h"

namespace chowki::trust {

void RecordFileWriter::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

RecordFileWriter::RecordFileWriter(std::ostream& out, int level)
    : out_(out), context_(ZSTD_createCCtx()) {
  CHOWKI_CHECK(context_ != nullptr);
  const auto set = [&](ZSTD_cParameter parameter, int value) {
    CHOWKI_CHECK(!ZSTD_isError(ZSTD_CCtx_setParameter(context_.get(), parameter, value)));
  };
  set(ZSTD_c_compressionLevel, level);
  set(ZSTD_c_windowLog, kMaxWindowLog);
}

RecordFileWriter::~RecordFileWriter() = default;

void RecordFileWriter::EndChunk() {
  spec_.chunks.push_back(chunk_.Finish());
  in_chunk_ = 0;
}

void RecordFileWriter::TakePacked(Bytes packed) {
  out_.write(reinterpret_cast<const char*>(packed.data()),
             static_cast<std::streamsize>(packed.size()));
  spec_.bytes += static_cast<std::int64_t>(packed.size());
  whole_.Add(packed);
  while (!packed.empty()) {
    const size_t count = std::min(packed.size(), kChunkBytes - in_chunk_);
    chunk_.Add(packed.first(count));
    in_chunk_ += count;
    packed = packed.subspan(count);
    if (in_chunk_ == kChunkBytes) EndChunk();
  }
}

void RecordFileWriter::Pack(std::string_view content, bool last) {
  std::array<std::uint8_t, kChunkBytes> packed{};
  ZSTD_inBuffer from{content.data(), content.size(), 0};
  size_t left = 0;
  do {
    ZSTD_outBuffer to{packed.data(), packed.size(), 0};
    left = ZSTD_compressStream2(context_.get(), &to, &from, last ? ZSTD_e_end : ZSTD_e_continue);
    CHOWKI_CHECK(!ZSTD_isError(left));
    TakePacked(Bytes(packed).first(to.pos));
  } while (from.pos < from.size || (last && left > 0));
}

void RecordFileWriter::Add(std::string_view records) {
  spec_.content_bytes += static_cast<std::int64_t>(records.size());
  Pack(records, false);
}

Result<FileSpec> RecordFileWriter::Finish() {
  Pack({}, true);
  if (in_chunk_ > 0) EndChunk();
  spec_.sha256 = whole_.Finish();
  if (!out_.flush()) return Unavailable("cannot write the file of records");
  return std::move(spec_);
}

}  // namespace chowki::trust
