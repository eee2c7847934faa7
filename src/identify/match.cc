#include "identify/match.h"

#include <cmath>

namespace chowki::identify {

std::string_view Name(MatchKind kind) {
  switch (kind) {
    case MatchKind::kSuspect:
      return "suspect";
    case MatchKind::kMissing:
      return "missing";
    case MatchKind::kAtRisk:
      return "at_risk";
    case MatchKind::kDocument:
      return "document";
    case MatchKind::kDocumentOfAnother:
      return "document_of_another";
  }
  return "";
}

MatchKind ToMatchKind(watchlist::ListKind kind) {
  switch (kind) {
    case watchlist::ListKind::kSuspect:
      return MatchKind::kSuspect;
    case watchlist::ListKind::kMissing:
      return MatchKind::kMissing;
    case watchlist::ListKind::kAtRisk:
      return MatchKind::kAtRisk;
    case watchlist::ListKind::kDocument:
      return MatchKind::kDocument;
  }
  return MatchKind::kSuspect;
}

std::string_view Name(Band band) {
  switch (band) {
    case Band::kExactDocument:
      return "exact_document";
    case Band::kStrong:
      return "strong";
    case Band::kPossible:
      return "possible";
  }
  return "";
}

std::string_view Name(Effect effect) {
  switch (effect) {
    case Effect::kSupports:
      return "supports";
    case Effect::kContradicts:
      return "contradicts";
    case Effect::kNeutral:
      return "neutral";
  }
  return "";
}

Effect EffectOf(double points) {
  if (points > 0) return Effect::kSupports;
  return points < 0 ? Effect::kContradicts : Effect::kNeutral;
}

double ScoreOf(double points) { return 1 / (1 + std::exp2(-points)); }

}  // namespace chowki::identify
