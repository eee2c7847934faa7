#pragma once

#include <cstdint>
#include <filesystem>

namespace chowki::test {

// A disk in memory with an end, mounted over a folder, for this process alone: it enters a
// namespace of its own, so call it in a child that goes away afterwards. Nobody need be root.
class SmallDisk {
 public:
  // folder  is there, and empty.
  SmallDisk(const std::filesystem::path& folder, std::int64_t bytes);

  // false: this system does not let anybody mount; nothing else works then.
  [[nodiscard]] bool mounted() const { return mounted_; }

  // Makes it larger or smaller. returns  false: more is on it already.
  [[nodiscard]] bool Resize(std::int64_t bytes) const;

 private:
  std::filesystem::path folder_;
  bool mounted_ = false;
};

}  // namespace chowki::test
