#include "central/shared_memory.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace chowki::central {
namespace {

// Links of memory/v1 by which somebody is the same; others are of things.
constexpr int kFirstLink = 1;
constexpr int kLastPersonLink = 2;
constexpr int kLastLink = 5;
constexpr int kReturned = 0;  // the link of news that a traveller was seen again
constexpr size_t kTagsAtOnce = 8;
constexpr int kForgottenAtOnce = 5000;
constexpr const char* kPartitioned[] = {"shared_party", "shared_trace", "shared_return"};

Status CheckParty(const SharedParty& party) {
  if (party.travellers.empty() || party.travellers.size() > kSharedParty) {
    return InvalidInput("a party has {} travellers, 1 to {} expected", party.travellers.size(),
                        kSharedParty);
  }
  if (party.number == 0) return InvalidInput("a party without a number");
  size_t asks = 0;
  for (const SharedTraveller& traveller : party.travellers) {
    if (traveller.sealed.empty() || traveller.sealed.size() > kSharedSealedBytes) {
      return InvalidInput("a sealed row of {} bytes, 1 to {} expected", traveller.sealed.size(),
                          kSharedSealedBytes);
    }
    if (traveller.tags.size() > kSharedTags || traveller.asks.size() > kSharedTags) {
      return InvalidInput("a traveller has at most {} tags, and asks as many", kSharedTags);
    }
    for (const int link : traveller.asks) {
      if (link < kFirstLink || link > kLastLink) return InvalidInput("no link has number {}", link);
    }
    asks += traveller.asks.size();
  }
  if (party.questions.size() > kSharedQuestions) {
    return InvalidInput("a party has at most {} questions", kSharedQuestions);
  }
  std::set<std::int64_t> periods;
  for (const SharedQuestion& question : party.questions) {
    if (question.tags.size() != asks) {
      return InvalidInput("a question has {} tags, but {} are asked", question.tags.size(), asks);
    }
    if (!periods.insert(question.period).second) {
      return InvalidInput("two questions of period {}", question.period);
    }
  }
  return Ok();
}

// Every sealed row behind its length in two bytes.
std::string Pack(const std::vector<SharedTraveller>& travellers) {
  std::string packed;
  for (const SharedTraveller& traveller : travellers) {
    packed += static_cast<char>(traveller.sealed.size() >> 8);
    packed += static_cast<char>(traveller.sealed.size() & 0xff);
    packed += traveller.sealed;
  }
  return packed;
}

Result<std::vector<std::string>> Unpack(const std::string& packed) {
  std::vector<std::string> sealed;
  for (size_t at = 0; at < packed.size();) {
    if (packed.size() - at < 2) return DataLoss("shared_party.travellers is cut off");
    const size_t size = static_cast<size_t>(static_cast<unsigned char>(packed[at])) << 8 |
                        static_cast<unsigned char>(packed[at + 1]);
    at += 2;
    if (packed.size() - at < size) return DataLoss("shared_party.travellers is cut off");
    sealed.push_back(packed.substr(at, size));
    at += size;
  }
  return sealed;
}

// Traveller, place, link: a byte each.
std::string Pack(const std::vector<SharedPair>& pairs) {
  std::string packed;
  for (const SharedPair& pair : pairs) {
    packed += static_cast<char>(pair.traveller);
    packed += static_cast<char>(pair.place);
    packed += static_cast<char>(pair.link);
  }
  return packed;
}

std::vector<SharedPair> UnpackPairs(const std::string& packed) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(packed[at]); };
  std::vector<SharedPair> pairs;
  for (size_t at = 0; at + 2 < packed.size(); at += 3) {
    pairs.push_back({byte(at), byte(at + 1), byte(at + 2), 0});
  }
  return pairs;
}

// The next number, for a party or for news.
Result<std::int64_t> NextNumber(sql::Connection& store) {
  return store.QueryInt(
      "UPDATE shared_count SET number = number + 1 WHERE one = 1 RETURNING number");
}

Result<bool> IsGivenOut(sql::Connection& store, std::int64_t period) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT 1 FROM shared_period WHERE period = $1", period));
  return row.has_value();
}

// A party whose tags were hit: period, our number.
using Hit = std::pair<std::int64_t, std::int64_t>;

// Many tags of one period with one statement, of each the newest hits. One text for any of them:
// what is less than its length is NULL.
std::string HitsStatement() {
  std::string sql;
  for (size_t i = 0; i < kTagsAtOnce; ++i) {
    if (i > 0) sql += " UNION ALL ";
    sql += fmt::format(
        "SELECT * FROM (SELECT {} AS ask, party, place FROM shared_trace "
        "WHERE period = $1 AND tag = ${} ORDER BY party DESC, place DESC LIMIT {}) AS hits{}",
        i, i + 2, kSharedSightingsOfTag, i);
  }
  return sql;
}

Status FindHits(sql::Connection& store, const SharedParty& party, const SharedQuestion& question,
                std::map<Hit, std::vector<SharedPair>>& hits) {
  static const std::string kStatement = HitsStatement();
  std::vector<SharedPair> asked;  // of each value bound
  std::vector<sql::Value> values{question.period};
  const auto flush = [&]() -> Status {
    if (asked.empty()) return Ok();
    values.resize(kTagsAtOnce + 1, nullptr);
    CHOWKI_ASSIGN_OR_RETURN(const auto rows, store.Run(kStatement, values));
    for (const sql::Row& row : rows) {
      SharedPair pair = asked.at(static_cast<size_t>(row.Int(0)));
      pair.place = static_cast<int>(row.Int(2));
      hits[{question.period, row.Int(1)}].push_back(pair);
    }
    asked.clear();
    values.resize(1);
    return Ok();
  };
  size_t at = 0;
  for (size_t i = 0; i < party.travellers.size(); ++i) {
    const auto& asks = party.travellers[i].asks;
    for (size_t ask = 0; ask < asks.size(); ++ask, ++at) {
      if (question.tags[at] == 0) continue;
      asked.push_back({static_cast<int>(i), 0, asks[ask], static_cast<int>(ask)});
      values.emplace_back(question.tags[at]);
      if (asked.size() == kTagsAtOnce) CHOWKI_RETURN_IF_ERROR(flush());
    }
  }
  return flush();
}

// The rows of a party that its pairs call for.
Status ReadRows(sql::Connection& store, const std::string& packed, SharedSighting& sighting) {
  CHOWKI_ASSIGN_OR_RETURN(auto sealed, Unpack(packed));
  std::set<std::int64_t> returned;
  CHOWKI_RETURN_IF_ERROR(
      store.ForEach("SELECT place FROM shared_return WHERE period = $1 AND party = $2",
                    {sighting.period, sighting.party}, [&](const sql::Row& row) {
                      returned.insert(row.Int(0));
                      return Ok();
                    }));
  const bool somebody = std::ranges::any_of(
      sighting.pairs, [](const SharedPair& pair) { return pair.link <= kLastPersonLink; });
  for (size_t place = 0; place < sealed.size(); ++place) {
    const int number = static_cast<int>(place);
    const bool hit = std::ranges::any_of(
        sighting.pairs, [&](const SharedPair& pair) { return pair.place == number; });
    if (!somebody && !hit) continue;
    sighting.rows.push_back({number, std::move(sealed[place]), returned.contains(number)});
  }
  return Ok();
}

// A party that a post is to be told something of.
struct Concerned {
  std::string device;
  std::int64_t period = 0;
  std::int64_t post_number = 0;
};

// pairs  traveller of the concerned party, place in the other.
Status KeepNews(sql::Connection& store, const Concerned& concerned, const Hit& other,
                const std::vector<SharedPair>& pairs) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t kept,
      store.QueryInt("SELECT count(*) FROM shared_news WHERE device = $1", concerned.device));
  if (kept >= kSharedNewsKept) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t news, NextNumber(store));
  return store.Execute(
      "INSERT INTO shared_news (device, number, period, post_number, other_period, party, pairs) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      concerned.device, news, concerned.period, concerned.post_number, other.first, other.second,
      sql::Blob{Pack(pairs)});
}

// Our number for it; new: it was stored by this.
struct Stored {
  std::int64_t number = 0;
  bool is_new = false;
};

Result<Stored> Store(sql::Connection& store, const std::string& device, const SharedParty& party) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto there,
      store.QueryOne("SELECT number FROM shared_party WHERE period = $1 AND device = $2 AND "
                     "post_number = $3",
                     party.period, device, party.number));
  if (there) return Stored{there->Int(0), false};
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, NextNumber(store));
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO shared_party (period, number, device, post_number, travellers) "
                    "VALUES ($1, $2, $3, $4, $5)",
                    party.period, number, device, party.number, sql::Blob{Pack(party.travellers)}));
  std::set<std::pair<std::int64_t, std::int64_t>> traces;
  for (size_t place = 0; place < party.travellers.size(); ++place) {
    for (const std::int64_t tag : party.travellers[place].tags) {
      if (tag != 0) traces.emplace(tag, static_cast<std::int64_t>(place));
    }
  }
  sql::RowInserter rows(store, "INSERT INTO shared_trace (period, tag, party, place) VALUES", 4);
  for (const auto& [tag, place] : traces) {
    CHOWKI_RETURN_IF_ERROR(rows.Add(party.period, tag, number, place));
  }
  CHOWKI_RETURN_IF_ERROR(rows.End());
  return Stored{number, true};
}

std::string PartitionName(const char* table, std::int64_t period) {
  return fmt::format("{}_{}", table, period);
}

}  // namespace

Status BeginSharedPeriod(sql::Connection& store, std::int64_t period, std::int64_t id) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT id FROM shared_period WHERE period = $1", period));
  if (row) {
    if (row->Int(0) == id) return Ok();
    return FailedPrecondition(
        "another key than ours is given out for the period that begins {} days after 1970-01-01: "
        "all replicas of the centre need one key folder",
        period);
  }
  // IF NOT EXISTS: of a period that was forgotten too early.
  for (const char* table : kPartitioned) {
    if (store.dialect() != sql::Dialect::kPostgres) break;
    CHOWKI_RETURN_IF_ERROR(store.RunScript(
        fmt::format("CREATE TABLE IF NOT EXISTS {} PARTITION OF {} FOR VALUES IN ({})",
                    PartitionName(table, period), table, period)));
  }
  return store.Execute("INSERT INTO shared_period (period, id) VALUES ($1, $2)", period, id);
}

Status LockShared(sql::Connection& store) {
  return store.Execute("UPDATE shared_count SET number = number WHERE one = 1");
}

Result<std::vector<SharedSighting>> TakeSharedParty(sql::Connection& store,
                                                    const std::string& device,
                                                    const SharedParty& party) {
  CHOWKI_RETURN_IF_ERROR(CheckParty(party));
  CHOWKI_ASSIGN_OR_RETURN(const bool given_out, IsGivenOut(store, party.period));
  if (!given_out) {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t oldest,
                            store.QueryInt("SELECT coalesce(min(period), 0) FROM shared_period"));
    if (party.period < oldest) return std::vector<SharedSighting>();
    return InvalidInput("no key was given out for a period that begins {} days after 1970-01-01",
                        party.period);
  }
  CHOWKI_ASSIGN_OR_RETURN(const Stored stored, Store(store, device, party));

  std::map<Hit, std::vector<SharedPair>> hits;
  for (const SharedQuestion& question : party.questions) {
    CHOWKI_RETURN_IF_ERROR(FindHits(store, party, question, hits));
  }
  hits.erase({party.period, stored.number});
  std::vector<SharedSighting> sightings;
  size_t rows = 0;
  for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
    if (sightings.size() == kSharedSightings || rows >= kSharedRows) break;
    const auto& [name, pairs] = *hit;
    CHOWKI_ASSIGN_OR_RETURN(
        const auto other, store.QueryOne("SELECT device, post_number, travellers FROM shared_party "
                                         "WHERE period = $1 AND number = $2",
                                         name.first, name.second));
    if (!other) return DataLoss("shared_party {} is gone, and its tags are not", name.second);
    if (other->Text(0) == device) continue;
    SharedSighting sighting{name.first, name.second, {}, pairs};
    CHOWKI_RETURN_IF_ERROR(ReadRows(store, other->Bytes(2), sighting));
    rows += sighting.rows.size();
    if (party.late && stored.is_new) {
      std::vector<SharedPair> turned = sighting.pairs;
      for (SharedPair& pair : turned) std::swap(pair.traveller, pair.place);
      CHOWKI_RETURN_IF_ERROR(KeepNews(store, {other->Text(0), name.first, other->Int(1)},
                                      {party.period, stored.number}, turned));
    }
    sightings.push_back(std::move(sighting));
  }
  return sightings;
}

Status NoteSharedReturns(sql::Connection& store, const std::string& device,
                         std::span<const SharedName> names) {
  for (const SharedName& name : names) {
    CHOWKI_ASSIGN_OR_RETURN(
        const auto party, store.QueryOne("SELECT device, post_number, travellers FROM shared_party "
                                         "WHERE period = $1 AND number = $2",
                                         name.period, name.party));
    if (!party || party->Text(0) == device) continue;
    CHOWKI_ASSIGN_OR_RETURN(const auto sealed, Unpack(party->Bytes(2)));
    if (name.place < 0 || std::cmp_greater_equal(name.place, sealed.size())) continue;
    CHOWKI_ASSIGN_OR_RETURN(
        const auto noted,
        store.Query("INSERT INTO shared_return (period, party, place) VALUES ($1, $2, $3) "
                    "ON CONFLICT DO NOTHING RETURNING 1",
                    name.period, name.party, name.place));
    if (noted.empty()) continue;
    CHOWKI_RETURN_IF_ERROR(KeepNews(store, {party->Text(0), name.period, party->Int(1)},
                                    {name.period, name.party}, {{name.place, 0, kReturned, 0}}));
  }
  return Ok();
}

Result<std::vector<SharedNews>> SharedNewsFor(sql::Connection& store, const std::string& device,
                                              std::int64_t told_up_to, int most) {
  if (told_up_to > 0) {
    CHOWKI_RETURN_IF_ERROR(store.Execute(
        "DELETE FROM shared_news WHERE device = $1 AND number <= $2", device, told_up_to));
  }
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT shared_news.number, shared_news.period, shared_news.post_number, "
                  "other_period, party, pairs, travellers FROM shared_news JOIN shared_party "
                  "ON shared_party.period = other_period AND shared_party.number = party "
                  "WHERE shared_news.device = $1 ORDER BY shared_news.number LIMIT $2",
                  device, most));
  std::vector<SharedNews> all;
  for (const sql::Row& row : rows) {
    SharedNews news{row.Int(0), row.Int(1), row.Int(2), {row.Int(3), row.Int(4), {}, {}}, {}};
    for (const SharedPair& pair : UnpackPairs(row.Bytes(5))) {
      if (pair.link == kReturned) {
        news.returned.push_back(pair.traveller);
      } else {
        news.sighting.pairs.push_back(pair);
      }
    }
    CHOWKI_RETURN_IF_ERROR(ReadRows(store, row.Bytes(6), news.sighting));
    all.push_back(std::move(news));
  }
  return all;
}

Result<bool> ForgetShared(sql::Connection& store, std::int64_t oldest) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto period,
      store.QueryOne("SELECT period FROM shared_period WHERE period < $1 ORDER BY period LIMIT 1",
                     oldest));
  if (!period) return false;
  const std::int64_t gone = period->Int(0);
  if (store.dialect() == sql::Dialect::kPostgres) {
    for (const char* table : kPartitioned) {
      CHOWKI_RETURN_IF_ERROR(
          store.RunScript(fmt::format("DROP TABLE IF EXISTS {}", PartitionName(table, gone))));
    }
  } else {
    constexpr std::pair<const char*, const char*> kTables[] = {
        {"shared_trace", "period, tag, party, place"},
        {"shared_return", "period, party, place"},
        {"shared_party", "period, number"}};
    for (const auto& [table, key] : kTables) {
      CHOWKI_ASSIGN_OR_RETURN(
          const auto rows,
          store.Query(fmt::format("DELETE FROM {0} WHERE ({1}) IN (SELECT {1} FROM {0} "
                                  "WHERE period = $1 LIMIT $2) RETURNING 1",
                                  table, key),
                      gone, kForgottenAtOnce));
      if (!rows.empty()) return true;
    }
  }
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("DELETE FROM shared_news WHERE period = $1 OR other_period = $2", gone, gone));
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM shared_period WHERE period = $1", gone));
  return true;
}

}  // namespace chowki::central
