#include "central/intake.h"

#include "central/store.h"
#include "trust/refusal.h"

namespace chowki::central {
namespace {

constexpr size_t kMaxKindBytes = 64;

// The device's cursor; nobody else takes its events until the transaction ends.
Result<Cursor> LockCursor(sql::Connection& store, const std::string& device) {
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO cursor (device, stream_epoch, sequence, chain) "
                    "VALUES ($1, 0, 0, $2) ON CONFLICT DO NOTHING",
                    device, Digest{}));
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("UPDATE cursor SET sequence = sequence WHERE device = $1", device));
  return GetCursor(store, device);
}

Result<std::optional<Digest>> StoredHash(sql::Connection& store, const std::string& device,
                                         std::int64_t stream_epoch, std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT hash FROM event WHERE device = $1 AND "
                                         "stream_epoch = $2 AND sequence = $3",
                                         device, stream_epoch, sequence));
  return row ? row->DigestAt(0) : std::nullopt;
}

// The hash of the row before the first of a batch.
Result<Digest> ChainBefore(sql::Connection& store, const std::string& device, const Cursor& cursor,
                           std::int64_t sequence) {
  if (sequence == cursor.sequence) return cursor.chain;
  if (sequence == 0) return Digest{};
  CHOWKI_ASSIGN_OR_RETURN(const auto hash,
                          StoredHash(store, device, cursor.stream_epoch, sequence));
  return hash ? Result<Digest>(*hash) : DataLoss("event {} of {} is gone", sequence, device);
}

Status Fork(std::int64_t sequence) {
  return trust::Refuse(trust::Refusal::kEventSequenceFork, {{"sequence", sequence}});
}

Status CheckBatch(std::span<const Event> events) {
  for (size_t i = 0; i < events.size(); ++i) {
    if (events[i].sequence != events.front().sequence + static_cast<std::int64_t>(i)) {
      return InvalidInput("the events of a batch are consecutive");
    }
    if (events[i].kind.empty() || events[i].kind.size() > kMaxKindBytes) {
      return InvalidInput("a kind of event has 1 to {} bytes", kMaxKindBytes);
    }
  }
  return events.empty() || events.front().sequence >= 1 ? Ok()
                                                        : InvalidInput("events count from 1");
}

}  // namespace

Result<Cursor> GetCursor(sql::Connection& store, const std::string& device) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT stream_epoch, sequence, chain FROM cursor WHERE device = $1", device));
  if (!row) return Cursor();
  return Cursor{row->Int(0), row->Int(1), row->DigestAt(2).value_or(Digest{})};
}

Result<Cursor> TakeEvents(sql::Connection& store, const std::string& device,
                          std::int64_t stream_epoch, std::span<const Event> events, ChainStep hash,
                          Time now) {
  CHOWKI_RETURN_IF_ERROR(CheckBatch(events));
  if (stream_epoch < 1) return InvalidInput("streams count from 1");
  CHOWKI_ASSIGN_OR_RETURN(Cursor cursor, LockCursor(store, device));
  if (events.empty()) return cursor;
  if (stream_epoch < cursor.stream_epoch) return Fork(events.front().sequence);
  if (stream_epoch > cursor.stream_epoch) cursor = {stream_epoch, 0, {}};
  if (events.front().sequence > cursor.sequence + 1) {
    return WithDetail(OutOfRange("events up to {} are here, offered is {}", cursor.sequence,
                                 events.front().sequence),
                      {"EVENT_SEQUENCE_GAP",
                       {{"have", std::to_string(cursor.sequence)},
                        {"offered", std::to_string(events.front().sequence)}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(Digest chain,
                          ChainBefore(store, device, cursor, events.front().sequence - 1));
  sql::RowInserter rows(store,
                        "INSERT INTO event (device, stream_epoch, sequence, received_ms, time_us, "
                        "kind, payload, hash) VALUES",
                        8);
  for (const Event& event : events) {
    chain = hash(event, chain);
    if (event.sequence <= cursor.sequence) {
      CHOWKI_ASSIGN_OR_RETURN(const auto stored,
                              StoredHash(store, device, stream_epoch, event.sequence));
      if (stored != chain) return Fork(event.sequence);
      continue;
    }
    CHOWKI_RETURN_IF_ERROR(rows.Add(device, stream_epoch, event.sequence, ToMs(now), event.time_us,
                                    event.kind, sql::Blob{event.payload}, chain));
    cursor.sequence = event.sequence;
    cursor.chain = chain;
  }
  CHOWKI_RETURN_IF_ERROR(rows.End());
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE cursor SET stream_epoch = $1, sequence = $2, chain = $3 WHERE device = $4",
      cursor.stream_epoch, cursor.sequence, cursor.chain, device));
  return cursor;
}

Status MakeEventPartitions(sql::Connection& store, Time now) {
  if (store.dialect() != sql::Dialect::kPostgres) return Ok();
  using std::chrono::months;
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  std::chrono::year_month month = today.year() / today.month();
  for (int ahead = 0; ahead < 2; ++ahead, month += months(1)) {
    const auto start = [](std::chrono::year_month of) {
      return ToMs(std::chrono::sys_days(of / std::chrono::day(1)));
    };
    CHOWKI_RETURN_IF_ERROR(store.RunScript(
        fmt::format("CREATE TABLE IF NOT EXISTS event_{}_{:02} PARTITION OF event "
                    "FOR VALUES FROM ({}) TO ({})",
                    static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
                    start(month), start(month + months(1)))));
  }
  return Ok();
}

}  // namespace chowki::central
