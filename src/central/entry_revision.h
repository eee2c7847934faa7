#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chowki::central {

// The bytes of an entry with another revision. Drafts hold entries at revision 1, whatever their
// author wrote there: the centre gives revisions, and entries are compared without them.
//
// bytes     of an entry that was read before (watchlist::FromBytes).
// revision  at least 1.
[[nodiscard]] std::string WithRevision(std::string_view bytes, std::int64_t revision);

}  // namespace chowki::central
