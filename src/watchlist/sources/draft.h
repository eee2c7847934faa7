#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "watchlist/entry.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

// An entry on its way from a row of a public list. A value that cannot be read is left out and told
// to the intake; the rest of the row stands. Empty texts are passed over.
class Draft {
 public:
  // source  of the entry, "ofac".
  // line    where the row begins, for the complaints.
  Draft(std::string_view source, std::string id, std::int64_t line, Intake& intake);

  // category  an id of action.h; the entry gets the category's action unless one is named.
  void SetPurpose(std::string_view category, std::string_view action = {});

  // A name that is there already, but for the case of its letters, keeps the better quality.
  void AddName(EntryName name);
  void AddBirthDate(std::string_view column, std::string_view text);  // as ParseListedDate
  void AddBirthDate(std::string_view column, const Result<EntryBirthDate>& date);
  void AddNationality(std::string_view column, const Result<std::string>& code);
  // issuer  a code or "".
  void AddDocument(std::string_view column, std::string_view type, std::string issuer,
                   std::string_view number);
  void SetSex(std::string_view column, std::string_view text);

  void LeaveOut(std::string_view column, std::string_view reason);

  Entry& entry() { return entry_; }
  [[nodiscard]] std::int64_t line() const { return line_; }

  // Hands the entry to the intake, or skips the row: a person needs a name.
  void Finish();
  void FinishChange();  // the same for an update: it takes the place of the entry with its id

 private:
  [[nodiscard]] bool IsSound();

  Entry entry_;
  std::int64_t line_;
  Intake& intake_;
};

}  // namespace chowki::watchlist
