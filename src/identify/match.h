#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "identify/suppression.h"
#include "watchlist/action.h"

namespace chowki::identify {

// What a match says of the traveller or of the document. The kinds are never merged: whoever is
// missing or at risk is a victim and no suspect, and a document that is wanted says nothing against
// the person who has it.
enum class MatchKind {
  kSuspect,   // may be a person who is looked for, or listed for what he did
  kMissing,   // may be a missing person
  kAtRisk,    // may be a person whom others may harm
  kDocument,  // the document is lost, stolen, revoked or of a run of stolen blanks
  // The document is that of a listed person, and the traveller has another name: he is somebody
  // else, or that person under another name.
  kDocumentOfAnother,
};

// "suspect", "missing", "at_risk", "document", "document_of_another"
[[nodiscard]] std::string_view Name(MatchKind kind);

[[nodiscard]] MatchKind ToMatchKind(watchlist::ListKind kind);

enum class Band { kExactDocument, kStrong, kPossible };

[[nodiscard]] std::string_view Name(Band band);  // "exact_document", "strong", "possible"

enum class Effect { kSupports, kContradicts, kNeutral };

[[nodiscard]] std::string_view Name(Effect effect);  // "supports", "contradicts", "neutral"

[[nodiscard]] Effect EffectOf(double points);  // by the sign

// The score of a sum of points: log-odds to the base 2 as a probability.
[[nodiscard]] double ScoreOf(double points);

// One term of a score: what was compared and what it weighed.
struct Signal {
  // "name", "birth_date", "nationality", "sex", "document"; "document_under_other_name" (in place
  // of "name"); "list_size" (how many there are to be mistaken for)
  std::string id;
  Effect effect = Effect::kNeutral;
  double points = 0;  // log-odds, base 2
  std::string query;
  std::string entry;
  bool operator==(const Signal&) const = default;
};

// A watchlist entry that the traveller or the document may be. The signals are the explanation: the
// score is their sum, through the logistic function.
struct Match {
  std::string entry;  // id
  std::int64_t revision = 0;
  MatchKind kind = MatchKind::kSuspect;
  std::string list;
  std::int64_t list_version = 0;
  double score = 0;  // [0,1]
  Band band = Band::kPossible;
  bool alert = false;  // policy shows it to an officer; false when suppressed
  std::vector<Signal> signals;
  std::string category;
  std::string action;                      // id of watchlist/action.h
  bool discreet = false;                   // the action forbids tipping the traveller off
  std::string authority;                   // whose entry it is
  std::string reference;                   // that authority's own number
  Digest entry_digest{};                   // SHA-256 of the entry's bytes: what exactly was matched
  std::optional<Suppression> suppression;  // why it does not alert though it would
  bool operator==(const Match&) const = default;
};

}  // namespace chowki::identify
