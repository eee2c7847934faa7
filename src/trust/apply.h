#pragma once

#include "base/status.h"
#include "trust/entries.h"
#include "trust/record_file.h"
#include "trust/route.h"

namespace chowki::trust {

// Applies the file of one step and proves that what comes out is what was signed. On any error the
// entries are to be rolled back.
//
// raw      the file's bytes, from anywhere; read to the end.
// held     what the entries are now; nullptr for a snapshot, which needs entries without anything.
// returns  what is held from now on: commit it together with the entries.
// errors   those of RecordFile; DELTA_BASE_WRONG, REVISION_CONFLICT, RECORD_ORDER,
//          CHANGE_SET_MISMATCH (a single step whose records are not those of the change sets),
//          ENTRY_COUNT_MISMATCH, STATE_ROOT_MISMATCH; those of entries.
[[nodiscard]] Result<HeldList> Apply(const Step& step, ByteSource& raw, const HeldList* held,
                                     Entries& entries);

}  // namespace chowki::trust
