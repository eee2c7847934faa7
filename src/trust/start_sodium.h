#pragma once

namespace chowki::trust {

// Before the first call into libsodium; does something only once. Threads: any.
void StartSodium();

}  // namespace chowki::trust
