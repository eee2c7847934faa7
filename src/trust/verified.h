#pragma once

#include <utility>

#include "base/digest.h"
#include "trust/envelope.h"

namespace chowki::trust {

// A signed message that holds: only the Verifier makes one, so that whoever has it need not ask.
template <typename T>
class Verified {
 public:
  [[nodiscard]] const T& operator*() const { return value_; }
  [[nodiscard]] const T* operator->() const { return &value_; }
  // SHA-256 over the payload: what others name it by.
  [[nodiscard]] const Digest& digest() const { return digest_; }
  // As it was signed: to keep, and to hand on.
  [[nodiscard]] const Envelope& envelope() const { return envelope_; }

 private:
  friend class Verifier;
  Verified(T value, Envelope envelope)
      : value_(std::move(value)),
        envelope_(std::move(envelope)),
        digest_(Sha256(envelope_.payload)) {}

  T value_;
  Envelope envelope_;
  Digest digest_;
};

}  // namespace chowki::trust
