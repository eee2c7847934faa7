#include "trust/key_id.h"

#include <algorithm>

namespace chowki::trust {

KeyId IdOf(Bytes public_key) {
  const Digest digest = Sha256(public_key);
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

}  // namespace chowki::trust
