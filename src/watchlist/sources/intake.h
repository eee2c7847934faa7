#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// What a source hands its entries and its complaints to. Lines count from 1 in the file that was
// started last.
class Intake {
 public:
  virtual ~Intake() = default;

  // Sources of one file need not call it: whoever reads them has done it.
  virtual void StartFile(const std::filesystem::path& file) = 0;

  virtual void Take(std::int64_t line, const Entry& entry) = 0;

  // What an update does: the entry takes the place of the one with its id, if there is one.
  virtual void Replace(std::int64_t line, const Entry& entry) = 0;

  // An update takes an entry away.
  virtual void Remove(std::int64_t line, std::string_view id) = 0;

  // The row becomes no entry.
  virtual void Skip(std::int64_t line, std::string_view reason) = 0;

  // The row becomes an entry without one of its values.
  virtual void LeaveOut(std::int64_t line, std::string_view column, std::string_view reason) = 0;

  // share   of the file that was read, [0,1].
  virtual void Progress(double share) = 0;
};

inline constexpr std::int64_t kProgressStep = 1000;  // rows between two calls of Progress

}  // namespace chowki::watchlist
