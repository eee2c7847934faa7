#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/status.h"

namespace chowki::sql {

// Hears what NOTIFY says on one channel of a PostgreSQL server, on a connection of its own.
//
// thread  one at a time.
class Listener {
 public:
  // where    as OpenPostgres takes it.
  // channel  a lower-case word.
  // errors   kUnavailable: nobody answers there.
  [[nodiscard]] static Result<std::unique_ptr<Listener>> Open(const std::string& where,
                                                              const std::string& channel);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Comes back with the next notification, or after `wait`: whether there was one.
  //
  // errors  kUnavailable: the server is gone, open another one. What it said meanwhile is lost.
  [[nodiscard]] Result<bool> Wait(std::chrono::milliseconds wait);

 private:
  struct Line;
  explicit Listener(std::unique_ptr<Line> line);
  std::unique_ptr<Line> line_;
};

}  // namespace chowki::sql
