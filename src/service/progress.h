#pragma once

#include <grpcpp/support/sync_stream.h>

#include "chowki/screening/v1/screening_service.pb.h"
#include "screen/screener.h"

namespace chowki::service {

// Tells a caller what is known while his document is screened. Kiosks hear only that a stage up to
// reading is done, without its time. A write that fails is not repeated: the deadline sees that the
// caller is gone.
//
// thread  the one that screens.
class Progress final : public screen::Observer {
 public:
  using Writer = grpc::ServerWriter<screening::v1::ScreenDocumentProgressResponse>;

  Progress(Writer* writer, bool with_reasons) : writer_(writer), with_reasons_(with_reasons) {}

  void StageDone(const screen::StageTiming& timing) override;
  void TranscriptKnown(const read::Transcript& transcript) override;
  void FindingKnown(const verify::Finding& finding) override;

 private:
  void Write(const screening::v1::ScreenDocumentProgressResponse& update);

  Writer* const writer_;
  const bool with_reasons_;
};

}  // namespace chowki::service
