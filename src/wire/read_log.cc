#include "wire/read_log.h"

#include "journal/journal.h"
#include "wire/field_error.h"
#include "wire/resource_name.h"
#include "wire/screening_service.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = screening::v1;
using chowki::wire::FromProto;

constexpr std::size_t kMaxTokenBytes = 128;
constexpr std::size_t kMaxReaderBytes = 256;

}  // namespace

pb::ReadRecord ToProto(const journal::ReadRecord& read) {
  pb::ReadRecord message;
  message.set_sequence(read.sequence);
  *message.mutable_time() = ToProto(read.time);
  message.set_reader(ToText(read.reader));
  message.set_roles(ToText(read.roles));
  message.set_method(ToText(read.method));
  message.set_subject(ToText(read.subject));
  return message;
}

Result<journal::ReadRecord> FromProto(const pb::ReadRecord& message) {
  journal::ReadRecord read{message.reader(), message.roles(), message.method(), message.subject(),
                           message.sequence()};
  CHOWKI_ASSIGN_OR_RETURN(read.time, FromProto(message.time()));
  return read;
}

Result<ReadsRequest> FromProto(const pb::ListReadsRequest& message) {
  ReadsRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.checkpoint, CheckpointFromParent(message.parent()));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("page_size", message.page_size(), 0, journal::Journal::kMaxPageSize));
  request.page_size = message.page_size();
  CHOWKI_RETURN_IF_ERROR(CheckText("page_token", message.page_token(), kMaxTokenBytes));
  request.page_token = message.page_token();
  CHOWKI_RETURN_IF_ERROR(CheckText("reader", message.reader(), kMaxReaderBytes));
  request.reader = message.reader();
  return request;
}

pb::ListReadsResponse ToProto(const journal::ReadPage& page) {
  pb::ListReadsResponse message;
  for (const auto& read : page.reads) *message.add_reads() = ToProto(read);
  message.set_next_page_token(ToText(page.next_page_token));
  return message;
}

}  // namespace chowki::wire
