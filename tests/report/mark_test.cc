#include "report/mark.h"

#include <catch2/catch.hpp>

#include "verify/outcome.h"

namespace chowki::report {
namespace {

using verify::Contribution;

TEST_CASE("findings are numbered, the most serious first", "[report]") {
  std::vector<verify::Finding> findings = {
      verify::Successful(), verify::Undetermined("a", Contribution::kAttention, 0.2),
      verify::NotPerformed("b"), verify::Failed("c", Contribution::kRefer, 0.9),
      verify::Undetermined("d", Contribution::kClear, 0)};
  const std::vector<Mark> marks = MarksOf(findings);
  REQUIRE(marks.size() == 3);
  CHECK(marks[0].finding->reason == "c");
  CHECK(marks[1].finding->reason == "a");
  CHECK(marks[2].finding->reason == "d");
  CHECK(marks[2].number == 3);
  CHECK(NumberOf(marks, findings[3]) == 1);
  CHECK_FALSE(NumberOf(marks, findings[0]));
}

TEST_CASE("silent findings get no number", "[report]") {
  verify::Finding silent = verify::Failed("c", Contribution::kRefer, 0.9);
  silent.silent = true;
  CHECK(MarksOf({silent}).empty());
}

}  // namespace
}  // namespace chowki::report
