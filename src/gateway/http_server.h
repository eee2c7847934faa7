#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "base/status.h"
#include "gateway/exchange.h"

namespace chowki::gateway {

// PEM texts, not files.
struct HttpTls {
  std::string certificate;
  std::string key;
};

struct HttpOptions {
  std::string address = "127.0.0.1:7480";  // host:port, the host a number; port 0 takes a free one
  std::optional<HttpTls> tls;              // none: on loopback only
  std::size_t header_bytes = 16u << 10;
  std::size_t body_bytes = 40u << 20;
  int connections = 256;          // at one time; more are closed at once
  std::chrono::seconds wait{30};  // for the next request, and for each part of one
  std::chrono::seconds drain{1};  // for a caller that does not take his answer
  int threads = 4;
};

// HTTP/1.1 for browsers. What is too long, too slow or no HTTP is answered with its status, or
// closed, and never reaches the handler.
class HttpServer {
 public:
  // handler  called by the server's threads, several at a time; must not block for long.
  // errors   kInvalidArgument: no such address, key and certificate do not belong together, or no
  //          TLS beyond loopback; kUnavailable: the port is taken.
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>> Start(const HttpOptions& options,
                                                                 Handler handler);
  // Closes all connections.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] int port() const;

 private:
  struct Running;
  explicit HttpServer(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace chowki::gateway
