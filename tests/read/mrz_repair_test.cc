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

std::vector<std::vector<Glyph>> Misread(const std::vector<Misreading>& misreadings) {
  auto glyphs = Sure(kLines);
  for (const Misreading& m : misreadings) {
    const char printed = kLines[m.line][m.column];
    glyphs[m.line][m.column] = {m.seen, m.share, {}, {{m.seen, m.share}, {printed, 1 - m.share}}};
  }
  return glyphs;
}

Repaired Repair3(const std::vector<std::vector<Glyph>>& glyphs) {
  return RepairLines(icao::Format::kTd3, glyphs);
}

TEST_CASE("a reading whose digits hold stays as it is", "[read]") {
  const Repaired repaired = Repair3(Sure(kLines));
  CHECK(repaired.lines == kLines);
  CHECK(repaired.repairs.empty());
  CHECK_FALSE(repaired.ambiguous);
}

TEST_CASE("a doubtful character gives way to the one that makes all digits hold", "[read]") {
  const Repaired repaired = Repair3(Misread({{1, 1, 'B', 0.6}}));  // 8 taken for B
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0] == Repair{1, 1, 'B', '8', "check_digit"});
  CHECK(repaired.glyphs[1][1].best == '8');
  CHECK(repaired.glyphs[1][1].confidence > 0.9);
}

TEST_CASE("digits that hold raise the confidence of what they cover", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[1][1] = {'8', 0.6, {}, {{'8', 0.6}, {'B', 0.4}}};
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.lines == kLines);
  CHECK(repaired.repairs.empty());
  CHECK(repaired.glyphs[1][1].confidence > 0.95);
}

TEST_CASE("digits do not tell characters apart that are equal modulo ten", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[1][40] = {'<', 0.6, {}, {{'<', 0.6}, {'K', 0.4}}};  // optional data
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.lines == kLines);
  CHECK(repaired.glyphs[1][40].confidence == Approx(0.6).margin(0.01));
}

TEST_CASE("a character read with confidence is never repaired", "[read]") {
  const Repaired repaired = Repair3(Misread({{1, 1, 'B', 0.91}}));
  CHECK(repaired.lines[1][1] == 'B');
  CHECK(repaired.repairs.empty());
}

TEST_CASE("a document with a wrong printed digit keeps it", "[read]") {
  std::vector<std::string> forged = kLines;
  forged[1][13] = '8';  // birth 84 instead of 74, digits left
  const Repaired repaired = Repair3(Sure(forged));
  CHECK(repaired.lines == forged);
  CHECK(repaired.repairs.empty());
  CHECK_FALSE(repaired.ambiguous);
}

TEST_CASE("a faint alternative that would please the digits is told, not taken", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[1][13] = {'8', 0.88, {}, {{'8', 0.88}, {'7', 0.05}}};  // printed 8, a forgery
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.lines[1][13] == '8');
  CHECK(repaired.repairs.empty());
  CHECK(repaired.ambiguous);
  CHECK(repaired.glyphs[1][13].confidence < 0.8);
}

TEST_CASE("two doubtful characters are repaired together only when the evidence decides",
          "[read]") {
  const Repaired sure = Repair3(Misread({{1, 1, 'B', 0.6}, {1, 14, 'A', 0.6}}));
  CHECK(sure.lines == kLines);
  CHECK(sure.repairs.size() == 2);
  const Repaired faint = Repair3(Misread({{1, 1, 'B', 0.89}, {1, 14, 'A', 0.89}}));
  CHECK(faint.repairs.empty());
  CHECK(faint.ambiguous);
}

TEST_CASE("of several repairs that satisfy the digits the decidedly likelier one is made",
          "[read]") {
  // The second character of L898... was seen as B; 8 for it holds, and so does B for the fourth.
  auto glyphs = Sure(kLines);
  glyphs[1][1] = {'B', 0.5, {}, {{'B', 0.5}, {'8', 0.5}}};
  glyphs[1][3] = {'8', 0.5, {}, {{'8', 0.5}, {'B', 0.5}}};
  CHECK(Repair3(glyphs).ambiguous);
  CHECK(Repair3(glyphs).repairs.empty());
  glyphs[1][3] = {'8', 0.89, {}, {{'8', 0.89}, {'B', 0.02}}};
  const Repaired repaired = Repair3(glyphs);
  CHECK_FALSE(repaired.ambiguous);
  CHECK(repaired.lines == kLines);
}

TEST_CASE("after three fillers of a name nothing doubtful stays", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[0][35] = {'K', 0.7, {}, {{'K', 0.7}, {'<', 0.3}}};
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0].reason == "name_filler");
  glyphs[0][35] = {'K', 0.97, {}, {{'K', 0.97}, {'<', 0.03}}};  // printed so
  CHECK(Repair3(glyphs).lines[0][35] == 'K');
}

TEST_CASE("a doubtful character of a state's code gives way to one that makes a state", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[0][4] = {'0', 0.7, {}, {{'0', 0.7}, {'O', 0.3}}};
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.lines == kLines);
  REQUIRE(repaired.repairs.size() == 1);
  CHECK(repaired.repairs[0].reason == "position_class");
}

TEST_CASE("the code of no state is as doubtful as its weakest character", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[1][10] = {'G', 0.6, {}, {{'G', 0.6}, {'C', 0.4}}};  // UTO, half covered
  glyphs[1][11].best = 'P';
  glyphs[1][12].best = 'P';
  const Repaired repaired = Repair3(glyphs);
  for (size_t column = 10; column < 13; ++column) {
    CHECK(repaired.glyphs[1][column].confidence < 0.8);
  }
  CHECK(repaired.glyphs[1][9].confidence > 0.9);
}

TEST_CASE("digits over characters that cannot be seen count for nothing", "[read]") {
  auto glyphs = Sure(kLines);
  glyphs[1][2] = {'X', 0.02, {}, {{'X', 0.02}, {'Y', 0.01}}};  // covered
  glyphs[1][3] = {'8', 0.6, {}, {{'8', 0.6}, {'B', 0.4}}};
  const Repaired repaired = Repair3(glyphs);
  CHECK(repaired.repairs.empty());
  CHECK(repaired.glyphs[1][2].confidence < 0.05);
  CHECK(repaired.glyphs[1][3].confidence == Approx(0.6).margin(0.01));
}

}  // namespace
}  // namespace chowki::read
