#include "sync/shared_memory.h"

#include <algorithm>
#include <map>

#include "base/log.h"
#include "chowki/memory/v1/shared_memory_service.grpc.pb.h"
#include "sync/grpc_status.h"
#include "sync/line.h"

namespace chowki::sync {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
namespace pb = chowki::memory::v1;

constexpr auto kPatience = 60s;
constexpr int kMostKeys = 400;
constexpr int kMostReturns = 500;
// Whatever the centre hands out for later than this is not taken.
constexpr int kDaysAhead = 60;

constexpr Date kFirstDay{1970, 1, 1};

int NumberOf(const Date& day) { return DaysBetween(kFirstDay, day); }

// Days within this and the next century; others are of no period.
std::optional<Date> DayOf(int number) {
  constexpr int kLast = 80'000;
  if (number < 0 || number > kLast) return std::nullopt;
  return AddDays(kFirstDay, number);
}

// kPortrait is never asked: portraits stay at the post.
pb::Link ToProto(associate::Link link) {
  switch (link) {
    case associate::Link::kDocument:
      return pb::LINK_DOCUMENT;
    case associate::Link::kIdentity:
      return pb::LINK_IDENTITY;
    case associate::Link::kContact:
      return pb::LINK_CONTACT;
    case associate::Link::kSeries:
      return pb::LINK_SERIES;
    case associate::Link::kPage:
      return pb::LINK_PAGE;
    case associate::Link::kPortrait:
      break;
  }
  return pb::LINK_UNSPECIFIED;
}

std::optional<associate::Link> FromProto(pb::Link link) {
  switch (link) {
    case pb::LINK_DOCUMENT:
      return associate::Link::kDocument;
    case pb::LINK_IDENTITY:
      return associate::Link::kIdentity;
    case pb::LINK_CONTACT:
      return associate::Link::kContact;
    case pb::LINK_SERIES:
      return associate::Link::kSeries;
    case pb::LINK_PAGE:
      return associate::Link::kPage;
    default:
      return std::nullopt;
  }
}

// today  questions of periods that have not begun stay here: nothing can be there.
pb::Party ToProto(const associate::SharedParty& party, Time now) {
  pb::Party message;
  message.set_number(party.number);
  message.set_period(NumberOf(party.period));
  for (const associate::SharedTraveller& traveller : party.travellers) {
    pb::Traveller& one = *message.add_travellers();
    one.set_sealed(traveller.sealed);
    one.mutable_tags()->Assign(traveller.tags.begin(), traveller.tags.end());
    for (const associate::Ask& ask : traveller.asks) one.add_asks(ToProto(ask.link));
  }
  for (const associate::SharedQuestion& question : party.questions) {
    if (question.period > ToDate(now)) continue;
    pb::Question& one = *message.add_questions();
    one.set_period(NumberOf(question.period));
    one.mutable_tags()->Assign(question.tags.begin(), question.tags.end());
  }
  const Time crossed{std::chrono::minutes(party.minute)};
  message.set_late(now - crossed > std::chrono::minutes(associate::kSharingDelay));
  return message;
}

// What is not as it must be is left out: memory checks the rest.
std::optional<associate::ForeignParty> FromProto(const pb::Sighting& message) {
  const auto period = DayOf(message.period());
  constexpr std::int64_t kMostParties = std::int64_t{1} << 48;
  if (!period || message.party() < 1 || message.party() > kMostParties) return std::nullopt;
  associate::ForeignParty party;
  party.period = *period;
  party.party = message.party();
  constexpr int kPlaces = 200;
  for (const pb::Row& row : message.rows()) {
    if (row.place() < 0 || row.place() >= kPlaces) return std::nullopt;
    party.rows.push_back({row.place(), row.sealed(), row.returned()});
  }
  for (const pb::Pair& pair : message.pairs()) {
    const auto link = FromProto(pair.link());
    if (!link || pair.traveller() < 0 || pair.ask() < 0) return std::nullopt;
    party.pairs.push_back({static_cast<size_t>(pair.traveller()), pair.place(), *link,
                           static_cast<size_t>(pair.ask())});
  }
  return party;
}

}  // namespace

struct SharedMemory::Calls {
  explicit Calls(Dialled made) : dialled(std::move(made)) {}

  Dialled dialled;
  Line line;
};

SharedMemory::SharedMemory(std::unique_ptr<Calls> calls, SharedMemoryParts parts)
    : calls_(std::move(calls)), parts_(std::move(parts)) {}
SharedMemory::~SharedMemory() = default;

Result<std::unique_ptr<SharedMemory>> SharedMemory::Make(const CentreAddress& address,
                                                         SharedMemoryParts parts,
                                                         const CertificateFiles& files) {
  CHOWKI_ASSIGN_OR_RETURN(Dialled dialled, Dialled::Make(address, files));
  return std::unique_ptr<SharedMemory>(
      new SharedMemory(std::make_unique<Calls>(std::move(dialled)), std::move(parts)));
}

void SharedMemory::Cancel() { calls_->line.Cancel(); }

Status SharedMemory::FetchKeys() {
  const auto stub = pb::SharedMemoryService::NewStub(calls_->dialled.channel());
  pb::GetPeriodKeysResponse given;
  {
    Call call(calls_->line, kPatience);
    CHOWKI_RETURN_IF_ERROR(FromGrpc(stub->GetPeriodKeys(&call.context, {}, &given)));
  }
  if (given.keys_size() > kMostKeys) {
    return InvalidInput("the centre gave {} keys, at most {} expected", given.keys_size(),
                        kMostKeys);
  }
  const Date today = ToDate(parts_.clock->Now());
  return parts_.with_memory([&](associate::Memory& memory) -> Status {
    const associate::Retention& own = memory.retention();
    if (given.period_days() != own.period_days || given.retention_days() != own.days) {
      return FailedPrecondition(
          "the centre remembers {} days in periods of {}, this post {} in periods of {}: nothing "
          "is shared until both are the same",
          given.retention_days(), given.period_days(), own.days, own.period_days);
    }
    for (const pb::PeriodKey& key : given.keys()) {
      const auto day = DayOf(key.first_day());
      if (!day || *day > AddDays(today, kDaysAhead) || *day < AddDays(today, -own.days)) continue;
      CHOWKI_ASSIGN_OR_RETURN(vault::Secret secret, vault::Secret::FromBytes(key.key()));
      const Status adopted = memory.Adopt(*day, associate::PeriodKey(std::move(secret)));
      // A key of our own: we were there first, and what it covers stays here.
      if (adopted.code() == StatusCode::kFailedPrecondition) {
        log::Debug("sync.period_not_shared", {{"period", log::Value::Id(ToIso(*day))}});
        continue;
      }
      CHOWKI_RETURN_IF_ERROR(adopted);
    }
    return Ok();
  });
}

Result<bool> SharedMemory::RunRound(Exchanged& all, size_t travellers) {
  std::vector<associate::SharedParty> parties;
  std::vector<associate::Memory::ForeignName> returns;
  CHOWKI_RETURN_IF_ERROR(parts_.with_memory([&](associate::Memory& memory) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(parties, memory.Outgoing(travellers));
    CHOWKI_ASSIGN_OR_RETURN(returns, memory.ForeignReturns(kMostReturns));
    CHOWKI_ASSIGN_OR_RETURN(all.waiting, memory.CountOutgoing());
    return Ok();
  }));
  if (parties.size() > kParties) parties.resize(kParties);

  pb::PushCrossingsRequest request;
  for (const auto& party : parties) *request.add_parties() = ToProto(party, parts_.clock->Now());
  for (const auto& name : returns) {
    pb::CrossingName& one = *request.add_returned();
    one.set_period(NumberOf(name.period));
    one.set_party(name.party);
    one.set_place(name.place);
  }
  request.set_told_up_to(told_up_to_);
  const auto stub = pb::SharedMemoryService::NewStub(calls_->dialled.channel());
  pb::PushCrossingsResponse response;
  {
    Call call(calls_->line, kPatience);
    const Status pushed = FromGrpc(stub->PushCrossings(&call.context, request, &response));
    if (pushed.code() == StatusCode::kInvalidArgument && !parties.empty()) {
      // One that the centre will never take must not hold up the others.
      if (parties.size() > 1) return RunRound(all, 1);
      log::Error("sync.party_refused", {{"fault", log::Value::Id(Message(pushed))}});
      ++all.refused;
      CHOWKI_RETURN_IF_ERROR(parts_.with_memory(
          [&](associate::Memory& memory) { return memory.HandedOut(parties.front()); }));
      return true;
    }
    CHOWKI_RETURN_IF_ERROR(pushed);
  }
  all.bytes_up += static_cast<std::int64_t>(request.ByteSizeLong());
  all.bytes_down += static_cast<std::int64_t>(response.ByteSizeLong());
  if (response.taken() < 0 || std::cmp_less(parties.size(), response.taken()) ||
      (response.taken() == 0 && !parties.empty())) {
    return Internal("the centre took {} of {} parties", response.taken(), parties.size());
  }
  parties.resize(static_cast<size_t>(response.taken()));

  std::vector<associate::OthersMemory> learnt;
  const auto allowed =
      parts_.allowances ? parts_.allowances() : std::vector<associate::Allowance>();
  const Status taken_in = parts_.with_memory([&](associate::Memory& memory) -> Status {
    const auto learn = [&](const associate::SharedParty& party,
                           const std::vector<associate::ForeignParty>& others) -> Status {
      CHOWKI_ASSIGN_OR_RETURN(auto one, memory.Learn(party, others, allowed));
      if (!one) return Ok();
      all.unreadable += one->unreadable;
      if (!one->of_others.sightings.empty()) learnt.push_back(*std::move(one));
      return Ok();
    };
    for (const pb::Answer& answer : response.answers()) {
      const auto party = std::ranges::find_if(parties, [&](const associate::SharedParty& one) {
        return one.number == answer.number() && NumberOf(one.period) == answer.period();
      });
      if (party == parties.end()) continue;
      std::vector<associate::ForeignParty> others;
      for (const pb::Sighting& sighting : answer.sightings()) {
        if (auto other = FromProto(sighting)) others.push_back(*std::move(other));
      }
      CHOWKI_RETURN_IF_ERROR(learn(*party, others));
    }
    // All of one party together: one crossing says less than two.
    std::map<std::pair<Date, std::int64_t>, std::vector<associate::ForeignParty>> late;
    for (const pb::News& news : response.news()) {
      const auto period = DayOf(news.period());
      if (!period) continue;
      for (const int place : news.returned()) {
        CHOWKI_RETURN_IF_ERROR(memory.NoteReturn(*period, news.number(), place));
      }
      if (auto other = FromProto(news.sighting())) {
        late[{*period, news.number()}].push_back(*std::move(other));
      }
    }
    for (const auto& [name, others] : late) {
      associate::SharedParty party;
      party.period = name.first;
      party.number = name.second;
      CHOWKI_RETURN_IF_ERROR(learn(party, others));
    }
    for (const auto& party : parties) CHOWKI_RETURN_IF_ERROR(memory.HandedOut(party));
    return memory.ForeignReturnsTold(returns);
  });
  CHOWKI_RETURN_IF_ERROR(taken_in);
  all.sent += std::ssize(parties);
  all.waiting = std::max<std::int64_t>(0, all.waiting - std::ssize(parties));
  for (const auto& one : learnt) {
    ++all.news;
    if (!parts_.take) continue;
    const Status taken = parts_.take(one.party, one.of_others);
    if (!taken.ok()) log::Error("sync.news_lost", {{"fault", log::Value::Id(Message(taken))}});
  }
  bool more_news = false;
  if (!response.news().empty()) {
    const std::int64_t newest = response.news().rbegin()->news();
    more_news = newest > told_up_to_;
    told_up_to_ = std::max(told_up_to_, newest);
  }
  return all.waiting > 0 || more_news || std::cmp_equal(returns.size(), kMostReturns);
}

Result<Exchanged> SharedMemory::Exchange() {
  Exchanged all;
  while (true) {
    const auto more = RunRound(all, kTravellers);
    if (!more.ok()) {
      // What was stored is stored, also when the line broke after it.
      if (all.sent > 0 || all.refused > 0) return all;
      return more.status();
    }
    if (!*more) return all;
  }
}

}  // namespace chowki::sync
