#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "associate/party.h"
#include "safeguard/proposal.h"

namespace chowki::safeguard {

// One person who is being screened, by all of his screenings.
struct Guest {
  associate::Traveller traveller;   // its screening is the first that was read, and stays
  std::string document;             // DocumentText
  std::vector<std::string> others;  // later screenings of the same person
  Subject subject;
  Time last{};                    // screening
  std::vector<std::string> told;  // ids of the signs of the last proposal
};

// Who is being screened now: the travellers of the last minutes and who of them belong together.
//
// thread  one at a time.
class OpenParties {
 public:
  // A party is complete so long after the last screening of any of it. Ours: who is sent from a
  // kiosk to an officer is screened there by then.
  static constexpr std::chrono::minutes kOpen{10};
  // More open travellers than this are too many for one post: the oldest parties are closed.
  static constexpr size_t kMost = 5000;
  // Parties that are larger are judged and remembered in parts (associate/memory.h).
  static constexpr size_t kLargestParty = 200;

  struct Formed {
    associate::Party party;
    std::vector<Guest*> guests;  // parallel to its travellers; until the next call
  };

  // Which screenings are of the same person, beside those of the same document.
  struct Earlier {
    std::string corrects;                     // id of the screening that is done again
    std::vector<std::string> same_traveller;  // ids of screenings of his other documents
  };

  // returns  whether it is somebody who was not here before.
  bool Add(associate::Traveller traveller, const Subject& subject, const Earlier& earlier);

  // nullptr for a screening of nobody who is here.
  [[nodiscard]] Guest* Find(const std::string& screening);
  [[nodiscard]] const Guest* Find(const std::string& screening) const;

  // The party of somebody who is here.
  [[nodiscard]] Formed PartyOf(const Guest& guest);

  // Takes out the parties that are complete, and the oldest where there are too many.
  [[nodiscard]] std::vector<associate::Party> TakeComplete(Time now);
  [[nodiscard]] std::vector<associate::Party> TakeAll();

  [[nodiscard]] size_t size() const { return guests_.size(); }

 private:
  using Wanted = std::function<bool(const Guest&)>;
  [[nodiscard]] Guest* FindKnown(const associate::Traveller& traveller, const Earlier& earlier);
  [[nodiscard]] std::vector<Formed> Form(const Wanted& wanted);
  [[nodiscard]] std::vector<associate::Party> Take(
      const std::function<bool(const Formed&)>& complete);

  using Guests = std::list<Guest>;
  Guests guests_;                                         // in the order of their first screenings
  std::map<std::string, Guests::iterator> by_screening_;  // all of their screenings
};

}  // namespace chowki::safeguard
