#include "sync/bundle_import.h"

#include "trust/bundle_file.h"
#include "trust/import.h"

namespace chowki::sync {

Result<std::set<std::string>> ImportBundle(PostStore& store, trust::ByteSource& bundle,
                                           const std::set<std::string>& follows,
                                           const trust::Policy& policy, Time clock,
                                           const trust::OpeningKey* key) {
  CHOWKI_ASSIGN_OR_RETURN(const auto reader, trust::BundleReader::Open(bundle, key));
  CHOWKI_ASSIGN_OR_RETURN(PostChange change, store.Begin(follows));
  CHOWKI_ASSIGN_OR_RETURN(
      const trust::TrustState state,
      trust::Import(*reader, change.held(), policy, clock,
                    [&](const std::string& list, trust::Onto onto) -> trust::Entries* {
                      return change.EntriesOf(list, onto);
                    }));
  CHOWKI_RETURN_IF_ERROR(change.Commit(state));
  std::set<std::string> changed;
  for (const auto& [list, now] : state.lists) {
    const auto before = change.held().lists.find(list);
    if (before == change.held().lists.end() || before->second != now) changed.insert(list);
  }
  return changed;
}

}  // namespace chowki::sync
