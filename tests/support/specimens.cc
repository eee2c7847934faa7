#include "support/specimens.h"

#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace chowki::test {

std::vector<Specimen> LoadSpecimens(const std::string& set) {
  const std::filesystem::path folder = std::filesystem::path(CHOWKI_SPECIMEN_DIR) / set;
  std::ifstream manifest(folder / "manifest.jsonl");
  INFO(folder << ": run tests/specimens/draw first (ctest does)");
  REQUIRE(manifest);
  std::vector<Specimen> specimens;
  for (std::string line; std::getline(manifest, line);) {
    const auto truth = nlohmann::json::parse(line);
    Specimen specimen;
    specimen.image = folder / truth.at("file").get<std::string>();
    specimen.id = truth.at("id").get<std::string>();
    specimen.type = truth.at("type").get<std::string>();
    specimen.has_mrz = truth.at("has_mrz").get<bool>();
    specimen.mrz = truth.at("mrz").get<std::vector<std::string>>();
    specimen.check_digits_ok = truth.at("check_digits_ok").get<bool>();
    specimen.ppi = truth.at("ppi").get<double>();
    for (const auto& [field, said] : truth.at("visual").items()) {
      specimen.visual[field] = said.at("value").get<std::string>();
    }
    specimen.variant = truth.at("variant").get<std::string>();
    for (const char* light : {"infrared", "ultraviolet"}) {
      if (truth.contains(light)) specimen.lights[light] = folder / truth[light].at("file");
    }
    specimens.push_back(specimen);
  }
  return specimens;
}

std::vector<unsigned char> ReadBytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  INFO(file);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace chowki::test
