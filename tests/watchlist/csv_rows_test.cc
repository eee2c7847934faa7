#include "watchlist/sources/csv_rows.h"

#include <fstream>
#include <random>

#include <catch2/catch.hpp>
#include <zlib.h>

#include "support/temp_folder.h"

namespace chowki::watchlist {
namespace {

struct ReadAll {
  std::vector<CsvRow> rows;
  Status status = Ok();
};

ReadAll Read(const std::filesystem::path& path) {
  ReadAll all;
  auto file = TextFile::Open(path);
  if (!file.ok()) return {{}, file.status()};
  CsvRows rows(*file);
  while (true) {
    CsvRow row;
    const auto more = rows.Next(row);
    if (!more.ok()) all.status = more.status();
    if (!more.ok() || !*more) return all;
    all.rows.push_back(row);
  }
}

ReadAll ReadText(const std::string& text) {
  const test::TempFolder folder;
  std::ofstream(folder / "a.csv", std::ios::binary) << text;
  return Read(folder / "a.csv");
}

using Cells = std::vector<std::string>;

TEST_CASE("cells are taken apart as RFC 4180 says", "[watchlist]") {
  const auto [rows, status] = ReadText(
      "\xEF\xBB\xBF"
      "a,b,c\r\n"
      "\r\n"
      "\"1,5\",\"say \"\"no\"\"\",\n"
      "\"two\r\nlines\",,\"\"\r\n"
      "last,line,without end");
  REQUIRE(status.ok());
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].cells == Cells{"a", "b", "c"});
  CHECK(rows[1].cells == Cells{"1,5", "say \"no\"", ""});
  CHECK(rows[1].line == 3);
  CHECK(rows[2].cells == Cells{"two\r\nlines", "", ""});
  CHECK(rows[3].cells == Cells{"last", "line", "without end"});
  CHECK(rows[3].line == 6);
}

TEST_CASE("a stray quote spoils its own row only", "[watchlist]") {
  const auto [rows, status] = ReadText("a,b\nx\"y,z\n\"q\"r,s\nc,d\n");
  REQUIRE(status.ok());
  REQUIRE(rows.size() == 4);
  CHECK_FALSE(rows[1].fault.empty());
  CHECK_FALSE(rows[2].fault.empty());
  CHECK(rows[3].fault.empty());
  CHECK(rows[3].cells == Cells{"c", "d"});
}

TEST_CASE("a file that ends inside a quote was cut off", "[watchlist]") {
  const auto [rows, status] = ReadText("a,b\n1,\"and then\nnothing");
  CHECK(status.code() == StatusCode::kDataLoss);
  CHECK(Message(status).find("line 2") != std::string::npos);
}

TEST_CASE("what is not UTF-8 text is refused with its line", "[watchlist]") {
  CHECK(Message(ReadText("a\nb\nM\xFCLLER\n").status).find("line 3 is not UTF-8") !=
        std::string::npos);
  CHECK(Message(ReadText("\xFF\xFE"
                         "a\n")
                    .status)
            .find("UTF-16") != std::string::npos);
  CHECK(ReadText(std::string("a\nb\0c\n", 6)).status.code() == StatusCode::kInvalidArgument);
  CHECK(ReadText(std::string(TextFile::kMaxLine + 100'000, 'x')).status.code() ==
        StatusCode::kInvalidArgument);
  CHECK(ReadText("").status.ok());
}

TEST_CASE("gzipped files are read as they are, damaged ones refused", "[watchlist]") {
  const test::TempFolder folder;
  const std::string path = folder / "a.csv.gz";
  gzFile out = gzopen(path.c_str(), "wb");
  std::string text = "a,b\n";
  std::mt19937 random(1);
  while (text.size() < 300'000) text += std::to_string(random()) + ",x\n";
  REQUIRE(gzwrite(out, text.data(), static_cast<unsigned>(text.size())) > 0);
  gzclose(out);
  const auto whole = Read(path);
  REQUIRE(whole.status.ok());
  CHECK(whole.rows.size() > 20'000);

  const auto size = std::filesystem::file_size(path);
  std::filesystem::resize_file(path, size / 2);
  CHECK(Read(path).status.code() == StatusCode::kDataLoss);
}

TEST_CASE("what is written is read back, whatever the cells hold", "[watchlist][property]") {
  std::mt19937 random(4180);
  const char* pieces[] = {"a", ",", "\"", "\n", "\r", "\r\n", " ", "é", "\"\"", "ب", "x"};
  std::string text;
  std::vector<Cells> written;
  for (int row = 0; row < 3000; ++row) {
    Cells cells(1 + random() % 4);
    for (std::string& cell : cells) {
      for (size_t n = random() % 5; n > 0; --n) cell += pieces[random() % std::size(pieces)];
    }
    text += WriteCsvRow(cells);
    written.push_back(cells);
  }
  const auto [rows, status] = ReadText(text);
  REQUIRE(status.ok());
  REQUIRE(rows.size() == written.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    INFO(i);
    CHECK(rows[i].fault.empty());
    CHECK(rows[i].cells == written[i]);
  }
}

}  // namespace
}  // namespace chowki::watchlist
