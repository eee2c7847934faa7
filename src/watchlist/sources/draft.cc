#include "watchlist/sources/draft.h"

#include <algorithm>

#include "base/text.h"
#include "watchlist/action.h"
#include "watchlist/sources/listed_date.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

template <typename Value>
void AddOnce(std::vector<Value>& values, Value value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

}  // namespace

Draft::Draft(std::string_view source, std::string id, std::int64_t line, Intake& intake)
    : line_(line), intake_(intake) {
  entry_.id = std::move(id);
  entry_.source = source;
}

void Draft::SetPurpose(std::string_view category, std::string_view action) {
  const Category* row = FindCategory(category);
  CHOWKI_CHECK(row != nullptr);  // sources name those of action.cc
  entry_.category = category;
  entry_.action = action.empty() ? row->action : action;
  entry_.kind = KindOf(*row);
}

void Draft::AddName(EntryName name) {
  if (name.full.empty()) return;
  if (name.full.size() > kMaxText) return LeaveOut("name", "longer than a name can be");
  const std::string upper = AsciiUpper(name.full);
  for (EntryName& known : entry_.names) {
    if (AsciiUpper(known.full) != upper) continue;
    known.quality = std::min(known.quality, name.quality);
    return;
  }
  entry_.names.push_back(std::move(name));
}

void Draft::AddBirthDate(std::string_view column, std::string_view text) {
  if (!Trim(text).empty()) AddBirthDate(column, ParseListedDate(text));
}

void Draft::AddBirthDate(std::string_view column, const Result<EntryBirthDate>& date) {
  if (!date.ok()) return LeaveOut(column, Message(date.status()));
  AddOnce(entry_.birth_dates, *date);
}

void Draft::AddNationality(std::string_view column, const Result<std::string>& code) {
  if (!code.ok()) return LeaveOut(column, Message(code.status()));
  AddOnce(entry_.nationalities, *code);
}

void Draft::AddDocument(std::string_view column, std::string_view type, std::string issuer,
                        std::string_view number) {
  if (Trim(number).empty()) return;
  EntryDocument document;
  document.type = type;
  document.issuer = std::move(issuer);
  document.number = NormalDocumentNumber(number);
  if (const Status fit = CheckDocumentNumber(document.number); !fit.ok()) {
    return LeaveOut(column, fmt::format("'{}': {}", Printable(number), Message(fit)));
  }
  AddOnce(entry_.documents, std::move(document));
}

void Draft::SetSex(std::string_view column, std::string_view text) {
  const auto sex = ParseSex(text);
  if (!sex.ok()) return LeaveOut(column, Message(sex.status()));
  if (*sex != icao::Sex::kUnspecified) entry_.sex = *sex;
}

void Draft::LeaveOut(std::string_view column, std::string_view reason) {
  intake_.LeaveOut(line_, column, reason);
}

bool Draft::IsSound() {
  if (entry_.id.size() > kMaxId) {
    intake_.Skip(line_, fmt::format("an id of more than {} bytes", kMaxId));
    return false;
  }
  if (entry_.kind == EntryKind::kPerson && entry_.names.empty()) {
    intake_.Skip(line_, "a person without a name");
    return false;
  }
  return true;
}

void Draft::Finish() {
  if (IsSound()) intake_.Take(line_, entry_);
}

void Draft::FinishChange() {
  if (IsSound()) intake_.Replace(line_, entry_);
}

}  // namespace chowki::watchlist
