#include "icao/mrz_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace chowki::icao {
namespace {

bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

std::string WithSpaces(std::string_view field) {
  std::string text(field);
  std::replace(text.begin(), text.end(), '<', ' ');
  return std::string(Trim(text));
}

std::vector<std::string> Components(std::string_view name) {
  return name.empty() ? std::vector<std::string>{} : Split(name, ' ');
}

// The components of both identifiers in order; the first `primaries` are of the primary one.
struct Parts {
  std::vector<std::string> components;
  size_t primaries = 0;

  // Characters that the field needs when components have these lengths.
  [[nodiscard]] int Width(const std::vector<int>& lengths) const {
    const int letters = std::accumulate(lengths.begin(), lengths.end(), 0);
    const int separators = static_cast<int>(lengths.size()) - 1;
    const bool both = primaries > 0 && primaries < components.size();
    return letters + separators + (both ? 1 : 0);
  }
  [[nodiscard]] int WidthOfInitials() const {
    return Width(std::vector<int>(components.size(), 1));
  }
  // Leaves out the last component of the secondary identifier, or of the primary one when the
  // secondary has only its first left.
  void DropOne() {
    const bool of_primary = components.size() == primaries + 1 && primaries > 1;
    components.erase(components.begin() +
                     static_cast<std::ptrdiff_t>(of_primary ? primaries : components.size()) - 1);
    if (of_primary || components.size() < primaries) --primaries;
  }
};

std::string Field(Parts parts, int width) {
  while (parts.components.size() > 1 && parts.WidthOfInitials() > width) parts.DropOne();

  std::vector<int> lengths;
  for (const std::string& component : parts.components) {
    lengths.push_back(static_cast<int>(component.size()));
  }
  for (size_t i = lengths.size(); i-- > 0;) {
    const int excess = parts.Width(lengths) - width;
    if (excess <= 0) break;
    lengths[i] = std::max(1, lengths[i] - excess);
  }

  std::string field;
  for (size_t i = 0; i < lengths.size(); ++i) {
    if (i > 0) field += i == parts.primaries ? "<<" : "<";
    field += parts.components[i].substr(0, static_cast<size_t>(lengths[i]));
  }
  field.resize(static_cast<size_t>(width), '<');
  return field;
}

}  // namespace

MrzName SplitName(std::string_view field) {
  const size_t separator = field.substr(0, field.find_last_not_of('<') + 1).find("<<");
  MrzName name;
  name.primary = WithSpaces(field.substr(0, separator));
  if (separator != std::string_view::npos) name.secondary = WithSpaces(field.substr(separator));
  name.may_be_truncated = !field.empty() && IsLetter(field.back());
  return name;
}

Result<std::string> NormalizeName(std::string_view text) {
  std::string spaced;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = AsciiUpper(text.substr(i, 1)).front();
    if (IsLetter(c)) {
      spaced += c;
    } else if (c == ' ' || c == '-' || c == ',') {
      spaced += ' ';
    } else if ((c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      return InvalidInput("character {} of the name is not a letter A-Z, space or punctuation",
                          i + 1);
    }
  }
  std::vector<std::string> components = Split(spaced, ' ');
  std::erase(components, "");
  return Join(components, " ");
}

std::string MakeNameField(std::string_view primary, std::string_view secondary, int width) {
  Parts parts{Components(primary), 0};
  parts.primaries = parts.components.size();
  for (std::string& component : Components(secondary)) {
    parts.components.push_back(std::move(component));
  }
  return Field(std::move(parts), width);
}

std::string MakeNamePartField(std::string_view part, int width) {
  Parts parts{Components(part), 0};
  parts.primaries = parts.components.size();
  return Field(std::move(parts), width);
}

}  // namespace chowki::icao
