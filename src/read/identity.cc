#include "read/identity.h"

#include <algorithm>
#include <optional>

#include "icao/mrz_check.h"

namespace chowki::read {
namespace {

using enum icao::Field;

// A field of the layout and how MrzRecord calls it.
struct NamedField {
  icao::Field field;
  std::string_view name;
};
constexpr NamedField kNamedFields[] = {
    {kDocumentCode, "document_code"},
    {kIssuingState, "issuing_state"},
    {kName, "surname"},
    {kName, "given_names"},
    {kSurname, "surname"},
    {kGivenNames, "given_names"},
    {kDocumentNumber, "document_number"},
    {kNationality, "nationality"},
    {kBirthDate, "birth_date"},
    {icao::Field::kSex, "sex"},
    {kExpiryDate, "expiry_date"},
    {kOptionalData, "optional_data"},
    {kOptionalData2, "optional_data_2"},
};

bool Covers(const icao::Span& span, const icao::Span& cells) {
  return span.length > 0 && span.line == cells.line && span.column <= cells.column &&
         cells.column + cells.length <= span.column + span.length;
}

bool IsProtected(const std::vector<icao::CheckedCells>& checks, const icao::Span& cells) {
  return std::any_of(checks.begin(), checks.end(), [&](const icao::CheckedCells& check) {
    return std::any_of(check.spans.begin(), check.spans.end(),
                       [&](const icao::Span& span) { return Covers(span, cells); });
  });
}

// What the glyphs of some cells give to a value: the weakest of them and the box around them,
// without the fillers behind the last printed character.
class Evidence {
 public:
  Evidence(const icao::MrzRecord& record, const MrzReading& reading)
      : record_(record), reading_(reading) {}

  template <typename T>
  Reading<T> Of(T value, std::optional<icao::Span> cells) const {
    Reading<T> out;
    if (!cells) {
      out.value = std::move(value);
      return out;
    }
    if (!Seen(*cells)) return out;
    out.value = std::move(value);
    if (reading_.typed) out.source = Source::kOfficer;
    out.raw = std::string(icao::TextOf(record_.lines, *cells));
    while (!out.raw.empty() && out.raw.back() == '<') out.raw.pop_back();
    out.confidence = 1;
    const auto line = static_cast<size_t>(cells->line);
    const auto first = static_cast<size_t>(cells->column);
    const size_t printed = std::max<size_t>(out.raw.size(), 1);
    for (size_t i = 0; i < static_cast<size_t>(cells->length); ++i) {
      const Glyph* glyph = At(line, first + i);
      if (!reading_.typed) out.confidence = std::min(out.confidence, glyph ? glyph->confidence : 0);
      if (!glyph || i >= printed) continue;
      const Quad& box = glyph->region;
      if (i == 0) out.region = box;
      out.region.corners[1] = box.corners[1];
      out.region.corners[2] = box.corners[2];
    }
    return out;
  }

  [[nodiscard]] bool Seen(const icao::Span& cells) const {
    for (int i = 0; i < cells.length; ++i) {
      const Glyph* glyph =
          At(static_cast<size_t>(cells.line), static_cast<size_t>(cells.column + i));
      if (glyph && !glyph->Seen()) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] const Glyph* At(size_t line, size_t column) const {
    if (line >= reading_.glyphs.size() || column >= reading_.glyphs[line].size()) return nullptr;
    return &reading_.glyphs[line][column];
  }

  const icao::MrzRecord& record_;
  const MrzReading& reading_;
};

}  // namespace

Identity ToIdentity(const icao::MrzRecord& record, const MrzReading& reading) {
  const Evidence evidence(record, reading);
  const auto cells = [&](icao::Field field) { return icao::CellsOf(record.format, field); };

  // Primary and secondary identifier share a field in all layouts but the French card's.
  std::optional<icao::Span> surname = cells(kSurname);
  std::optional<icao::Span> given_names = cells(kGivenNames);
  if (const auto name = cells(kName)) {
    const std::string_view text = icao::TextOf(record.lines, *name);
    const size_t gap = text.find("<<");
    const int end = gap == std::string_view::npos ? name->length : static_cast<int>(gap);
    surname = icao::Span{name->line, name->column, std::max(end, 1)};
    if (end + 2 < name->length) {
      given_names = icao::Span{name->line, name->column + end + 2, name->length - end - 2};
    }
  }

  Identity identity;
  identity.surname = evidence.Of(record.surname, surname);
  identity.given_names = evidence.Of(record.given_names, given_names);
  identity.name_may_be_truncated = record.name_may_be_truncated;
  identity.birth_date = evidence.Of(record.birth_date, cells(kBirthDate));
  identity.sex = evidence.Of(record.sex, cells(icao::Field::kSex));
  identity.nationality = evidence.Of(record.nationality, cells(kNationality));
  identity.issuing_state = evidence.Of(record.issuing_state, cells(kIssuingState));
  identity.document_code = evidence.Of(record.document_code, cells(kDocumentCode));
  identity.document_number = evidence.Of(record.document_number, cells(kDocumentNumber));
  identity.expiry_date = evidence.Of(record.expiry_date, cells(kExpiryDate));
  identity.personal_number = evidence.Of(record.optional_data, cells(kOptionalData));

  const std::vector<icao::CheckedCells> checks = icao::ChecksOf(record.format, record.lines);
  for (const NamedField& named : kNamedFields) {
    const auto span = cells(named.field);
    if (!span) continue;
    if (!IsProtected(checks, *span)) identity.unprotected.emplace_back(named.name);
    const auto part = named.name == "surname"       ? surname
                      : named.name == "given_names" ? given_names
                                                    : span;
    if (part && !evidence.Seen(*part)) identity.unseen.emplace_back(named.name);
  }
  return identity;
}

}  // namespace chowki::read
