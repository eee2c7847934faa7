#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "sync/centre.h"
#include "sync/download.h"
#include "trust/sealing_key.h"

namespace chowki::sync {

// What the post that a bundle is for holds already, by list; a list without a version: nothing.
using HeldVersions = std::map<std::string, trust::HeldList>;

struct ExportOptions {
  std::string first_root;             // envelope: what the post trusts, or any newer one
  HeldVersions held;                  // the lists to carry
  std::filesystem::path downloads;    // folder for files on their way
  std::vector<trust::SealingKey> to;  // when there are any, only they can open the bundle
  // Above 0: every single step from this version on, for a post that holds it and checks approvals.
  std::int64_t steps_from = 0;
};

// Asks the centre or a relay for all that brings a post from what it holds to the newest versions,
// and writes it as a bundle (*.chb). All of it is verified first, so that nobody drives a broken
// stick to a far post.
//
// errors  STEP_NOT_APPROVED: the centre has no such version; those of Centre, trust::Verifier,
// trust::PlanRoute and trust::WriteBundle.
[[nodiscard]] Status ExportBundle(Centre& centre, const ExportOptions& options, Time now,
                                  std::ostream& out, const FetchProgress& progress = {});

}  // namespace chowki::sync
