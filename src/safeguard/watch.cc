#include "safeguard/watch.h"

#include <algorithm>
#include <utility>

#include "associate/judge.h"
#include "base/log.h"
#include "safeguard/traveller_of.h"

namespace chowki::safeguard {
namespace {

using associate::Party;
using associate::Sign;

constexpr std::chrono::minutes kRetry{1};  // of a memory that does not open
constexpr std::chrono::hours kForgetEvery{1};

std::vector<std::string> IdsOf(const std::vector<Sign>& signs) {
  std::vector<std::string> ids;
  for (const Sign& sign : signs) ids.push_back(sign.id);
  return ids;
}

// Also when the clock was set back.
bool IsDue(Time now, Time& last, std::chrono::seconds period) {
  if (now >= last && now - last < period) return false;
  last = now;
  return true;
}

// What was remembered of the very screening that is judged again is no earlier crossing.
void LeaveOut(const std::string& screening, associate::Recollection& past) {
  std::erase_if(past.sightings, [&](const associate::Sighting& sighting) {
    return sighting.crossing.screening == screening;
  });
  std::erase_if(past.parties, [&](const associate::EarlierParty& party) {
    return party.crossing.screening == screening;
  });
}

// A party that is judged again is judged by what was before it.
void LeaveOutLater(Time time, associate::Recollection& past) {
  const auto is_later = [&](const auto& one) { return associate::TimeOf(one.crossing) > time; };
  std::erase_if(past.sightings, is_later);
  std::erase_if(past.parties, is_later);
}

}  // namespace

Watch::Watch(Parts parts) : parts_(std::move(parts)) {
  CHOWKI_CHECK(parts_.clock != nullptr && parts_.metrics != nullptr);
  const std::lock_guard lock(mutex_);
  OpenMemory(parts_.clock->Now());
}

Watch::~Watch() { Close(); }

void Watch::SetSetting(associate::Setting setting) {
  const std::lock_guard lock(mutex_);
  setting.points = std::move(setting_.points);
  setting_ = std::move(setting);
}

associate::Direction Watch::DirectionOf(const std::string& lane) const {
  const auto known = parts_.directions.lanes.find(lane);
  return known == parts_.directions.lanes.end() ? parts_.directions.otherwise : known->second;
}

void Watch::Fault(std::string_view what, const Status& status) {
  parts_.metrics->Count("chowki_safeguard_memory_errors_total");
  log::Error("safeguard.memory_failed",
             {{"step", log::Value::Id(what)}, {"fault", log::Value::Id(Message(status))}});
}

void Watch::OpenMemory(Time now) {
  if (memory_ || !parts_.open_memory || !IsDue(now, memory_tried_, kRetry)) return;
  auto memory = parts_.open_memory(now);
  if (!memory.ok()) return Fault("open", memory.status());
  memory_.emplace(*std::move(memory));
  forgot_ = now;
}

associate::Recollection Watch::Recall(const Party& party) {
  if (!memory_) return {};
  auto past = memory_->Recall(party);
  if (past.ok()) return *std::move(past);
  Fault("recall", past.status());
  return {};
}

Watch::Judged Watch::JudgeOpen(const OpenParties::Formed& formed) {
  Judged judged{formed.party, {}, {}};
  for (const Guest* guest : formed.guests) judged.subjects.push_back(guest->subject);
  const associate::Recollection past = Recall(judged.party);
  judged.signs = associate::Judge({judged.party, past, setting_});
  return judged;
}

Proposal Watch::ProposalFor(const Judged& judged, size_t traveller) const {
  const associate::Traveller& person = judged.party.travellers[traveller];
  Proposal proposal;
  proposal.time = parts_.clock->Now();
  proposal.screening = person.screening;
  for (const auto& other : judged.party.travellers) proposal.party.push_back(other.screening);
  proposal.declared = judged.party.declared;
  proposal.lane = person.passage.lane;
  proposal.subject = judged.subjects[traveller];
  proposal.signs = associate::Concerning(judged.signs, person.screening);
  proposal.concern = associate::Weigh(proposal.signs);
  return proposal;
}

void Watch::Take(const screen::Screening& screening, const Presentation& presentation) {
  auto traveller = TravellerOf(screening);
  if (!traveller) return;
  const auto cpu = ThreadCpuTime();
  traveller->passage.direction = presentation.direction.value_or(DirectionOf(screening.lane));
  traveller->passage.group = presentation.group;
  traveller->contacts = presentation.contacts;
  traveller->portrait = presentation.portrait;
  const Subject subject = SubjectOf(screening);
  auto points = parts_.points ? parts_.points() : decltype(setting_.points){};

  bool is_new = false;
  std::vector<Proposal> proposals;
  {
    const std::lock_guard lock(mutex_);
    setting_.points = std::move(points);
    is_new = open_.Add(*std::move(traveller), subject,
                       {screening.corrects, presentation.same_traveller});
    proposals = NewProposals(open_.PartyOf(*open_.Find(screening.id)));
  }
  if (is_new && parts_.seen) parts_.seen({screening.time, subject});
  Propose(proposals, screening.id);
  parts_.metrics->ObserveSeconds("chowki_safeguard_cpu_seconds",
                                 std::chrono::duration<double>(ThreadCpuTime() - cpu).count());
}

std::vector<Proposal> Watch::NewProposals(const OpenParties::Formed& formed) {
  const Judged judged = JudgeOpen(formed);
  std::vector<Proposal> proposals;
  for (size_t i = 0; i < formed.guests.size(); ++i) {
    Proposal proposal = ProposalFor(judged, i);
    if (!associate::ProposesReferral(proposal.concern)) continue;
    auto ids = IdsOf(proposal.signs);
    if (ids == formed.guests[i]->told) continue;
    formed.guests[i]->told = std::move(ids);
    proposals.push_back(std::move(proposal));
  }
  return proposals;
}

Result<Watch::Judged> Watch::JudgeClosed(const std::string& screening,
                                         std::vector<associate::Observation> observations) {
  if (!parts_.find) return NotFound("screening {} is over", screening);
  CHOWKI_ASSIGN_OR_RETURN(const screen::Screening found, parts_.find(screening));
  auto traveller = TravellerOf(found);
  if (!traveller) {
    // Nothing was read: somebody of unknown age, who may be a child.
    traveller.emplace();
    traveller->screening = found.id;
    traveller->passage = {found.time, found.checkpoint, found.lane, {}, {}};
  }
  traveller->passage.direction = DirectionOf(found.lane);
  traveller->observations = std::move(observations);
  Judged judged{{{*std::move(traveller)}, true}, {SubjectOf(found)}, {}};
  const std::lock_guard lock(mutex_);
  associate::Recollection past = Recall(judged.party);
  LeaveOut(screening, past);
  judged.signs = associate::Judge({judged.party, past, setting_});
  // With whom this traveller was is not known any more: least of all that he was alone.
  std::erase_if(judged.signs,
                [](const Sign& sign) { return sign.family == associate::Family::kGroup; });
  return judged;
}

Status Watch::WithMemory(const std::function<Status(associate::Memory&)>& work) {
  const std::lock_guard lock(mutex_);
  if (!memory_) return Unavailable("the memory of crossings is not open");
  return work(*memory_);
}

std::vector<associate::Allowance> Watch::Allowances() const {
  const std::lock_guard lock(mutex_);
  return setting_.allowances;
}

void Watch::TakeOthers(const Party& remembered, const associate::Recollection& of_others) {
  Judged judged{remembered, {}, {}};
  for (associate::Traveller& traveller : judged.party.travellers) {
    judged.subjects.push_back({"", associate::AgeOf(traveller), '<'});
    if (!parts_.find) continue;
    const auto found = parts_.find(traveller.screening);
    if (!found.ok()) continue;  // it is kept for less long than crossings
    auto plain = TravellerOf(*found);
    if (!plain) continue;
    plain->passage.direction = traveller.passage.direction;
    judged.subjects.back() = SubjectOf(*found);
    traveller = *std::move(plain);
  }
  Judged alone = judged;
  {
    const std::lock_guard lock(mutex_);
    associate::Recollection past = Recall(judged.party);
    for (const auto& traveller : judged.party.travellers) LeaveOut(traveller.screening, past);
    LeaveOutLater(judged.party.passage().time, past);
    alone.signs = associate::Judge({judged.party, past, setting_});
    past = associate::Merge(std::move(past), of_others);
    judged.signs = associate::Judge({judged.party, past, setting_});
  }
  std::vector<Proposal> proposals;
  for (size_t i = 0; i < judged.party.travellers.size(); ++i) {
    Proposal proposal = ProposalFor(judged, i);
    const Proposal before = ProposalFor(alone, i);
    if (!associate::ProposesReferral(proposal.concern) ||
        (associate::ProposesReferral(before.concern) &&
         IdsOf(before.signs) == IdsOf(proposal.signs))) {
      continue;
    }
    proposal.cause = Cause::kOtherPosts;
    proposals.push_back(std::move(proposal));
  }
  Propose(proposals, "");
}

Status Watch::Observe(const std::string& screening,
                      std::vector<associate::Observation> observations) {
  std::vector<Proposal> proposals;
  bool here = false;
  {
    const std::lock_guard lock(mutex_);
    if (Guest* guest = open_.Find(screening)) {
      here = true;
      guest->traveller.observations = observations;
      proposals = NewProposals(open_.PartyOf(*guest));
    }
  }
  if (!here) {
    CHOWKI_ASSIGN_OR_RETURN(const Judged judged, JudgeClosed(screening, std::move(observations)));
    Proposal proposal = ProposalFor(judged, 0);
    if (associate::ProposesReferral(proposal.concern)) proposals.push_back(std::move(proposal));
  }
  Propose(proposals, "");
  return Ok();
}

Result<Proposal> Watch::CaseOf(const std::string& screening) {
  {
    const std::lock_guard lock(mutex_);
    if (const Guest* guest = open_.Find(screening)) {
      const OpenParties::Formed formed = open_.PartyOf(*guest);
      const auto place = std::ranges::find(formed.guests, guest);
      return ProposalFor(JudgeOpen(formed), static_cast<size_t>(place - formed.guests.begin()));
    }
  }
  CHOWKI_ASSIGN_OR_RETURN(const Judged judged, JudgeClosed(screening, {}));
  return ProposalFor(judged, 0);
}

void Watch::Propose(const std::vector<Proposal>& proposals, const std::string& current) {
  if (!parts_.propose) return;
  for (const Proposal& proposal : proposals) {
    const bool before = Selected(proposal.screening);
    if (!parts_.propose(proposal).ok()) {
      const std::lock_guard lock(mutex_);
      if (Guest* guest = open_.Find(proposal.screening)) guest->told.clear();
      continue;
    }
    if (before || !parts_.changed || !Selected(proposal.screening)) continue;
    std::vector<std::string> screenings{proposal.screening};
    {
      const std::lock_guard lock(mutex_);
      if (const Guest* guest = open_.Find(proposal.screening)) {
        screenings.insert(screenings.end(), guest->others.begin(), guest->others.end());
      }
    }
    for (const std::string& screening : screenings) {
      if (screening != current) parts_.changed(screening);
    }
  }
}

bool Watch::Selected(const std::string& screening) const {
  std::string person = screening;
  {
    const std::lock_guard lock(mutex_);
    if (const Guest* guest = open_.Find(screening)) person = guest->traveller.screening;
  }
  const auto selected = [&](const std::string& id) {
    return (parts_.share && parts_.share->Has(id)) || (parts_.referred && parts_.referred(id));
  };
  return selected(person) || (person != screening && selected(screening));
}

void Watch::Remember(const std::vector<Party>& parties) {
  if (!memory_) return;
  for (const Party& party : parties) {
    const associate::Recollection past = Recall(party);
    const Status noted = memory_->NoteReturns(party, past);
    if (!noted.ok()) Fault("note_returns", noted);
  }
  const Status remembered = memory_->Remember(parties);
  if (!remembered.ok()) Fault("remember", remembered);
}

void Watch::Tick() {
  const Time now = parts_.clock->Now();
  std::vector<Party> complete;
  {
    const std::lock_guard lock(mutex_);
    OpenMemory(now);
    complete = open_.TakeComplete(now);
    if (!complete.empty()) Remember(complete);
    if (memory_ && IsDue(now, forgot_, kForgetEvery)) {
      const auto forgotten = memory_->Forget(now);
      if (!forgotten.ok()) Fault("forget", forgotten.status());
    }
    parts_.metrics->Set("chowki_safeguard_open_travellers", static_cast<double>(open_.size()));
    parts_.metrics->Set("chowki_safeguard_memory_open", memory_ ? 1 : 0);
  }
  TellCompleted(complete);
}

void Watch::Close() {
  std::vector<Party> all;
  {
    const std::lock_guard lock(mutex_);
    all = open_.TakeAll();
    if (!all.empty()) Remember(all);
  }
  TellCompleted(all);
}

void Watch::TellCompleted(const std::vector<Party>& parties) const {
  if (!parts_.completed) return;
  for (const Party& party : parties) parts_.completed(party);
}

size_t Watch::open_travellers() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

}  // namespace chowki::safeguard
