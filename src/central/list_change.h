#pragma once

#include "central/change_set.h"
#include "central/version.h"

namespace chowki::central {

// Whether every record of a change set still follows the last revision of its entry: nobody else
// moved one since it was planned.
[[nodiscard]] Result<bool> Fits(sql::Connection& store, const ChangeSet& set);

// Writes the records of a change set into the list's entries, and into their history as of this
// version. It must fit.
[[nodiscard]] Status ApplyToList(sql::Connection& store, const ChangeSet& set,
                                 const Version& version);

}  // namespace chowki::central
