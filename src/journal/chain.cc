#include "journal/chain.h"

namespace chowki::journal {
namespace {

void AppendBigEndian(std::string& out, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void AppendDigest(std::string& out, const Digest& digest) {
  out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

}  // namespace

Digest HashOf(const ChainRow& row) {
  std::string bytes = "chowki.journal.1";
  AppendBigEndian(bytes, row.sequence);
  AppendBigEndian(bytes, row.time_us);
  bytes += static_cast<char>(row.kind.size());
  bytes += row.kind;
  AppendDigest(bytes, row.erased ? *row.erased : Sha256(row.payload));
  AppendDigest(bytes, row.previous);
  return Sha256(bytes);
}

}  // namespace chowki::journal
