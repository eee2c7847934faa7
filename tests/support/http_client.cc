#include "support/http_client.h"

#include <array>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace chowki::test {
namespace {

constexpr int kPatienceS = 20;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

int StatusOf(const std::string& head) {
  constexpr size_t kAfterVersion = 9;  // "HTTP/1.1 "
  return head.size() < kAfterVersion + 3 ? 0 : std::stoi(head.substr(kAfterVersion, 3));
}

}  // namespace

std::string HttpAnswer::HeaderOf(std::string_view name) const {
  const std::string start = fmt::format("\r\n{}: ", name);
  const size_t at = head.find(start);
  if (at == std::string::npos) return "";
  const size_t from = at + start.size();
  return head.substr(from, head.find(kLineEnd, from) - from);
}

HttpClient::HttpClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  REQUIRE(socket_ >= 0);
  const timeval patience{kPatienceS, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

HttpClient::~HttpClient() { ::close(socket_); }

void HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // closed: what it answered before can still be read
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

bool HttpClient::More() {
  std::array<char, 65536> bytes{};
  const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  received_.append(bytes.data(), static_cast<size_t>(count));
  return true;
}

std::string HttpClient::Until(std::string_view end) {
  size_t at = 0;
  while ((at = received_.find(end)) == std::string::npos) {
    if (!More()) return std::exchange(received_, "");
  }
  std::string part = received_.substr(0, at + end.size());
  received_.erase(0, part.size());
  return part;
}

std::string HttpClient::Exactly(std::size_t size) {
  while (received_.size() < size && More()) {
  }
  std::string part = received_.substr(0, size);
  received_.erase(0, part.size());
  return part;
}

HttpAnswer HttpClient::ReceiveHead() {
  HttpAnswer answer;
  answer.head = Until(kHeadEnd);
  answer.status = StatusOf(answer.head);
  return answer;
}

std::string HttpClient::ReceiveChunk() {
  const std::string size = Until(kLineEnd);
  if (size.empty()) return "";
  std::string chunk = Exactly(std::stoul(size, nullptr, 16));
  Exactly(kLineEnd.size());
  return chunk;
}

HttpAnswer HttpClient::Receive() {
  HttpAnswer answer = ReceiveHead();
  const std::string length = answer.HeaderOf("Content-Length");
  if (!length.empty()) {
    answer.body = Exactly(std::stoul(length));
  } else if (answer.HeaderOf("Transfer-Encoding") == "chunked") {
    for (std::string chunk; !(chunk = ReceiveChunk()).empty();) answer.body += chunk;
  }
  return answer;
}

std::string HttpRequest(std::string_view method, std::string_view path, std::string_view headers,
                        std::string_view body) {
  return fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n{}\r\n{}", method,
                     path, body.size(), headers, body);
}

HttpAnswer Ask(int port, std::string_view request) {
  HttpClient client(port);
  client.Send(request);
  return client.Receive();
}

}  // namespace chowki::test
