#pragma once

#include <memory>

#include "base/digest.h"

struct evp_md_ctx_st;

namespace chowki {

// SHA-256 of bytes that come piece by piece.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  void Add(Bytes bytes);
  // The digest of everything added; the hasher starts anew.
  [[nodiscard]] Digest Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace chowki
