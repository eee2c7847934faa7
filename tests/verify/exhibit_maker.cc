#include "verify/exhibit_maker.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "icao/mrz_parse.h"
#include "verify/catalogue.h"

namespace chowki::verify {
namespace {

constexpr double kSure = 0.99;

const std::vector<std::string> kPassport = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

Quad GridCell(size_t line, size_t column) {
  return ToQuad(
      {static_cast<double>(column) * 0.01, 0.7 + static_cast<double>(line) * 0.1, 0.01, 0.1});
}

}  // namespace

ExhibitMaker::ExhibitMaker() = default;

ExhibitMaker ExhibitMaker::Passport() { return WithMrz(kPassport); }

ExhibitMaker ExhibitMaker::WithMrz(std::vector<std::string> lines) {
  ExhibitMaker maker;
  read::MrzReading& mrz = maker.transcript.mrz;
  mrz.status = read::MrzStatus::kRead;
  mrz.format = icao::DetectFormat(lines).value();
  mrz.raw_lines = lines;
  mrz.lines = std::move(lines);
  for (size_t line = 0; line < mrz.lines.size(); ++line) {
    std::vector<read::Glyph>& glyphs = mrz.glyphs.emplace_back();
    for (size_t column = 0; column < mrz.lines[line].size(); ++column) {
      glyphs.push_back({mrz.lines[line][column], kSure, GridCell(line, column), {}});
    }
  }
  mrz.certain = true;
  mrz.confidence = kSure;
  mrz.ppi = 400;
  mrz.region = ToQuad({0, 0.7, 0.44, 0.2});
  return maker;
}

ExhibitMaker& ExhibitMaker::Confidence(int line, int column, double confidence) {
  transcript.mrz.glyphs[static_cast<size_t>(line)][static_cast<size_t>(column)].confidence =
      confidence;
  return *this;
}

ExhibitMaker& ExhibitMaker::Today(const Date& today) {
  today_ = today;
  return *this;
}

ExhibitMaker& ExhibitMaker::NoImage() {
  has_image_ = false;
  return *this;
}

Exhibit ExhibitMaker::exhibit() {
  Exhibit exhibit;
  exhibit.transcript = &transcript;
  exhibit.today = today_;
  if (has_image_) {
    image_ = std::make_unique<capture::Image>(cv::Mat(10, 10, CV_8UC1, cv::Scalar(128)),
                                              capture::Light::kVisible, Digest{}, std::nullopt);
    exhibit.visible = image_.get();
    exhibit.quality = &quality;
  }
  if (transcript.mrz.status == read::MrzStatus::kRead) {
    record_ =
        std::make_unique<icao::MrzRecord>(icao::ParseMrz(transcript.mrz.lines, today_).value());
    exhibit.record = record_.get();
  }
  return exhibit;
}

std::vector<Finding> Perform(std::string_view id, const Exhibit& exhibit) {
  const CatalogueEntry* entry = FindCheck(id);
  REQUIRE(entry != nullptr);
  std::vector<Finding> findings = entry->check->perform(exhibit);
  REQUIRE_FALSE(findings.empty());
  const auto& reasons = entry->check->reasons;
  for (const Finding& finding : findings) {
    INFO(finding.reason);
    const bool declared = std::count(reasons.begin(), reasons.end(), finding.reason) == 1;
    CHECK(declared == (finding.outcome != Outcome::kSuccessful));
  }
  return findings;
}

std::vector<std::string> Reasons(const std::vector<Finding>& findings) {
  std::vector<std::string> reasons;
  for (const Finding& finding : findings) reasons.push_back(finding.reason);
  return reasons;
}

std::vector<std::string> PassportWith(int column, char character) {
  std::vector<std::string> lines = kPassport;
  lines[1][static_cast<size_t>(column)] = character;
  return lines;
}

}  // namespace chowki::verify
