#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "central/change_set.h"

namespace chowki::central {

// One row of an import: an entry's bytes, or the id of one to remove.
struct DraftRow {
  std::string put;
  std::string remove;  // "" when there is something to put
};

struct NewChangeSet {
  std::string list;
  std::string title;
  Content content = Content::kChanges;
  std::string request_id;
};

// Makes an empty draft, and the list when it is the first of its name. A repeat of the request_id
// gives the draft of the first time.
//
// errors  kInvalidArgument: a list's name as in docs/formats.md, a title of at most 200 bytes.
[[nodiscard]] Result<ChangeSet> CreateDraft(sql::Connection& store, const NewChangeSet& wanted,
                                            const std::string& author, Time now);

// Adds rows to a draft. Rows that it has are passed over, so that a broken import can be sent again
// from anywhere before its end.
//
// first_row  number of the first row, from 1.
// last       the import is complete with these.
// returns    how many rows the draft has.
// errors     CHANGE_SET_STATE_WRONG, also when it is complete; IMPORT_ROW_GAP; kPermissionDenied:
//            somebody else's draft; kInvalidArgument: a row that is no entry, naming it.
[[nodiscard]] Result<std::int64_t> AddRows(sql::Connection& store, std::int64_t number,
                                           const std::string& author, std::int64_t first_row,
                                           const std::vector<DraftRow>& rows, bool last);

// A draft that brings the entries of an older version back.
//
// errors  RESOURCE_UNKNOWN: no such version.
[[nodiscard]] Result<ChangeSet> DraftRevert(sql::Connection& store, const NewChangeSet& wanted,
                                            std::int64_t to_version, const std::string& author,
                                            Time now);

}  // namespace chowki::central
