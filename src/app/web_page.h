#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "gateway/gateway.h"

namespace chowki::service {
class Server;
}  // namespace chowki::service

namespace chowki::app {

// The web page of a program: who signs in there calls its services as callers with certificates do,
// from within this process.
//
// thread  safe; the page has threads of its own.
class WebPage {
 public:
  struct Options {
    std::string address;  // host:port; port 0 takes a free one
    // PEM files; both empty: no TLS, on loopback only.
    std::string certificate;
    std::string key;
    std::string accounts;  // file, made on the first start
    int idle_lock_s = 0;
    int message_mib = 0;                // the largest body
    std::string place;                  // told to the page: the checkpoint, the deployment
    std::vector<std::string> services;  // full names of those that the page may call
    std::span<const gateway::Asset> assets;
    std::function<std::optional<gateway::Picture>(const Digest&)> picture;  // empty: there are none
  };

  // server  must outlive the page.
  // errors  those of the accounts' file, the TLS files and the port.
  [[nodiscard]] static Result<std::unique_ptr<WebPage>> Start(Options options,
                                                              service::Server* server);
  ~WebPage();
  WebPage(const WebPage&) = delete;
  WebPage& operator=(const WebPage&) = delete;

  [[nodiscard]] int port() const;

 private:
  struct Parts;
  explicit WebPage(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace chowki::app
