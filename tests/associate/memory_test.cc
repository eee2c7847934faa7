#include "associate/memory.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "people.h"
#include "sqlite/database.h"
#include "support/temp_folder.h"

namespace chowki::associate {
namespace {

namespace fs = std::filesystem;

Party Of(std::vector<Traveller> travellers) { return {std::move(travellers), true}; }

Status Remember(Memory& memory, const Party& party) { return memory.Remember({&party, 1}); }

Result<Memory> OpenIn(const test::TempFolder& folder, Time now) {
  return Memory::Open(folder / "crossings", folder / "keys", now);
}

std::vector<Link> LinksOf(Memory& memory, const Party& party) {
  const auto past = memory.Recall(party);
  REQUIRE(past.ok());
  std::vector<Link> links;
  for (const Sighting& sighting : past->sightings) links.push_back(sighting.link);
  return links;
}

TEST_CASE("a traveller is found by document, identity, contact, page, near number and face",
          "[associate]") {
  auto memory = Memory::OpenInMemory();
  REQUIRE(memory.ok());
  Traveller first = Person("YUSUFZAI", "TARIQ", 1980, "AB0001000", kNoon - kDay);
  first.contacts = {"+00 12 34567"};
  first.portrait = RandomFace(1);
  first.page = Sha256("page");
  REQUIRE(Remember(*memory, Of({first})).ok());

  Traveller by = Person("OTHER", "NAME", 1990, "ZZ9");
  CHECK(LinksOf(*memory, Of({by})).empty());
  by.document_number = "AB0001000";
  CHECK(LinksOf(*memory, Of({by})) == std::vector{Link::kDocument});
  by = Person("Yusufzai", "Tariq", 1980, "ZZ9");
  CHECK(LinksOf(*memory, Of({by})) == std::vector{Link::kIdentity});
  by = Person("OTHER", "NAME", 1990, "ZZ9");
  by.contacts = {"001234567"};
  CHECK(LinksOf(*memory, Of({by})) == std::vector{Link::kContact});
  by.contacts.clear();
  by.page = Sha256("page");
  CHECK(LinksOf(*memory, Of({by})) == std::vector{Link::kPage});
  by.page.reset();
  by.portrait = OtherPicture(RandomFace(1), 7);
  CHECK(LinksOf(*memory, Of({by})) == std::vector{Link::kPortrait});
  by.portrait = RandomFace(2);
  CHECK(LinksOf(*memory, Of({by})).empty());
  by.portrait.reset();
  by.document_number = "AB0001019";
  by.expires = first.expires;
  const auto past = memory->Recall(Of({by}));
  REQUIRE(past->sightings.size() == 1);
  CHECK(past->sightings[0].link == Link::kSeries);
  CHECK(past->sightings[0].numbers_apart == 19);
  by.document_number = "AB0001021";
  CHECK(LinksOf(*memory, Of({by})).empty());
}

TEST_CASE("what is remembered is found over all periods that retention allows", "[associate]") {
  auto memory = Memory::OpenInMemory();
  for (int days = 25; days > 0; days -= 5) {
    REQUIRE(Remember(*memory, Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", kNoon - days * kDay)}))
                .ok());
  }
  CHECK(memory->Periods().size() == 5);
  const auto past = memory->Recall(Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1")}));
  CHECK(past->sightings.size() == 10);  // by document and by identity
  CHECK(past->sightings.front().crossing.minute > past->sightings.back().crossing.minute);
}

TEST_CASE("an escort is recalled with those who were with him, and who of them came back",
          "[associate]") {
  auto memory = Memory::OpenInMemory();
  const Time out = kNoon - 4 * kDay;
  REQUIRE(Remember(*memory, Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", out),
                                Person("AFRIDI", "SABA", 2014, "AB2", out),
                                Person("WAZIR", "LAILA", 2013, "AB3", out)}))
              .ok());
  const Party back = Of({Person("AFRIDI", "SABA", 2014, "AB2", kNoon - kDay, Direction::kIn)});
  REQUIRE(memory->NoteReturns(back, *memory->Recall(back)).ok());

  const auto past = memory->Recall(
      Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1"), Person("WAZIR", "LAILA", 2013, "AB3")}));
  REQUIRE(past.ok());
  REQUIRE(past->parties.size() == 1);
  REQUIRE(past->parties[0].companions.size() == 2);
  CHECK(past->parties[0].companions[0].returned);
  CHECK_FALSE(past->parties[0].companions[0].here);
  CHECK_FALSE(past->parties[0].companions[1].returned);
  CHECK(past->parties[0].companions[1].here == 1U);
}

TEST_CASE("memory comes back from its files, and a period without its key does not",
          "[associate]") {
  const test::TempFolder folder;
  const Party party = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", kNoon - kDay)});
  {
    auto memory = OpenIn(folder, kNoon);
    REQUIRE(memory.ok());
    REQUIRE(Remember(*memory, party).ok());
  }
  {
    auto memory = OpenIn(folder, kNoon);
    REQUIRE(memory.ok());
    CHECK(LinksOf(*memory, party).size() == 2);
  }
  fs::remove_all(folder / "keys");
  auto memory = OpenIn(folder, kNoon);
  REQUIRE(memory.ok());
  CHECK(LinksOf(*memory, party).empty());
  CHECK(fs::is_empty(folder / "crossings"));  // what no key opens is removed
}

TEST_CASE("rows under another key are told with their file, never taken", "[associate]") {
  const test::TempFolder folder;
  const Party party = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1", kNoon - kDay)});
  Date period;
  {
    auto memory = OpenIn(folder, kNoon);
    REQUIRE(Remember(*memory, party).ok());
    period = memory->Periods().front();
  }
  // The file of one post beside the key of another, whose tag happens to be there.
  const fs::path key = folder / "keys" / (ToIso(period) + ".key");
  REQUIRE(vault::DestroyKeyFile(key).ok());
  const PeriodKey other = PeriodKey::Make();
  REQUIRE(other.Save(key).ok());
  auto database = sqlite::Database::Open(folder / "crossings" / (ToIso(period) + ".db"));
  auto plant = database->Prepare("INSERT INTO trace (tag, crossing) VALUES (?, 1)");
  REQUIRE(plant->Run(other.TagOf(Trace::kDocument, "UTO|P|AB1")).ok());
  auto memory = OpenIn(folder, kNoon);
  REQUIRE(memory.ok());
  const auto past = memory->Recall(party);
  CHECK(past.status().code() == StatusCode::kDataLoss);
  CHECK(Message(past.status()).find(ToIso(period) + ".db") != std::string::npos);
}

TEST_CASE("retention destroys the key and the rows of every period that has an older day",
          "[associate]") {
  const test::TempFolder folder;
  auto memory = OpenIn(folder, kNoon);
  const Party party = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1")});
  REQUIRE(Remember(*memory, party).ok());
  const std::string period = ToIso(memory->Periods().front());
  const fs::path key = folder / "keys" / (period + ".key");
  REQUIRE(fs::exists(key));

  CHECK(*memory->Forget(kNoon + 25 * kDay) == 0);
  CHECK(LinksOf(*memory, party).size() == 2);
  CHECK(*memory->Forget(kNoon + 31 * kDay) == 1);
  CHECK(LinksOf(*memory, party).empty());
  CHECK(fs::is_empty(folder / "keys"));
  CHECK(fs::is_empty(folder / "crossings"));

  SECTION("also at opening") {
    REQUIRE(Remember(*memory, party).ok());
    memory = OpenIn(folder, kNoon + 31 * kDay);
    REQUIRE(memory.ok());
    CHECK(memory->Periods().empty());
    CHECK_FALSE(fs::exists(key));
  }
}

// All bytes of all files below a folder, one after another.
std::string AllBytes(const fs::path& folder) {
  std::string bytes;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
    bytes += entry.path().filename().string();
  }
  return bytes;
}

TEST_CASE("no file of memory has a plain value, before retention and after", "[associate]") {
  const test::TempFolder folder;
  auto memory = OpenIn(folder, kNoon);
  Traveller one = Person("YUSUFZAI", "TARIQGUL", 1980, "AB4711471", kNoon);
  one.screening = "01953f2e-screening";
  one.contacts = {"+00 12 3456789", "Crescent Sponsors"};
  one.portrait = RandomFace(3);
  one.page = Sha256("page");
  REQUIRE(Remember(*memory, Of({one, Person("AFRIDI", "SABAGUL", 2014, "AB4711472")})).ok());
  CHECK(LinksOf(*memory, Of({one})).size() >= 4);

  std::vector<std::string> plain = {"YUSUFZAI",
                                    "TARIQGUL",
                                    "AFRIDI",
                                    "SABAGUL",
                                    "4711471",
                                    "4711472",
                                    "1980",
                                    "2014",
                                    "0012345",
                                    "3456789",
                                    "CRESCENT",
                                    "Crescent",
                                    "01953f2e",
                                    "screening",
                                    "Torkham",
                                    "UTO",
                                    "YUSUFZAI|TARIQGUL|1980-06-15",
                                    ToHex(*one.page).substr(0, 12)};
  plain.emplace_back(reinterpret_cast<const char*>(one.page->data()), 8);
  plain.emplace_back(reinterpret_cast<const char*>(one.portrait->data()), 16);
  const Digest hash = Sha256("UTO|P|AB4711471");  // nor a hash that anybody could make
  plain.emplace_back(reinterpret_cast<const char*>(hash.data()), 8);
  const auto none = [&](const std::string& bytes) {
    for (const std::string& value : plain) {
      INFO(value);
      CHECK(bytes.find(value) == std::string::npos);
    }
  };
  const std::string before = AllBytes(folder.path());
  CHECK(before.size() > 10'000);
  none(before);
  CHECK(*memory->Forget(kNoon + 31 * kDay) == 1);
  none(AllBytes(folder.path()));
}

TEST_CASE("what was copied before retention says nothing without its key", "[associate]") {
  const test::TempFolder folder;
  const Party party = Of({Person("YUSUFZAI", "TARIQ", 1980, "AB1")});
  {
    auto memory = OpenIn(folder, kNoon);
    REQUIRE(Remember(*memory, party).ok());
  }
  fs::copy(folder / "crossings", folder / "stolen", fs::copy_options::recursive);
  REQUIRE(OpenIn(folder, kNoon + 31 * kDay).ok());
  for (const auto& entry : fs::directory_iterator(folder / "stolen")) {
    if (entry.path().extension() != ".db") continue;
    auto database = sqlite::Database::Open(entry.path());
    auto row = database->Prepare("SELECT sealed FROM crossing");
    REQUIRE(*row->Step());
    CHECK_FALSE(PeriodKey::Make().Open(row->Blob(0)));
    CHECK(*database->QueryInt("SELECT count(*) FROM crossing") == 1);
  }
}

TEST_CASE("what cannot be is refused by name", "[associate]") {
  const test::TempFolder folder;
  CHECK(Memory::OpenInMemory({0, 1}).status().code() == StatusCode::kInvalidArgument);
  CHECK(Memory::OpenInMemory({30, 31}).status().code() == StatusCode::kInvalidArgument);
  CHECK(Memory::OpenInMemory({400, 5}).status().code() == StatusCode::kInvalidArgument);
  CHECK(Memory::Open(folder / "one", folder / "one", kNoon).status().code() ==
        StatusCode::kInvalidArgument);
  auto memory = Memory::OpenInMemory();
  CHECK(Remember(*memory, {}).code() == StatusCode::kInvalidArgument);
  const Party coach{std::vector<Traveller>(201, Person("A", "B", 1980, "1")), true};
  CHECK(Remember(*memory, coach).code() == StatusCode::kInvalidArgument);
  CHECK(memory->Periods().empty());
}

}  // namespace
}  // namespace chowki::associate
