#include "trust/unpack.h"

#include <zstd.h>
#include <zstd_errors.h>

#include "trust/file_spec.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

Status Corrupt(const char* fault) { return Refuse(Refusal::kFileCorrupt, {{"fault", fault}}); }

}  // namespace

void UnpackedSource::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

UnpackedSource::UnpackedSource(ByteSource& in, std::int64_t content_bytes)
    : in_(in), left_(content_bytes), context_(ZSTD_createDCtx()), packed_(kChunkBytes) {
  CHOWKI_CHECK(context_ != nullptr);
  CHOWKI_CHECK(
      !ZSTD_isError(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kMaxWindowLog)));
}

UnpackedSource::~UnpackedSource() = default;

Result<size_t> UnpackedSource::Read(std::span<std::uint8_t> out) {
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  while (to.pos < to.size && !ended_) {
    if (packed_used_ == packed_size_) {
      CHOWKI_ASSIGN_OR_RETURN(packed_size_, in_.Read(packed_));
      packed_used_ = 0;
    }
    ZSTD_inBuffer from{packed_.data(), packed_size_, packed_used_};
    const size_t before = to.pos;
    const size_t hint = ZSTD_decompressStream(context_.get(), &to, &from);
    packed_used_ = from.pos;
    if (ZSTD_isError(hint)) {
      const ZSTD_ErrorCode code = ZSTD_getErrorCode(hint);
      if (code == ZSTD_error_frameParameter_windowTooLarge) {
        return Refuse(Refusal::kDecompressionLimit, {{"fault", "window"}});
      }
      return Corrupt(ZSTD_getErrorString(code));
    }
    left_ -= static_cast<std::int64_t>(to.pos - before);
    if (left_ < 0) return Refuse(Refusal::kDecompressionLimit, {{"fault", "length"}});
    if (hint == 0) CHOWKI_RETURN_IF_ERROR(End());
    // Nothing left to read, nothing held back by the decoder.
    if (!ended_ && packed_size_ == 0 && to.pos == before) return Corrupt("cut off");
  }
  return to.pos;
}

Status UnpackedSource::End() {
  ended_ = true;
  if (packed_used_ < packed_size_) return Corrupt("more than one frame");
  CHOWKI_ASSIGN_OR_RETURN(const size_t more, in_.Read(std::span(packed_).first(1)));
  if (more > 0) return Corrupt("more than one frame");
  if (left_ > 0) return Refuse(Refusal::kFileLengthWrong, {{"missing", left_}});
  return Ok();
}

}  // namespace chowki::trust
