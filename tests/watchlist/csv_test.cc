#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "watchlist/built_list.h"

namespace chowki::watchlist {
namespace {

BuiltList BuildFromText(const std::string& text) {
  const test::TempFolder folder;
  std::ofstream(folder / "a.csv", std::ios::binary) << text;
  return BuildFrom("csv:" + (folder / "a.csv").string());
}

TEST_CASE("the sample list is read whole", "[watchlist]") {
  const BuiltList outcome =
      BuildFrom(std::string("csv:") + CHOWKI_SOURCE_DIR + "/watchlists/sample.csv");
  INFO(outcome.status.ToString());
  REQUIRE(outcome.status.ok());
  CHECK(outcome.problems.empty());
  REQUIRE(outcome.entries.size() == 12);
  const Entry& second = outcome.entries[1];
  CHECK(second.id == "uto-0002");
  CHECK(second.revision == 2);
  REQUIRE(second.names.size() == 3);
  CHECK(second.names[0].full == "SIAVASH ARMAN KARIMZADEH");
  CHECK(second.names[1].script == "Arab");
  CHECK(second.action == "arrest");
  CHECK(outcome.entries[3].nationalities == std::vector<std::string>{"UTO", "XXA"});
  CHECK(outcome.entries[3].names.back().quality == NameQuality::kWeakAlias);
  CHECK(outcome.entries[5].valid_until == Date{2031, 12, 31});
  CHECK(outcome.entries[8].kind == EntryKind::kDocument);
  CHECK(outcome.entries[8].documents.front() == EntryDocument{"P", "UTO", "L31070652"});
}

TEST_CASE("columns go by their names, and the optional ones may be absent", "[watchlist]") {
  const BuiltList outcome =
      BuildFromText("category,name,kind,id\nwanted,\"ERIKSSON, ANNA\",person,x\n");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.entries[0].names[0].full == "ERIKSSON, ANNA");
}

TEST_CASE("rows that make no entry are skipped, each with line and reason", "[watchlist]") {
  const BuiltList outcome = BuildFromText(
      "id,kind,name,documents,category\n"
      "a,person,ANNA,,wanted\n"
      ",person,ANNA,,wanted\n"
      "b,animal,ANNA,,wanted\n"
      "c,person,,,wanted\n"
      "d,document,,,stolen_document\n"
      "e,person,ANNA,,hunted\n"
      "f,person,ANNA,,stolen_document\n"
      "g,person,ANNA\n"
      "a,person,OTHER,,wanted\n"
      "h,person,AN\"NA,,wanted\n"
      "i,document,,UTO:1,lost_document\n");
  REQUIRE(outcome.status.ok());
  CHECK(outcome.entries.size() == 2);
  CHECK(outcome.counts == BuildCounts{2, 1, 1, 9, 0});
  REQUIRE(outcome.problems.size() == 9);
  for (size_t i = 0; i < 9; ++i) {
    CHECK(outcome.problems[i].line == static_cast<std::int64_t>(i) + 3);
    CHECK(outcome.problems[i].row_skipped);
    CHECK_FALSE(outcome.problems[i].reason.empty());
  }
}

TEST_CASE("a value that cannot be read is left out, the person stays on the list", "[watchlist]") {
  const BuiltList outcome = BuildFromText(
      "id,kind,name,birth_dates,nationalities,documents,sex,valid_until,revision,category\n"
      "a,person,ANNA,1974-13-01;1975,Atlantis;UTO,Nowhere:1,Q,soon,0,missing_child\n");
  REQUIRE(outcome.entries.size() == 1);
  CHECK(outcome.counts.values_left_out == 6);
  CHECK(outcome.entries[0].birth_dates.size() == 1);
  CHECK(outcome.entries[0].nationalities == std::vector<std::string>{"UTO"});
  CHECK_FALSE(outcome.entries[0].valid_until.has_value());
  CHECK(outcome.problems[0].column == "birth_dates");
  CHECK_FALSE(outcome.problems[0].row_skipped);
}

TEST_CASE("a file that cannot be trusted ends the build", "[watchlist]") {
  const std::string row = "a,person,ANNA,wanted\n";
  CHECK(BuildFromText("id,kind,name,category\n" + row).status.ok());
  const std::vector<std::string> broken = {
      "",
      "id,kind,name,category\n",                         // no row
      "id,kind,nom,category\n" + row,                    // unknown column
      "id,kind,name\na,person,ANNA\n",                   // category missing
      "id,kind,name,name,category\n" + row,              // twice
      "id,kind,name,category\n" + row + "b,\"per",       // cut off
      "id,kind,name,category\n" + row + "b,\xFC,c,d",    // not UTF-8
      "id,kind,name,category\nb,animal,ANNA,wanted\n"};  // nothing left
  for (const std::string& text : broken) {
    INFO(text);
    CHECK_FALSE(BuildFromText(text).status.ok());
  }
  CHECK(BuildFrom("csv:/no/such/file.csv").status.code() == StatusCode::kNotFound);
}

TEST_CASE("an unknown format is refused with those that there are", "[watchlist]") {
  CHECK(ParseSourceSpec("csv:a.csv")->path == "a.csv");
  for (const char* wrong : {"xls:a", "a.csv", "csv:", ":a", ""}) {
    INFO(wrong);
    const auto spec = ParseSourceSpec(wrong);
    REQUIRE_FALSE(spec.ok());
    CHECK(Message(spec.status()).find("csv:PATH") != std::string::npos);
  }
}

}  // namespace
}  // namespace chowki::watchlist
