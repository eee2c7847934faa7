#include "icao/mrz_name.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "icao/mrz_layout.h"
#include "icao/spec_vectors.h"

namespace chowki::icao {
namespace {

struct Visual {
  std::string primary;
  std::string secondary;
};

Visual Taken(std::string_view visual) {
  const size_t comma = visual.find(',');
  Visual name;
  name.primary = NormalizeName(visual.substr(0, comma)).value();
  if (comma != std::string_view::npos) {
    name.secondary = NormalizeName(visual.substr(comma + 1)).value();
  }
  return name;
}

// Whether `cut` is made of beginnings of the components of `full`, in order, from the first on.
bool IsCutOf(const std::string& cut, const std::string& full) {
  const std::vector<std::string> whole = Split(full, ' ');
  const std::vector<std::string> parts = Split(cut, ' ');
  if (parts.size() > whole.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty() || whole[i].compare(0, parts[i].size(), parts[i]) != 0) return false;
  }
  return true;
}

TEST_CASE("names that fit are written as in the standard's examples", "[icao][spec]") {
  for (const SpecName& example : kSpecNames) {
    if (example.truncated) continue;
    INFO(example.format << " " << example.visual);
    const auto [primary, secondary] = Taken(example.visual);
    CHECK(MakeNameField(primary, secondary, static_cast<int>(example.field.size())) ==
          example.field);
    CHECK(SplitName(example.field) == MrzName{primary, secondary, example.treat_as_truncated});
  }
}

TEST_CASE("names that do not fit are cut in a way that the standard allows", "[icao][spec]") {
  int as_printed = 0;
  int examples = 0;
  for (const SpecName& example : kSpecNames) {
    if (!example.truncated) continue;
    INFO(example.format << " " << example.visual);
    const auto [primary, secondary] = Taken(example.visual);
    const std::string field =
        MakeNameField(primary, secondary, static_cast<int>(example.field.size()));
    CHECK(field.size() == example.field.size());
    const MrzName name = SplitName(field);
    CHECK(name.may_be_truncated);
    CHECK(IsCutOf(name.primary, primary));
    CHECK(IsCutOf(name.secondary, secondary));

    const MrzName printed = SplitName(example.field);
    CHECK(printed.may_be_truncated == example.treat_as_truncated);
    CHECK(IsCutOf(printed.primary, primary));
    CHECK(IsCutOf(printed.secondary, secondary));
    ++examples;
    if (field == example.field) ++as_printed;
  }
  // The standard shows several ways for one name; ours is one of them in these many.
  CHECK(examples == 26);
  CHECK(as_printed == 9);
}

TEST_CASE("what the field holds of a name is split at the first double filler", "[icao]") {
  CHECK(SplitName("STEVENSON<<PETER<<JOHN<<<<") == MrzName{"STEVENSON", "PETER  JOHN", false});
  CHECK(SplitName("ARKFREITH<<<<<<") == MrzName{"ARKFREITH", "", false});
  CHECK(SplitName("<<<<") == MrzName{"", "", false});
  CHECK(SplitName("") == MrzName{"", "", false});
  CHECK(SplitName("A<<B") == MrzName{"A", "B", true});
}

TEST_CASE("names of many components keep their initials, then lose the last ones", "[icao]") {
  CHECK(MakeNameField("ANNA", "BERTA CARLA", 10) == "ANNA<<BE<C");
  CHECK(MakeNameField("ANNA", "BERTA CARLA", 7) == "AN<<B<C");
  CHECK(MakeNameField("ANNA", "BERTA CARLA", 5) == "AN<<B");
  CHECK(MakeNameField("A B C", "D", 6) == "A<B<<D");
}

TEST_CASE("punctuation separates or disappears", "[icao]") {
  CHECK(NormalizeName("O'Connor-Smith,  Jr.").value() == "OCONNOR SMITH JR");
  CHECK(NormalizeName("").value().empty());
  CHECK_FALSE(NormalizeName("MALCOLM 10").ok());
  CHECK_FALSE(NormalizeName("MÜLLER").ok());
}

TEST_CASE("any name fits any width and is never empty in either part", "[icao]") {
  const std::string primary = "AB CD EF GH IJ KL MN OP QR";
  const std::string secondary = "ST UV WX YZ AB CD EF";
  for (int width = 5; width < 60; ++width) {
    const std::string field = MakeNameField(primary, secondary, width);
    INFO(width << " " << field);
    CHECK(static_cast<int>(field.size()) == width);
    const MrzName name = SplitName(field);
    CHECK(IsCutOf(name.primary, primary));
    CHECK(IsCutOf(name.secondary, secondary));
    CHECK_FALSE(name.secondary.empty());
    if (name.primary != primary || name.secondary != secondary) CHECK(name.may_be_truncated);
  }
}

}  // namespace
}  // namespace chowki::icao
