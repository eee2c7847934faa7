#include "icao/nationality.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>
#include <utility>

#include "base/text.h"
#include "icao/country.h"

namespace chowki::icao {
namespace {

constexpr std::size_t kShortestFuzzy = 7;
constexpr std::size_t kLettersPerError = 6;

struct Printed {
  std::string_view code;
  std::string_view words;
};
constexpr Printed kPrinted[] = {
#include "icao/nationality_table.inc"
};

// Letters alone, upper case, without marks; what is not Latin falls away.
std::string Letters(std::string_view text) {
  std::string letters;
  for (const char c : UpperWithoutMarks(text)) {
    if (c >= 'A' && c <= 'Z') letters += c;
  }
  return letters;
}

struct Name {
  std::string letters;
  std::string_view code;
};

// Everything that names a nationality, by its letters: codes, names of states, the table's words.
const std::vector<Name>& Names() {
  static const std::vector<Name> names = [] {
    std::vector<Name> all;
    for (const Country& country : Countries()) {
      if (!country.as_nationality) continue;
      all.push_back({std::string(country.code), country.code});
      all.push_back({Letters(country.name), country.code});
    }
    for (const Printed& printed : kPrinted) {
      for (const std::string& word : Split(printed.words, '|')) {
        all.push_back({Letters(word), printed.code});
      }
    }
    return all;
  }();
  return names;
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

// The codes of the names that are nearest to some letters, near enough.
std::vector<std::string_view> Nearest(std::string_view letters) {
  std::size_t least = letters.size() < kShortestFuzzy ? 0 : letters.size() / kLettersPerError;
  std::vector<std::string_view> codes;
  for (const Name& name : Names()) {
    const auto [shorter, longer] = std::minmax({name.letters.size(), letters.size()});
    if (longer - shorter > least) continue;
    const std::size_t errors = EditDistance(letters, name.letters);
    if (errors > least) continue;
    if (errors < least) codes.clear();
    least = errors;
    if (std::find(codes.begin(), codes.end(), name.code) == codes.end()) codes.push_back(name.code);
  }
  if (least > 0 && codes.size() > 1) codes.clear();
  return codes;
}

}  // namespace

std::vector<std::string_view> NationalitiesNamed(std::string_view printed) {
  std::vector<std::string_view> named;
  for (const std::string& part : Split(printed, '/')) {
    const std::string letters = Letters(part);
    if (letters.empty()) continue;
    std::vector<std::string_view> codes = Nearest(letters);
    if (codes.empty()) continue;
    if (!named.empty()) {
      std::erase_if(codes, [&](std::string_view code) {
        return std::find(named.begin(), named.end(), code) == named.end();
      });
      if (codes.empty()) return {};
    }
    named = std::move(codes);
  }
  return named;
}

}  // namespace chowki::icao
