#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sql/connection.h"

namespace chowki::central {

// What posts remember of crossings, joined: an index of hashes that says nothing to whoever reads
// it. Sealed rows are never opened here. Periods are their first days, in days since 1970.

// One traveller of a party, as a post sends it.
struct SharedTraveller {
  std::string sealed;              // at most kSealedBytes
  std::vector<std::int64_t> tags;  // under the key of the party's period; 0: none
  std::vector<int> asks;           // links (memory/v1), in the order of the tags of each question
};
struct SharedQuestion {
  std::int64_t period = 0;
  std::vector<std::int64_t> tags;  // all asks of the first traveller, of the second ...; 0: nothing
};
struct SharedParty {
  std::int64_t period = 0;
  std::int64_t number = 0;  // the post's own, not 0
  std::vector<SharedTraveller> travellers;
  std::vector<SharedQuestion> questions;
  bool late = false;  // others may have asked in vain
};

// What is the same: traveller of the party that asks, place in the party that is remembered.
struct SharedPair {
  int traveller = 0;
  int place = 0;
  int link = 0;
  int ask = 0;  // of the traveller's asks; not kept for news
  bool operator==(const SharedPair&) const = default;
};
struct SharedRow {
  int place = 0;
  std::string sealed;
  bool returned = false;
};
// A party of another post.
struct SharedSighting {
  std::int64_t period = 0;
  std::int64_t party = 0;       // our number
  std::vector<SharedRow> rows;  // all of it where somebody is the same, else those of the pairs
  std::vector<SharedPair> pairs;
};
// What concerns a party of a post and came after the post had asked.
struct SharedNews {
  std::int64_t news = 0;
  std::int64_t period = 0;
  std::int64_t number = 0;    // the post's own
  SharedSighting sighting;    // without rows: nothing but the next
  std::vector<int> returned;  // places of the party who were seen in the other direction
};
struct SharedName {
  std::int64_t period = 0;
  std::int64_t party = 0;
  int place = 0;
};

// Limits of what one device may send, and is answered. Ours: a coach is the largest party, and one
// answer stays below some 200 KB.
inline constexpr size_t kSharedParty = 200;        // travellers
inline constexpr size_t kSharedSealedBytes = 256;  // a sealed crossing has some 130, at most 214
inline constexpr size_t kSharedTags = 32;          // of a traveller
inline constexpr size_t kSharedQuestions = 96;     // of a party
inline constexpr int kSharedSightingsOfTag = 40;   // the newest, as at a post
inline constexpr size_t kSharedSightings = 60;     // of a party, the newest
inline constexpr size_t kSharedRows = 400;         // of all sightings of a party
inline constexpr std::int64_t kSharedNewsKept = 10'000;  // of a device

// A period whose key is given out from now on.
//
// id      of the key: a replica of the centre with another key must not give its own out.
// errors  kFailedPrecondition: another key is given out for it.
[[nodiscard]] Status BeginSharedPeriod(sql::Connection& store, std::int64_t period,
                                       std::int64_t id);

// Makes pushes come one by one until the transaction ends: two posts that see one person at once
// find each other. Call it before the next two.
[[nodiscard]] Status LockShared(sql::Connection& store);

// Stores a party unless it is there, and says what other posts remember of its people: once more
// when it comes once more. A party of a period that is forgotten is neither stored nor answered.
//
// errors  kInvalidArgument for what is over the limits, or of a period that nobody was given a key
//         of.
[[nodiscard]] Result<std::vector<SharedSighting>> TakeSharedParty(sql::Connection& store,
                                                                  const std::string& device,
                                                                  const SharedParty& party);

// Notes who came back. What is not there, or the device's own, is passed over.
[[nodiscard]] Status NoteSharedReturns(sql::Connection& store, const std::string& device,
                                       std::span<const SharedName> names);

// What the device was not told, ascending, after it has dealt with all up to a number.
[[nodiscard]] Result<std::vector<SharedNews>> SharedNewsFor(sql::Connection& store,
                                                            const std::string& device,
                                                            std::int64_t told_up_to, int most);

// Removes what is of periods before one: everything where the database has a partition a period,
// else some thousand rows at a time, so that nobody waits for long.
//
// returns  false when nothing is left to remove.
[[nodiscard]] Result<bool> ForgetShared(sql::Connection& store, std::int64_t oldest);

}  // namespace chowki::central
