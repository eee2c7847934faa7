#include "safeguard/referral.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace chowki::safeguard {
namespace {

Status Wrong(const char* field, std::string_view why) {
  return WithDetail(InvalidInput("{}: {}", field, why), {"FIELD_INVALID", {{"field", field}}});
}

Status Refused(const Referral& referral, std::string_view why) {
  const std::string state(Name(referral.state));
  return WithDetail(FailedPrecondition("the referral is {}: {}", state, why),
                    {"REFERRAL_REFUSED", {{"state", state}}});
}

bool IsChild(const Referral& referral) { return referral.subject.age == associate::Age::kChild; }

// Feedback teaches the rules: it may not say the opposite of the outcome.
Status CheckTogether(Outcome outcome, Feedback feedback) {
  switch (outcome) {
    case Outcome::kHarmless:
      if (feedback == Feedback::kRight) {
        return Wrong("feedback", "a harmless reason was found: wrong or unknown");
      }
      return Ok();
    case Outcome::kNotMet:
      if (feedback != Feedback::kUnknown) {
        return Wrong("feedback", "nobody was spoken with: unknown");
      }
      return Ok();
    case Outcome::kHelpAccepted:
    case Outcome::kHelpDeclined:
    case Outcome::kChildProtection:
    case Outcome::kMissingFound:
      if (feedback == Feedback::kWrong) {
        return Wrong("feedback", "where help was needed, right or unknown; else choose harmless");
      }
      return Ok();
    case Outcome::kHandedOver:
      return Ok();
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

Result<Referral> Assign(Referral referral, const Step& step) {
  if (referral.state != State::kOpen && referral.state != State::kAssigned) {
    return Refused(referral, "only an open or assigned one changes hands");
  }
  referral.assignee = step.assignee;
  referral.state = step.assignee.empty() ? State::kOpen : State::kAssigned;
  return referral;
}

Result<Referral> ProposeOutcome(Referral referral, const Step& step, Time now) {
  if (referral.state != State::kAssigned || referral.assignee != step.officer) {
    return Refused(referral, "who looks after it proposes how it ended; take it first");
  }
  CHOWKI_RETURN_IF_ERROR(CheckTogether(step.outcome, step.feedback));
  referral.ending = Ending{step.outcome, step.feedback, step.officer, now};
  referral.state = NeedsSecond(referral, step.outcome) ? State::kAwaitsSignature : State::kClosed;
  return referral;
}

Result<Referral> Sign(Referral referral, const Step& step, Time now) {
  if (referral.state != State::kAwaitsSignature) return Refused(referral, "nothing waits");
  if (step.officer == referral.ending->officer) {
    return WithDetail(PermissionDenied("{} proposed it: another person signs it", step.officer),
                      {"SECOND_OFFICER_SAME", {{"name", step.officer}}});
  }
  if (step.agrees) {
    referral.ending->second_officer = step.officer;
    referral.ending->signed_at = now;
    referral.state = State::kClosed;
  } else {
    referral.ending.reset();
    referral.state = State::kAssigned;
  }
  return referral;
}

void SetSigns(Referral& referral, std::vector<associate::Sign> signs) {
  std::ranges::stable_sort(signs, std::ranges::greater{}, &associate::Sign::points);
  referral.points = associate::Weigh(signs).points;
  referral.signs = std::move(signs);
}

bool IsStrong(const associate::Sign& sign) {
  return sign.level == associate::Level::kStrong && sign.strength == 1 && sign.points > 0;
}

}  // namespace

std::string_view Name(State state) {
  constexpr std::array<std::string_view, 4> kNames = {"open", "assigned", "awaits_signature",
                                                      "closed"};
  return kNames[static_cast<size_t>(state)];
}

std::string_view Name(Outcome outcome) {
  constexpr std::array<std::string_view, 7> kNames = {
      "harmless",      "help_accepted", "help_declined", "child_protection",
      "missing_found", "handed_over",   "not_met"};
  return kNames[static_cast<size_t>(outcome)];
}

std::string_view Name(Feedback feedback) {
  constexpr std::array<std::string_view, 3> kNames = {"right", "wrong", "unknown"};
  return kNames[static_cast<size_t>(feedback)];
}

std::string EtagOf(const Referral& referral) { return fmt::format("r{}", referral.revision); }

Digest ContentOf(const Step& step) {
  return Sha256(
      Join({std::to_string(static_cast<int>(step.kind)), ToHex(Sha256(step.officer)),
            ToHex(Sha256(step.assignee)), ToHex(Sha256(step.note)), std::string(Name(step.outcome)),
            std::string(Name(step.feedback)), step.agrees ? "agrees" : "sends back"},
           "\n"));
}

bool NeedsSecond(const Referral& referral, Outcome outcome) {
  switch (outcome) {
    case Outcome::kChildProtection:
    case Outcome::kMissingFound:
    case Outcome::kHandedOver:
      return true;
    case Outcome::kHarmless:
    case Outcome::kNotMet:
    case Outcome::kHelpAccepted:  // only an adult decides about help: a second person sees one
    case Outcome::kHelpDeclined:
      return IsChild(referral);
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

Status CheckNote(std::string_view text) {
  if (Trim(text).empty()) return Wrong("text", "is missing");
  if (text.size() > Step::kMaxNote) {
    return Wrong("text",
                 fmt::format("{} bytes, at most {} are taken", text.size(), Step::kMaxNote));
  }
  if (Printable(text) == text) return Ok();
  return Wrong("text", "holds control characters or is not UTF-8; type it anew in one line");
}

Result<Referral> After(const Referral& before, const Step& step, Time now) {
  const auto after = [&]() -> Result<Referral> {
    switch (step.kind) {
      case Step::Kind::kAssign:
        return Assign(before, step);
      case Step::Kind::kPropose:
        return ProposeOutcome(before, step, now);
      case Step::Kind::kSign:
        return Sign(before, step, now);
      case Step::Kind::kNote: {
        CHOWKI_RETURN_IF_ERROR(CheckNote(step.note));
        if (before.state == State::kClosed) return Refused(before, "nothing is added any more");
        Referral noted = before;
        noted.notes.push_back({step.officer, step.note, now});
        return noted;
      }
    }
    Die(__FILE__, __LINE__, "no such step");
  };
  CHOWKI_ASSIGN_OR_RETURN(Referral referral, after());
  ++referral.revision;
  referral.updated = now;
  return referral;
}

Result<Note> NoteOf(const Referral& referral, std::string_view request_id) {
  const auto request = std::ranges::find(referral.requests, request_id, &TakenRequest::id);
  size_t place = referral.notes.size();
  if (request != referral.requests.end()) {
    std::from_chars(request->answer.data(), request->answer.data() + request->answer.size(), place);
  }
  if (place >= referral.notes.size()) return NotFound("the request wrote no note");
  return referral.notes[place];
}

Referral Open(const Proposal& proposal, std::string id, Time now) {
  Referral referral;
  referral.id = std::move(id);
  referral.screening = proposal.screening;
  referral.party = proposal.party;
  referral.declared = proposal.declared;
  referral.lane = proposal.lane;
  referral.subject = proposal.subject;
  referral.cause = proposal.cause;
  referral.opened_by = proposal.officer;
  SetSigns(referral, proposal.signs);
  referral.created = now;
  referral.updated = now;
  return referral;
}

std::optional<Referral> With(const Referral& before, const Proposal& proposal, Time now) {
  const auto known = [&](const associate::Sign& sign) {
    return std::ranges::find(before.signs, sign.id, &associate::Sign::id) != before.signs.end();
  };
  const bool asked = proposal.cause == Cause::kOfficer;
  const bool opens = asked || std::ranges::any_of(proposal.signs, [&](const auto& sign) {
                       return IsStrong(sign) && !known(sign);
                     });
  if (before.state == State::kClosed && !opens) return std::nullopt;

  Referral after = before;
  std::vector<associate::Sign> signs = proposal.signs;
  for (const associate::Sign& sign : before.signs) {
    if (std::ranges::find(signs, sign.id, &associate::Sign::id) == signs.end()) {
      signs.push_back(sign);
    }
  }
  SetSigns(after, std::move(signs));
  // Who travels together grows.
  if (proposal.party.size() > after.party.size()) {
    after.party = proposal.party;
    after.declared = proposal.declared;
  }
  if (before.state == State::kClosed) {
    after.state = State::kOpen;
    after.assignee.clear();
    after.ending.reset();
  }
  if (after == before) return std::nullopt;
  ++after.revision;
  after.updated = now;
  return after;
}

bool HasStrong(const std::vector<associate::Sign>& signs) {
  return std::ranges::any_of(signs, IsStrong);
}

bool IsMoreUrgent(const Referral& a, const Referral& b) {
  if (IsChild(a) != IsChild(b)) return IsChild(a);
  if (a.points != b.points) return a.points > b.points;
  if (a.created != b.created) return a.created < b.created;
  return a.id < b.id;
}

}  // namespace chowki::safeguard
