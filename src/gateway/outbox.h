#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "gateway/http.h"

namespace chowki::gateway {

// One part of an answer on its way to a connection.
struct Part {
  enum class Kind { kWhole, kHead, kPiece, kEnd, kNothing };
  Kind kind = Kind::kNothing;
  Response response;  // kWhole, kHead
  std::string piece;  // kPiece
};

// What handlers, on any thread, hand to the one connection that sends it.
//
// thread  safe.
class Outbox {
 public:
  // wake  called after each Put, until Close; must not block.
  explicit Outbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // returns  false: closed, or so much waits that its reader is too slow.
  bool Put(Part part);
  [[nodiscard]] std::optional<Part> Take();

  // Nothing goes out any more.
  //
  // gone  the caller left before his answer ended: whoever asked WhenGone is told.
  void Close(bool gone);
  void WhenGone(std::function<void()> gone);

 private:
  std::mutex mutex_;
  std::deque<Part> parts_;
  std::function<void()> wake_;
  std::function<void()> when_gone_;
  bool closed_ = false;
  bool gone_ = false;
};

}  // namespace chowki::gateway
