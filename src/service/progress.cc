#include "service/progress.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wire/finding.h"
#include "wire/reading.h"
#include "wire/screening.h"

namespace chowki::service {
namespace {

namespace pb = screening::v1;

constexpr std::array<std::string_view, 4> kForKiosks{"decode", "quality", "locate", "read"};

}  // namespace

void Progress::Write(const pb::ScreenDocumentProgressResponse& update) {
  [[maybe_unused]] const bool caller_is_there = writer_->Write(update);
}

void Progress::StageDone(const screen::StageTiming& timing) {
  pb::ScreenDocumentProgressResponse update;
  if (with_reasons_) {
    *update.mutable_stage() = wire::ToProto(timing);
  } else if (std::find(kForKiosks.begin(), kForKiosks.end(), timing.stage) != kForKiosks.end()) {
    update.mutable_stage()->set_stage(timing.stage);
  } else {
    return;
  }
  Write(update);
}

void Progress::TranscriptKnown(const read::Transcript& transcript) {
  if (!with_reasons_) return;
  pb::ScreenDocumentProgressResponse update;
  *update.mutable_mrz() = wire::ToProto(transcript.mrz);
  Write(update);
}

void Progress::FindingKnown(const verify::Finding& finding) {
  if (!with_reasons_) return;
  pb::ScreenDocumentProgressResponse update;
  *update.mutable_finding() = wire::ToProto(finding);
  Write(update);
}

}  // namespace chowki::service
