#pragma once

#include <string>

#include "trust/deployment.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/example_entries.h"

namespace chowki::sync::test {

// A change that puts an invented person. The deployment counts the revisions.
[[nodiscard]] inline trust::test::Change PutPerson(const std::string& id, const std::string& name) {
  watchlist::Entry entry = watchlist::SmallEntry(id, name);
  entry.revision = 1;
  const size_t head = trust::test::EntryBytes(id, 1, "").size();
  return {id, false, watchlist::ToBytes(entry).substr(head)};
}

// A change set of people "<prefix>-<n>" with a name that tells which edition it is.
[[nodiscard]] inline trust::test::ChangeSetDraft People(const std::string& prefix, int first,
                                                        int last, const std::string& edition) {
  trust::test::ChangeSetDraft draft;
  for (int n = first; n <= last; ++n) {
    draft.changes.push_back(
        PutPerson(prefix + "-" + std::to_string(1000 + n), "PERSON " + edition));
  }
  return draft;
}

}  // namespace chowki::sync::test
