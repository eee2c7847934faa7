#pragma once

#include <string_view>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// What is to be done when an entry is met. The entry decides it, never the kiosk.
struct Action {
  std::string_view id;  // "arrest"
  // How the traveller goes on from the lane.
  enum class Conduct {
    kSecondLine,  // an officer sees to it
    kAsNormal,    // nothing that he can see or hear changes: no word, no waiting, no other screen
  };

  // English
  std::string_view label;
  std::string_view instruction;  // what the officer does
  std::string_view contact;      // whom he calls, beside the entry's own authority
  std::string_view evidence;     // what is kept

  bool discreet = true;  // the traveller must not notice that there is a hit
  Conduct conduct = Conduct::kSecondLine;
  int priority = 0;  // 0..100; of several entries the highest comes first
};

// returns  nullptr for an id that is not known.
// source   the alert kinds of Regulations (EU) 2018/1860, 2018/1861 and 2018/1862; the priorities
//          are ours.
[[nodiscard]] const Action* FindAction(std::string_view id);

// What is looked for. The kinds are never merged: each alerts for itself, with thresholds of its
// own, and missing people and people at risk are victims, not suspects.
enum class ListKind { kSuspect, kMissing, kAtRisk, kDocument };

[[nodiscard]] std::string_view Name(ListKind kind);  // "suspect", "missing", "at_risk", "document"

// Why somebody or something is on a list. A closed set.
struct Category {
  std::string_view id;  // "wanted"
  ListKind list_kind = ListKind::kSuspect;
  std::string_view action;  // what is done when the entry names no action of its own
};

// returns  nullptr for an id that is not known.
[[nodiscard]] const Category* FindCategory(std::string_view id);

// Whether entries of a category are people or documents.
[[nodiscard]] EntryKind KindOf(const Category& category);

}  // namespace chowki::watchlist
