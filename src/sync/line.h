#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include "base/status.h"
#include "sync/centre_address.h"
#include "sync/certificate_files.h"

namespace chowki::sync {

// errors  kInvalidArgument: credentials that are not whole.
[[nodiscard]] Result<std::shared_ptr<grpc::Channel>> Dial(const CentreAddress& address);

// A channel that is dialled anew when the files of our certificate and key are replaced, so that a
// renewed certificate is shown with the next call. While they cannot be read, or do not fit
// together, the last channel goes on.
//
// thread  one at a time.
class Dialled {
 public:
  // errors  as Dial.
  [[nodiscard]] static Result<Dialled> Make(const CentreAddress& address,
                                            const CertificateFiles& files);

  [[nodiscard]] const std::shared_ptr<grpc::Channel>& channel();

 private:
  using Seen = std::array<std::filesystem::file_time_type, 2>;
  [[nodiscard]] Seen Look() const;
  CentreAddress address_;
  CertificateFiles files_;
  Seen seen_{};
  std::shared_ptr<grpc::Channel> channel_;
};

// Which call runs on a line, so that another thread can end it.
//
// thread  calls one at a time; Cancel from any.
class Line {
 public:
  void Cancel() {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (running_ != nullptr) running_->TryCancel();
  }

 private:
  friend class Call;
  std::mutex mutex_;
  grpc::ClientContext* running_ = nullptr;
  bool cancelled_ = false;
};

// One call with its deadline, known to the line while it runs.
class Call {
 public:
  Call(Line& line, std::chrono::seconds patience) : line_(line) {
    context.set_deadline(std::chrono::system_clock::now() + patience);
    const std::lock_guard lock(line_.mutex_);
    line_.running_ = &context;
    if (line_.cancelled_) context.TryCancel();
  }
  ~Call() {
    const std::lock_guard lock(line_.mutex_);
    line_.running_ = nullptr;
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  grpc::ClientContext context;

 private:
  Line& line_;
};

}  // namespace chowki::sync
