#include "trust/sealed_stream.h"

#include <algorithm>

#include <sodium.h>

#include "trust/refusal.h"
#include "trust/start_sodium.h"

namespace chowki::trust {
namespace {

using State = crypto_secretstream_xchacha20poly1305_state;
constexpr size_t kOverhead = crypto_secretstream_xchacha20poly1305_ABYTES;

static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == 24 &&
              crypto_secretstream_xchacha20poly1305_KEYBYTES == 32);

void WipeAndDelete(State* state) {
  sodium_memzero(state, sizeof(State));
  delete state;
}

}  // namespace

void SealedStreamWriter::Free::operator()(State* state) const { WipeAndDelete(state); }
void UnsealedSource::Free::operator()(State* state) const { WipeAndDelete(state); }

SealedStreamWriter::SealedStreamWriter(std::ostream& out) : out_(out), state_(new State) {
  StartSodium();
  crypto_secretstream_xchacha20poly1305_keygen(key_.bytes().data());
  CHOWKI_CHECK(crypto_secretstream_xchacha20poly1305_init_push(state_.get(), header_.data(),
                                                               key_.bytes().data()) == 0);
}

SealedStreamWriter::~SealedStreamWriter() { Wipe(text_); }

void SealedStreamWriter::Push(bool last) {
  std::vector<std::uint8_t> sealed(text_.size() + kOverhead);
  const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                 : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  CHOWKI_CHECK(crypto_secretstream_xchacha20poly1305_push(
                   state_.get(), sealed.data(), nullptr, text_.data(), text_.size(),
                   bound_to_.data(), bound_to_.size(), tag) == 0);
  bound_to_.clear();
  text_.clear();
  out_.write(reinterpret_cast<const char*>(sealed.data()),
             static_cast<std::streamsize>(sealed.size()));
}

void SealedStreamWriter::Write(Bytes text) {
  while (!text.empty()) {
    // A full message is not pushed before more comes: it might be the last.
    if (text_.size() == kChunkBytes) Push(false);
    const size_t count = std::min(text.size(), kChunkBytes - text_.size());
    text_.insert(text_.end(), text.begin(), text.begin() + static_cast<long>(count));
    text = text.subspan(count);
  }
}

void SealedStreamWriter::Finish() { Push(true); }

UnsealedSource::UnsealedSource(ByteSource& in, const StreamKey& key, const StreamHeader& header,
                               const Digest& bound_to)
    : in_(in), state_(new State), bound_to_(bound_to.begin(), bound_to.end()) {
  StartSodium();
  CHOWKI_CHECK(crypto_secretstream_xchacha20poly1305_init_pull(state_.get(), header.data(),
                                                               key.bytes().data()) == 0);
}

UnsealedSource::~UnsealedSource() { Wipe(text_); }

Status UnsealedSource::Pull() {
  sealed_.resize(kChunkBytes + kOverhead);
  CHOWKI_ASSIGN_OR_RETURN(const size_t count, in_.Read(sealed_));
  if (count < kOverhead) return Refuse(Refusal::kBundleDamaged, {{"fault", "cut off"}});
  text_.resize(count - kOverhead);
  used_ = 0;
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(state_.get(), text_.data(), nullptr, &tag,
                                                 sealed_.data(), count, bound_to_.data(),
                                                 bound_to_.size()) != 0) {
    return Refuse(Refusal::kBundleDamaged, {{"fault", "altered"}});
  }
  bound_to_.clear();
  ended_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (!ended_) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const size_t more, in_.Read(std::span(sealed_).first(1)));
  return more == 0 ? Ok() : Refuse(Refusal::kBundleDamaged, {{"fault", "too long"}});
}

Result<size_t> UnsealedSource::Read(std::span<std::uint8_t> out) {
  size_t done = 0;
  while (done < out.size()) {
    if (used_ == text_.size()) {
      if (ended_) break;
      CHOWKI_RETURN_IF_ERROR(Pull());
    }
    const size_t count = std::min(out.size() - done, text_.size() - used_);
    std::copy_n(text_.data() + used_, count, out.data() + done);
    used_ += count;
    done += count;
  }
  return done;
}

}  // namespace chowki::trust
