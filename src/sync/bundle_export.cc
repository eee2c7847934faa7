#include "sync/bundle_export.h"

#include <deque>
#include <fstream>
#include <memory>
#include <set>

#include "trust/bundle_file.h"
#include "trust/refusal.h"
#include "trust/route.h"
#include "trust/verifier.h"

namespace chowki::sync {
namespace {

Result<std::vector<std::string>> AllRoots(Centre& centre, std::int64_t newest) {
  std::vector<std::string> roots;
  while (static_cast<std::int64_t>(roots.size()) < newest) {
    CHOWKI_ASSIGN_OR_RETURN(const auto more,
                            centre.GetRoots(static_cast<std::int64_t>(roots.size())));
    if (more.empty()) break;
    roots.insert(roots.end(), more.begin(), more.end());
  }
  return roots;
}

// For a post that holds nothing the newest manifest is enough; one that holds something may want to
// check each step.
Result<std::vector<std::string>> ManifestsOf(Centre& centre, const std::string& list,
                                             const trust::HeldList* held, const Offered& offered,
                                             std::int64_t newest) {
  std::vector<std::string> manifests;
  if (held == nullptr) {
    for (const std::string& manifest : offered.manifests) {
      if (ListOf(manifest) == list) manifests.push_back(manifest);
    }
    return manifests;
  }
  std::int64_t after = held->version;
  while (after < newest) {
    CHOWKI_ASSIGN_OR_RETURN(auto more, centre.ListManifests(list, after));
    if (more.empty()) break;
    after += static_cast<std::int64_t>(more.size());
    for (std::string& manifest : more) manifests.push_back(std::move(manifest));
  }
  // What was published since is for the next heartbeat.
  for (; after > newest; --after) manifests.pop_back();
  return manifests;
}

// A version as a post holds it, by what the centre says of it: whoever takes the bundle proves it.
Result<trust::HeldList> HeldAt(Centre& centre, const std::string& list, std::int64_t version) {
  CHOWKI_ASSIGN_OR_RETURN(const auto manifests, centre.ListManifests(list, version - 1));
  if (!manifests.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                            trust::ParseEnvelope(manifests.front(), trust::kMaxManifestBytes));
    CHOWKI_ASSIGN_OR_RETURN(const trust::Manifest manifest, trust::ParseManifest(envelope.payload));
    if (manifest.version == version) {
      return trust::HeldList{
          manifest.epoch,       version,         Sha256(envelope.payload), manifest.state_root,
          manifest.entry_count, manifest.issued, manifest.expires};
    }
  }
  return trust::Refuse(trust::Refusal::kStepNotApproved, {{"list", list}, {"from", version}});
}

}  // namespace

Status ExportBundle(Centre& centre, const ExportOptions& options, Time now, std::ostream& out,
                    const FetchProgress& progress) {
  CHOWKI_ASSIGN_OR_RETURN(auto root, trust::Verifier::Pin(options.first_root));
  trust::TrustState state{std::move(root), {}, options.held};
  std::set<std::string> lists;
  for (const auto& [name, held] : state.lists) lists.insert(name);
  std::erase_if(state.lists, [](const auto& list) { return list.second.version == 0; });

  CHOWKI_ASSIGN_OR_RETURN(const Offered offered,
                          centre.GetHead(state, lists, std::chrono::seconds(0)));
  trust::BundleHeader header;
  header.created = now;
  CHOWKI_ASSIGN_OR_RETURN(header.roots, AllRoots(centre, offered.root_version));
  CHOWKI_ASSIGN_OR_RETURN(state.root, trust::Verifier::FollowRoots(state, header.roots, now));
  header.deployment = state.root->deployment;
  CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat,
                          trust::Verifier::CheckHeartbeat(state, offered.heartbeat));
  header.heartbeat = offered.heartbeat;

  std::deque<std::ifstream> files;
  std::deque<trust::StreamSource> sources;
  std::vector<trust::ByteSource*> sections;
  trust::Policy policy;
  policy.check_approvals = options.steps_from > 0;
  for (const std::string& list : lists) {
    if (policy.check_approvals) {
      CHOWKI_ASSIGN_OR_RETURN(state.lists[list], HeldAt(centre, list, options.steps_from));
    }
    const trust::HeldList* held = state.Find(list);
    const auto head = heartbeat->heads.find(list);
    const std::int64_t newest = head != heartbeat->heads.end() ? head->second.version : 0;
    CHOWKI_ASSIGN_OR_RETURN(auto manifests, ManifestsOf(centre, list, held, offered, newest));
    CHOWKI_ASSIGN_OR_RETURN(const auto chain, trust::Verifier::CheckManifests(
                                                  state, heartbeat, list, manifests, policy));
    CHOWKI_ASSIGN_OR_RETURN(const auto route, trust::PlanRoute(chain, held, policy));
    for (const trust::Step& step : route) {
      CHOWKI_ASSIGN_OR_RETURN(const auto path,
                              Fetch(step.file(), centre, options.downloads, progress));
      header.sections.push_back({step.file().sha256, step.file().bytes});
      sections.push_back(&sources.emplace_back(files.emplace_back(path, std::ios::binary)));
    }
    header.lists.push_back({list, std::move(manifests)});
  }
  return trust::WriteBundle(out, std::move(header), sections, options.to);
}

}  // namespace chowki::sync
