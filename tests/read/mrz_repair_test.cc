#include "read/mrz_repair.h"

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

const std::vector<std::string> kLines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                         "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

std::vector<std::vector<Glyph>> Sure(const std::vector<std::string>& lines) {
  std::vector<std::vector<Glyph>> glyphs;
  for (const std::string& line : lines) {
    std::vector<Glyph> row;
    for (const char c : line) row.push_back({c, 0.99, {}, {{c, 0.99}}});
    glyphs.push_back(row);
  }
  return glyphs;
}

// Misreads one place: `seen` with a share, what is printed with the rest.
struct Misreading {
  size_t line;
  size_t column;
  char seen;
  double share;
};

Repaired RepairMisread(const std::vector<Misreading>& misreadings) {
  std::vector<std::string> lines = kLines;
  auto glyphs = Sure(lines);
  for (const Misreading& m : misreadings) {
    const char printed = kLines[m.line][m.column];
    lines[m.line][m.column] = m.seen;
    glyphs[m.line][m.column] = {m.seen, m.share, {}, {{m.seen, m.share}, {printed, 1 - m.share}}};
  }
  return RepairLines(icao::Format::kTd3, lines, glyphs);
}

TEST_CASE("a reading whose digits hold stays as it is", "[read]") {
  const Repaired repaired = RepairLines(icao::Format::kTd3, kLines, Sure(kLines));
  CHECK(repaired.lines == kLines);
  CHECK(repaired.repairs.empty());
  CHECK_FALSE(repaired.ambiguous);
}

TEST_CASE("one doubtful look-alike is repaired when it makes all digits hold", "[read]") {
  const Repaired repaired = RepairMisread({{1, 1, 'B', 0.6}});  // 8 taken for B
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0] == Repair{1, 1, 'B', '8', "check_digit"});
}

TEST_CASE("a character read with confidence is never repaired", "[read]") {
  const Repaired repaired = RepairMisread({{1, 1, 'B', 0.95}});
  CHECK(repaired.lines[1][1] == 'B');
  CHECK(repaired.repairs.empty());
}

TEST_CASE("a document with a wrong printed digit keeps it", "[read]") {
  std::vector<std::string> forged = kLines;
  forged[1][13] = '8';  // birth 84 instead of 74, digits left
  const Repaired repaired = RepairLines(icao::Format::kTd3, forged, Sure(forged));
  CHECK(repaired.lines == forged);
  CHECK(repaired.repairs.empty());
  CHECK_FALSE(repaired.ambiguous);
}

TEST_CASE("two substitutions at once are never made", "[read]") {
  const Repaired repaired = RepairMisread({{1, 1, 'B', 0.6}, {1, 14, 'A', 0.6}});
  CHECK(repaired.lines[1][1] == 'B');
  CHECK(repaired.repairs.empty());
}

TEST_CASE("characters that do not look alike are no repair", "[read]") {
  const Repaired repaired = RepairMisread({{1, 1, 'W', 0.5}});
  CHECK(repaired.lines[1][1] == 'W');
}

TEST_CASE("several repairs that satisfy the digits are an ambiguity", "[read]") {
  // The second character of L898... was seen as B; 8 for it holds, and so does B for the fourth.
  std::vector<std::string> lines = kLines;
  auto glyphs = Sure(lines);
  lines[1][1] = 'B';
  glyphs[1][1] = {'B', 0.6, {}, {{'B', 0.6}, {'8', 0.4}}};
  glyphs[1][3] = {'8', 0.8, {}, {{'8', 0.8}, {'B', 0.2}}};
  const Repaired repaired = RepairLines(icao::Format::kTd3, lines, glyphs);
  CHECK(repaired.ambiguous);
  CHECK(repaired.lines == lines);
  CHECK(repaired.repairs.empty());
}

TEST_CASE("after three fillers of a name nothing doubtful stays", "[read]") {
  std::vector<std::string> lines = kLines;
  auto glyphs = Sure(lines);
  lines[0][35] = 'K';
  glyphs[0][35] = {'K', 0.7, {}, {{'K', 0.7}, {'<', 0.3}}};
  const Repaired repaired = RepairLines(icao::Format::kTd3, lines, glyphs);
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0].reason == "name_filler");
  glyphs[0][35].confidence = 0.97;  // printed so
  CHECK(RepairLines(icao::Format::kTd3, lines, glyphs).lines[0][35] == 'K');
}

TEST_CASE("a doubtful digit among letters gives way to its look-alike", "[read]") {
  std::vector<std::string> lines = kLines;
  auto glyphs = Sure(lines);
  lines[0][4] = '0';
  glyphs[0][4] = {'0', 0.8, {}, {{'0', 0.8}, {'O', 0.2}}};
  const Repaired repaired = RepairLines(icao::Format::kTd3, lines, glyphs);
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0].reason == "position_class");
}

TEST_CASE("confusion is symmetric", "[read]") {
  CHECK(Confusable('O', '0'));
  CHECK(Confusable('0', 'O'));
  CHECK(Confusable('S', '5'));
  CHECK_FALSE(Confusable('W', '1'));
}

}  // namespace
}  // namespace chowki::read
