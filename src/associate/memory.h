#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "associate/party.h"
#include "associate/recollection.h"
#include "base/status.h"

namespace chowki::associate {

// How long crossings are remembered, in days.
//
// source  FIELD: safeguarding 30 days unless confirmed.
struct Retention {
  int days = 30;        // 1..366: nothing older than so many days is remembered
  int period_days = 5;  // 1..days: how long one key serves; the last `days - period_days` are safe
};

// Crossings of the last days: one SQLite file and one key file a period. What can be asked is what
// one knows already: a person, a document, a number, a contact that stands at the lane. Nobody can
// list who crossed, and nothing can be linked over two periods but by somebody who is here.
//
// cost    a traveller asks some 8 tags of each live period; docs/people.md has measured figures.
// thread  one at a time.
class Memory {
 public:
  // Opens what is there and forgets what is too old.
  //
  // crossings, keys  two folders, of their own, made when missing; keep backups of the first
  //                  only, or deletion is none.
  // now              trusted time: a clock that runs ahead makes memory forget.
  // errors           as sqlite::Database::Open; kDataLoss or kFailedPrecondition naming a key file;
  //                  kInvalidArgument for a retention out of range or one folder for both.
  [[nodiscard]] static Result<Memory> Open(const std::filesystem::path& crossings,
                                           const std::filesystem::path& keys, Time now,
                                           const Retention& retention = {});
  // Without files: gone with the process.
  [[nodiscard]] static Result<Memory> OpenInMemory(const Retention& retention = {});

  Memory(Memory&&) noexcept;
  Memory& operator=(Memory&&) noexcept;
  ~Memory();

  // What is known of the travellers of a party, by earlier crossings only.
  //
  // errors  kDataLoss for a row that its key does not open, naming file and row.
  [[nodiscard]] Result<Recollection> Recall(const Party& party);

  // Remembers parties whole, all or none of one period. Many at once cost less each.
  //
  // errors  kInvalidArgument for an empty party or one of more than 200; as SQLite's.
  [[nodiscard]] Status Remember(std::span<const Party> parties);

  // Notes of the crossings by which a party was recalled that those people came back.
  [[nodiscard]] Status NoteReturns(const Party& party, const Recollection& past);

  // Forgets every period of which a day is older than the retention: destroys its key first, then
  // removes its files.
  //
  // returns  how many periods.
  [[nodiscard]] Result<int> Forget(Time now);

  // First days of the periods that are remembered.
  [[nodiscard]] std::vector<Date> Periods() const;

 private:
  struct Period;
  Memory(std::filesystem::path crossings, std::filesystem::path keys, const Retention& retention);
  [[nodiscard]] Date PeriodOf(Time time) const;
  [[nodiscard]] Result<Period*> Find(const Date& first_day);
  [[nodiscard]] Status Load(const Date& first_day);

  std::filesystem::path crossings_;  // "": in memory
  std::filesystem::path keys_;
  Retention retention_;
  std::vector<std::unique_ptr<Period>> periods_;  // newest first
};

}  // namespace chowki::associate
