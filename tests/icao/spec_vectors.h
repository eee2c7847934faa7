#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace chowki::icao {

struct SpecDigit {
  std::string_view field;
  int digit;
};

struct SpecDocument {
  std::string_view format;
  std::array<std::string_view, 3> lines;
  std::string_view document_code, issuing_state, surname, given_names, document_number, nationality,
      birth_date;
  char sex;
  std::string_view expiry_date;

  [[nodiscard]] std::vector<std::string> Lines() const {
    std::vector<std::string> all;
    for (const std::string_view line : lines) {
      if (!line.empty()) all.emplace_back(line);
    }
    return all;
  }
};

// A name as on the visual page ("SURNAME, GIVEN") and its name field in the MRZ.
struct SpecName {
  std::string_view format, visual, field;
  bool truncated;
  bool treat_as_truncated;
};

#include "icao/spec_vectors.inc"

}  // namespace chowki::icao
