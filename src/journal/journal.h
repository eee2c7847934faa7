#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "decide/verdict.h"
#include "identify/suppression.h"
#include "journal/chain.h"
#include "journal/late_alert.h"
#include "journal/provisional.h"
#include "journal/read_log.h"
#include "journal/record.h"
#include "journal/retention.h"
#include "journal/statistics.h"
#include "screen/screening.h"

namespace chowki::journal {

// By what a repeated request is known.
struct RequestKey {
  std::string id;    // chosen by the client, unique within its checkpoint; "": cannot be repeated
  Digest content{};  // SHA-256 over everything that was asked for
};

// Which screenings List gives. Empty members do not restrict.
struct Filter {
  std::string checkpoint;
  std::string lane;
  std::optional<decide::Advice> advice;
  std::optional<Time> from;  // inclusive, by the time of the screening
  std::optional<Time> to;    // exclusive
  bool only_with_matches = false;
  bool only_undecided = false;    // without a decision in force
  bool only_suppressing = false;  // whose decision keeps an entry from alerting
  std::optional<DecisionState> state;
  std::string reason;                  // code of one of the verdict's reasons
  std::optional<identify::Band> band;  // of a match that alerts
  std::string officer;                 // who decided or signed
};

struct Page {
  std::vector<Record> records;  // newest first
  std::string next_page_token;  // "" on the last page
};

// The folder for the keys of a journal when nothing else is said: "journal.db" -> "journal.keys".
[[nodiscard]] std::filesystem::path KeysBeside(const std::filesystem::path& journal);

// The record of everything that was screened and decided: one SQLite file that only grows. Every
// row carries the hash of the row before it (chain.h), so that a change, a gap or a cut is found.
//
// It holds personal data, since it is the record, sealed under keys that lie beside it and are
// destroyed at their time (retention.h): a row whose key is gone is erased, its place in the chain
// stays. Images only as digests. What it acknowledges is on the disk (committed with synchronous
// FULL) and survives kill -9 and loss of power.
//
// thread  safe: one writer at a time, any number of readers beside it.
class Journal {
 public:
  static constexpr int kDefaultPageSize = 50;
  static constexpr int kMaxPageSize = 500;

  struct Options {
    std::filesystem::path keys;  // folder, not the file's own; "": KeysBeside
    bool read_only = false;      // what writes fails then, and the format must be the present one
  };

  // Opens or makes the file and brings it to the present format. A journal of before is sealed row
  // by row, and what the file still holds of it is overwritten: minutes for millions of rows; goes
  // on where it was interrupted.
  //
  // clock   stamps rows and decisions, names their keys; must outlive the journal.
  // errors  kFailedPrecondition (no journal, or of a newer version), kDataLoss (damaged), others as
  //         sqlite::Database::Open and vault::KeyFolder::Open.
  [[nodiscard]] static Result<std::unique_ptr<Journal>> Open(const std::filesystem::path& path,
                                                             const Clock& clock,
                                                             const Options& options);
  [[nodiscard]] static Result<std::unique_ptr<Journal>> Open(const std::filesystem::path& path,
                                                             const Clock& clock) {
    return Open(path, clock, {});
  }
  ~Journal();

  // Puts a finished screening at the end of the chain.
  //
  // returns  the record; when the same request was stored before, the first record.
  // errors   kAlreadyExists with reason REQUEST_ID_REUSED: same request id, other content, or a
  //          screening id that is there already; SCREENING_ERASED: the same request was stored
  //          before, and its record erased; kResourceExhausted with DISK_LOW.
  [[nodiscard]] Result<Record> Append(const screen::Screening& screening,
                                      const RequestKey& request = {});

  // The answer that a request got before, so that a repeat need not be screened again.
  //
  // returns  nullopt when this request is new.
  // errors   kAlreadyExists with reason REQUEST_ID_REUSED when the content differs;
  //          SCREENING_ERASED as Get.
  [[nodiscard]] Result<std::optional<Record>> FindByRequestId(const std::string& checkpoint,
                                                              const RequestKey& request) const;

  // returns  with Record::erased when its matches are kept longer than the rest.
  // errors   kNotFound with SCREENING_UNKNOWN; kFailedPrecondition with SCREENING_ERASED: all that
  //          is left of it is what List gives.
  [[nodiscard]] Result<Record> Get(const std::string& screening_id) const;

  // page_size   0 stands for kDefaultPageSize; more than kMaxPageSize is cut to it.
  // page_token  "" or the next_page_token of a page with the same filter.
  // returns     also records that are erased in part or whole (Record::erased).
  // errors      kInvalidArgument with reason PAGE_TOKEN_INVALID or FIELD_INVALID (page_size < 0).
  [[nodiscard]] Result<Page> List(const Filter& filter, int page_size,
                                  const std::string& page_token) const;

  // Puts an officer's decision at the end of the chain; it replaces an earlier one of the same
  // screening, which stays readable in the chain.
  //
  // etag        of the record that the officer saw; "" decides whatever it is.
  // request_id  a repeat with the same content returns the record as it is now; "": no repeat.
  // errors      as Get, and SCREENING_ERASED also when matches are left; kInvalidArgument
  //             (Validate); kAborted with reason ETAG_MISMATCH;
  //             kAlreadyExists with reason REQUEST_ID_REUSED; as CheckSuppressions.
  [[nodiscard]] Result<Record> RecordDecision(const std::string& screening_id,
                                              const Decision& decision, const std::string& etag,
                                              const std::string& request_id);

  // Puts what a second officer says to a waiting decision at the end of the chain.
  //
  // etag        required: of the record that he saw.
  // request_id  as RecordDecision.
  // errors      those of Sign (decision.h) and of RecordDecision.
  [[nodiscard]] Result<Record> SignDecision(const std::string& screening_id,
                                            const Signature& signature, const std::string& etag,
                                            const std::string& request_id);

  // Screenings and decisions of a span, counted.
  [[nodiscard]] Result<Statistics> Count(const StatisticsSpan& span) const;

  // What officers said for good about a person and holds at a time: until the key of the hit is
  // destroyed, at the latest.
  //
  // person  identify::PersonKey.
  [[nodiscard]] Result<std::vector<identify::Suppression>> SuppressionsOf(const Digest& person,
                                                                          Time now) const;

  // Puts a step of the post's own provisional list at the end of the chain.
  //
  // request_id  a repeat with the same content returns the first answer; "": no repeat.
  // errors      those of After (provisional.h); kNotFound with RESOURCE_UNKNOWN;
  // kFailedPrecondition
  //             with PROVISIONAL_REFUSED: too many are open; kAlreadyExists with REQUEST_ID_REUSED.
  [[nodiscard]] Result<ProvisionalEntry> RecordProvisional(const ProvisionalStep& step,
                                                           const std::string& request_id);

  // The newest first: those that are open, or the newest 1,000 of all.
  [[nodiscard]] Result<std::vector<ProvisionalEntry>> ListProvisional(bool also_ended) const;

  // A version of a list is in force: what is to be looked back at because of it, durably. Joined to
  // what waits for the same list and has not begun. Without entries only its root is remembered.
  [[nodiscard]] Status PlanLookBack(const LookBack& plan);

  // State root of the version that was planned for last; nullopt: none ever was.
  [[nodiscard]] Result<std::optional<std::string>> LookedBackFrom(const std::string& list) const;

  // What is not done yet, the oldest first.
  [[nodiscard]] Result<std::vector<LookBack>> ListLookBacks() const;

  // In one step: puts late alerts at the end of the chain, and remembers how far the look back has
  // come. An alert of the same screening and state of an entry is passed over.
  //
  // finished  it is done, and forgotten.
  // alerts    ids and times are the journal's to give.
  // returns   those that were raised.
  [[nodiscard]] Result<std::vector<LateAlert>> LookBackDone(const LookBack& done, bool finished,
                                                            std::vector<LateAlert> alerts);

  // The matches of which late alerts told about a screening.
  [[nodiscard]] Result<std::vector<identify::Match>> ToldLate(const std::string& screening) const;

  // errors  kNotFound with RESOURCE_UNKNOWN.
  [[nodiscard]] Result<LateAlert> GetLate(const std::string& id) const;

  // Victims first, then the newest first. Arguments and errors as List.
  [[nodiscard]] Result<LatePage> ListLate(bool only_open, int page_size,
                                          const std::string& page_token) const;

  // Puts what an officer says to a late alert at the end of the chain; it replaces what was said
  // before, which stays readable in the chain.
  //
  // etag    required: of the alert that he saw.
  // errors  of Validate; kNotFound with RESOURCE_UNKNOWN; ETAG_MISMATCH; REQUEST_ID_REUSED.
  [[nodiscard]] Result<LateAlert> AcknowledgeLate(const std::string& id,
                                                  const LateAcknowledgement& acknowledgement,
                                                  const std::string& etag,
                                                  const std::string& request_id);

  // Puts at the end of the chain that somebody reads; the same read by the same caller within
  // SameFor its method is one row. On the disk when it returns.
  //
  // query  what was asked for, where no single screening is: only a keyed digest of it is kept, as
  //        the subject. "": the subject is given.
  [[nodiscard]] Status RecordRead(const ReadRecord& read, const std::string& query);

  // The newest first, of one reader or ("") of all; those past their time are left out. Other
  // arguments and errors as List.
  [[nodiscard]] Result<ReadPage> ListReads(const std::string& reader, int page_size,
                                           const std::string& page_token) const;

  [[nodiscard]] Result<Head> ReadHead() const;

  // Destroys the keys whose time is over by the journal's clock, and what the lists' columns still
  // tell of a person. What a key sealed is erased then, here and in every copy of the file.
  //
  // sent    up to this row the centre has all; what it does not have stays Retention::unsent_days
  //         longer. nullopt: there is no centre.
  // errors  as vault::KeyFolder::Destroy; kInvalidArgument for days below 0.
  [[nodiscard]] Result<Erasure> Erase(const Retention& retention,
                                      const std::optional<std::int64_t>& sent);

  // Rows of the chain behind a sequence, ascending, for whoever keeps a copy of the journal.
  //
  // max_rows, max_bytes  of payload; the first row is given whatever its size.
  [[nodiscard]] Result<std::vector<ChainRow>> RowsAfter(std::int64_t sequence, int max_rows,
                                                        std::int64_t max_bytes) const;

  // The hash of a row; nullopt when there is none. Of row 0: zeros.
  [[nodiscard]] Result<std::optional<Digest>> HashAt(std::int64_t sequence) const;

 private:
  class Store;
  explicit Journal(std::unique_ptr<Store> store);
  std::unique_ptr<Store> store_;
};

}  // namespace chowki::journal
