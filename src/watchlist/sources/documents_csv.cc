#include <algorithm>
#include <string>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/csv_table.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

constexpr CsvColumn kColumns[] = {
    {"number", true}, {"last_number"}, {"type"},        {"issuer", true}, {"status", true},
    {"authority"},    {"reference"},   {"valid_until"}, {"id"},
};

// What is reported of a document (Doc 9303-2, appendix on lost and stolen documents; INTERPOL's
// SLTD).
struct ReportedStatus {
  std::string_view name;
  std::string_view category;
};
constexpr ReportedStatus kStatuses[] = {
    {"stolen", "stolen_document"},    {"lost", "lost_document"},
    {"revoked", "revoked_document"},  {"invalid", "revoked_document"},
    {"stolen_blank", "stolen_blank"},
};

class DocumentRow {
 public:
  DocumentRow(const CsvTable& table, CountryNames& countries, Intake& intake)
      : table_(table), countries_(countries), intake_(intake) {}

  void Read() {
    const auto document = ReadDocument();
    if (!document.ok()) return intake_.Skip(table_.line(), Message(document.status()));
    const auto* status = std::ranges::find(kStatuses, table_.Cell("status"), &ReportedStatus::name);
    if (status == std::end(kStatuses)) {
      return intake_.Skip(
          table_.line(), fmt::format("status '{}' is not known", Printable(table_.Cell("status"))));
    }
    Draft draft("", Id(*document), table_.line(), intake_);
    draft.SetPurpose(status->category);
    draft.entry().documents.push_back(*document);
    draft.entry().authority = table_.Cell("authority").substr(0, kMaxText);
    draft.entry().reference = table_.Cell("reference").substr(0, kMaxText);
    if (const std::string_view text = table_.Cell("valid_until"); !text.empty()) {
      if (const auto day = ParseIsoDate(text); day.ok()) {
        draft.entry().valid_until = *day;
      } else {
        draft.LeaveOut("valid_until", Message(day.status()));
      }
    }
    draft.Finish();
  }

 private:
  // A number without a known issuer would meet the documents of all states.
  [[nodiscard]] Result<EntryDocument> ReadDocument() {
    EntryDocument document;
    CHOWKI_ASSIGN_OR_RETURN(document.issuer, countries_.FromCode(table_.Cell("issuer")));
    document.type = AsciiUpper(table_.Cell("type"));
    document.number = NormalDocumentNumber(table_.Cell("number"));
    document.last_number = NormalDocumentNumber(table_.Cell("last_number"));
    if (document.last_number == document.number) document.last_number.clear();
    CHOWKI_RETURN_IF_ERROR(CheckDocumentNumber(document.number));
    CHOWKI_RETURN_IF_ERROR(CheckRun(document));
    return document;
  }

  // Lists of documents mostly have no ids: what the document is says which one it is.
  [[nodiscard]] std::string Id(const EntryDocument& document) const {
    if (!table_.Cell("id").empty()) return std::string(table_.Cell("id"));
    const std::string type = document.type.empty() ? "" : document.type + "-";
    return fmt::format("doc-{}-{}{}", document.issuer, type, document.number);
  }

  const CsvTable& table_;
  CountryNames& countries_;
  Intake& intake_;
};

}  // namespace

Status ReadDocumentsCsv(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(CsvTable table, CsvTable::Open(path, kColumns, OtherColumns::kRefused));
  CountryNames countries;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, table.Next(intake));
    if (!more) break;
    DocumentRow(table, countries, intake).Read();
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
