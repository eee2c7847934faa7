#include "service/relay_observer.h"

namespace chowki::service {

void RelayObserver::StageDone(const screen::StageTiming& timing) {
  if (next_ != nullptr) next_->StageDone(timing);
}

void RelayObserver::TranscriptKnown(const read::Transcript& transcript) {
  if (next_ != nullptr) next_->TranscriptKnown(transcript);
}

void RelayObserver::FindingKnown(const verify::Finding& finding) {
  if (next_ != nullptr) next_->FindingKnown(finding);
}

void RelayObserver::ExhibitReady(const verify::Exhibit& exhibit) {
  if (next_ != nullptr) next_->ExhibitReady(exhibit);
}

void RelayObserver::PortraitKnown(const face::Embedding& portrait) {
  if (next_ != nullptr) next_->PortraitKnown(portrait);
}

}  // namespace chowki::service
