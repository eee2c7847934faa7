#pragma once

#include <string>

#include "base/status.h"
#include "chowki/screening/v1/read_log.pb.h"
#include "journal/read_log.h"

namespace chowki::wire {

// Who read what <-> chowki/screening/v1/read_log.proto.
[[nodiscard]] screening::v1::ReadRecord ToProto(const journal::ReadRecord& read);
[[nodiscard]] Result<journal::ReadRecord> FromProto(const screening::v1::ReadRecord& message);

struct ReadsRequest {
  std::string checkpoint;  // "": all
  int page_size = 0;
  std::string page_token;
  std::string reader;
};
[[nodiscard]] Result<ReadsRequest> FromProto(const screening::v1::ListReadsRequest& message);
[[nodiscard]] screening::v1::ListReadsResponse ToProto(const journal::ReadPage& page);

}  // namespace chowki::wire
