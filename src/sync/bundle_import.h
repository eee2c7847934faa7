#pragma once

#include <set>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "sync/post_store.h"
#include "trust/byte_source.h"
#include "trust/policy.h"
#include "trust/sealing_key.h"

namespace chowki::sync {

// Takes a downward bundle in: the same order as online, one transaction, all or nothing. Bundles
// may come in any order and any number of times.
//
// bundle   the file's bytes, from anywhere.
// key      opens sealed bundles; may be nullptr.
// returns  the lists that have a new version.
// errors   any trust::Refusal; as SQLite's. Nothing has changed then.
[[nodiscard]] Result<std::set<std::string>> ImportBundle(PostStore& store,
                                                         trust::ByteSource& bundle,
                                                         const std::set<std::string>& follows,
                                                         const trust::Policy& policy, Time clock,
                                                         const trust::OpeningKey* key = nullptr);

}  // namespace chowki::sync
