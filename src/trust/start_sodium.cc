#include "trust/start_sodium.h"

#include <sodium.h>

#include "base/status.h"

namespace chowki::trust {

void StartSodium() {
  static const bool started = sodium_init() >= 0;
  CHOWKI_CHECK(started);
}

}  // namespace chowki::trust
