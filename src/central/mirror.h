#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/status.h"
#include "sql/connection.h"
#include "trust/heartbeat.h"
#include "trust/manifest.h"
#include "trust/trust_state.h"
#include "trust/verified.h"

namespace chowki::central {

// What a relay keeps: what another centre published, byte by byte as it was signed. It holds no
// key; whoever reads from it proves everything anew. All within a transaction of the caller.

// What is kept, as trust::Verifier wants to know it. errors  kFailedPrecondition: no trust root.
[[nodiscard]] Result<trust::TrustState> MirroredState(sql::Connection& store);

// Keeps a file that was fetched and checked; one that is there already stays.
//
// list, version  that it leads to.
// step           whether it is the single step from the version before.
// errors         kUnavailable: it cannot be read.
[[nodiscard]] Status MirrorFile(sql::Connection& store, const std::string& list,
                                std::int64_t version, bool step, const Digest& sha256,
                                const std::filesystem::path& path);

// Keeps the next version of a list; its files are there.
[[nodiscard]] Status MirrorVersion(sql::Connection& store,
                                   const trust::Verified<trust::Manifest>& manifest);

// Keeps a heartbeat; those who wait for it hear of what it names.
[[nodiscard]] Status MirrorHeartbeat(sql::Connection& store,
                                     const trust::Verified<trust::Heartbeat>& heartbeat);

}  // namespace chowki::central
