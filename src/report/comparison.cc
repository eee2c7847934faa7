#include "report/comparison.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "report/html.h"

namespace chowki::report {
namespace {

constexpr size_t kLongest = 200;

// The characters of well-formed UTF-8.
std::vector<std::string_view> CharactersOf(std::string_view utf8) {
  std::vector<std::string_view> characters;
  while (!utf8.empty()) {
    size_t length = 1;
    while (length < utf8.size() && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80U) {
      ++length;
    }
    characters.push_back(utf8.substr(0, length));
    utf8.remove_prefix(length);
  }
  return characters;
}

std::string Marked(const std::vector<std::string_view>& characters, const std::vector<bool>& kept) {
  std::string html = "<bdi>";
  bool marking = false;
  for (size_t i = 0; i <= characters.size(); ++i) {
    const bool mark = i < characters.size() && !kept[i];
    if (mark != marking) html += mark ? "<mark>" : "</mark>";
    marking = mark;
    if (i < characters.size()) html += Escaped(characters[i]);
  }
  return html + "</bdi>";
}

}  // namespace

std::pair<std::string, std::string> WithDifferences(std::string_view a, std::string_view b) {
  const std::string safe_a = Printable(a);
  const std::string safe_b = Printable(b);
  const auto from = CharactersOf(safe_a);
  const auto to = CharactersOf(safe_b);
  if (from.size() > kLongest || to.size() > kLongest) return {Isolated(a), Isolated(b)};

  // Edit distances of the rests, then the way through them.
  std::vector<std::vector<int>> rest(from.size() + 1, std::vector<int>(to.size() + 1));
  for (size_t i = from.size() + 1; i-- > 0;) {
    for (size_t j = to.size() + 1; j-- > 0;) {
      if (i == from.size() || j == to.size()) {
        rest[i][j] = static_cast<int>(from.size() - i + to.size() - j);
      } else {
        rest[i][j] = std::min({rest[i + 1][j + 1] + (from[i] == to[j] ? 0 : 1), rest[i + 1][j] + 1,
                               rest[i][j + 1] + 1});
      }
    }
  }
  std::vector<bool> kept_a(from.size());
  std::vector<bool> kept_b(to.size());
  for (size_t i = 0, j = 0; i < from.size() && j < to.size();) {
    if (from[i] == to[j] && rest[i][j] == rest[i + 1][j + 1]) {
      kept_a[i++] = kept_b[j++] = true;
    } else if (rest[i][j] == rest[i + 1][j + 1] + 1) {
      ++i, ++j;
    } else if (rest[i][j] == rest[i + 1][j] + 1) {
      ++i;
    } else {
      ++j;
    }
  }
  return {Marked(from, kept_a), Marked(to, kept_b)};
}

}  // namespace chowki::report
