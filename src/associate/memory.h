#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "associate/case.h"
#include "associate/party.h"
#include "associate/recollection.h"
#include "associate/shared_party.h"
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
// Posts that are given one key for a period (Adopt) see what the others remember of it: the parties
// go out through the centre, and what others have of their people comes back (shared_party.h).
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

  [[nodiscard]] const Retention& retention() const { return retention_; }

  // Takes a key that other posts have, too, for a period that has none here. The same key once more
  // changes nothing. One period never has two keys: what is remembered under a key of our own stays
  // here alone.
  //
  // errors  kInvalidArgument: no period begins on that day; kFailedPrecondition: it has another
  // key.
  [[nodiscard]] Status Adopt(const Date& first_day, PeriodKey key);

  // Parties that are still to go out, oldest first: the first, and more while they have at most so
  // many travellers together.
  [[nodiscard]] Result<std::vector<SharedParty>> Outgoing(size_t travellers);
  [[nodiscard]] Result<std::int64_t> CountOutgoing();
  // It is out for good. What is not there any more is done already.
  [[nodiscard]] Status HandedOut(const SharedParty& party);

  // What others remember of a party of ours, opened; notes who of them came back with it.
  //
  // party     as it went out; without travellers and questions when only its name is known: then
  //           what rests on things that are not remembered (contacts, number series) is left out.
  // allowed   whose contacts are left out, and which adults keep the document that lets them
  // escort. returns   nullopt when it is forgotten.
  [[nodiscard]] Result<std::optional<OthersMemory>> Learn(const SharedParty& party,
                                                          std::span<const ForeignParty> others,
                                                          std::span<const Allowance> allowed = {});

  // A traveller of a party of ours was seen by others in the other direction.
  [[nodiscard]] Status NoteReturn(const Date& period, std::int64_t number, int place);

  // Others' crossings whose people came back here, to be told; at most so many.
  struct ForeignName {
    Date period;
    std::int64_t party = 0;
    int place = 0;
  };
  [[nodiscard]] Result<std::vector<ForeignName>> ForeignReturns(int most);
  [[nodiscard]] Status ForeignReturnsTold(std::span<const ForeignName> names);

 private:
  struct Period;
  Memory(std::filesystem::path crossings, std::filesystem::path keys, const Retention& retention);
  [[nodiscard]] Date PeriodOf(Time time) const;
  [[nodiscard]] Result<Period*> Find(const Date& first_day);
  // key  given, or made here.
  [[nodiscard]] Status Load(const Date& first_day, std::optional<PeriodKey> key = std::nullopt);
  // Of those that are there; nullptr: none.
  [[nodiscard]] Period* Existing(const Date& first_day) const;
  [[nodiscard]] SharedParty ToShared(const Party& party, Period& period,
                                     std::vector<std::string> sealed);

  std::filesystem::path crossings_;  // "": in memory
  std::filesystem::path keys_;
  Retention retention_;
  std::vector<std::unique_ptr<Period>> periods_;  // newest first
};

}  // namespace chowki::associate
