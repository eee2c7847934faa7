#include "central_service/mirror.h"

#include "central/file_store.h"
#include "central/mirror.h"
#include "central/roots.h"
#include "central/withdrawn.h"
#include "sync/download.h"
#include "trust/refusal.h"
#include "trust/verifier.h"

namespace chowki::central_service {
namespace {

namespace fs = std::filesystem;

// A file that a relay hands on, and where it lies before it is kept.
struct Fetched {
  std::string list;
  std::int64_t version = 0;
  bool step = false;
  Digest sha256{};
  fs::path path;
};

struct Wanted {
  const trust::FileSpec* file = nullptr;
  bool step = false;
};

// Of the newest version everything; of one before it the single step, which posts that check
// approvals go by.
std::vector<Wanted> FilesOf(const trust::Manifest& manifest, bool newest) {
  std::vector<Wanted> files;
  if (newest && manifest.snapshot) files.push_back({&*manifest.snapshot, false});
  for (const trust::Delta& delta : manifest.deltas) {
    const bool step = delta.from_version + 1 == manifest.version;
    if (newest || step) files.push_back({&delta.file, step});
  }
  return files;
}

}  // namespace

Result<bool> Mirror::Round(std::chrono::seconds wait) {
  // First: a centre that shuts somebody out ends the question that waits below.
  CHOWKI_RETURN_IF_ERROR(TakeWithdrawn());
  CHOWKI_ASSIGN_OR_RETURN(trust::TrustState state, parts_.store->ReadFor(central::MirroredState));
  CHOWKI_ASSIGN_OR_RETURN(const sync::Offered offered, parts_.centre->GetHead(state, {}, wait));
  const std::int64_t root_before = state.root->version;
  CHOWKI_ASSIGN_OR_RETURN(state, FollowRoots(std::move(state), offered.root_version));
  if (offered.heartbeat.empty()) return state.root->version > root_before;
  CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat,
                          trust::Verifier::CheckHeartbeat(state, offered.heartbeat));
  std::map<std::string, Chain> lists;
  for (const auto& [list, head] : heartbeat->heads) {
    CHOWKI_ASSIGN_OR_RETURN(lists[list], NewVersions(list, state, heartbeat));
  }
  CHOWKI_RETURN_IF_ERROR(Keep(lists, heartbeat));
  return true;
}

Status Mirror::TakeWithdrawn() {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t known, parts_.store->ReadFor(central::MirroredChange));
  const auto told = parts_.centre->GetWithdrawn(known);
  // A centre of before, which has nobody to shut out for us.
  if (told.status().code() == StatusCode::kUnimplemented) return Ok();
  if (!told.ok()) return told.status();
  if (told->change == known) return Ok();
  central::Withdrawn withdrawn{told->change, {}};
  for (const sync::WithdrawnPost& post : told->posts) {
    withdrawn.posts.push_back({post.device, post.accepted_serials});
  }
  return parts_.store->Write([&](sql::Connection& store) {
    return central::MirrorWithdrawn(store, withdrawn, parts_.clock->Now());
  });
}

Result<trust::TrustState> Mirror::FollowRoots(trust::TrustState state, std::int64_t root_version) {
  while (state.root->version < root_version) {
    CHOWKI_ASSIGN_OR_RETURN(const auto roots, parts_.centre->GetRoots(state.root->version));
    const Time now = parts_.clock->Now();
    CHOWKI_ASSIGN_OR_RETURN(auto newest, trust::Verifier::FollowRoots(state, roots, now));
    if (newest->version == state.root->version) break;  // it promised one that it does not have
    state.root = std::move(newest);
    const auto keep = [&](sql::Connection& store) -> Status {
      for (const std::string& root : roots) {
        CHOWKI_RETURN_IF_ERROR(central::AddRoot(store, root, now));
      }
      return Ok();
    };
    CHOWKI_RETURN_IF_ERROR(parts_.store->Write(keep));
  }
  return state;
}

Result<Mirror::Chain> Mirror::NewVersions(const std::string& list, const trust::TrustState& state,
                                          const trust::Verified<trust::Heartbeat>& heartbeat) {
  const std::int64_t newest = heartbeat->heads.at(list).version;
  const trust::HeldList* held = state.Find(list);
  // From nothing the newest one is enough.
  std::int64_t after = held != nullptr ? held->version : newest - 1;
  std::vector<std::string> manifests;
  while (after < newest) {
    CHOWKI_ASSIGN_OR_RETURN(const auto more, parts_.centre->ListManifests(list, after));
    if (more.empty()) break;
    after += std::ssize(more);
    manifests.insert(manifests.end(), more.begin(), more.end());
  }
  // What was published since is for the next heartbeat.
  for (; after > newest; --after) manifests.pop_back();
  return trust::Verifier::CheckManifests(state, heartbeat, list, manifests, trust::Policy{});
}

Status Mirror::Keep(const std::map<std::string, Chain>& lists,
                    const trust::Verified<trust::Heartbeat>& heartbeat) {
  std::vector<Fetched> files;
  for (const auto& [list, chain] : lists) {
    for (const auto& manifest : chain) {
      const bool newest = &manifest == &chain.back();
      for (const auto& [file, step] : FilesOf(*manifest, newest)) {
        auto path = sync::Fetch(*file, *parts_.centre, parts_.downloads);
        // Of a version that is passed already the centre may have dropped it.
        if (!newest && trust::RefusalOf(path.status()) == trust::Refusal::kFileMissing) continue;
        CHOWKI_RETURN_IF_ERROR(path.status());
        files.push_back({list, manifest->version, step, file->sha256, *std::move(path)});
      }
    }
  }
  const auto keep = [&](sql::Connection& store) -> Status {
    for (const Fetched& file : files) {
      CHOWKI_RETURN_IF_ERROR(
          central::MirrorFile(store, file.list, file.version, file.step, file.sha256, file.path));
    }
    for (const auto& [list, chain] : lists) {
      for (const auto& manifest : chain) {
        CHOWKI_RETURN_IF_ERROR(central::MirrorVersion(store, manifest));
      }
      if (chain.empty()) continue;
      const std::int64_t newest = chain.back()->version;
      CHOWKI_RETURN_IF_ERROR(central::DropFilesBelow(store, list, newest - parts_.versions_kept,
                                                     newest - parts_.steps_kept));
    }
    return central::MirrorHeartbeat(store, heartbeat);
  };
  CHOWKI_RETURN_IF_ERROR(parts_.store->Write(keep));
  std::error_code ignored;
  for (const Fetched& file : files) fs::remove(file.path, ignored);
  return Ok();
}

}  // namespace chowki::central_service
