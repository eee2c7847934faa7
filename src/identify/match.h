#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

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
  std::string list;
  std::int64_t list_version = 0;
  double score = 0;  // [0,1]
  Band band = Band::kPossible;
  bool alert = false;  // policy shows it to an officer
  std::vector<Signal> signals;
  std::string category;
  std::string action;
  bool discreet = false;  // the action forbids tipping the traveller off
  bool operator==(const Match&) const = default;
};

}  // namespace chowki::identify
