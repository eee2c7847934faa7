#include "identify/name_variants.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace chowki::identify {
namespace {

struct Variants {
  std::string_view canonical;
  double share = 0;
  std::string_view spellings;  // others, separated by spaces
};

constexpr Variants kVariants[] = {
#include "identify/name_variants.inc"
};

constexpr std::string_view kParticles[] = {
    "AL",    "EL",  "UL",  "UD", "AD", "AR", "AS",  "AN", "AZ",  "BIN", "BEN", "IBN", "BINT",
    "BINTI", "B",   "BTE", "DE", "DA", "DO", "DOS", "DI", "DEL", "DER", "LA",  "LE",  "LOS",
    "LAS",   "VAN", "VON", "Y",  "E",  "MC", "MAC", "ST", "U",   "DAW", "SO",  "WO"};

constexpr size_t kLongestParticle = 5;

struct Word {
  std::string_view canonical;
  double share = 0;
};

const std::unordered_map<std::string, Word>& Table() {
  static const std::unordered_map<std::string, Word> kTable = [] {
    std::unordered_map<std::string, Word> table;
    for (const Variants& row : kVariants) {
      table[std::string(row.canonical)] = {row.canonical, row.share};
      for (const std::string& spelling : Split(row.spellings, ' ')) {
        if (!spelling.empty()) table[spelling] = {row.canonical, row.share};
      }
    }
    return table;
  }();
  return kTable;
}

}  // namespace

std::string CanonicalSpelling(std::string_view word) {
  const auto found = Table().find(std::string(word));
  return std::string(found == Table().end() ? word : found->second.canonical);
}

bool IsParticle(std::string_view word) {
  if (word.size() > kLongestParticle) return false;
  return std::ranges::find(kParticles, word) != std::end(kParticles);
}

double PopulationShare(std::string_view canonical) {
  const auto found = Table().find(std::string(canonical));
  return found == Table().end() ? 0 : found->second.share;
}

}  // namespace chowki::identify
