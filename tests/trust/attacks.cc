#include "trust/attacks.h"

namespace chowki::trust::test {

std::vector<Attack> Attacks() {
  std::vector<Attack> all;
  for (auto* attacks : {Taken, RootAttacks, EnvelopeAttacks, HeartbeatAttacks, ManifestAttacks,
                        ApprovalAttacks, FileAttacks, RecordAttacks, BundleAttacks}) {
    for (const Attack& attack : attacks()) all.push_back(attack);
  }
  return all;
}

}  // namespace chowki::trust::test
