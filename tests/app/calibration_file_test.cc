#include "app/calibration_file.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::app {
namespace {

using verify::Calibration;

const Calibration kCalibration{"desk-1", {2026, 11, 2}, 5, {{{0.02, 0.0212, 0.11}}, {{0.7, 0.9}}}};

std::string Without(const std::string& part, const std::string& instead = "") {
  std::string text = CalibrationText(kCalibration);
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), instead);
}

TEST_CASE("a calibration is read as it was written", "[app][calibration]") {
  const auto read = ParseCalibration(CalibrationText(kCalibration), "x");
  REQUIRE(read.ok());
  CHECK(*read == kCalibration);
  Calibration one_light = kCalibration;
  one_light.levels.infrared.reset();
  CHECK(*ParseCalibration(CalibrationText(one_light), "x") == one_light);
}

TEST_CASE("what is no calibration is refused with its file and its fault", "[app][calibration]") {
  const auto [text, fault] = GENERATE(table<std::string, std::string>(
      {{"", "parse error"},
       {"[]", "an object is expected"},
       {"{}", "calibration is missing"},
       {std::string(5000, ' '), "at most 4096"},
       {std::string(3000, '['), "parse error"},
       {Without("\"calibration\": 1", "\"calibration\": 2"), "another version"},
       {Without("\"desk-1\"", "\"../etc\""), "reader must be"},
       {Without("\"desk-1\"", "7"), "reader has the wrong type"},
       {Without("2026-11-02", "2026-02-30"), "made"},
       {Without("\"documents\": 5", "\"documents\": 99999999999999"), "documents is"},
       {Without("\"documents\": 5", "\"documents\": 1.5"), "documents has the wrong type"},
       {Without("0.0212", "1e999"), "number"},
       {Without("0.0212", "0.2"), "ultraviolet.mrz_paper is 0.2"},
       {Without("0.11", "-0.11"), "ultraviolet.fluorescent is -0.11"},
       {Without("\"documents\": 5", "\"documents\": 5, \"more\": 1"), "not known"}}));
  const auto read = ParseCalibration(text, "desk.json");
  REQUIRE_FALSE(read.ok());
  INFO(Message(read.status()));
  CHECK(Message(read.status()).starts_with("desk.json: "));
  CHECK(Message(read.status()).find(fault) != std::string::npos);
}

TEST_CASE("a folder has one calibration a reader", "[app][calibration]") {
  const test::TempFolder folder;
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  write("a.json", CalibrationText(kCalibration));
  write("notes.txt", "none");
  const auto read = LoadCalibrations(folder.path());
  REQUIRE(read.ok());
  REQUIRE(read->size() == 1);
  CHECK(read->at("desk-1") == kCalibration);

  write("b.json", CalibrationText(kCalibration));
  CHECK_FALSE(LoadCalibrations(folder.path()).ok());
  write("b.json", std::string(100'000, ' '));
  CHECK(Message(LoadCalibrations(folder.path()).status()).find("b.json") != std::string::npos);
  CHECK(LoadCalibrations(folder / "none").status().code() == StatusCode::kNotFound);
}

}  // namespace
}  // namespace chowki::app
