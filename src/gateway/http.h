#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::gateway {

struct Header {
  std::string name;
  std::string value;
};

// A request as it came, within the server's limits.
struct Request {
  std::string method;  // "GET"
  std::string path;    // "/session", without a query; not decoded
  std::vector<Header> headers;
  std::string body;

  // The first header of that name, whatever its case; "" when there is none.
  [[nodiscard]] std::string_view HeaderOf(std::string_view name) const;

  // The value of a cookie; "" when there is none.
  [[nodiscard]] std::string CookieOf(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
};

}  // namespace chowki::gateway
