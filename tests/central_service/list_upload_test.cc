// A list file as it comes from a browser.

#include "central_service/list_upload.h"

#include <catch2/catch.hpp>

#include "watchlist/entry_bytes.h"

namespace chowki::central_service {
namespace {

constexpr char kHead[] = "id,kind,surname,category\n";

std::string FieldOf(const Status& status) {
  const auto detail = Detail(status);
  REQUIRE(detail);
  CHECK(detail->reason == "FIELD_INVALID");
  return detail->metadata.at("field");
}

TEST_CASE("a list file that was sent is read as one from a disk, and what is left out is told") {
  const auto upload = ReadListUpload(
      "csv", std::string(kHead) + "uto-1,person,LOVEGOOD,wanted\nuto-1,person,TWICE,wanted\n");
  REQUIRE(upload.ok());
  REQUIRE(upload->rows.size() == 1);
  CHECK(watchlist::IdOf(upload->rows[0].put) == "uto-1");
  CHECK(upload->rows_skipped == 1);
  REQUIRE(upload->problems.size() == 1);
  CHECK(upload->problems[0].line == 3);
}

TEST_CASE("of many wrong rows the first are told, and all are counted") {
  std::string text = std::string(kHead) + "uto-1,person,LOVEGOOD,wanted\n";
  for (int i = 0; i < 300; ++i) text += "uto-1,person,LOVEGOOD,wanted\n";
  const auto upload = ReadListUpload("csv", text);
  REQUIRE(upload.ok());
  CHECK(upload->rows_skipped == 300);
  CHECK(upload->problems.size() == kProblemsTold);
}

TEST_CASE("what is no list is refused without a path of this machine") {
  for (const std::string& bytes : {std::string(), std::string("no header\n"), std::string(kHead),
                                   std::string(kHead) + "uto-1,person,\xff\xfe,wanted\n"}) {
    const auto upload = ReadListUpload("csv", bytes);
    REQUIRE_FALSE(upload.ok());
    CHECK(FieldOf(upload.status()) == "file");
    CHECK(Message(upload.status()).find("/proc") == std::string::npos);
  }
}

TEST_CASE("only formats of one whole file are taken") {
  for (const char* format : {"", "nonsense", "ftm-delta", "../csv"}) {
    INFO(format);
    CHECK(FieldOf(ReadListUpload(format, kHead).status()) == "format");
  }
  CHECK(FieldOf(ReadListUpload("ofac-csv", kHead).status()) == "file");
}

}  // namespace
}  // namespace chowki::central_service
