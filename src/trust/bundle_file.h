#pragma once

#include <memory>
#include <ostream>
#include <span>

#include "base/status.h"
#include "trust/bundle.h"
#include "trust/byte_source.h"
#include "trust/sealing_key.h"

namespace chowki::trust {

// Writes a bundle: magic, length of the header, header, sections.
//
// header      without sealing; its sections say length and digest of the contents.
// sections    one a header section, in the same order; read to the end.
// recipients  when there are any, the sections are sealed to them.
// errors      kInvalidArgument: a content that is not what the header says; events without
//             recipients: BUNDLE_NOT_SEALED; kUnavailable: out failed; those of the sections.
[[nodiscard]] Status WriteBundle(std::ostream& out, BundleHeader header,
                                 std::span<ByteSource* const> sections,
                                 std::span<const SealingKey> recipients);

// The bytes of one section, as many as the header says. What they must be is signed elsewhere: in a
// manifest (RecordFile checks it) or in an EventBatch.
// errors  BUNDLE_MALFORMED: cut off; those of the body.
class SectionSource final : public ByteSource {
 public:
  SectionSource(ByteSource& body, std::int64_t bytes) : body_(body), left_(bytes) {}
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;
  // Passes over what is left.
  [[nodiscard]] Status Drain();

 private:
  ByteSource& body_;
  std::int64_t left_;
};

// Reads a bundle from front to back.
class BundleReader {
 public:
  // in   must outlive the reader.
  // key  opens sealed bundles; may be nullptr.
  // errors  BUNDLE_MALFORMED, BUNDLE_NOT_SEALED, BUNDLE_NOT_FOR_US; those of in.
  [[nodiscard]] static Result<std::unique_ptr<BundleReader>> Open(ByteSource& in,
                                                                  const OpeningKey* key);

  [[nodiscard]] const BundleHeader& header() const { return header_; }
  // The sections, each one read or drained before the next.
  [[nodiscard]] SectionSource Section(size_t index) {
    return {*body_, header_.sections.at(index).bytes};
  }
  // After the last section: nothing may follow. errors  BUNDLE_MALFORMED, BUNDLE_DAMAGED.
  [[nodiscard]] Status End();

 private:
  explicit BundleReader(ByteSource& in) : body_(&in) {}
  BundleHeader header_;
  std::unique_ptr<UnsealedSource> unsealed_;
  ByteSource* body_;
};

}  // namespace chowki::trust
