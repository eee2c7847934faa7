#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/http.h"

namespace chowki::gateway {

// One request and the way to answer it: whole, or as a stream. When the last reference goes and
// nothing was answered, the caller is told 500.
//
// thread  safe; answers may come from any thread, after the handler came back.
class Exchange {
 public:
  Exchange() = default;
  virtual ~Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] virtual const Request& request() const = 0;

  virtual void Answer(Response response) = 0;

  // A stream: its head (without a body), then pieces, then its end.
  virtual void Begin(Response head) = 0;
  // returns  false: nobody takes it any more, or he takes it too slowly; stop.
  [[nodiscard]] virtual bool Write(std::string piece) = 0;
  virtual void End() = 0;

  // Called once, when the caller goes away before his stream ends.
  virtual void WhenGone(std::function<void()> gone) = 0;
};

using Handler = std::function<void(std::shared_ptr<Exchange> exchange)>;

}  // namespace chowki::gateway
