#include "journal/store.h"

#include <algorithm>

#include "base/text.h"
#include "journal/count.h"
#include "journal/list_query.h"
#include "journal/migrations.h"
#include "journal/payload.h"
#include "journal/requests.h"
#include "journal/seal_before.h"
#include "journal/sealing.h"
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
      "SELECT s.sequence, {}, c.hash, {}, d.hash, s.id, s.checkpoint, s.lane, s.time_us, s.advice, "
      "s.matches, s.state, s.outcome "
      "FROM screening s JOIN chain c ON c.sequence = s.sequence "
      "LEFT JOIN chain d ON d.sequence = s.decision_sequence WHERE {}",
      SealedColumns("c"), SealedColumns("d"), where);
}

// The value whose Name is a text of the file; the first one for a text that is none.
template <typename E>
E Named(std::initializer_list<E> values, std::string_view text) {
  const auto found = std::ranges::find(values, text, [](E value) { return Name(value); });
  return found == values.end() ? *values.begin() : *found;
}

// What is left of a record, by the columns of SelectRecords.
void FillFromColumns(const sqlite::Statement& row, Record& record) {
  using decide::Advice;
  screen::Screening& screening = record.screening;
  screening.id = row.Text(9);
  screening.checkpoint = row.Text(10);
  screening.lane = row.Text(11);
  screening.time = Time(std::chrono::microseconds(row.Int(12)));
  screening.verdict.advice =
      Named({Advice::kRefer, Advice::kAttention, Advice::kClear}, row.Text(13));
  Remains& remains = record.erased.emplace();
  remains.matches = row.Int(14);
  remains.state = Named({DecisionState::kOpen, DecisionState::kInForce,
                         DecisionState::kAwaitsSignature, DecisionState::kSentBack},
                        row.Text(15));
  if (row.IsNull(16)) return;
  remains.outcome = Named({Outcome::kRefer, Outcome::kProceed, Outcome::kRefuse}, row.Text(16));
}

Result<Record> ToRecord(vault::KeyFolder& keys, const sqlite::Statement& row) {
  Record record;
  record.sequence = row.Int(0);
  const bool decided = !row.IsNull(8);
  CHOWKI_ASSIGN_OR_RETURN(const Opened screening, OpenRow(keys, row, 1));
  if (screening.whole()) {
    CHOWKI_ASSIGN_OR_RETURN(record.screening, ScreeningFromPayload(screening.Payload()));
  } else {
    FillFromColumns(row, record);
    if (screening.hit) {
      CHOWKI_ASSIGN_OR_RETURN(record.screening.matches, MatchesFromPayload(*screening.hit));
    }
  }
  if (decided) {
    CHOWKI_ASSIGN_OR_RETURN(const Opened decision, OpenRow(keys, row, 5));
    if (decision.whole()) {
      CHOWKI_ASSIGN_OR_RETURN(DecisionPayload payload, DecisionFromPayload(decision.Payload()));
      record.decision = std::move(payload.decision);
    } else {
      FillFromColumns(row, record);
    }
  }
  // The hash of the newest row about this screening names this state of it and no other.
  const auto hash = row.DigestAt(decided ? 8 : 4);
  if (!hash) return DataLoss("row {} of the journal has no hash", record.sequence);
  record.etag = ToHex(*hash).substr(0, 16);
  return record;
}

Status ErasedError(const std::string& screening_id) {
  return WithDetail(
      FailedPrecondition("screening {} is past its time: its keys were destroyed", screening_id),
      {"SCREENING_ERASED", {{"screening", screening_id}}});
}

Result<std::optional<Record>> FindRecord(sqlite::Database& database, vault::KeyFolder& keys,
                                         std::string_view where, const auto& key) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find, database.Prepare(SelectRecords(where)));
  CHOWKI_RETURN_IF_ERROR(find.Bind(key));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return std::optional<Record>();
  CHOWKI_ASSIGN_OR_RETURN(Record record, ToRecord(keys, find));
  return std::optional(std::move(record));
}

// in_part  also when only its matches are left.
Result<Record> GetRecord(sqlite::Database& database, vault::KeyFolder& keys,
                         const std::string& screening_id, bool in_part = false) {
  CHOWKI_ASSIGN_OR_RETURN(auto record, FindRecord(database, keys, "s.id = ?", screening_id));
  if (!record) {
    return WithDetail(NotFound("there is no screening {}", screening_id),
                      {"SCREENING_UNKNOWN", {{"screening", screening_id}}});
  }
  const bool some = in_part && (!record->screening.matches.empty() || record->screening.identity);
  if (record->erased && !some) return ErasedError(screening_id);
  return *std::move(record);
}

Result<Record> RecordAt(sqlite::Database& database, vault::KeyFolder& keys, std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(auto record, FindRecord(database, keys, "s.sequence = ?", sequence));
  if (!record) return DataLoss("the journal has no screening at row {}", sequence);
  if (record->erased) return ErasedError(record->screening.id);
  return *std::move(record);
}

// The entry as its row at `sequence` says.
Result<ProvisionalEntry> ProvisionalAt(sqlite::Database& database, vault::KeyFolder& keys,
                                       std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database.Prepare(fmt::format(
                              "SELECT {} FROM chain WHERE sequence = ? AND kind = 'provisional'",
                              SealedColumns("chain"))));
  CHOWKI_RETURN_IF_ERROR(find.Bind(sequence));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return DataLoss("the journal has no provisional entry at row {}", sequence);
  CHOWKI_ASSIGN_OR_RETURN(const Opened opened, OpenRow(keys, find, 0));
  if (!opened.whole()) {
    return FailedPrecondition("the provisional entry at row {} is past its time", sequence);
  }
  CHOWKI_ASSIGN_OR_RETURN(ProvisionalEntry entry, ProvisionalFromPayload(opened.Payload()));
  entry.sequence = sequence;
  return entry;
}

// What a step starts from; nullopt to propose.
Result<std::optional<ProvisionalEntry>> ProvisionalBefore(sqlite::Database& database,
                                                          vault::KeyFolder& keys,
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
  CHOWKI_ASSIGN_OR_RETURN(ProvisionalEntry before, ProvisionalAt(database, keys, find.Int(0)));
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
                                                             const Clock& clock,
                                                             const Options& options) {
  using sqlite::Access;
  CHOWKI_ASSIGN_OR_RETURN(auto keys, OpenKeys(path, options.keys, options.read_only));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Database writer,
      sqlite::Database::Open(
          path,
          {.access = options.read_only ? Access::kReadOnly : Access::kCreate, .durable = true}));
  if (options.read_only) {
    CHOWKI_RETURN_IF_ERROR(sqlite::CheckSchema(writer, JournalSchema()));
  } else {
    // What is taken out of the lists' columns is overwritten.
    CHOWKI_RETURN_IF_ERROR(writer.Execute("PRAGMA secure_delete = ON"));
    CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(writer, JournalSchema()));
    CHOWKI_RETURN_IF_ERROR(SealWhatWasBefore(writer, *keys));
  }
  CHOWKI_RETURN_IF_ERROR(HeadOf(writer).status());
  return std::unique_ptr<Store>(new Store(path, std::move(writer), std::move(keys), clock));
}

Result<ChainRow> Journal::Store::AppendRow(std::string kind, std::string payload) {
  CHOWKI_ASSIGN_OR_RETURN(const Head head, HeadOf(writer_));
  ChainRow row{head.sequence + 1, Microseconds(clock_.Now()),
               std::move(kind),   std::move(payload),
               head.hash,         {}};
  row.hash = HashOf(row);
  CHOWKI_ASSIGN_OR_RETURN(
      const Parts sealed,
      Seal(*keys_, row.kind, Time(std::chrono::microseconds(row.time_us)), row.payload));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      writer_.Prepare("INSERT INTO chain (sequence, time_us, kind, payload, hit, digest, previous, "
                      "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  std::optional<Bytes> hit;
  if (sealed.hit) hit = sqlite::AsBlob(*sealed.hit);
  CHOWKI_RETURN_IF_ERROR(put.Run(row.sequence, row.time_us, row.kind, sqlite::AsBlob(sealed.main),
                                 hit, Sha256(row.payload), row.previous, row.hash));
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
      return RecordAt(writer_, *keys_, earlier.sequence);
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
  CHOWKI_ASSIGN_OR_RETURN(Record record, RecordAt(writer_, *keys_, row.sequence));
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
  CHOWKI_ASSIGN_OR_RETURN(const Record before, GetRecord(writer_, *keys_, id));
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
  CHOWKI_ASSIGN_OR_RETURN(Record record, GetRecord(writer_, *keys_, id));
  CHOWKI_RETURN_IF_ERROR(FileSuppressions(record, row.time_us));
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

Status Journal::Store::FileSuppressions(const Record& record, std::int64_t time_us) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement clear,
                          writer_.Prepare("DELETE FROM suppression WHERE screening = ?"));
  CHOWKI_RETURN_IF_ERROR(clear.Run(record.screening.id));
  if (StateOf(record.decision) != DecisionState::kInForce) return Ok();
  for (const HitDisposition& hit : record.decision->hit_dispositions) {
    if (!hit.suppress_until) continue;
    CHOWKI_ASSIGN_OR_RETURN(
        const auto key,
        keys_->KeyFor(Name(KeyKind::kHit), Time(std::chrono::microseconds(time_us))));
    const Digest person = *PersonOf(record.screening);
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement put,
        writer_.Prepare("INSERT INTO suppression (screening, list, entry, person, until_us, proof) "
                        "VALUES (?, ?, ?, ?, ?, ?)"));
    CHOWKI_RETURN_IF_ERROR(put.Run(record.screening.id, hit.list, hit.entry,
                                   PersonTag(*key, person), Microseconds(*hit.suppress_until),
                                   PersonProof(*key, person, record.screening.id)));
  }
  return Ok();
}

Result<std::vector<identify::Suppression>> Journal::Store::SuppressionsOf(const Digest& person,
                                                                          Time now) {
  using Suppressions = std::vector<identify::Suppression>;
  return Reading([&](sqlite::Database& database) -> Result<Suppressions> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            database.Prepare("SELECT DISTINCT screening, proof FROM suppression "
                                             "WHERE person = ? AND until_us > ?"));
    Suppressions suppressions;
    // A person has another hash under the key of every day.
    for (const auto& key : keys_->KeysOf(Name(KeyKind::kHit))) {
      CHOWKI_RETURN_IF_ERROR(find.Bind(PersonTag(*key, person), Microseconds(now)));
      while (true) {
        CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
        if (!more) break;
        const std::string screening = find.Text(0);
        // The key says whose screening it was, not the list.
        if (find.DigestAt(1) != PersonProof(*key, person, screening)) continue;
        CHOWKI_ASSIGN_OR_RETURN(const auto record,
                                FindRecord(database, *keys_, "s.id = ?", screening));
        if (!record) continue;
        std::ranges::move(journal::SuppressionsOf(*record), std::back_inserter(suppressions));
      }
    }
    return suppressions;
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
    CHOWKI_ASSIGN_OR_RETURN(Record record, RecordAt(database, *keys_, earlier.sequence));
    return std::optional(std::move(record));
  });
}

Result<Record> Journal::Store::Get(const std::string& screening_id) {
  return Reading(
      [&](sqlite::Database& database) { return GetRecord(database, *keys_, screening_id, true); });
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
      CHOWKI_ASSIGN_OR_RETURN(Record record, ToRecord(*keys_, find));
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
    if (earlier.found) return ProvisionalAt(writer_, *keys_, earlier.sequence);
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto before, ProvisionalBefore(writer_, *keys_, step));
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
        database.Prepare(fmt::format("SELECT p.sequence, {} FROM provisional p "
                                     "JOIN chain c ON c.sequence = p.sequence WHERE p.open OR ? "
                                     "ORDER BY p.sequence DESC LIMIT ?",
                                     SealedColumns("c"))));
    CHOWKI_RETURN_IF_ERROR(find.Bind(also_ended, kMaxProvisional));
    Entries entries;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return entries;
      CHOWKI_ASSIGN_OR_RETURN(const Opened opened, OpenRow(*keys_, find, 1));
      if (!opened.whole()) continue;  // past its time
      CHOWKI_ASSIGN_OR_RETURN(entries.emplace_back(), ProvisionalFromPayload(opened.Payload()));
      entries.back().sequence = find.Int(0);
    }
  });
}

Result<Erasure> Journal::Store::Erase(const Retention& retention,
                                      const std::optional<std::int64_t>& sent) {
  const Time now = clock_.Now();
  // The first day of which the centre does not have all.
  std::optional<Date> unsent;
  if (sent) {
    CHOWKI_ASSIGN_OR_RETURN(
        unsent, Reading([&](sqlite::Database& database) -> Result<std::optional<Date>> {
          CHOWKI_ASSIGN_OR_RETURN(
              sqlite::Statement find,
              database.Prepare(
                  "SELECT time_us FROM chain WHERE sequence > ? ORDER BY sequence LIMIT 1"));
          CHOWKI_RETURN_IF_ERROR(find.Bind(*sent));
          CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
          if (!found) return std::optional<Date>();
          return std::optional(ToDate(Time(std::chrono::microseconds(find.Int(0)))));
        }));
  }
  Erasure erased;
  for (const KeyKind kind : kKeyKinds) {
    const int days = kind == KeyKind::kDocument ? retention.documents_days
                     : kind == KeyKind::kHit    ? retention.hits_days
                                                : retention.reads_days;
    if (days < 0 || retention.unsent_days < 0) return InvalidInput("a retention of {} days", days);
    Date oldest = AddDays(ToDate(now), -days);
    if (unsent) {
      oldest = std::max(std::min(oldest, *unsent), AddDays(oldest, -retention.unsent_days));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto gone, keys_->Destroy(Name(kind), oldest));
    if (!gone.empty()) erased[kind] = static_cast<int>(gone.size());
  }
  if (!erased.contains(KeyKind::kHit)) return erased;
  // Whose keys are gone can be found by nobody: the rest of it goes, too.
  const auto left = keys_->Periods(Name(KeyKind::kHit));
  const Date first = left.empty() ? AddDays(ToDate(now), 1) : left.front();
  const Time begin = std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(first.year), std::chrono::month(static_cast<unsigned>(first.month)),
      std::chrono::day(static_cast<unsigned>(first.day))));
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement clear,
      writer_.Prepare("DELETE FROM suppression WHERE screening IN (SELECT s.id FROM screening s "
                      "JOIN chain d ON d.sequence = s.decision_sequence WHERE d.time_us < ?)"));
  CHOWKI_RETURN_IF_ERROR(clear.Run(Microseconds(begin)));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement forget,
      writer_.Prepare("DELETE FROM late_alert WHERE id IN (SELECT a.id FROM late_alert a "
                      "JOIN chain c USING (sequence) WHERE c.time_us < ?)"));
  CHOWKI_RETURN_IF_ERROR(forget.Run(Microseconds(begin)));
  return erased;
}

Result<Head> Journal::Store::ReadHead() {
  return Reading([](sqlite::Database& database) { return HeadOf(database); });
}

Result<std::vector<ChainRow>> Journal::Store::RowsAfter(std::int64_t sequence, int max_rows,
                                                        std::int64_t max_bytes) {
  return Reading([&](sqlite::Database& database) -> Result<std::vector<ChainRow>> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            database.Prepare(fmt::format(
                                "SELECT sequence, time_us, kind, previous, hash, {} FROM chain "
                                "WHERE sequence > ? ORDER BY sequence LIMIT ?",
                                SealedColumns("chain"))));
    CHOWKI_RETURN_IF_ERROR(find.Bind(sequence, max_rows));
    std::vector<ChainRow> rows;
    std::int64_t bytes = 0;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return rows;
      ChainRow row{find.Int(0), find.Int(1), find.Text(2), {}, {}, {}};
      CHOWKI_ASSIGN_OR_RETURN(const Opened opened, OpenRow(*keys_, find, 5));
      if (opened.whole()) {
        row.payload = opened.Payload();
      } else {
        row.erased = find.DigestAt(7);
      }
      const auto previous = find.DigestAt(3);
      const auto hash = find.DigestAt(4);
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
