// What the post looks back at, and the alerts that come of it (late_alert.h).

#include <algorithm>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "journal/payload.h"
#include "journal/requests.h"
#include "journal/sealing.h"
#include "journal/store.h"
#include "screen/screening_id.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

constexpr char kKind[] = "late_alert";

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

std::string Scope(const std::string& alert) { return "late_alert/" + alert; }

// Columns: those of SealedColumns, hash. nullopt: it is past its time.
Result<std::optional<LateAlert>> ToAlert(vault::KeyFolder& keys, const sqlite::Statement& row) {
  CHOWKI_ASSIGN_OR_RETURN(const Opened opened, OpenRow(keys, row, 0));
  if (!opened.whole()) return std::optional<LateAlert>();
  CHOWKI_ASSIGN_OR_RETURN(LateAlert alert, LateAlertFromPayload(opened.Payload()));
  const auto hash = row.DigestAt(3);
  if (!hash) return DataLoss("late alert {} of the journal has no hash", alert.id);
  alert.etag = ToHex(*hash).substr(0, 16);
  return std::optional(std::move(alert));
}

Result<LateAlert> AlertOf(sqlite::Database& database, vault::KeyFolder& keys,
                          const std::string& id) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare(fmt::format("SELECT {}, c.hash FROM late_alert a "
                                   "JOIN chain c USING (sequence) WHERE a.id = ?",
                                   SealedColumns("c"))));
  CHOWKI_RETURN_IF_ERROR(find.Bind(id));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (found) {
    CHOWKI_ASSIGN_OR_RETURN(auto alert, ToAlert(keys, find));
    if (alert) return *std::move(alert);
  }
  return WithDetail(NotFound("there is no late alert {}", Printable(id)),
                    {"RESOURCE_UNKNOWN", {{"name", id}}});
}

Result<bool> IsRaised(sqlite::Database& database, const LateAlert& alert) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database.Prepare("SELECT 1 FROM late_alert WHERE screening = ? "
                                           "AND list = ? AND entry = ? AND digest = ?"));
  CHOWKI_RETURN_IF_ERROR(
      find.Bind(alert.screening, alert.match.list, alert.match.entry, alert.match.entry_digest));
  return find.Step();
}

LookBack ToLookBack(const sqlite::Statement& row) {
  LookBack plan;
  plan.number = row.Int(0);
  plan.list = row.Text(1);
  plan.root = row.Text(2);
  plan.whole_list = row.IsNull(3);
  if (!plan.whole_list) {
    const auto ids = nlohmann::json::parse(row.Text(3), nullptr, false);
    // What cannot be read stands for everything.
    plan.whole_list = !ids.is_array();
    for (const auto& id : ids) {
      if (id.is_string()) plan.entries.push_back(id.get<std::string>());
    }
  }
  plan.since = Time(std::chrono::microseconds(row.Int(4)));
  plan.place = row.Text(5);
  plan.crossings = row.Int(6);
  return plan;
}

Result<std::vector<LookBack>> LookBacksOf(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT number, list, root, entries, since_us, place, crossings "
                       "FROM look_back ORDER BY number"));
  CHOWKI_RETURN_IF_ERROR(find.Bind());
  std::vector<LookBack> plans;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
    if (!more) return plans;
    plans.push_back(ToLookBack(find));
  }
}

// A place in the list of alerts as a token: <victim>.<raised>.<only open>.
struct Place {
  std::int64_t victim = 0;
  std::int64_t raised = 0;
};

Result<Place> PlaceOf(const std::string& token, bool only_open) {
  if (token.empty()) return Place{2, 0};  // before the first
  const std::vector<std::string> parts = Split(token, '.');
  Place place;
  const auto number = [](const std::string& text, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (parts.size() == 3 && number(parts[0], place.victim) && number(parts[1], place.raised) &&
      parts[2] == (only_open ? "1" : "0")) {
    return place;
  }
  return WithDetail(InvalidInput("the page token does not belong to this list"),
                    {"PAGE_TOKEN_INVALID", {}});
}

}  // namespace

Status Journal::Store::PlanLookBack(const LookBack& plan) {
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement remember,
                          writer_.Prepare("INSERT OR REPLACE INTO look_back_list VALUES (?, ?)"));
  CHOWKI_RETURN_IF_ERROR(remember.Run(plan.list, plan.root));
  if (plan.entries.empty() && !plan.whole_list) return transaction.Commit();

  LookBack merged = plan;
  CHOWKI_ASSIGN_OR_RETURN(const auto waiting, LookBacksOf(writer_));
  const auto same = std::ranges::find_if(waiting, [&](const LookBack& other) {
    return other.list == plan.list && other.place.empty() && other.crossings == 0;
  });
  if (same != waiting.end()) {
    // It has not begun: both are looked for in one go.
    merged.whole_list = plan.whole_list || same->whole_list;
    std::set<std::string> ids(plan.entries.begin(), plan.entries.end());
    ids.insert(same->entries.begin(), same->entries.end());
    merged.entries.assign(ids.begin(), ids.end());
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement drop,
                            writer_.Prepare("DELETE FROM look_back WHERE number = ?"));
    CHOWKI_RETURN_IF_ERROR(drop.Run(same->number));
  }
  std::optional<std::string> entries;
  if (!merged.whole_list) {
    entries = nlohmann::json(merged.entries)
                  .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      writer_.Prepare("INSERT INTO look_back (list, root, entries, since_us) VALUES (?, ?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(put.Run(merged.list, merged.root, entries, Microseconds(merged.since)));
  return transaction.Commit();
}

Result<std::optional<std::string>> Journal::Store::LookedBackFrom(const std::string& list) {
  using Root = std::optional<std::string>;
  return Reading([&](sqlite::Database& database) -> Result<Root> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            database.Prepare("SELECT root FROM look_back_list WHERE list = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(list));
    CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
    return found ? Root(find.Text(0)) : std::nullopt;
  });
}

Result<std::vector<LookBack>> Journal::Store::ListLookBacks() {
  return Reading([](sqlite::Database& database) { return LookBacksOf(database); });
}

Result<std::vector<LateAlert>> Journal::Store::LookBackDone(const LookBack& done, bool finished,
                                                            std::vector<LateAlert> alerts) {
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  std::vector<LateAlert> raised;
  for (LateAlert& alert : alerts) {
    CHOWKI_ASSIGN_OR_RETURN(const bool there, IsRaised(writer_, alert));
    if (there) continue;
    alert.raised = std::chrono::floor<std::chrono::microseconds>(clock_.Now());
    alert.id = screen::NewScreeningId(alert.raised);
    CHOWKI_ASSIGN_OR_RETURN(const ChainRow row, AppendRow(kKind, ToPayload(alert)));
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement put,
        writer_.Prepare("INSERT INTO late_alert VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)"));
    CHOWKI_RETURN_IF_ERROR(put.Run(alert.id, alert.screening, alert.match.list, alert.match.entry,
                                   alert.match.entry_digest, IsVictim(alert.match), row.sequence,
                                   row.sequence));
    alert.etag = ToHex(row.hash).substr(0, 16);
    raised.push_back(std::move(alert));
  }
  if (finished) {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement drop,
                            writer_.Prepare("DELETE FROM look_back WHERE number = ?"));
    CHOWKI_RETURN_IF_ERROR(drop.Run(done.number));
  } else {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement move,
        writer_.Prepare("UPDATE look_back SET place = ?, crossings = ? WHERE number = ?"));
    CHOWKI_RETURN_IF_ERROR(move.Run(done.place, done.crossings, done.number));
  }
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return raised;
}

Result<std::vector<identify::Match>> Journal::Store::ToldLate(const std::string& screening) {
  using Matches = std::vector<identify::Match>;
  return Reading([&](sqlite::Database& database) -> Result<Matches> {
    CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                            database.Prepare(fmt::format("SELECT {}, c.hash FROM late_alert a "
                                                         "JOIN chain c USING (sequence) "
                                                         "WHERE a.screening = ?",
                                                         SealedColumns("c"))));
    CHOWKI_RETURN_IF_ERROR(find.Bind(screening));
    Matches told;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return told;
      CHOWKI_ASSIGN_OR_RETURN(auto alert, ToAlert(*keys_, find));
      if (alert) told.push_back(std::move(alert->match));
    }
  });
}

Result<LateAlert> Journal::Store::GetLate(const std::string& id) {
  return Reading([&](sqlite::Database& database) { return AlertOf(database, *keys_, id); });
}

Result<LatePage> Journal::Store::ListLate(bool only_open, int page_size,
                                          const std::string& page_token) {
  if (page_size < 0) {
    return WithDetail(InvalidInput("page_size must not be negative"),
                      {"FIELD_INVALID", {{"field", "page_size"}}});
  }
  const int wanted = page_size == 0 ? kDefaultPageSize : std::min(page_size, kMaxPageSize);
  CHOWKI_ASSIGN_OR_RETURN(const Place below, PlaceOf(page_token, only_open));
  return Reading([&](sqlite::Database& database) -> Result<LatePage> {
    LatePage page;
    CHOWKI_ASSIGN_OR_RETURN(page.open,
                            database.QueryInt("SELECT count(*) FROM late_alert WHERE open"));
    CHOWKI_ASSIGN_OR_RETURN(
        page.open_victims,
        database.QueryInt("SELECT count(*) FROM late_alert WHERE open AND victim"));
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare(
            fmt::format("SELECT {}, c.hash, a.victim, a.raised FROM late_alert a "
                        "JOIN chain c USING (sequence) WHERE {}(a.victim, a.raised) < (?, ?) "
                        "ORDER BY a.victim DESC, a.raised DESC LIMIT ?",
                        SealedColumns("c"), only_open ? "a.open AND " : "")));
    CHOWKI_RETURN_IF_ERROR(find.Bind(below.victim, below.raised, wanted + 1));
    Place last;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return page;
      if (page.alerts.size() == static_cast<size_t>(wanted)) {
        page.next_page_token = fmt::format("{}.{}.{:d}", last.victim, last.raised, only_open);
        return page;
      }
      CHOWKI_ASSIGN_OR_RETURN(auto alert, ToAlert(*keys_, find));
      if (!alert) continue;
      last = {find.Int(4), find.Int(5)};
      page.alerts.push_back(*std::move(alert));
    }
  });
}

Result<LateAlert> Journal::Store::AcknowledgeLate(const std::string& id,
                                                  LateAcknowledgement acknowledgement,
                                                  const std::string& etag,
                                                  const std::string& request_id) {
  CHOWKI_RETURN_IF_ERROR(Validate(acknowledgement));
  if (etag.empty()) {
    return WithDetail(InvalidInput("etag: what is answered must be named; read the alert again"),
                      {"FIELD_INVALID", {{"field", "etag"}}});
  }
  const Digest content = Sha256(
      Join({id, std::string(Name(acknowledgement.outcome)), ToHex(Sha256(acknowledgement.note)),
            ToHex(Sha256(acknowledgement.officer)), etag},
           "\n"));
  const std::lock_guard lock(writer_mutex_);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(writer_));
  CHOWKI_ASSIGN_OR_RETURN(LateAlert alert, AlertOf(writer_, *keys_, id));
  if (!request_id.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const Earlier earlier,
                            FindRequest(writer_, Scope(id), request_id, content));
    if (earlier.found) return earlier.same ? Result<LateAlert>(alert) : Reused(request_id);
  }
  if (etag != alert.etag) {
    return WithDetail(Aborted("late alert {} has changed since it was read", id),
                      {"ETAG_MISMATCH", {{"late_alert", id}}});
  }
  acknowledgement.time = std::chrono::floor<std::chrono::microseconds>(clock_.Now());
  alert.acknowledged = std::move(acknowledgement);
  CHOWKI_ASSIGN_OR_RETURN(const ChainRow row, AppendRow(kKind, ToPayload(alert)));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement point,
      writer_.Prepare("UPDATE late_alert SET open = 0, sequence = ? WHERE id = ?"));
  CHOWKI_RETURN_IF_ERROR(point.Run(row.sequence, id));
  if (!request_id.empty()) {
    CHOWKI_RETURN_IF_ERROR(PutRequest(writer_, Scope(id), request_id, content, row.sequence));
  }
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  alert.etag = ToHex(row.hash).substr(0, 16);
  return alert;
}

}  // namespace chowki::journal
