#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// What a source hands its entries and its complaints to.
class Intake {
 public:
  virtual ~Intake() = default;

  virtual void Take(std::int64_t line, const Entry& entry) = 0;

  // The row becomes no entry.
  virtual void Skip(std::int64_t line, std::string_view reason) = 0;

  // The row becomes an entry without one of its values.
  virtual void LeaveOut(std::int64_t line, std::string_view column, std::string_view reason) = 0;

  // share   of the file that was read, [0,1].
  virtual void Progress(double share) = 0;
};

}  // namespace chowki::watchlist
