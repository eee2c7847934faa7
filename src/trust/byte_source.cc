#include "trust/byte_source.h"

#include <algorithm>

namespace chowki::trust {

Result<size_t> MemorySource::Read(std::span<std::uint8_t> out) {
  const size_t count = std::min(out.size(), rest_.size());
  std::copy_n(rest_.begin(), count, out.begin());
  rest_ = rest_.subspan(count);
  return count;
}

Result<size_t> StreamSource::Read(std::span<std::uint8_t> out) {
  in_.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
  if (in_.bad()) return Unavailable("cannot read on");
  return static_cast<size_t>(in_.gcount());
}

}  // namespace chowki::trust
