#include "read/tesseract.h"

#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::read {
namespace {

cv::Mat Printed(const std::string& text) {
  cv::Mat picture(70, static_cast<int>(text.size()) * 34 + 40, CV_8UC1, cv::Scalar(255));
  cv::putText(picture, text, {20, 50}, cv::FONT_HERSHEY_SIMPLEX, 1.4, cv::Scalar(0), 3,
              cv::LINE_AA);
  return picture;
}

TEST_CASE("a printed line is read with its confidence", "[read]") {
  const auto reader = TextReader::Make({});
  REQUIRE(reader.ok());
  const auto line = (*reader)->ReadLine(Printed("ERIKSSON 1974"));
  REQUIRE(line.ok());
  CHECK(line->Text() == "ERIKSSON 1974");
  CHECK(line->Confidence() > 0.5);
}

TEST_CASE("a picture without print is an empty line", "[read]") {
  const auto reader = TextReader::Make({});
  REQUIRE(reader.ok());
  CHECK((*reader)->ReadLine(cv::Mat()).value() == TextLine{});
  CHECK((*reader)->ReadLine(cv::Mat(40, 200, CV_8UC1, cv::Scalar(255)))->Confidence() < 0.5);
  CHECK((*reader)->ReadLine(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0))).ok());
}

TEST_CASE("several threads read at once", "[read]") {
  const auto reader = TextReader::Make({});
  REQUIRE(reader.ok());
  const cv::Mat picture = Printed("UTOPIA 8902");
  std::vector<std::string> texts(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& text : texts) {
      threads.emplace_back([&] {
        for (int i = 0; i < 5; ++i) text = (*reader)->ReadLine(picture).value().Text();
      });
    }
  }
  for (const std::string& text : texts) CHECK(text == "UTOPIA 8902");
}

TEST_CASE("a language that is not installed is told at the start", "[read]") {
  const auto reader = TextReader::Make({.languages = "xxx", .tessdata = "/nowhere"});
  REQUIRE_FALSE(reader.ok());
  CHECK(reader.status().code() == StatusCode::kNotFound);
}

TEST_CASE("a language that is not installed is told, also beside one that is", "[read]") {
  const auto reader = TextReader::Make({"eng+nosuch", {}});
  REQUIRE_FALSE(reader.ok());
  CHECK(reader.status().code() == StatusCode::kNotFound);
  CHECK(Message(reader.status()).find("\"nosuch\"") != std::string_view::npos);
}

TEST_CASE("scripts are read by configuration", "[read]") {
  for (const char* languages : {"eng+ara", "eng+fas", "eng+urd"}) {
    CAPTURE(languages);
    const auto reader = TextReader::Make({languages, {}});
    REQUIRE(reader.ok());
    CHECK((*reader)->ReadLine(Printed("ERIKSSON"))->Text() == "ERIKSSON");
  }
}

TEST_CASE("an alphabet leaves no other characters", "[read]") {
  const auto reader = TextReader::Make({});
  REQUIRE(reader.ok());
  const auto line = (*reader)->ReadLine(Printed("OIL 80"), "0123456789");
  REQUIRE(line.ok());
  CHECK(line->Text().find_first_not_of("0123456789 ") == std::string::npos);
  CHECK((*reader)->ReadLine(Printed("OIL 80"))->Text().find('L') != std::string::npos);
}

}  // namespace
}  // namespace chowki::read
