#include <algorithm>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <zlib.h>

#include "support/temp_folder.h"
#include "watchlist/built_list.h"
#include "watchlist/sources/formats.h"

namespace chowki::watchlist {
namespace {

namespace fs = std::filesystem;

const fs::path kSamples = fs::path(CHOWKI_SOURCE_DIR) / "watchlists/samples";

BuiltList Sample(const std::string& format, const std::string& name) {
  BuiltList built = BuildFrom(format + ":" + (kSamples / name).string());
  INFO(Message(built.status));
  REQUIRE(built.status.ok());
  return built;
}

const Entry& Find(const BuiltList& built, std::string_view id) {
  const auto found = std::ranges::find(built.entries, id, &Entry::id);
  INFO(id);
  REQUIRE(found != built.entries.end());
  return *found;
}

std::string Names(const Entry& entry, NameQuality quality) {
  std::string all;
  for (const EntryName& name : entry.names) {
    if (name.quality == quality) all += (all.empty() ? "" : "|") + name.full;
  }
  return all;
}

std::string Births(const Entry& entry) {
  std::string all;
  for (const EntryBirthDate& date : entry.birth_dates) {
    all += ToIso(date.span.first) + "/" + ToIso(date.span.last) + " ";
  }
  return all;
}

bool Told(const BuiltList& built, std::int64_t line, std::string_view words) {
  return std::ranges::any_of(built.problems, [&](const Problem& problem) {
    return problem.line == line && problem.reason.find(words) != std::string::npos;
  });
}

std::string TextOf(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteText(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST_CASE("OFAC's CSV: people with the weak aliases of their remarks", "[watchlist]") {
  const BuiltList built = Sample("ofac-csv", "ofac");
  CHECK(built.counts.entries == 2);
  const Entry& tjeld = Find(built, "ofac-9001");
  CHECK(Names(tjeld, NameQuality::kPrimary) == "Oddvar Brann TJELD");
  CHECK(Names(tjeld, NameQuality::kStrongAlias) == "Odd TJELD|Oddvar HALVORSEN");
  CHECK(Names(tjeld, NameQuality::kWeakAlias) == "THE FERRYMAN");
  CHECK(Births(tjeld) == "1969-03-27/1969-03-27 1968-01-01/1972-12-31 ");
  CHECK(tjeld.sex == icao::Sex::kMale);
  CHECK(tjeld.nationalities == std::vector<std::string>{"UTO"});
  CHECK(tjeld.documents ==
        std::vector<EntryDocument>{{"P", "UTO", "K48201735"}, {"ID", "UTO", "66000073767"}});
  CHECK(tjeld.source == "ofac");
  CHECK(tjeld.category == "sanctioned");
  CHECK(tjeld.authority == "OFAC [UTOPIA]");

  const Entry& samadi = Find(built, "ofac-9003");
  CHECK(Names(samadi, NameQuality::kWeakAlias) == "ABU ZUHAIR|EL TERCERO");  // cut by the remarks
  CHECK(Births(samadi) == "1980-01-01/1983-12-31 1980-01-01/1981-12-31 1982-10-01/1982-10-31 ");
  CHECK(samadi.documents ==
        std::vector<EntryDocument>{{"ID", "UTO", "16247821"}, {"ID", "UTO", "9KATANAN123456"}});
  CHECK(Told(built, 3, "about the year of the flood"));
  CHECK(Told(built, 3, "Atlantis"));
  CHECK(Told(built, 2, "an organisation"));
  CHECK(Told(built, 4, "a vessel"));
  CHECK(Told(built, 4, "entry 9999"));  // of alt.csv
  CHECK(built.problems.size() == 5);
}

TEST_CASE("OFAC's XML", "[watchlist]") {
  const BuiltList built = Sample("ofac-xml", "ofac.xml");
  REQUIRE(built.counts.entries == 1);
  const Entry& tjeld = built.entries.front();
  CHECK(tjeld.id == "ofac-9001");
  CHECK(Names(tjeld, NameQuality::kStrongAlias) == "Odd TJELD");
  CHECK(Names(tjeld, NameQuality::kWeakAlias) == "THE FERRYMAN");
  CHECK(Births(tjeld) == "1969-03-27/1969-03-27 1968-01-01/1972-12-31 ");
  CHECK(tjeld.sex == icao::Sex::kMale);
  CHECK(tjeld.documents == std::vector<EntryDocument>{{"P", "UTO", "K48201735"}});
  CHECK(tjeld.authority == "OFAC [UTOPIA] [SDGT]");
  CHECK(Told(built, 22, "no person"));
}

TEST_CASE("the UN's XML: scripts, qualities, spans", "[watchlist]") {
  const BuiltList built = Sample("un-xml", "un.xml");
  REQUIRE(built.counts.entries == 2);
  const Entry& siavash = Find(built, "un-7001");
  CHECK(siavash.revision == 2);
  CHECK(siavash.reference == "UTi.001");
  CHECK(siavash.names.front().full == "SIAVASH ARMAN KARIMZADEH");
  CHECK(siavash.names.front().surname.empty());
  CHECK(siavash.names[1].script == "Arab");
  CHECK(Names(siavash, NameQuality::kStrongAlias) ==
        "سیاوش کریم‌زاده|Siyawash Karim Zada|Siavosh Karimzade|Sia KARIM|Сия "
        "Карим");
  CHECK(Names(siavash, NameQuality::kWeakAlias) == "Wolf|Волк");
  CHECK(Births(siavash) == "1979-12-31/1979-12-31 1976-01-01/1980-12-31 1975-01-01/1977-12-31 ");
  CHECK(siavash.nationalities == std::vector<std::string>{"UTO"});
  CHECK(siavash.documents ==
        std::vector<EntryDocument>{{"P", "UTO", "D000763"}, {"ID", "", "W334061"}});
  CHECK(Told(built, 4, "Hijri"));
  CHECK(Told(built, 4, "'na'"));
  CHECK(Told(built, 30, "an organisation"));
}

TEST_CASE("the EU's XML", "[watchlist]") {
  const BuiltList built = Sample("eu-xml", "eu.xml");
  REQUIRE(built.counts.entries == 1);
  const Entry& tjeld = built.entries.front();
  CHECK(tjeld.id == "eu-501");
  CHECK(Names(tjeld, NameQuality::kPrimary) == "Oddvar Brann Tjeld");
  CHECK(Names(tjeld, NameQuality::kStrongAlias) == "Оддвар Тьельд");
  CHECK(Names(tjeld, NameQuality::kWeakAlias) == "The Ferryman");
  CHECK(Births(tjeld) == "1969-03-27/1969-03-27 1968-01-01/1972-12-31 1965-01-01/1967-12-31 ");
  CHECK(tjeld.documents == std::vector<EntryDocument>{{"P", "UTO", "K48201735"}});
  CHECK(Told(built, 3, "JALALI"));
  CHECK(Told(built, 18, "an organisation"));
}

TEST_CASE("the UK's CSV: the rows of a person become one entry", "[watchlist]") {
  const BuiltList built = Sample("uk-csv", "uk.csv");
  REQUIRE(built.counts.entries == 1);
  const Entry& tjeld = built.entries.front();
  CHECK(tjeld.id == "uk-8001");
  CHECK(Names(tjeld, NameQuality::kPrimary) == "Oddvar Brann TJELD");
  CHECK(Names(tjeld, NameQuality::kStrongAlias) == "Оддвар Тьельд|Oddvar HALVORSEN");
  CHECK(Names(tjeld, NameQuality::kWeakAlias) == "THE FERRYMAN");
  CHECK(Births(tjeld) == "1969-03-27/1969-03-27 1970-01-01/1970-12-31 ");
  CHECK(tjeld.sex == icao::Sex::kMale);
  CHECK(tjeld.reference == "UTO0001");
  CHECK(tjeld.documents == std::vector<EntryDocument>{{"P", "", "K48201735"},
                                                      {"ID", "", "66000073767"},
                                                      {"ID", "", "W334061"}});
  CHECK(Told(built, 4, "'Entity'"));
}

TEST_CASE("FollowTheMoney: people of the list with documents from other lines", "[watchlist]") {
  const BuiltList built = Sample("ftm", "people.ftm.json");
  REQUIRE(built.counts.entries == 2);
  const Entry& tjeld = Find(built, "NK-utopia-1");
  CHECK(tjeld.category == "sanctioned");
  CHECK(Names(tjeld, NameQuality::kPrimary) == "Oddvar Brann Tjeld");
  CHECK(Names(tjeld, NameQuality::kStrongAlias) == "Odd Tjeld");
  CHECK(Names(tjeld, NameQuality::kWeakAlias) == "The Ferryman");
  CHECK(tjeld.birth_dates.size() == 2);
  CHECK(tjeld.documents ==
        std::vector<EntryDocument>{{"P", "", "K48201735"}, {"ID", "UTO", "66000073767"}});
  const Entry& tuva = Find(built, "NK-utopia-3");
  CHECK(tuva.category == "wanted");
  CHECK(tuva.documents == std::vector<EntryDocument>{{"P", "UTO", "L31070652"}});
  CHECK(Told(built, 2, "schema Company"));
  CHECK(Told(built, 3, "in spring"));
  CHECK(Told(built, 4, "no target"));
  CHECK(Told(built, 5, "schema Identification"));
}

TEST_CASE("OpenSanctions changes are applied to a list", "[watchlist]") {
  const auto spec = [](const char* format, const char* name) {
    return ParseSourceSpec(format + (":" + (kSamples / name).string())).value();
  };
  ListState head;
  head.list = "ftm";
  const auto base = BuildList({spec("ftm", "people.ftm.json")}, head);
  REQUIRE(base.ok());
  std::vector<Problem> problems;
  BuildObserver observer;
  observer.problem = [&](const Problem& problem) { problems.push_back(problem); };
  const auto update =
      ReadUpdate(base->snapshot, {spec("ftm-delta", "people.delta.json")}, observer);
  INFO(Message(update.status()));
  REQUIRE(update.ok());
  CHECK(update->changes.removed == std::vector<std::string>{"NK-utopia-3"});
  REQUIRE(update->changes.put.size() == 2);
  const Entry& changed = update->changes.put[0];
  CHECK(changed.id == "NK-utopia-1");
  CHECK(Names(changed, NameQuality::kStrongAlias) == "Odd Tjeld|Odd Halvorsen");
  CHECK(changed.revision == 2);
  CHECK(update->changes.put[1].category == "suspect");
  REQUIRE(problems.size() == 1);  // the company was never there
  CHECK(problems.front().line == 4);

  const Snapshot updated = base->snapshot.With(update->changes, head);
  CHECK(updated.size() == 2);
  const auto again = ReadUpdate(updated, {spec("ftm-delta", "people.delta.json")});
  CHECK(again->changes.put.empty());  // a change that was made is none
  CHECK(again->changes.removed.empty());
}

TEST_CASE("an entry gets the next revision when it changes, and only then", "[watchlist]") {
  const test::TempFolder folder;
  const auto build = [&](const std::string& born, const Snapshot* previous) {
    WriteText(folder / "a.csv", "id,kind,name,birth_dates,category\na,person,ODD TJELD," + born +
                                    ",wanted\nb,person,TUVA,,wanted\n");
    return BuildList({ParseSourceSpec("csv:" + (folder / "a.csv").string()).value()}, {}, previous);
  };
  const auto revision_of = [](const Result<Build>& list, const std::string& id) {
    return list->snapshot.At(list->snapshot.Find(id).value()).revision;
  };
  const auto first = build("1969", nullptr);
  const auto same = build("1969", &first->snapshot);
  CHECK(revision_of(same, "a") == 1);
  CHECK(same->snapshot.head().state_root == first->snapshot.head().state_root);
  const auto other = build("1970", &same->snapshot);
  CHECK(revision_of(other, "a") == 2);
  CHECK(revision_of(other, "b") == 1);
  CHECK(revision_of(build("1969", &other->snapshot), "a") == 3);
}

TEST_CASE("notices: their colours are kinds of lists and actions", "[watchlist]") {
  const BuiltList built = Sample("notices", "notices.json");
  REQUIRE(built.counts.entries == 3);
  const Entry& red = Find(built, "interpol-2026/1");
  CHECK(red.category == "wanted");
  CHECK(red.action == "arrest");
  CHECK(red.authority == "INTERPOL [UTO]");
  CHECK(Names(red, NameQuality::kPrimary) == "ODDVAR BRANN TJELD");
  CHECK(Births(red) == "1969-03-27/1969-03-27 ");
  CHECK(Find(built, "interpol-2026/2").category == "missing_person");
  CHECK(Find(built, "interpol-2026/2").action == "protect_missing");
  CHECK(Find(built, "interpol-2026/3").action == "inquiry_check");
  REQUIRE(built.problems.size() == 1);
  CHECK(built.problems.front().reason.find("black") != std::string::npos);
  CHECK(built.problems.front().line == 54);
}

TEST_CASE("one notice alone is read too", "[watchlist]") {
  const test::TempFolder folder;
  WriteText(folder / "one.json", R"({"entity_id": "2026/9", "colour": "Green", "name": "TJELD"})");
  const BuiltList built = BuildFrom("notices:" + (folder / "one.json").string());
  INFO(Message(built.status));
  REQUIRE(built.counts.entries == 1);
  CHECK(built.entries.front().action == "specific_check");
}

TEST_CASE("a list of documents: one, a run of blanks, and what is neither", "[watchlist]") {
  const BuiltList built = Sample("documents", "documents.csv");
  REQUIRE(built.counts.entries == 3);
  const Entry& stolen = Find(built, "doc-UTO-P-L31070652");
  CHECK(stolen.kind == EntryKind::kDocument);
  CHECK(stolen.category == "stolen_document");
  CHECK(stolen.action == "seize_document");
  const Entry& blanks = Find(built, "doc-UTO-P-AB0980");
  CHECK(blanks.documents == std::vector<EntryDocument>{{"P", "UTO", "AB0980", "AB1020"}});
  CHECK(blanks.valid_until == Date{2031, 12, 31});
  CHECK(Told(built, 5, "no run"));
  CHECK(Told(built, 6, "country"));
  CHECK(Told(built, 7, "'eaten'"));
}

TEST_CASE("a generator's folder is read with its aliases", "[watchlist]") {
  const test::TempFolder folder;
  WriteText(folder / "people.tsv",
            "a-1\treal\tODD TJELD\tTJELD\tODD\t1969-03-27\tUTO\tM\tK48201735\n"
            "a-2\tsyn\tTUVA\t\tTUVA\t1984\t\tF\t\n"
            "a-3\tsyn\tTUVA\n"
            "a-4\tsyn\tARMAN\t\tARMAN\t\t\t\t\n");
  WriteText(folder / "names.tsv", "a-1\tprimary\tODD TJELD\na-1\talias\tODDVAR TJELD\n");
  const BuiltList built = BuildFrom("tsv-people:" + folder.path().string());
  INFO(Message(built.status));
  REQUIRE(built.counts.entries == 3);
  CHECK(Names(Find(built, "a-1"), NameQuality::kStrongAlias) == "ODDVAR TJELD");
  CHECK(Find(built, "a-1").documents == std::vector<EntryDocument>{{"", "UTO", "K48201735"}});
  CHECK(Births(Find(built, "a-2")) == "1984-01-01/1984-12-31 ");
  CHECK(Told(built, 3, "3 cells"));
}

struct Source {
  const char* format;
  const char* file;
};
constexpr Source kFiles[] = {{"ofac-xml", "ofac.xml"},      {"un-xml", "un.xml"},
                             {"eu-xml", "eu.xml"},          {"uk-csv", "uk.csv"},
                             {"ftm", "people.ftm.json"},    {"notices", "notices.json"},
                             {"documents", "documents.csv"}};

TEST_CASE("a file that cannot be trusted as a whole ends the build with its name", "[watchlist]") {
  const test::TempFolder folder;
  for (const Source& source : kFiles) {
    const std::string good = TextOf(kSamples / source.file);
    const fs::path path = folder / source.file;
    const auto refused = [&](std::string_view text) {
      WriteText(path, text);
      const BuiltList built = BuildFrom(std::string(source.format) + ":" + path.string());
      INFO(source.format << ": " << Message(built.status));
      CHECK_FALSE(built.status.ok());
      CHECK(Message(built.status).find(path.string()) != std::string::npos);
    };
    refused("");
    refused("\n");
    refused(std::string_view(good).substr(0, good.size() - 8));  // cut off in the last row
    refused("\xFF\xFE" + good);
    std::string latin1 = good;
    latin1[good.size() - 20] = '\xE9';
    refused(latin1);
    refused("<html><body>Not found</body></html>");
    refused("id;name\n1;somebody\n");
    refused("{}");
  }
}

TEST_CASE("a source of which nothing was understood is not passed over for the others",
          "[watchlist]") {
  const test::TempFolder folder;
  const auto both = [&](const std::string& spec) {
    return BuildList({ParseSourceSpec("un-xml:" + (kSamples / "un.xml").string()).value(),
                      ParseSourceSpec(spec).value()},
                     {})
        .status();
  };
  WriteText(folder / "a.csv", "id,kind,name,category\na,persona,TJELD,wanted\n");
  CHECK(Message(both("csv:" + (folder / "a.csv").string())).find("a.csv: no entry") !=
        std::string::npos);
  WriteText(folder / "a.json", "");
  CHECK_FALSE(both("ftm:" + (folder / "a.json").string()).ok());
  CHECK(both("ftm-delta:" + (folder / "a.json").string()).ok());
  WriteText(folder / "eu.xml", "<export xmlns='http://eu.europa.ec/fpi/fsd/export2'/>");
  CHECK_FALSE(both("eu-xml:" + (folder / "eu.xml").string()).ok());
  WriteText(folder / "none.csv", "id,kind,name,category\n");  // a list of nobody
  CHECK(both("csv:" + (folder / "none.csv").string()).ok());
}

TEST_CASE("gzip is read, and one that is cut off or swells is refused", "[watchlist]") {
  const test::TempFolder folder;
  for (const Source& source : kFiles) {
    const std::string good = TextOf(kSamples / source.file);
    const fs::path path = folder / (std::string(source.file) + ".gz");
    gzFile file = gzopen(path.c_str(), "wb");
    REQUIRE(gzwrite(file, good.data(), static_cast<unsigned>(good.size())) > 0);
    gzclose(file);
    const std::string spec = std::string(source.format) + ":" + path.string();
    CHECK(BuildFrom(spec).counts ==
          BuildFrom(std::string(source.format) + ":" + (kSamples / source.file).string()).counts);
    fs::resize_file(path, fs::file_size(path) - 12);
    const BuiltList cut = BuildFrom(spec);
    INFO(Message(cut.status));
    CHECK(cut.status.code() == StatusCode::kDataLoss);
    CHECK(Message(cut.status).find("cut off") != std::string::npos);
  }
  const fs::path bomb = folder / "bomb.xml.gz";
  gzFile file = gzopen(bomb.c_str(), "wb9");
  const std::string zeros(1 << 20, ' ');
  for (int i = 0; i < 80; ++i) {
    REQUIRE(gzwrite(file, zeros.data(), static_cast<unsigned>(zeros.size())) > 0);
  }
  gzclose(file);
  CHECK(BuildFrom("un-xml:" + bomb.string()).status.code() == StatusCode::kResourceExhausted);
}

TEST_CASE("XML that declares a document type is refused", "[watchlist]") {
  const test::TempFolder folder;
  WriteText(folder / "a.xml",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>\n"
            "<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>");
  const BuiltList built = BuildFrom("un-xml:" + (folder / "a.xml").string());
  CHECK(Message(built.status).find("line 2: a document type") != std::string::npos);
}

TEST_CASE("the wrong list is told apart by its root", "[watchlist]") {
  const BuiltList built = BuildFrom("un-xml:" + (kSamples / "eu.xml").string());
  CHECK(Message(built.status).find("<CONSOLIDATED_LIST> is expected") != std::string::npos);
}

TEST_CASE("OFAC's folder must be whole", "[watchlist]") {
  const test::TempFolder folder;
  CHECK(BuildFrom("ofac-csv:" + folder.path().string()).status.code() == StatusCode::kNotFound);
  const std::string people = TextOf(kSamples / "ofac/sdn.csv");
  WriteText(folder / "sdn.csv", people);
  CHECK(BuildFrom("ofac-csv:" + folder.path().string()).status.code() == StatusCode::kNotFound);
  WriteText(folder / "alt.csv", TextOf(kSamples / "ofac/alt.csv"));
  CHECK(BuildFrom("ofac-csv:" + folder.path().string()).status.ok());
  WriteText(folder / "sdn.csv", people.substr(0, people.size() / 2));
  CHECK(BuildFrom("ofac-csv:" + folder.path().string()).status.code() == StatusCode::kDataLoss);
  WriteText(folder / "sdn.csv", "uid,name,type\n" + people);
  CHECK(BuildFrom("ofac-csv:" + folder.path().string()).status.code() ==
        StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace chowki::watchlist
