#include "watchlist/sources/entry_row.h"

#include <catch2/catch.hpp>

namespace chowki::watchlist {
namespace {

using Columns = std::map<std::string, std::string>;

Columns Good() {
  return {{"surname", "TESTOVA"},      {"given_names", "IMA"},          {"birth_dates", "1980-02"},
          {"nationalities", "Utopia"}, {"documents", "P:UTO:X1234567"}, {"category", "wanted"}};
}

// The field that is named, and whether the text says something of it.
std::string Objection(const Columns& columns) {
  const auto entry = ReadTypedEntry(columns, "prov-1");
  if (entry.ok()) return "";
  CHECK(entry.status().code() == StatusCode::kInvalidArgument);
  const auto detail = Detail(entry.status());
  return detail && detail->reason == "FIELD_INVALID" ? detail->metadata.at("field") : "none";
}

TEST_CASE("a typed row is the entry that the same row of a file is", "[watchlist]") {
  Columns columns = Good();
  columns["nationalities"] = "UTO";
  const auto entry = ReadTypedEntry(columns, "prov-1");
  INFO(Message(entry.status()));
  REQUIRE(entry.ok());
  CHECK(entry->id == "prov-1");
  CHECK(entry->kind == EntryKind::kPerson);
  CHECK(entry->action == "arrest");
  CHECK(entry->names.front().surname == "TESTOVA");
  CHECK(entry->birth_dates.front().stated == PartialDate{1980, 2, 0});
  CHECK(entry->documents.front().number == "X1234567");
  const auto document =
      ReadTypedEntry({{"documents", "P:UTO:L1"}, {"category", "stolen_document"}}, "prov-2");
  REQUIRE(document.ok());
  CHECK(document->kind == EntryKind::kDocument);
}

TEST_CASE("what a file would leave out is refused when it is typed, by its column", "[watchlist]") {
  const auto with = [](const std::string& column, const std::string& text) {
    Columns columns = Good();
    columns["nationalities"] = "UTO";
    columns[column] = text;
    return Objection(columns);
  };
  CHECK(with("sex", "F") == "");
  CHECK(with("birth_dates", "1980-02-31") == "columns.birth_dates");
  CHECK(with("nationalities", "Atlantis") == "columns.nationalities");
  CHECK(with("documents", "P:UTO:") == "columns.documents");
  CHECK(with("sex", "maybe") == "columns.sex");
  CHECK(with("valid_until", "tomorrow") == "columns.valid_until");
  CHECK(with("category", "odd") == "columns");
  CHECK(with("action", "shoot") == "columns");
  CHECK(with("colour", "red") == "columns.colour");
  CHECK(with("id", "uto-1") == "columns.id");
  CHECK(with("revision", "7") == "columns.revision");
}

TEST_CASE("hostile text is refused with its column and place", "[watchlist]") {
  for (const std::string& text :
       {std::string("A\x1b[2J"), std::string("A\nB"), std::string("A\0B", 3), std::string("\xff"),
        std::string("\xe2\x80\xae"
                    "NEMO"),
        std::string(kMaxTypedCell + 1, 'A')}) {
    CHECK(Objection({{"name", text}, {"category", "wanted"}}) == "columns.name");
  }
  const auto entry = ReadTypedEntry({{"name", "AB\x07"}, {"category", "wanted"}}, "prov-1");
  CHECK(Message(entry.status()).find("byte 3") != std::string::npos);
  CHECK(Objection({{"\x1b", "x"}}).find('\x1b') == std::string::npos);
  CHECK(Objection({{"category", "wanted"}}) == "columns");  // nobody
  CHECK(Objection({}) == "columns");
}

}  // namespace
}  // namespace chowki::watchlist
