#include "identify/match.h"

namespace chowki::identify {

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

}  // namespace chowki::identify
