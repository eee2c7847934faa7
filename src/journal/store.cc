#include "journal/store.h"

#include <algorithm>

#include "base/text.h"
#include "journal/count.h"
#include "journal/list_query.h"
#include "journal/migrations.h"
#include "journal/payload.h"
#include "journal/requests.h"
#include "journal/suppressions.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

constexpr std::int32_t kApplicationId = 0x43484a31;  // "CHJ1"

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

std::string ScreenScope(const std::string& checkpoint) { return "screen/" + checkpoint; }
constexpr char kProvisionalScope[] = "provisional";
std::string SignScope(const std::string& screening) { return "sign/" + screening; }
std::string DecideScope(const std::string& screening) { return "decide/" + screening; }

// Screenings with the decision in force: where is a condition on s.
std::string SelectRecords(std::string_view where) {
  return fmt::format(
      "SELECT s.sequence, c.payload, c.hash, d.payload, d.hash "
      "FROM screening s JOIN chain c ON c.sequence = s.sequence "
      "LEFT JOIN chain d ON d.sequence = s.decision_sequence WHERE {}",
      where);
}

Result<Record> ToRecord(const sqlite::Statement& row) {
  Record record;
  record.sequence = row.Int(0);
  CHOWKI_ASSIGN_OR_RETURN(record.screening, ScreeningFromPayload(row.Blob(1)));
  const bool decided = !row.IsNull(3);
  if (decided) {
    CHOWKI_ASSIGN_OR_RETURN(DecisionPayload payload, DecisionFromPayload(row.Blob(3)));
    record.decision = std::move(payload.decision);
  }
  // The hash of the newest row about this screening names this state of it and no other.
  const auto hash = row.DigestAt(decided ? 4 : 2);
  if (!hash) return DataLoss("row {} of the journal has no hash", record.sequence);
  record.etag = ToHex(*hash).substr(0, 16);
  return record;
}

Result<std::optional<Record>> FindRecord(sqlite::Database& database, std::string_view where,
                                         const auto& key) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find, database.Prepare(SelectRecords(where)));
  CHOWKI_RETURN_IF_ERROR(find.Bind(key));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return std::optional<Record>();
  CHOWKI_ASSIGN_OR_RETURN(Record record, ToRecord(find));
  return std::optional(std::move(record));
}

Result<Record> GetRecord(sqlite::Database& database, const std::string& screening_id) {
  CHOWKI_ASSIGN_OR_RETURN(auto record, FindRecord(database, "s.id = ?", screening_id));
  if (!record) {
    return WithDetail(NotFound("there is no screening {}", screening_id),
                      {"SCREENING_UNKNOWN", {{"screening", screening_id}}});
  }
  return *std::move(record);
}

Result<Record> RecordAt(sqlite::Database& database, std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(auto record, FindRecord(database, "s.sequence = ?", sequence));
  if (!record) return DataLoss("the journal has no screening at row {}", sequence);
  return *std::move(record);
}

// The entry as its row at `sequence` says.
Result<ProvisionalEntry> ProvisionalAt(sqlite::Database& database, std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT payload FROM chain WHERE sequence = ? AND kind = 'provisional'"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(sequence));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return DataLoss("the journal has no provisional entry at row {}", sequence);
  CHOWKI_ASSIGN_OR_RETURN(ProvisionalEntry entry, ProvisionalFromPayload(find.Blob(0)));
  entry.sequence = sequence;
  return entry;
}

// What a step starts from; nullopt to propose.
Result<std::optional<ProvisionalEntry>> ProvisionalBefore(sqlite::Database& database,
                                                          const ProvisionalStep& step) {
  if (step.kind == ProvisionalStep::Kind::kPropose) {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t open,
                            database.QueryInt("SELECT count(*) FROM provisional WHERE open"));
    if (open < kMaxProvisional) return std::optional<ProvisionalEntry>();
    return WithDetail(FailedPrecondition("{} provisional entries are open: withdraw some", open),
                      {"PROVISIONAL_REFUSED", {{"state", "full"}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database.Prepare("SELECT sequence FROM provisional WHERE id = ?"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(step.id));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) {
    return WithDetail(NotFound("there is no provisional entry {}", Printable(step.id)),
                      {"RESOURCE_UNKNOWN", {{"name", step.id}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(ProvisionalEntry before, ProvisionalAt(database, find.Int(0)));
  return std::optional(std::move(before));
}

// Officers of a decision, as they are found by.
std::vector<std::string> OfficersOf(const std::optional<Decision>& decision) {
  std::vector<std::string> officers;
  if (!decision) return officers;
  officers.push_back(decision->officer);
  if (!decision->second_officer.empty()) officers.push_back(decision->second_officer);
  return officers;
}

Status PutMark(sqlite::Database& database, std::string_view kind, std::string_view value,
               const Record& record) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      database.Prepare("INSERT OR IGNORE INTO screening_mark VALUES (?, ?, ?, ?)"));
  return put.Run(kind, value, Microseconds(record.screening.time), record.sequence);
}

// What a new screening is found by.
Status PutMarks(sqlite::Database& database, const Record& record) {
  for (const decide::Reason& reason : record.screening.verdict.reasons) {
    CHOWKI_RETURN_IF_ERROR(PutMark(database, "reason", reason.code, record));
  }
  for (const identify::Match& match : record.screening.matches) {
    if (!match.alert) continue;
    CHOWKI_RETURN_IF_ERROR(PutMark(database, "band", Name(match.band), record));
  }
  return Ok();
}

std::chrono::microseconds ElapsedOf(const screen::Screening& screening) {
  std::chrono::microseconds elapsed{0};
  for (const screen::StageTiming& stage : screening.timings) elapsed += stage.elapsed;
  return elapsed;
}

}  // namespace

sqlite::Schema JournalSchema() { return {"journal", kApplicationId, Migrations()}; }

Result<Head> HeadOf(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database.Prepare("SELECT sequence, hash FROM head WHERE one = 1"));
  CHOWKI_RETURN_IF_ERROR(find.Bind());
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  const auto hash = found ? find.DigestAt(1) : std::nullopt;
  if (!hash) return DataLoss("{}: the journal has lost its head", database.path());
  return Head{find.Int(0), *hash};
}

Result<sqlite::Database> Journal::Store::TakeReader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!readers_.empty()) {
      sqlite::Database reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return sqlite::Database::Open(path_, {.access = sqlite::Access::kReadOnly});
}

void Journal::Store::GiveBack(sqlite::Database reader) {
  const std::lock_guard lock(readers_mutex_);
  readers_.push_back(std::move(reader));
}

Result<std::unique_ptr<Journal::Store>> Journal::Store::Open(const std::filesystem::path& path,
                                                             const Clock& clock) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database writer, sqlite::Database::Open(path, {.durable = true}));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(writer, JournalSchema()));
  CHOWKI_RETURN_IF_ERROR(HeadOf(writer).status());
  return std::unique_ptr<Store>(new Store(path, std::move(writer), clock));
}

Result<ChainRow> Journal::Store::AppendRow(std::string kind, std::string payload) {
  CHOWKI_ASSIGN_OR_RETURN(const Head head, HeadOf(writer_));
  ChainRow row{head.sequence + 1, Microseconds(clock_.Now()),
               std::move(kind),   std::move(payload),
               head.hash,         {}};
  row.hash = HashOf(row);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          writer_.Prepare("INSERT INTO chain VALUES (?, ?, ?, ?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(put.Run(row.sequence, row.time_us, row.kind, sqlite::AsBlob(row.payload),
                                 row.previous, row.hash));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement move,
                          writer_.Prepare("UPDATE head SET sequence = ?, hash = ? WHERE one = 1"));
  CHOWKI_RETURN_IF_ERROR(move.Run(row.sequence, row.hash));
  return row;
}

Result<Record> Journal::Store::Append(const screen::Screening& screening,
                                      const RequestKey& request) {
  std::string payload = ToPayload(screening);
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  const std::string scope = ScreenScope(screening.checkpoint);
  if (!request.id.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const Earlier earlier,
                            FindRequest(writer_, scope, request.id, request.content));
    if (earlier.found) {
      if (!earlier.same) return Reused(request.id);
      return RecordAt(writer_, earlier.sequence);
    }
  }
  CHOWKI_ASSIGN_OR_RETURN(const bool taken, [&]() -> Result<bool> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            writer_.Prepare("SELECT 1 FROM screening WHERE id = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(screening.id));
    return find.Step();
  }());
  if (taken) return Reused(screening.id);

  CHOWKI_ASSIGN_OR_RETURN(const ChainRow row, AppendRow("screening", std::move(payload)));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      writer_.Prepare("INSERT INTO screening (sequence, id, checkpoint, lane, time_us, advice, "
                      "matches, elapsed_us, suppressed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  const auto suppressed = std::ranges::count_if(
      screening.matches,
      [](const identify::Match& match) { return match.suppression.has_value(); });
  CHOWKI_RETURN_IF_ERROR(put.Run(row.sequence, screening.id, screening.checkpoint, screening.lane,
                                 Microseconds(screening.time), Name(screening.verdict.advice),
                                 static_cast<std::int64_t>(screening.matches.size()),
                                 ElapsedOf(screening).count(),
                                 static_cast<std::int64_t>(suppressed)));
  if (!request.id.empty()) {
    CHOWKI_RETURN_IF_ERROR(PutRequest(writer_, scope, request.id, request.content, row.sequence));
  }
  CHOWKI_ASSIGN_OR_RETURN(Record record, RecordAt(writer_, row.sequence));
  CHOWKI_RETURN_IF_ERROR(PutMarks(writer_, record));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return record;
}

template <typename Make>
Result<Record> Journal::Store::PutDecision(const DecisionOrder& order, Make make) {
  const std::string& id = order.screening;
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  CHOWKI_ASSIGN_OR_RETURN(const Record before, GetRecord(writer_, id));
  if (!order.request_id.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const Earlier earlier,
                            FindRequest(writer_, order.scope, order.request_id, order.content));
    if (earlier.found) return earlier.same ? Result<Record>(before) : Reused(order.request_id);
  }
  if (!order.etag.empty() && order.etag != before.etag) {
    return WithDetail(Aborted("screening {} has changed since it was read", id),
                      {"ETAG_MISMATCH", {{"screening", id}}});
  }
  Result<Decision> made = make(before);
  if (!made.ok()) return made.status();
  Decision decision = *std::move(made);
  decision.time = clock_.Now();
  if (decision.standing != Standing::kSentBack) {
    CHOWKI_RETURN_IF_ERROR(CheckSuppressions(before.screening, decision, decision.time));
  }
  CHOWKI_ASSIGN_OR_RETURN(const ChainRow row,
                          AppendRow("decision", ToPayload(DecisionPayload{id, decision})));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement point,
      writer_.Prepare("UPDATE screening SET decision_sequence = ?, state = ?, outcome = ?, "
                      "decided_us = ? WHERE id = ?"));
  CHOWKI_RETURN_IF_ERROR(point.Run(row.sequence, Name(StateOf(decision)), Name(decision.outcome),
                                   Microseconds(decision.time), id));
  if (!order.request_id.empty()) {
    CHOWKI_RETURN_IF_ERROR(
        PutRequest(writer_, order.scope, order.request_id, order.content, row.sequence));
  }
  CHOWKI_ASSIGN_OR_RETURN(Record record, GetRecord(writer_, id));
  CHOWKI_RETURN_IF_ERROR(FileSuppressions(record));
  CHOWKI_RETURN_IF_ERROR(FileOfficers(before, record));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return record;
}

Result<Record> Journal::Store::RecordDecision(const std::string& screening_id, Decision decision,
                                              const std::string& etag,
                                              const std::string& request_id) {
  CHOWKI_RETURN_IF_ERROR(Validate(decision));
  decision.time = {};
  const Digest content = Sha256(ToPayload(DecisionPayload{screening_id, decision}));
  return PutDecision({screening_id, etag, request_id, DecideScope(screening_id), content},
                     [&](const Record&) -> Result<Decision> { return decision; });
}

Result<Record> Journal::Store::SignDecision(const std::string& screening_id,
                                            const Signature& signature, const std::string& etag,
                                            const std::string& request_id) {
  if (etag.empty()) {
    return WithDetail(InvalidInput("etag: what is signed must be named; read the screening again"),
                      {"FIELD_INVALID", {{"field", "etag"}}});
  }
  const Digest content = Sha256(Join({screening_id, ToHex(Sha256(signature.officer)),
                                      ToHex(Sha256(signature.send_back_reason)), etag},
                                     "\n"));
  return PutDecision({screening_id, etag, request_id, SignScope(screening_id), content},
                     [&](const Record& before) { return Sign(before.decision, signature); });
}

Status Journal::Store::FileOfficers(const Record& before, const Record& after) {
  for (const std::string& officer : OfficersOf(before.decision)) {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement clear,
        writer_.Prepare("DELETE FROM screening_mark WHERE kind = 'officer' AND value = ? "
                        "AND time_us = ? AND sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(clear.Run(officer, Microseconds(after.screening.time), after.sequence));
  }
  for (const std::string& officer : OfficersOf(after.decision)) {
    CHOWKI_RETURN_IF_ERROR(PutMark(writer_, "officer", officer, after));
  }
  return Ok();
}

Result<Statistics> Journal::Store::Count(const StatisticsSpan& span) {
  return Reading([&](sqlite::Database& database) { return journal::Count(database, span); });
}

Status Journal::Store::FileSuppressions(const Record& record) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement clear,
                          writer_.Prepare("DELETE FROM suppression WHERE screening = ?"));
  CHOWKI_RETURN_IF_ERROR(clear.Run(record.screening.id));
  if (StateOf(record.decision) != DecisionState::kInForce) return Ok();
  const auto person = PersonOf(record.screening);
  for (const HitDisposition& hit : record.decision->hit_dispositions) {
    if (!hit.suppress_until) continue;
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                            writer_.Prepare("INSERT INTO suppression VALUES (?, ?, ?, ?, ?)"));
    CHOWKI_RETURN_IF_ERROR(put.Run(record.screening.id, hit.list, hit.entry, *person,
                                   Microseconds(*hit.suppress_until)));
  }
  return Ok();
}

Result<std::vector<identify::Suppression>> Journal::Store::SuppressionsOf(const Digest& person,
                                                                          Time now) {
  using Suppressions = std::vector<identify::Suppression>;
  return Reading([&](sqlite::Database& database) -> Result<Suppressions> {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare(SelectRecords("s.id IN (SELECT screening FROM suppression "
                                       "WHERE person = ? AND until_us > ?)")));
    CHOWKI_RETURN_IF_ERROR(find.Bind(person, Microseconds(now)));
    Suppressions suppressions;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return suppressions;
      CHOWKI_ASSIGN_OR_RETURN(const Record record, ToRecord(find));
      // The chain says whose screening it was.
      if (PersonOf(record.screening) != person) continue;
      std::ranges::move(journal::SuppressionsOf(record), std::back_inserter(suppressions));
    }
  });
}

Result<std::optional<Record>> Journal::Store::FindByRequestId(const std::string& checkpoint,
                                                              const RequestKey& request) {
  if (request.id.empty()) return std::optional<Record>();
  return Reading([&](sqlite::Database& database) -> Result<std::optional<Record>> {
    CHOWKI_ASSIGN_OR_RETURN(const Earlier earlier, FindRequest(database, ScreenScope(checkpoint),
                                                               request.id, request.content));
    if (!earlier.found) return std::optional<Record>();
    if (!earlier.same) return Reused(request.id);
    CHOWKI_ASSIGN_OR_RETURN(Record record, RecordAt(database, earlier.sequence));
    return std::optional(std::move(record));
  });
}

Result<Record> Journal::Store::Get(const std::string& screening_id) {
  return Reading([&](sqlite::Database& database) { return GetRecord(database, screening_id); });
}

Result<Page> Journal::Store::List(const Filter& filter, int page_size,
                                  const std::string& page_token) {
  if (page_size < 0) {
    return WithDetail(InvalidInput("page_size must not be negative"),
                      {"FIELD_INVALID", {{"field", "page_size"}}});
  }
  const int wanted = page_size == 0 ? kDefaultPageSize : std::min(page_size, kMaxPageSize);
  CHOWKI_ASSIGN_OR_RETURN(const auto below, PlaceOf(page_token, filter));
  const ListQuery query = QueryFor(filter, below, Microseconds(clock_.Now()), wanted + 1);
  return Reading([&](sqlite::Database& database) -> Result<Page> {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare(SelectRecords(fmt::format("s.sequence IN (SELECT sequence FROM ({})) "
                                                   "ORDER BY s.time_us DESC, s.sequence DESC",
                                                   query.sql))));
    CHOWKI_RETURN_IF_ERROR(find.BindAll(query.values));
    Page page;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return page;
      if (page.records.size() == static_cast<size_t>(wanted)) {
        const Record& last = page.records.back();
        page.next_page_token = ToToken({Microseconds(last.screening.time), last.sequence}, filter);
        return page;
      }
      CHOWKI_ASSIGN_OR_RETURN(Record record, ToRecord(find));
      page.records.push_back(std::move(record));
    }
  });
}

Result<ProvisionalEntry> Journal::Store::RecordProvisional(const ProvisionalStep& step,
                                                           const std::string& request_id) {
  const Digest content = ContentOf(step);
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  if (!request_id.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const Earlier earlier,
                            FindRequest(writer_, kProvisionalScope, request_id, content));
    if (earlier.found && !earlier.same) return Reused(request_id);
    if (earlier.found) return ProvisionalAt(writer_, earlier.sequence);
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto before, ProvisionalBefore(writer_, step));
  CHOWKI_ASSIGN_OR_RETURN(
      ProvisionalEntry after,
      After(before, step, std::chrono::floor<std::chrono::microseconds>(clock_.Now())));
  CHOWKI_ASSIGN_OR_RETURN(const ChainRow row, AppendRow("provisional", ToPayload(after)));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          writer_.Prepare("INSERT OR REPLACE INTO provisional VALUES (?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(
      put.Run(after.entry.id, static_cast<std::int64_t>(IsOpen(after.state)), row.sequence));
  if (!request_id.empty()) {
    CHOWKI_RETURN_IF_ERROR(
        PutRequest(writer_, kProvisionalScope, request_id, content, row.sequence));
  }
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  after.sequence = row.sequence;
  return after;
}

Result<std::vector<ProvisionalEntry>> Journal::Store::ListProvisional(bool also_ended) {
  using Entries = std::vector<ProvisionalEntry>;
  return Reading([&](sqlite::Database& database) -> Result<Entries> {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare("SELECT p.sequence, c.payload FROM provisional p "
                         "JOIN chain c ON c.sequence = p.sequence WHERE p.open OR ? "
                         "ORDER BY p.sequence DESC LIMIT ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(also_ended, kMaxProvisional));
    Entries entries;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return entries;
      CHOWKI_ASSIGN_OR_RETURN(entries.emplace_back(), ProvisionalFromPayload(find.Blob(1)));
      entries.back().sequence = find.Int(0);
    }
  });
}

Result<Head> Journal::Store::ReadHead() {
  return Reading([](sqlite::Database& database) { return HeadOf(database); });
}

Result<std::vector<ChainRow>> Journal::Store::RowsAfter(std::int64_t sequence, int max_rows,
                                                        std::int64_t max_bytes) {
  return Reading([&](sqlite::Database& database) -> Result<std::vector<ChainRow>> {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare("SELECT sequence, time_us, kind, payload, previous, hash FROM chain "
                         "WHERE sequence > ? ORDER BY sequence LIMIT ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(sequence, max_rows));
    std::vector<ChainRow> rows;
    std::int64_t bytes = 0;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return rows;
      ChainRow row{find.Int(0), find.Int(1), find.Text(2), find.Blob(3), {}, {}};
      const auto previous = find.DigestAt(4);
      const auto hash = find.DigestAt(5);
      if (!previous || !hash) return DataLoss("row {} of the journal is damaged", row.sequence);
      row.previous = *previous;
      row.hash = *hash;
      bytes += static_cast<std::int64_t>(row.payload.size());
      if (!rows.empty() && bytes > max_bytes) return rows;
      rows.push_back(std::move(row));
    }
  });
}

Result<std::optional<Digest>> Journal::Store::HashAt(std::int64_t sequence) {
  if (sequence == 0) return std::optional(Digest{});
  return Reading([&](sqlite::Database& database) -> Result<std::optional<Digest>> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            database.Prepare("SELECT hash FROM chain WHERE sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(sequence));
    CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
    return found ? find.DigestAt(0) : std::nullopt;
  });
}

}  // namespace chowki::journal
