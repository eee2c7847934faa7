#pragma once

#include <string>
#include <string_view>

namespace chowki::test {

struct HttpAnswer {
  int status = 0;    // 0: the server closed without an answer
  std::string head;  // status line and headers
  std::string body;  // chunks put together

  // The value of a header, by its name as the server writes it; "" when there is none.
  [[nodiscard]] std::string HeaderOf(std::string_view name) const;
};

// One connection to a server on loopback, byte by byte as a test wants it.
class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void Send(std::string_view bytes);
  // The next whole answer.
  [[nodiscard]] HttpAnswer Receive();
  // The next chunk of a stream whose head came; "" at its end.
  [[nodiscard]] HttpAnswer ReceiveHead();
  [[nodiscard]] std::string ReceiveChunk();

 private:
  // Bytes up to and with `end`; what came until the server closed.
  std::string Until(std::string_view end);
  std::string Exactly(std::size_t size);
  bool More();

  int socket_ = -1;
  std::string received_;
};

// A request with its length; headers are lines that end with \r\n.
[[nodiscard]] std::string HttpRequest(std::string_view method, std::string_view path,
                                      std::string_view headers = "", std::string_view body = "");

// On a connection of its own.
[[nodiscard]] HttpAnswer Ask(int port, std::string_view request);

}  // namespace chowki::test
