#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace chowki::test {

// One drawn specimen and what is true of it (the maker's manifest).
struct Specimen {
  std::filesystem::path image;
  std::string id;
  std::string type;  // "TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA_ID"
  bool has_mrz = false;
  std::vector<std::string> mrz;  // as printed
  bool check_digits_ok = false;
  double ppi = 0;                             // at which the page was drawn
  std::map<std::string, std::string> visual;  // values of the visual zone by field
  std::string variant;                        // "genuine", or how it was forged
  // The same page under "infrared" and "ultraviolet" light, where the set has it.
  std::map<std::string, std::filesystem::path> lights;
};

// The specimens of one set of tests/specimens/draw: "clean", "worn", "lit_genuine" ...
// Fails the running test when the set is not there.
[[nodiscard]] std::vector<Specimen> LoadSpecimens(const std::string& set);

// The whole file. Fails the running test when it cannot be read.
[[nodiscard]] std::vector<unsigned char> ReadBytes(const std::filesystem::path& file);

}  // namespace chowki::test
