#include "support/bad_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace chowki::test {
namespace {

using std::chrono::milliseconds;

// How often a slow line carries something, and how soon it hears that it is to stop.
constexpr milliseconds kBeat{50};

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int Connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  // What the line has not carried yet should wait at the server, not in between.
  const int small = 4'096;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  const sockaddr_in address = Loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return socket;
  }
  ::close(socket);
  return -1;
}

// Whether all of it went.
bool SendAll(int socket, const char* bytes, size_t count) {
  while (count > 0) {
    const ssize_t sent = ::send(socket, bytes, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<size_t>(sent);
  }
  return true;
}

// The caller sees a reset, not an end.
void Reset(int socket) {
  const linger now{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(socket);
}

// When the n-th connection breaks: spread evenly, for at always the same byte even pieces would
// always be cut at the same place.
std::int64_t BreakOf(std::int64_t breaks_after, int number) {
  const double golden = 0.618'034 * number;
  const double spread = golden - std::floor(golden);
  return static_cast<std::int64_t>(static_cast<double>(breaks_after) * (0.95 + 0.1 * spread));
}

}  // namespace

BadLine::BadLine(int server_port, const Faults& faults)
    : server_port_(server_port), faults_(faults) {
  listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { Accept(); });
}

BadLine::~BadLine() {
  stopped_ = true;
  acceptor_.join();
  carriers_.clear();
  ::close(listener_);
}

void BadLine::Accept() {
  while (!stopped_) {
    pollfd ready{listener_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(kBeat.count())) <= 0) continue;
    const int caller = ::accept(listener_, nullptr, nullptr);
    if (caller < 0) continue;
    const int number = ++connections_;
    const std::lock_guard lock(mutex_);
    carriers_.emplace_back([this, caller, number] { Carry(caller, number); });
  }
}

bool BadLine::CarryUp(int caller, int server) const {
  std::array<char, 65'536> bytes{};
  const ssize_t got = ::recv(caller, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  std::this_thread::sleep_for(faults_.delay);
  return SendAll(server, bytes.data(), static_cast<size_t>(got));
}

void BadLine::Carry(int caller, int number) {
  const int server = Connect(server_port_);
  const bool goes_silent = number == faults_.silent_connection;
  std::array<char, 65'536> bytes{};
  const std::int64_t breaks_after = BreakOf(faults_.breaks_after, number);
  std::int64_t carried = 0;
  while (server >= 0 && !stopped_) {
    const bool silent = goes_silent && carried >= breaks_after / 2;
    std::array<pollfd, 2> ready{{{caller, POLLIN, 0}, {server, POLLIN, 0}}};
    // Still open, but nothing comes or goes; ends when the caller gives up.
    if (silent) {
      std::this_thread::sleep_for(kBeat);
      const ssize_t got = ::recv(caller, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (got == 0) break;
      continue;
    }
    if (::poll(ready.data(), ready.size(), static_cast<int>(kBeat.count())) <= 0) continue;
    if ((ready[0].revents & (POLLIN | POLLHUP)) != 0 && !CarryUp(caller, server)) break;
    if ((ready[1].revents & (POLLIN | POLLHUP)) == 0) continue;
    auto most = static_cast<std::int64_t>(bytes.size());
    if (faults_.bytes_per_s > 0) {
      most = std::max<std::int64_t>(1, faults_.bytes_per_s * kBeat.count() / 1000);
    }
    if (breaks_after > 0) most = std::min(most, breaks_after - carried);
    const ssize_t got = ::recv(server, bytes.data(), static_cast<size_t>(most), 0);
    if (got <= 0 || !SendAll(caller, bytes.data(), static_cast<size_t>(got))) break;
    carried += got;
    bytes_carried_ += got;
    {
      const std::lock_guard lock(mutex_);
      carried_[number].append(bytes.data(), static_cast<size_t>(got));
    }
    if (breaks_after > 0 && carried >= breaks_after) break;
    if (faults_.bytes_per_s > 0) {
      std::this_thread::sleep_for(milliseconds(1000 * got / faults_.bytes_per_s));
    }
  }
  Reset(caller);
  if (server >= 0) ::close(server);
}

}  // namespace chowki::test
