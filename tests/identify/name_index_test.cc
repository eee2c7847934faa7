#include "identify/name_index.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// An index of invented people, each with one name and perhaps a year of birth.
class Sample {
 public:
  struct Person {
    std::string name;
    int born = 0;
  };
  explicit Sample(const std::vector<Person>& people) {
    watchlist::SnapshotBuilder builder;
    int number = 10'000;
    for (const Person& person : people) {
      watchlist::Entry entry;
      entry.id = std::to_string(number++);
      entry.names.push_back({person.name, "", "", ""});
      if (person.born != 0) {
        entry.birth_dates.push_back(
            {{person.born, 0, 0}, {{person.born, 1, 1}, {person.born, 12, 31}}});
      }
      REQUIRE(builder.Add(entry).ok());
    }
    const auto list = std::move(builder).Finish({});
    for (size_t i = 0; i < list.size(); ++i) {
      numbers_.push_back(static_cast<std::uint32_t>(std::stoi(list.At(i).id) - 10'000));
    }
    built_ = NameIndex::Build(list);
    index_ = std::make_unique<NameIndex>(ViewOf(built_.words), ViewOf(built_.names));
  }
  [[nodiscard]] const NameIndex& index() const { return *index_; }

  // The numbers of the people whose names are found, best first.
  [[nodiscard]] std::vector<std::uint32_t> Find(std::string_view name, bool truncated = false,
                                                YearSet years = kAnyYear) const {
    std::vector<std::uint32_t> people;
    const auto words = NameForms(name);
    for (const NameHit& hit : index_->Find(index_->Weighed(words.front()), truncated, years)) {
      for (const Bearer& bearer : index_->BearersOf(hit.name))
        people.push_back(numbers_[bearer.entry]);
    }
    return people;
  }
  [[nodiscard]] std::uint32_t First(std::string_view name, bool truncated = false) const {
    const auto found = Find(name, truncated);
    return found.empty() ? ~0U : found.front();
  }

 private:
  std::vector<std::uint32_t> numbers_;  // of the people, by their place in the list
  NameIndex::Built built_;
  std::unique_ptr<NameIndex> index_;
};

TEST_CASE("a name is kept once, however many bear it", "[identify]") {
  const Sample sample({{"ODDVAR HALVORSEN"}, {"Oddvar Halvorsen"}, {"ANNA STENBERG"}});
  CHECK(sample.index().size() == 2);
  auto found = sample.Find("ODDVAR HALVORSEN");
  std::ranges::sort(found);
  CHECK(found == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("names are found through misspellings, joins, splits and cut ends", "[identify]") {
  const Sample sample({{"ODDVAR BRANN HALVORSEN"}, {"ANNAMARIE STENBERG"}, {"SIAVASH KARIMZADEH"}});
  CHECK(sample.First("HALVORSON ODVAR BRANN") == 0);
  CHECK(sample.First("ODDVARBRANN HALVORSEN") == 0);
  CHECK(sample.First("ANNA MARIE STENBERG") == 1);
  CHECK(sample.First("KARIMZADEH SIAV", true) == 2);
  CHECK(sample.Find("XQ").empty());
}

TEST_CASE("names of people born in other years come after", "[identify]") {
  const Sample sample({{"ODDVAR HALVORSEN", 1950}, {"ODDVAR HALVORSON", 1980}});
  const YearSet asked = YearsOf({{1980, 1, 1}, {1980, 12, 31}});
  CHECK(sample.Find("ODDVAR HALVORSEN").front() == 0);
  CHECK(sample.Find("ODDVAR HALVORSEN", false, asked).front() == 1);
}

TEST_CASE("years are a set with those beside them", "[identify]") {
  CHECK(YearsOf({{1980, 3, 1}, {1980, 3, 1}}) == (YearSet{7} << (1979 % 64)));
  CHECK(YearsOf({{1900, 1, 1}, {1990, 1, 1}}) == kAnyYear);
}

TEST_CASE("rare words are worth more than common ones", "[identify]") {
  CHECK(WordWorth("ODDVAR", 1, 1e6) > WordWorth("ODDVAR", 1000, 1e6));
  CHECK(WordWorth("ODDVAR", 1, 1e6) <= scorecard::kMostWord);
  CHECK(WordWorth("MUHAMMAD", 2e5, 1e6) >= scorecard::kLeastWord);
  CHECK(WordWorth("AL", 1e5, 1e6) == scorecard::kNameWeights.particle);
}

TEST_CASE("an index built for another takes its worths", "[identify]") {
  std::vector<Sample::Person> people;
  for (char c = 'A'; c <= 'Z'; ++c) people.push_back({std::string("ODDVAR HALVOR") + c});
  const Sample all(people);
  watchlist::SnapshotBuilder builder;
  watchlist::Entry entry;
  entry.id = "one";
  entry.names.push_back({"ODDVAR STENBERG", "", "", ""});
  REQUIRE(builder.Add(entry).ok());
  const auto list = std::move(builder).Finish({});
  auto with = NameIndex::Build(list, &all.index());
  const NameIndex index_with(ViewOf(with.words), ViewOf(with.names));
  CHECK(index_with.WorthOf("ODDVAR") == all.index().WorthOf("ODDVAR"));
  CHECK(index_with.WorthOf("STENBERG") == all.index().WorthOf("STENBERG"));
}

}  // namespace
}  // namespace chowki::identify
