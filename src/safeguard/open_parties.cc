#include "safeguard/open_parties.h"

#include <algorithm>
#include <iterator>

#include "associate/crossing.h"

namespace chowki::safeguard {
namespace {

using associate::DocumentText;
using associate::IdentityText;
using associate::Traveller;

// The same document, presented again; an OCR error may make another name or birth date of it, but
// not where both numbers are checked: then one number has two identities.
bool SameDocument(const Guest& guest, const std::string& document, const Traveller& b) {
  const Traveller& a = guest.traveller;
  if (a.passage.direction != b.passage.direction || document.empty() ||
      guest.document != document) {
    return false;
  }
  return !a.number_checked || !b.number_checked || IdentityText(a) == IdentityText(b);
}

bool IsPassport(const Traveller& traveller) { return traveller.document_code.starts_with('P'); }

// Names, dates and document.
void TakeIdentity(const Traveller& from, const Subject& subject, Guest& guest) {
  Traveller& to = guest.traveller;
  to.surname = from.surname;
  to.given_names = from.given_names;
  to.birth = from.birth;
  to.issuing_state = from.issuing_state;
  to.document_code = from.document_code;
  to.document_number = from.document_number;
  to.number_checked = from.number_checked;
  to.issued = from.issued;
  to.expires = from.expires;
  guest.document = DocumentText(to);
  guest.subject = subject;
}

// What another look at the same person adds.
void Absorb(Traveller&& newer, Traveller& known) {
  known.forged = known.forged || newer.forged;
  if (!newer.passage.group.empty()) known.passage.group = newer.passage.group;
  if (!known.portrait) known.portrait = newer.portrait;
  for (std::string& contact : newer.contacts) {
    if (std::ranges::find(known.contacts, contact) == known.contacts.end()) {
      known.contacts.push_back(std::move(contact));
    }
  }
  for (identify::Match& match : newer.matches) {
    const bool there = std::ranges::any_of(known.matches, [&](const identify::Match& other) {
      return other.list == match.list && other.entry == match.entry;
    });
    if (!there) known.matches.push_back(std::move(match));
  }
}

}  // namespace

Guest* OpenParties::Find(const std::string& screening) {
  const auto found = by_screening_.find(screening);
  return found == by_screening_.end() ? nullptr : &*found->second;
}

const Guest* OpenParties::Find(const std::string& screening) const {
  const auto found = by_screening_.find(screening);
  return found == by_screening_.end() ? nullptr : &*found->second;
}

Guest* OpenParties::FindKnown(const Traveller& traveller, const Earlier& earlier) {
  for (const std::string& screening : earlier.same_traveller) {
    if (Guest* guest = Find(screening)) return guest;
  }
  const std::string document = DocumentText(traveller);
  const auto again = std::ranges::find_if(
      guests_, [&](const Guest& guest) { return SameDocument(guest, document, traveller); });
  return again == guests_.end() ? nullptr : &*again;
}

bool OpenParties::Add(Traveller traveller, const Subject& subject, const Earlier& earlier) {
  const std::string screening = traveller.screening;
  const Time time = traveller.passage.time;
  Guest* known = Find(earlier.corrects);
  if (known != nullptr) {
    // What was misread holds no longer, and neither does what was found by it.
    TakeIdentity(traveller, subject, *known);
    known->traveller.matches.clear();
    known->traveller.forged = false;
  } else if ((known = FindKnown(traveller, earlier)) != nullptr) {
    const Traveller& before = known->traveller;
    const bool better = (!IsPassport(before) && IsPassport(traveller)) ||
                        (!before.number_checked && traveller.number_checked &&
                         SameDocument(*known, DocumentText(traveller), traveller));
    if (better) TakeIdentity(traveller, subject, *known);
  }
  if (known != nullptr) {
    Absorb(std::move(traveller), known->traveller);
    known->others.push_back(screening);
    known->last = std::max(known->last, time);
    by_screening_[screening] = by_screening_.at(known->traveller.screening);
    return false;
  }
  auto place = guests_.end();
  while (place != guests_.begin() && std::prev(place)->traveller.passage.time > time) --place;
  Guest guest{std::move(traveller), {}, {}, subject, time, {}};
  guest.document = DocumentText(guest.traveller);
  by_screening_[screening] = guests_.insert(place, std::move(guest));
  return true;
}

std::vector<OpenParties::Formed> OpenParties::Form(const Wanted& wanted) {
  std::vector<Traveller> travellers;
  for (const Guest& guest : guests_) {
    if (wanted(guest)) travellers.push_back(guest.traveller);
  }
  std::vector<Formed> all;
  for (associate::Party& party : associate::FormParties(travellers)) {
    for (size_t from = 0; from < party.travellers.size(); from += kLargestParty) {
      const auto first = party.travellers.begin() + static_cast<std::ptrdiff_t>(from);
      const auto count = std::min(kLargestParty, party.travellers.size() - from);
      Formed part;
      part.party.declared = party.declared;
      part.party.travellers.assign(
          std::make_move_iterator(first),
          std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count)));
      for (const Traveller& traveller : part.party.travellers) {
        part.guests.push_back(Find(traveller.screening));
      }
      all.push_back(std::move(part));
    }
  }
  return all;
}

OpenParties::Formed OpenParties::PartyOf(const Guest& guest) {
  const associate::Passage& passage = guest.traveller.passage;
  auto all = Form([&](const Guest& other) {
    const associate::Passage& its = other.traveller.passage;
    return its.direction == passage.direction && its.group == passage.group &&
           (!its.group.empty() || its.lane == passage.lane);
  });
  const auto own = std::ranges::find_if(all, [&](const Formed& formed) {
    return std::ranges::find(formed.guests, &guest) != formed.guests.end();
  });
  CHOWKI_CHECK(own != all.end());
  return std::move(*own);
}

std::vector<associate::Party> OpenParties::Take(
    const std::function<bool(const Formed&)>& complete) {
  std::vector<associate::Party> taken;
  for (Formed& formed : Form([](const Guest&) { return true; })) {
    if (!complete(formed)) continue;
    for (const Traveller& traveller : formed.party.travellers) {
      const auto guest = by_screening_.at(traveller.screening);
      for (const std::string& other : guest->others) by_screening_.erase(other);
      by_screening_.erase(traveller.screening);
      guests_.erase(guest);
    }
    taken.push_back(std::move(formed.party));
  }
  return taken;
}

std::vector<associate::Party> OpenParties::TakeComplete(Time now) {
  size_t too_many = guests_.size() - std::min(guests_.size(), kMost);
  if (too_many == 0 && std::ranges::none_of(guests_, [&](const Guest& guest) {
        return guest.last + kOpen <= now;
      })) {
    return {};
  }
  return Take([&](const Formed& formed) {
    if (too_many > 0) {
      too_many -= std::min(too_many, formed.guests.size());
      return true;
    }
    return std::ranges::all_of(formed.guests,
                               [&](const Guest* guest) { return guest->last + kOpen <= now; });
  });
}

std::vector<associate::Party> OpenParties::TakeAll() {
  return Take([](const Formed&) { return true; });
}

}  // namespace chowki::safeguard
