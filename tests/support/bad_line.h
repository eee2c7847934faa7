#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace chowki::test {

// A TCP line on loopback that is slow and late and breaks, between whoever dials it and a server.
//
// thread  safe.
class BadLine {
 public:
  struct Faults {
    int bytes_per_s = 0;                 // towards the caller; 0: as fast as it goes
    std::chrono::milliseconds delay{0};  // before each message of the caller is carried
    std::int64_t breaks_after = 0;       // of bytes towards the caller, by a reset, 5 % more or
                                         // less; 0: never
    int silent_connection = 0;           // this one, from 1, stops carrying half way and stays open
  };
  BadLine(int server_port, const Faults& faults);
  ~BadLine();
  BadLine(const BadLine&) = delete;
  BadLine& operator=(const BadLine&) = delete;

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  // Towards the caller, of all connections.
  [[nodiscard]] std::int64_t bytes_carried() const { return bytes_carried_; }
  [[nodiscard]] int connections() const { return connections_; }
  // The same bytes, connection by connection.
  [[nodiscard]] std::map<int, std::string> Carried() const {
    const std::lock_guard lock(mutex_);
    return carried_;
  }

 private:
  void Accept();
  void Carry(int caller, int number);
  [[nodiscard]] bool CarryUp(int caller, int server) const;

  const int server_port_;
  const Faults faults_;
  int port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::int64_t> bytes_carried_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::map<int, std::string> carried_;
  std::vector<std::jthread> carriers_;
  std::jthread acceptor_;
};

}  // namespace chowki::test
