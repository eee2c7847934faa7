#include "gateway/http_server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "base/log.h"
#include "gateway/outbox.h"

namespace chowki::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 32u << 10;  // more than the longest head
constexpr int kNoContent = 204;
constexpr int kFault = 500;
constexpr std::chrono::milliseconds kAfterAcceptFailed{100};

// The exchange of one connection's present request.
class LiveExchange final : public Exchange {
 public:
  LiveExchange(std::shared_ptr<Outbox> outbox, Request request)
      : outbox_(std::move(outbox)), request_(std::move(request)) {}
  ~LiveExchange() override { outbox_->Put({Part::Kind::kNothing, {}, {}}); }

  [[nodiscard]] const Request& request() const override { return request_; }
  void Answer(Response response) override {
    outbox_->Put({Part::Kind::kWhole, std::move(response), {}});
  }
  void Begin(Response head) override { outbox_->Put({Part::Kind::kHead, std::move(head), {}}); }
  bool Write(std::string piece) override {
    return outbox_->Put({Part::Kind::kPiece, {}, std::move(piece)});
  }
  void End() override { outbox_->Put({Part::Kind::kEnd, {}, {}}); }
  void WhenGone(std::function<void()> gone) override { outbox_->WhenGone(std::move(gone)); }

 private:
  const std::shared_ptr<Outbox> outbox_;
  const Request request_;
};

Request ToRequest(http::request<http::string_body> message) {
  Request request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  request.path = std::string(target.substr(0, target.find('?')));
  for (const auto& field : message) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  request.body = std::move(message.body());
  return request;
}

enum class Framing { kLength, kChunked };

// The status line and the headers. A value cannot begin another header.
std::string HeadOf(const Response& response, Framing framing, bool keep_alive) {
  const auto status = http::int_to_status(static_cast<unsigned>(response.status));
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status,
                                 std::string_view(http::obsolete_reason(status)));
  for (const Header& header : response.headers) {
    std::string value = header.value;
    std::erase_if(value, [](char c) { return c == '\r' || c == '\n'; });
    head += fmt::format("{}: {}\r\n", header.name, value);
  }
  if (framing == Framing::kChunked) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (response.status != kNoContent) {
    head += fmt::format("Content-Length: {}\r\n", response.body.size());
  }
  head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

std::string ChunkOf(std::string_view piece) {
  return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
}

// What a request that cannot be read is answered with; 0: the connection is closed without a word.
int StatusFor(const Error& error) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::partial_message) return 0;
  return 400;
}

// A connection, encrypted or not. What is written is named before: g++ 12 destroys temporaries of
// some expressions with co_await twice.
class Line {
 public:
  Line() = default;
  virtual ~Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Both give up after the line's time limit.
  [[nodiscard]] virtual asio::awaitable<std::size_t> Read(asio::mutable_buffer into) = 0;  // 0: end
  [[nodiscard]] virtual asio::awaitable<bool> Write(std::string_view bytes) = 0;
};

template <typename Stream>
class LineOver final : public Line {
 public:
  LineOver(Stream& stream, std::chrono::seconds wait) : stream_(stream), wait_(wait) {}

  asio::awaitable<std::size_t> Read(asio::mutable_buffer into) override {
    beast::get_lowest_layer(stream_).expires_after(wait_);
    const auto [error, size] = co_await stream_.async_read_some(into, kNoThrow);
    co_return error ? 0 : size;
  }

  asio::awaitable<bool> Write(std::string_view bytes) override {
    beast::get_lowest_layer(stream_).expires_after(wait_);
    const auto [error, size] =
        co_await asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()), kNoThrow);
    co_return !error;
  }

 private:
  Stream& stream_;
  const std::chrono::seconds wait_;
};

// What came of a line and was not used yet.
struct Received {
  std::array<char, kReadBytes> bytes{};
  std::size_t begin = 0;
  std::size_t end = 0;
};

using Parser = http::request_parser<http::string_body>;

// Reads one request.
//
// returns  partial_message when the caller went away or was too slow.
asio::awaitable<Error> ReadRequest(Line& line, Received& received, Parser& parser) {
  bool told_to_continue = false;
  while (!parser.is_done()) {
    if (received.begin == received.end) {
      received.begin = 0;
      received.end = co_await line.Read(asio::buffer(received.bytes));
      if (received.end == 0) co_return http::error::partial_message;
    }
    Error error;
    received.begin += parser.put(
        asio::buffer(received.bytes.data() + received.begin, received.end - received.begin), error);
    if (error == http::error::need_more) {
      // A part that cannot be used without what follows it: a line of a header.
      std::copy(received.bytes.begin() + static_cast<std::ptrdiff_t>(received.begin),
                received.bytes.begin() + static_cast<std::ptrdiff_t>(received.end),
                received.bytes.begin());
      received.end -= received.begin;
      received.begin = 0;
      if (received.end == received.bytes.size()) co_return http::error::header_limit;
      const std::size_t more = co_await line.Read(
          asio::buffer(received.bytes.data() + received.end, received.bytes.size() - received.end));
      if (more == 0) co_return http::error::partial_message;
      received.end += more;
    } else if (error) {
      co_return error;
    }
    if (parser.is_header_done() && !parser.is_done() && !told_to_continue &&
        beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      told_to_continue = true;
      if (!co_await line.Write("HTTP/1.1 100 Continue\r\n\r\n")) {
        co_return http::error::partial_message;
      }
    }
  }
  co_return Error();
}

}  // namespace

struct HttpServer::Running {
  Running(const HttpOptions& given, Handler given_handler)
      : options(given), handler(std::move(given_handler)) {}

  [[nodiscard]] Status Listen();
  asio::awaitable<void> Accept();
  asio::awaitable<void> Connection(Tcp::socket socket);
  asio::awaitable<void> Serve(Line& line);
  void Add(const std::shared_ptr<Outbox>& outbox);
  void Remove(const std::shared_ptr<Outbox>& outbox, bool gone);

  const HttpOptions options;
  const Handler handler;
  asio::io_context io;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  Tcp::acceptor acceptor{io};
  std::atomic<int> connections = 0;
  std::mutex mutex;
  std::set<std::shared_ptr<Outbox>> outboxes;
  std::vector<std::thread> threads;
};

namespace {

// The next part of an answer, as soon as there is one.
asio::awaitable<Part> NextPart(Outbox& outbox, asio::steady_timer& wake) {
  while (true) {
    if (std::optional<Part> part = outbox.Take()) co_return *std::move(part);
    co_await wake.async_wait(kNoThrow);
  }
}

// returns  whether the stream reached its end.
asio::awaitable<bool> SendStream(Line& line, const Response& head, Outbox& outbox,
                                 asio::steady_timer& wake) {
  const std::string bytes = HeadOf(head, Framing::kChunked, true);
  if (!co_await line.Write(bytes)) co_return false;
  while (true) {
    const Part part = co_await NextPart(outbox, wake);
    const bool ends = part.kind != Part::Kind::kPiece;
    if (!ends && part.piece.empty()) continue;  // an empty chunk would end the stream
    const std::string chunk = ends ? ChunkOf("") : ChunkOf(part.piece);
    if (!co_await line.Write(chunk)) co_return false;
    if (ends) co_return part.kind == Part::Kind::kEnd;
  }
}

// Sends the answer to one request.
//
// returns  whether it was sent to its end.
asio::awaitable<bool> Deliver(Line& line, Outbox& outbox, asio::steady_timer& wake, bool keep_alive,
                              bool head_only) {
  Part part = co_await NextPart(outbox, wake);
  if (part.kind == Part::Kind::kHead) {
    co_return co_await SendStream(line, part.response, outbox, wake);
  }
  if (part.kind == Part::Kind::kNothing) part.response = {kFault, {}, ""};
  const std::string head = HeadOf(part.response, Framing::kLength, keep_alive);
  if (!co_await line.Write(head)) co_return false;
  if (head_only || part.response.body.empty()) co_return true;
  co_return co_await line.Write(part.response.body);
}

}  // namespace

void HttpServer::Running::Add(const std::shared_ptr<Outbox>& outbox) {
  const std::lock_guard lock(mutex);
  outboxes.insert(outbox);
}

void HttpServer::Running::Remove(const std::shared_ptr<Outbox>& outbox, bool gone) {
  {
    const std::lock_guard lock(mutex);
    outboxes.erase(outbox);
  }
  outbox->Close(gone);
}

asio::awaitable<void> HttpServer::Running::Serve(Line& line) {
  const auto executor = co_await asio::this_coro::executor;
  const auto wake =
      std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  Received received;
  for (bool keep_alive = true; keep_alive;) {
    Parser parser;
    parser.eager(true);
    parser.header_limit(static_cast<std::uint32_t>(options.header_bytes));
    parser.body_limit(options.body_bytes);
    const Error error = co_await ReadRequest(line, received, parser);
    if (error) {
      const int status = StatusFor(error);
      const std::string refusal = HeadOf({status, {}, ""}, Framing::kLength, false);
      if (status != 0) co_await line.Write(refusal);
      co_return;
    }
    keep_alive = parser.get().keep_alive();
    const bool head_only = parser.get().method() == http::verb::head;
    const auto outbox = std::make_shared<Outbox>(
        [executor, wake] { asio::post(executor, [wake] { wake->cancel(); }); });
    Add(outbox);
    try {
      handler(std::make_shared<LiveExchange>(outbox, ToRequest(parser.release())));
    } catch (const std::exception& thrown) {
      log::Error("gateway.handler_threw", {{"fault", log::Value::Id(thrown.what())}});
    }
    const bool sent = co_await Deliver(line, *outbox, *wake, keep_alive, head_only);
    Remove(outbox, !sent);
    keep_alive = keep_alive && sent;
  }
}

asio::awaitable<void> HttpServer::Running::Connection(Tcp::socket socket) {
  struct Counted {
    std::atomic<int>& count;
    ~Counted() { --count; }
  } counted{connections};
  beast::tcp_stream plain(std::move(socket));
  if (!options.tls) {
    LineOver line(plain, options.wait);
    co_await Serve(line);
    co_return;
  }
  beast::ssl_stream<beast::tcp_stream> stream(std::move(plain), tls);
  beast::get_lowest_layer(stream).expires_after(options.wait);
  const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, kNoThrow);
  if (error) co_return;
  LineOver line(stream, options.wait);
  co_await Serve(line);
  beast::get_lowest_layer(stream).expires_after(options.drain);
  co_await stream.async_shutdown(kNoThrow);
}

asio::awaitable<void> HttpServer::Running::Accept() {
  asio::steady_timer pause(io);
  while (true) {
    auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(io), kNoThrow);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // out of file descriptors, for one
      pause.expires_after(kAfterAcceptFailed);
      co_await pause.async_wait(kNoThrow);
      continue;
    }
    if (++connections > options.connections) {
      --connections;
      continue;  // closes it
    }
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, Connection(std::move(socket)), asio::detached);
  }
}

Status HttpServer::Running::Listen() {
  const std::size_t colon = options.address.rfind(':');
  if (colon == std::string::npos) return InvalidInput("{} is not host:port", options.address);
  Error error;
  const auto host = asio::ip::make_address(options.address.substr(0, colon), error);
  int number = -1;
  const std::string port = options.address.substr(colon + 1);
  if (!port.empty() && port.size() <= 5 &&
      port.find_first_not_of("0123456789") == std::string::npos) {
    number = std::stoi(port);
  }
  if (error || number < 0 || number > 65535) {
    return InvalidInput("{} is not host:port with a number as host", options.address);
  }
  if (!options.tls && !host.is_loopback()) {
    return InvalidInput("{} is reached from other machines: TLS is needed there", options.address);
  }
  if (options.tls) {
    tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    tls.use_certificate_chain(asio::buffer(options.tls->certificate), error);
    if (!error) {
      tls.use_private_key(asio::buffer(options.tls->key), asio::ssl::context::pem, error);
    }
    if (error)
      return InvalidInput("the certificate or key of {}: {}", options.address, error.message());
  }
  const Tcp::endpoint endpoint(host, static_cast<std::uint16_t>(number));
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return Unavailable("cannot listen on {}: {}", options.address, error.message());
  return Ok();
}

HttpServer::HttpServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::Start(const HttpOptions& options, Handler handler) {
  auto running = std::make_unique<Running>(options, std::move(handler));
  CHOWKI_RETURN_IF_ERROR(running->Listen());
  asio::co_spawn(running->io, running->Accept(), asio::detached);
  for (int i = 0; i < options.threads; ++i) {
    running->threads.emplace_back([io = &running->io] { io->run(); });
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(running)));
}

HttpServer::~HttpServer() {
  running_->io.stop();
  for (std::thread& thread : running_->threads) thread.join();
  // Handlers may still hold exchanges: from now on these lead nowhere.
  for (const auto& outbox : std::exchange(running_->outboxes, {})) outbox->Close(true);
}

int HttpServer::port() const { return running_->acceptor.local_endpoint().port(); }

}  // namespace chowki::gateway
