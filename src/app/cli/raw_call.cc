#include "app/cli/raw_call.h"

#include <utility>
#include <vector>

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include "sync/grpc_status.h"

namespace chowki::app::cli {

RawCall::RawCall(std::shared_ptr<grpc::Channel> channel, const std::string& path,
                 std::chrono::system_clock::time_point deadline)
    : stub_(std::move(channel)) {
  context_.set_deadline(deadline);
  stream_ = stub_.PrepareCall(&context_, path, &queue_);
  stream_->StartCall(nullptr);
  Wait();
}

RawCall::~RawCall() {
  context_.TryCancel();
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

bool RawCall::Write(const std::string& message) {
  const grpc::Slice slice(message);
  stream_->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  return Wait();
}

void RawCall::WritesDone() {
  stream_->WritesDone(nullptr);
  Wait();
}

std::optional<std::string> RawCall::Read() {
  grpc::ByteBuffer buffer;
  stream_->Read(&buffer, nullptr);
  std::vector<grpc::Slice> slices;
  if (!Wait() || !buffer.Dump(&slices).ok()) return {};
  std::string message;
  message.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    message.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return message;
}

Status RawCall::Finish() {
  grpc::Status status;
  stream_->Finish(&status, nullptr);
  Wait();
  return sync::FromGrpc(status);
}

bool RawCall::Wait() {
  void* tag = nullptr;
  bool ok = false;
  return queue_.Next(&tag, &ok) && ok;
}

}  // namespace chowki::app::cli
