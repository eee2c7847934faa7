#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "journal/retention.h"
#include "sqlite/statement.h"
#include "vault/key_folder.h"

namespace chowki::journal {

// How a payload stands in the file: sealed under the key of its kind and day, a screening in two
// parts. What the document showed has one key, what a list said about it has another, so that each
// can be destroyed at its time; while both live, the payload is put together again byte by byte.

// The keys of a journal; where is a folder of their own, "": KeysBeside (journal.h).
//
// errors  kInvalidArgument when it is the journal's folder; those of vault::KeyFolder::Open.
[[nodiscard]] Result<std::unique_ptr<vault::KeyFolder>> OpenKeys(
    const std::filesystem::path& journal, const std::filesystem::path& where, bool read_only);

// Which key a kind of row has. Add a kind of row here.
//
// payload  of a decision: what is said about a hit is kept as long as the hit.
[[nodiscard]] KeyKind KeyOf(std::string_view row_kind, std::string_view payload);

// A payload in its parts; texts in plain or sealed.
struct Parts {
  std::string main;                // of a screening with matches: null in their place
  std::optional<std::string> hit;  // the matches
};
[[nodiscard]] Parts TakeApart(std::string_view row_kind, std::string_view payload);
[[nodiscard]] std::string PutTogether(const Parts& parts);

// time  of the row: its day's keys seal it.
[[nodiscard]] Result<Parts> Seal(vault::KeyFolder& keys, std::string_view row_kind, Time time,
                                 std::string_view payload);

// A row's payload as far as its keys live.
struct Opened {
  std::optional<std::string> main;  // nullopt: erased
  std::optional<std::string> hit;
  bool split = false;  // there is or was a part about hits

  [[nodiscard]] bool whole() const { return main && (hit || !split); }
  // The payload as it was put in; only when whole.
  [[nodiscard]] std::string Payload() const;
};

// The columns that OpenRow reads, in this order; `alias` of the chain.
[[nodiscard]] std::string SealedColumns(std::string_view alias);

// column  of the first of SealedColumns in the row that a statement stands at.
// errors  kDataLoss for a part that was changed.
[[nodiscard]] Result<Opened> OpenRow(vault::KeyFolder& keys, const sqlite::Statement& row,
                                     int column);

}  // namespace chowki::journal
