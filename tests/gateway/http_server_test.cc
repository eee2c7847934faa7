// The server against bytes on a socket, as browsers send them and as nobody should.

#include "gateway/http_server.h"

#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "support/http_client.h"

namespace chowki::gateway {
namespace {

using namespace std::chrono_literals;
using test::Ask;
using test::HttpClient;
using test::HttpRequest;

std::unique_ptr<HttpServer> Serve(Handler handler, HttpOptions options = {}) {
  options.address = "127.0.0.1:0";
  return HttpServer::Start(options, std::move(handler)).value();
}

// Answers with what it was asked.
void Echo(const std::shared_ptr<Exchange>& exchange) {
  const Request& request = exchange->request();
  exchange->Answer({200,
                    {{"Content-Type", "text/plain"}, {"X-Path", request.path}},
                    request.method + " " + request.body});
}

TEST_CASE("a request is handed over and its answer sent, many on one connection") {
  const auto server = Serve(Echo);
  HttpClient client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.Send(HttpRequest("POST", "/a?b=c", "X-Some: thing\r\n", "body " + std::to_string(i)));
    const auto answer = client.Receive();
    CHECK(answer.status == 200);
    CHECK(answer.body == "POST body " + std::to_string(i));
    CHECK(answer.HeaderOf("X-Path") == "/a");
  }
  client.Send(HttpRequest("HEAD", "/a"));
  const auto head = client.ReceiveHead();
  CHECK(head.status == 200);
  CHECK(head.HeaderOf("Content-Length") == "5");
  client.Send(HttpRequest("GET", "/b"));
  CHECK(client.Receive().HeaderOf("X-Path") == "/b");
}

TEST_CASE("answers may come later, from another thread") {
  std::jthread later;
  const auto server = Serve([&later](const std::shared_ptr<Exchange>& exchange) {
    later = std::jthread([exchange] {
      std::this_thread::sleep_for(50ms);
      exchange->Answer({201, {}, "later"});
    });
  });
  CHECK(Ask(server->port(), HttpRequest("GET", "/")).status == 201);
}

TEST_CASE("a request that nobody answers, or whose handler throws, is answered 500") {
  const auto forgets = Serve([](const std::shared_ptr<Exchange>&) {});
  CHECK(Ask(forgets->port(), HttpRequest("GET", "/")).status == 500);
  const auto throws = Serve(
      [](const std::shared_ptr<Exchange>&) { throw std::runtime_error("a fault of the handler"); });
  HttpClient client(throws->port());
  client.Send(HttpRequest("GET", "/"));
  CHECK(client.Receive().status == 500);
  client.Send(HttpRequest("GET", "/"));
  CHECK(client.Receive().status == 500);
}

TEST_CASE("a stream comes piece by piece and ends") {
  std::promise<std::shared_ptr<Exchange>> taken;
  const auto server = Serve([&taken](const std::shared_ptr<Exchange>& exchange) {
    exchange->Begin({200, {{"Content-Type", "text/plain"}}, ""});
    CHECK(exchange->Write("first"));
    taken.set_value(exchange);
  });
  HttpClient client(server->port());
  client.Send(HttpRequest("GET", "/"));
  CHECK(client.ReceiveHead().status == 200);
  CHECK(client.ReceiveChunk() == "first");
  const auto exchange = taken.get_future().get();
  CHECK(exchange->Write("second"));
  CHECK(client.ReceiveChunk() == "second");
  exchange->End();
  CHECK(client.ReceiveChunk().empty());
  client.Send(HttpRequest("DELETE", "/again"));
}

TEST_CASE("who streams is told when his caller goes away") {
  std::promise<void> gone;
  std::promise<std::shared_ptr<Exchange>> taken;
  const auto server = Serve([&](const std::shared_ptr<Exchange>& exchange) {
    exchange->WhenGone([&gone] { gone.set_value(); });
    exchange->Begin({200, {}, ""});
    taken.set_value(exchange);
  });
  auto client = std::make_unique<HttpClient>(server->port());
  client->Send(HttpRequest("GET", "/"));
  CHECK(client->ReceiveHead().status == 200);
  client.reset();
  const auto exchange = taken.get_future().get();
  const auto told = gone.get_future();
  bool taken_up = true;
  for (int i = 0; i < 200 && taken_up; ++i) {
    taken_up = exchange->Write(std::string(1000, 'x'));
    std::this_thread::sleep_for(10ms);
  }
  CHECK_FALSE(taken_up);
  CHECK(told.wait_for(10s) == std::future_status::ready);
}

TEST_CASE("a server that goes down tells who still streams, and leaves late answers alone") {
  std::promise<void> gone;
  std::promise<std::shared_ptr<Exchange>> taken;
  auto server = Serve([&](const std::shared_ptr<Exchange>& exchange) {
    exchange->WhenGone([&gone] { gone.set_value(); });
    taken.set_value(exchange);
  });
  HttpClient client(server->port());
  client.Send(HttpRequest("GET", "/"));
  const auto exchange = taken.get_future().get();
  server.reset();
  CHECK(gone.get_future().wait_for(10s) == std::future_status::ready);
  exchange->Answer({200, {}, "too late"});
  CHECK_FALSE(exchange->Write("too late"));
}

TEST_CASE("what is no HTTP, or too long, never reaches the handler") {
  HttpOptions options;
  options.header_bytes = 1024;
  options.body_bytes = 2048;
  std::atomic<int> handled = 0;
  const auto server = Serve(
      [&handled](const std::shared_ptr<Exchange>& exchange) {
        ++handled;
        exchange->Answer({});
      },
      options);
  const int port = server->port();
  CHECK(Ask(port, "\x16\x03\x01\x02 this is TLS\r\n\r\n").status == 400);
  CHECK(Ask(port, "GET / HTTP/1.1\r\nBroken Header\r\n\r\n").status == 400);
  CHECK(Ask(port, "GET / HTTP/1.1\r\nX: " + std::string(2000, 'x') + "\r\n\r\n").status == 431);
  CHECK(Ask(port, HttpRequest("POST", "/", "", std::string(2049, 'x'))).status == 413);
  CHECK(Ask(port,
            "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .status == 400);
  CHECK(Ask(port, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n").status ==
        413);
  CHECK(handled == 0);
  CHECK(Ask(port, HttpRequest("POST", "/", "", std::string(2048, 'x'))).status == 200);
}

TEST_CASE("who is slow is not waited for, and too many are not let in") {
  HttpOptions options;
  options.wait = 1s;
  options.connections = 2;
  const auto server = Serve(Echo, options);
  HttpClient slow(server->port());
  slow.Send("GET / HTTP/1.1\r\n");
  HttpClient second(server->port());
  second.Send("GET /");
  CHECK(Ask(server->port(), HttpRequest("GET", "/")).status == 0);
  CHECK(slow.Receive().status == 0);
  CHECK(second.Receive().status == 0);
  CHECK(Ask(server->port(), HttpRequest("GET", "/")).status == 200);
}

TEST_CASE("addresses that cannot be served are refused by name") {
  const auto start = [](const std::string& address) {
    HttpOptions options;
    options.address = address;
    return HttpServer::Start(options, Echo).status();
  };
  for (const char* address : {"", "localhost", "localhost:1", "127.0.0.1:", "127.0.0.1:70000",
                              "127.0.0.1:-1", "0.0.0.0:0"}) {
    INFO(address);
    CHECK(start(address).code() == StatusCode::kInvalidArgument);
  }
  const auto server = Serve(Echo);
  CHECK(start("127.0.0.1:" + std::to_string(server->port())).code() == StatusCode::kUnavailable);
}

}  // namespace
}  // namespace chowki::gateway
