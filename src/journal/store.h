#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/clock.h"
#include "journal/chain.h"
#include "journal/journal.h"
#include "sqlite/database.h"
#include "sqlite/schema.h"
#include "vault/key_folder.h"

namespace chowki::journal {

[[nodiscard]] sqlite::Schema JournalSchema();

// The row at the end of the chain; all zero when it is empty.
[[nodiscard]] Result<Head> HeadOf(sqlite::Database& database);

// The journal's file: one connection that writes, and as many that read as there are readers at
// once.
class Journal::Store {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Store>> Open(const std::filesystem::path& path,
                                                           const Clock& clock,
                                                           const Options& options);

  [[nodiscard]] Result<Record> Append(const screen::Screening& screening,
                                      const RequestKey& request);
  [[nodiscard]] Result<Record> RecordDecision(const std::string& screening_id, Decision decision,
                                              const std::string& etag,
                                              const std::string& request_id);
  [[nodiscard]] Result<Record> SignDecision(const std::string& screening_id,
                                            const Signature& signature, const std::string& etag,
                                            const std::string& request_id);
  [[nodiscard]] Result<Statistics> Count(const StatisticsSpan& span);
  [[nodiscard]] Result<std::optional<Record>> FindByRequestId(const std::string& checkpoint,
                                                              const RequestKey& request);
  [[nodiscard]] Result<Record> Get(const std::string& screening_id);
  [[nodiscard]] Result<Page> List(const Filter& filter, int page_size,
                                  const std::string& page_token);
  [[nodiscard]] Result<std::vector<identify::Suppression>> SuppressionsOf(const Digest& person,
                                                                          Time now);
  [[nodiscard]] Result<ProvisionalEntry> RecordProvisional(const ProvisionalStep& step,
                                                           const std::string& request_id);
  [[nodiscard]] Result<std::vector<ProvisionalEntry>> ListProvisional(bool also_ended);
  [[nodiscard]] Status PlanLookBack(const LookBack& plan);
  [[nodiscard]] Result<std::optional<std::string>> LookedBackFrom(const std::string& list);
  [[nodiscard]] Result<std::vector<LookBack>> ListLookBacks();
  [[nodiscard]] Result<std::vector<LateAlert>> LookBackDone(const LookBack& done, bool finished,
                                                            std::vector<LateAlert> alerts);
  [[nodiscard]] Result<std::vector<identify::Match>> ToldLate(const std::string& screening);
  [[nodiscard]] Result<LateAlert> GetLate(const std::string& id);
  [[nodiscard]] Result<LatePage> ListLate(bool only_open, int page_size,
                                          const std::string& page_token);
  [[nodiscard]] Result<LateAlert> AcknowledgeLate(const std::string& id,
                                                  LateAcknowledgement acknowledgement,
                                                  const std::string& etag,
                                                  const std::string& request_id);
  [[nodiscard]] Result<Erasure> Erase(const Retention& retention,
                                      const std::optional<std::int64_t>& sent);
  [[nodiscard]] Status RecordRead(ReadRecord read, const std::string& query);
  [[nodiscard]] Result<ReadPage> ListReads(const std::string& reader, int page_size,
                                           const std::string& page_token);
  [[nodiscard]] Result<Head> ReadHead();
  [[nodiscard]] Result<std::vector<ChainRow>> RowsAfter(std::int64_t sequence, int max_rows,
                                                        std::int64_t max_bytes);
  [[nodiscard]] Result<std::optional<Digest>> HashAt(std::int64_t sequence);

 private:
  Store(std::filesystem::path path, sqlite::Database writer, std::unique_ptr<vault::KeyFolder> keys,
        const Clock& clock)
      : path_(std::move(path)), writer_(std::move(writer)), keys_(std::move(keys)), clock_(clock) {}

  // Runs `work` on a connection that only reads; other readers and the writer go on beside it.
  template <typename Work>
  auto Reading(Work work) -> decltype(work(std::declval<sqlite::Database&>())) {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Database reader, TakeReader());
    auto result = work(reader);
    GiveBack(std::move(reader));
    return result;
  }
  [[nodiscard]] Result<sqlite::Database> TakeReader();
  void GiveBack(sqlite::Database reader);

  // What is asked for about the decision of a screening.
  struct DecisionOrder {
    const std::string& screening;
    const std::string& etag;
    const std::string& request_id;
    std::string scope;  // of the request
    Digest content;     // of the request
  };

  // Puts a decision at the end, unless the request was answered before.
  //
  // make  makes it from the record as it is: Result<Decision>(const Record&); its time is set here.
  template <typename Make>
  [[nodiscard]] Result<Record> PutDecision(const DecisionOrder& order, Make make);

  // Files what a new decision says for good, and whose it is, in place of the one before it.
  [[nodiscard]] Status FileSuppressions(const Record& record, std::int64_t time_us);
  [[nodiscard]] Status FileOfficers(const Record& before, const Record& after);

  // Puts a row at the end; within a transaction of the writer.
  [[nodiscard]] Result<ChainRow> AppendRow(std::string kind, std::string payload);

  const std::filesystem::path path_;
  std::mutex writer_mutex_;
  sqlite::Database writer_;
  struct LatelyRead {
    Time time{};
    std::chrono::seconds lasting{};
  };
  std::map<Digest, LatelyRead> lately_read_;  // payloads of read rows; under writer_mutex_
  const std::unique_ptr<vault::KeyFolder> keys_;
  const Clock& clock_;
  std::mutex readers_mutex_;
  std::vector<sqlite::Database> readers_;  // those not in use
};

}  // namespace chowki::journal
