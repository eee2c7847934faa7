#include "trust/file_check.h"

#include <algorithm>
#include <array>

#include "trust/refusal.h"

namespace chowki::trust {

std::int64_t FileCheck::offset() const {
  return complete() ? spec_.bytes : static_cast<std::int64_t>(next_ * kChunkBytes);
}

size_t FileCheck::expected_bytes() const {
  return static_cast<size_t>(
      std::min(spec_.bytes - offset(), static_cast<std::int64_t>(kChunkBytes)));
}

Status FileCheck::Accept(Bytes chunk) {
  if (complete() || chunk.size() != expected_bytes()) {
    return Refuse(Refusal::kFileLengthWrong,
                  {{"chunk", next_}, {"have", chunk.size()}, {"need", expected_bytes()}});
  }
  if (Sha256(chunk) != spec_.chunks[next_]) {
    return Refuse(Refusal::kChunkDigestMismatch, {{"chunk", next_}});
  }
  whole_.Add(chunk);
  ++next_;
  if (complete() && whole_.Finish() != spec_.sha256) {
    return Refuse(Refusal::kFileDigestMismatch, {{"file", ToHex(spec_.sha256)}});
  }
  return Ok();
}

Status FileCheck::Resume(ByteSource& partial) {
  std::vector<std::uint8_t> chunk(kChunkBytes);
  while (!complete()) {
    const std::span<std::uint8_t> wanted(chunk.data(), expected_bytes());
    CHOWKI_ASSIGN_OR_RETURN(const size_t count, partial.Read(wanted));
    if (count < wanted.size()) return Ok();
    const Status accepted = Accept(wanted);
    if (RefusalOf(accepted) == Refusal::kChunkDigestMismatch) return Ok();
    CHOWKI_RETURN_IF_ERROR(accepted);
  }
  return Ok();
}

Status CheckedSource::Fill() {
  used_ = 0;
  if (check_.complete()) {
    chunk_.clear();
    ended_ = true;
    std::array<std::uint8_t, 1> more{};
    CHOWKI_ASSIGN_OR_RETURN(const size_t count, raw_.Read(more));
    return count == 0 ? Ok() : Refuse(Refusal::kFileLengthWrong, {{"fault", "too long"}});
  }
  chunk_.resize(check_.expected_bytes());
  CHOWKI_ASSIGN_OR_RETURN(const size_t count, raw_.Read(chunk_));
  return check_.Accept(Bytes(chunk_).first(count));
}

Result<size_t> CheckedSource::Read(std::span<std::uint8_t> out) {
  size_t done = 0;
  while (done < out.size() && !ended_) {
    if (used_ == chunk_.size()) CHOWKI_RETURN_IF_ERROR(Fill());
    const size_t count = std::min(out.size() - done, chunk_.size() - used_);
    std::copy_n(chunk_.data() + used_, count, out.data() + done);
    used_ += count;
    done += count;
  }
  return done;
}

}  // namespace chowki::trust
