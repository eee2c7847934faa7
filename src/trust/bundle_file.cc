#include "trust/bundle_file.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/hasher.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

constexpr size_t kLengthBytes = 4;

Status Malformed(const char* fault) {
  return Refuse(Refusal::kBundleMalformed, {{"fault", fault}});
}

std::string BigEndian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

std::uint32_t FromBigEndian(Bytes bytes) {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

// Exactly as many bytes, or BUNDLE_MALFORMED.
Status ReadAll(ByteSource& in, std::span<std::uint8_t> out) {
  CHOWKI_ASSIGN_OR_RETURN(const size_t count, in.Read(out));
  return count == out.size() ? Ok() : Malformed("cut off");
}

// Copies one section and holds it against the header.
template <typename Write>
Status CopySection(ByteSource& content, const BundleSection& section, const Write& write) {
  std::vector<std::uint8_t> piece(kChunkBytes);
  Hasher hasher;
  std::int64_t bytes = 0;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const size_t count, content.Read(piece));
    hasher.Add(Bytes(piece).first(count));
    write(Bytes(piece).first(count));
    bytes += static_cast<std::int64_t>(count);
    if (count < piece.size()) break;
  }
  if (bytes == section.bytes && hasher.Finish() == section.sha256) return Ok();
  return InvalidInput("section {} is not what the header says", ToHex(section.sha256));
}

// The key of a sealed bundle's stream.
Result<StreamKey> OpenKey(const Sealing& sealing, const OpeningKey* key) {
  StreamKey stream_key;
  if (key != nullptr) {
    const KeyId id = key->sealing_key().id();
    for (const SealedKey& sealed : sealing.keys) {
      if (sealed.recipient != id) continue;
      if (key->Open(sealed.bytes, stream_key.bytes())) return stream_key;
      return Refuse(Refusal::kBundleDamaged, {{"fault", "key"}});
    }
  }
  return Refuse(Refusal::kBundleNotForUs, {{"recipients", sealing.keys.size()}});
}

}  // namespace

Status WriteBundle(std::ostream& out, BundleHeader header, std::span<ByteSource* const> sections,
                   std::span<const SealingKey> recipients) {
  if (sections.size() != header.sections.size()) {
    return InvalidInput("{} sections, the header names {}", sections.size(),
                        header.sections.size());
  }
  if (header.direction == Direction::kUp && recipients.empty()) {
    return Refuse(Refusal::kBundleNotSealed);
  }
  SealedStreamWriter sealed(out);
  if (!recipients.empty()) {
    header.sealing = Sealing{sealed.header(), {}};
    for (const SealingKey& recipient : recipients) {
      header.sealing->keys.push_back({recipient.id(), recipient.Seal(sealed.key().bytes())});
    }
  }
  const std::string bytes = ToBytes(header);
  if (bytes.size() > kMaxBundleHeaderBytes) return InvalidInput("the header is too long");
  out << kBundleMagic << BigEndian(static_cast<std::uint32_t>(bytes.size())) << bytes;
  sealed.Bind(Sha256(bytes));
  const auto write = [&](Bytes piece) {
    if (header.sealing) {
      sealed.Write(piece);
    } else {
      out.write(reinterpret_cast<const char*>(piece.data()),
                static_cast<std::streamsize>(piece.size()));
    }
  };
  for (size_t i = 0; i < sections.size(); ++i) {
    CHOWKI_RETURN_IF_ERROR(CopySection(*sections[i], header.sections[i], write));
  }
  if (header.sealing) sealed.Finish();
  return out.flush() ? Ok() : Unavailable("cannot write the bundle");
}

Result<size_t> SectionSource::Read(std::span<std::uint8_t> out) {
  const auto wanted = static_cast<size_t>(std::min(static_cast<std::int64_t>(out.size()), left_));
  CHOWKI_RETURN_IF_ERROR(ReadAll(body_, out.first(wanted)));
  left_ -= static_cast<std::int64_t>(wanted);
  return wanted;
}

Status SectionSource::Drain() {
  std::vector<std::uint8_t> piece(kChunkBytes);
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const size_t count, Read(piece));
    if (count < piece.size()) return Ok();
  }
}

Result<std::unique_ptr<BundleReader>> BundleReader::Open(ByteSource& in, const OpeningKey* key) {
  std::array<std::uint8_t, kBundleMagic.size() + kLengthBytes> start{};
  CHOWKI_RETURN_IF_ERROR(ReadAll(in, start));
  if (AsText(Bytes(start).first(kBundleMagic.size())) != kBundleMagic) return Malformed("magic");
  const std::uint32_t length = FromBigEndian(Bytes(start).last(kLengthBytes));
  if (length > kMaxBundleHeaderBytes) return Malformed("header too long");
  std::vector<std::uint8_t> bytes(length);
  CHOWKI_RETURN_IF_ERROR(ReadAll(in, bytes));

  std::unique_ptr<BundleReader> reader(new BundleReader(in));
  CHOWKI_ASSIGN_OR_RETURN(reader->header_, ParseBundleHeader(AsText(bytes)));
  if (const auto& sealing = reader->header_.sealing) {
    CHOWKI_ASSIGN_OR_RETURN(const StreamKey stream_key, OpenKey(*sealing, key));
    reader->unsealed_ =
        std::make_unique<UnsealedSource>(in, stream_key, sealing->stream_header, Sha256(bytes));
    reader->body_ = reader->unsealed_.get();
  }
  return reader;
}

Status BundleReader::End() {
  std::array<std::uint8_t, 1> more{};
  CHOWKI_ASSIGN_OR_RETURN(const size_t count, body_->Read(more));
  return count == 0 ? Ok() : Malformed("too long");
}

}  // namespace chowki::trust
