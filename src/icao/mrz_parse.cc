#include "icao/mrz_parse.h"

#include "base/text.h"
#include "icao/century.h"
#include "icao/mrz_check.h"
#include "icao/mrz_name.h"

namespace chowki::icao {
namespace {

std::string_view WithoutTrailingFiller(std::string_view text) {
  return text.substr(0, text.find_last_not_of('<') + 1);
}

std::string_view WithoutOuterFiller(std::string_view text) {
  const size_t first = text.find_first_not_of('<');
  return first == std::string_view::npos ? "" : WithoutTrailingFiller(text.substr(first));
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Status CheckAlphabet(const std::vector<std::string>& lines) {
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t k = 0; k < lines[i].size(); ++k) {
      if (!IsMrzCharacter(lines[i][k])) {
        return InvalidInput("line {}, character {}: \"{}\" is not A-Z, 0-9 or <", i + 1, k + 1,
                            Printable(lines[i].substr(k, 1)));
      }
    }
  }
  return Ok();
}

// Reads the fields of one MRZ; a field that the layout lacks is empty.
class FieldReader {
 public:
  FieldReader(Format format, const std::vector<std::string>& lines)
      : format_(format), lines_(lines) {}

  [[nodiscard]] std::string_view Printed(Field field) const {
    const std::optional<Span> cells = CellsOf(format_, field);
    return cells ? TextOf(lines_, *cells) : std::string_view();
  }
  [[nodiscard]] std::string Code(Field field) const {
    return std::string(WithoutOuterFiller(Printed(field)));
  }
  [[nodiscard]] std::string Optional(Field field) const {
    return std::string(WithoutTrailingFiller(Printed(field)));
  }
  [[nodiscard]] MrzName Name() const {
    if (CellsOf(format_, Field::kName)) return SplitName(Printed(Field::kName));
    const MrzName surname = SplitNamePart(Field::kSurname);
    const MrzName given = SplitNamePart(Field::kGivenNames);
    return {surname.primary, given.primary, surname.may_be_truncated || given.may_be_truncated};
  }
  [[nodiscard]] std::string DocumentNumber() const {
    const std::string_view front = Printed(Field::kDocumentNumber);
    if (const auto number = FindLongNumber(format_, lines_)) {
      return std::string(front) + std::string(TextOf(lines_, number->rest));
    }
    return std::string(WithoutOuterFiller(front));
  }

 private:
  // A field of one part: a double filler separates names in it, not identifiers.
  [[nodiscard]] MrzName SplitNamePart(Field field) const {
    MrzName name = SplitName(Printed(field));
    if (!name.secondary.empty()) name.primary += "  " + name.secondary;
    return name;
  }

  Format format_;
  const std::vector<std::string>& lines_;
};

}  // namespace

Result<Format> DetectFormat(const std::vector<std::string>& lines) {
  CHOWKI_RETURN_IF_ERROR(CheckAlphabet(lines));
  if (lines.empty()) return InvalidInput("no lines");
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != lines[0].size()) {
      return InvalidInput("line {} has {} characters, line 1 has {}: no layout mixes lengths",
                          i + 1, lines[i].size(), lines[0].size());
    }
  }
  const size_t columns = lines[0].size();
  const bool visa = StartsWith(lines[0], "V");
  if (lines.size() == 3 && columns == 30) return Format::kTd1;
  if (lines.size() == 2 && columns == 44) return visa ? Format::kMrvA : Format::kTd3;
  if (lines.size() == 2 && columns == 36) {
    if (visa) return Format::kMrvB;
    return StartsWith(lines[0], "IDFRA") ? Format::kFraId : Format::kTd2;
  }
  return InvalidInput("{} lines of {} characters: known are 3 x 30, 2 x 36 and 2 x 44",
                      lines.size(), columns);
}

Result<MrzRecord> ParseMrz(const std::vector<std::string>& lines, const Date& today) {
  CHOWKI_ASSIGN_OR_RETURN(const Format format, DetectFormat(lines));
  const FieldReader reader(format, lines);
  MrzName name = reader.Name();

  MrzRecord record;
  record.format = format;
  record.lines = lines;
  record.document_code = reader.Code(Field::kDocumentCode);
  record.issuing_state = reader.Code(Field::kIssuingState);
  record.surname = std::move(name.primary);
  record.given_names = std::move(name.secondary);
  record.name_may_be_truncated = name.may_be_truncated;
  record.document_number = reader.DocumentNumber();
  record.nationality = reader.Code(Field::kNationality);
  record.birth_date_text = reader.Printed(Field::kBirthDate);
  record.birth_date = ReadBirthDate(record.birth_date_text, today);
  record.sex_text = reader.Printed(Field::kSex).front();
  record.sex = SexFromName({&record.sex_text, 1}).value_or(Sex::kUnspecified);
  record.expiry_date_text = reader.Printed(Field::kExpiryDate);
  record.expiry_date = ReadExpiryDate(record.expiry_date_text, today, record.birth_date);
  record.optional_data = reader.Optional(Field::kOptionalData);
  record.optional_data_2 = reader.Optional(Field::kOptionalData2);
  record.check_digits = CheckDigits(format, lines);
  return record;
}

}  // namespace chowki::icao
