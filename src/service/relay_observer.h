#pragma once

#include "screen/screener.h"

namespace chowki::service {

// Passes on what it is told; derive from it to hear some of it on the way.
class RelayObserver : public screen::Observer {
 public:
  // next  may be nullptr.
  explicit RelayObserver(screen::Observer* next) : next_(next) {}

  void StageDone(const screen::StageTiming& timing) override;
  void TranscriptKnown(const read::Transcript& transcript) override;
  void FindingKnown(const verify::Finding& finding) override;
  void ExhibitReady(const verify::Exhibit& exhibit) override;
  void PortraitKnown(const face::Embedding& portrait) override;

 private:
  screen::Observer* const next_;
};

}  // namespace chowki::service
