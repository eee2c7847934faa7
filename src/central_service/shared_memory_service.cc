#include "central_service/shared_memory_service.h"

#include "central/shared_memory.h"
#include "central_service/shared_keys.h"

namespace chowki::central_service {
namespace {

namespace pb = memory::v1;
using service::Call;
using service::Method;

constexpr int kMostParties = 64;
constexpr size_t kMostTravellers = 200;
constexpr int kMostReturned = 1000;
constexpr int kNewsAtOnce = 20;
// Of the answers of one call, at some 150 bytes: parties behind them are for the next call.
constexpr int kRowsAtOnce = 4000;

central::SharedParty FromProto(const pb::Party& message) {
  central::SharedParty party;
  party.period = message.period();
  party.number = message.number();
  party.late = message.late();
  for (const pb::Traveller& traveller : message.travellers()) {
    central::SharedTraveller one{
        traveller.sealed(), {traveller.tags().begin(), traveller.tags().end()}, {}};
    for (const int link : traveller.asks()) one.asks.push_back(link);
    party.travellers.push_back(std::move(one));
  }
  for (const pb::Question& question : message.questions()) {
    party.questions.push_back(
        {question.period(), {question.tags().begin(), question.tags().end()}});
  }
  return party;
}

pb::Sighting ToProto(const central::SharedSighting& sighting) {
  pb::Sighting message;
  message.set_party(sighting.party);
  message.set_period(static_cast<int>(sighting.period));
  for (const central::SharedRow& row : sighting.rows) {
    pb::Row& one = *message.add_rows();
    one.set_place(row.place);
    one.set_sealed(row.sealed);
    one.set_returned(row.returned);
  }
  for (const central::SharedPair& pair : sighting.pairs) {
    pb::Pair& one = *message.add_pairs();
    one.set_traveller(pair.traveller);
    one.set_place(pair.place);
    one.set_link(static_cast<pb::Link>(pair.link));
    one.set_ask(pair.ask);
  }
  return message;
}

Status Check(const pb::PushCrossingsRequest& request) {
  size_t travellers = 0;
  for (const pb::Party& party : request.parties()) {
    travellers += static_cast<size_t>(party.travellers_size());
  }
  if (request.parties_size() > kMostParties || travellers > kMostTravellers ||
      request.returned_size() > kMostReturned) {
    return InvalidInput("{} parties of {} travellers and {} returns, at most {}, {} and {} at once",
                        request.parties_size(), travellers, request.returned_size(), kMostParties,
                        kMostTravellers, kMostReturned);
  }
  return Ok();
}

}  // namespace

grpc::Status SharedMemoryService::GetPeriodKeys(grpc::ServerContext* context,
                                                const pb::GetPeriodKeysRequest*,
                                                pb::GetPeriodKeysResponse* response) {
  constexpr Method kMethod("/chowki.memory.v1.SharedMemoryService/GetPeriodKeys");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    if (centre_.shared_keys == nullptr) {
      return FailedPrecondition("this centre shares no memory of crossings (shared.keys)");
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto given, centre_.shared_keys->Give());
    response->set_period_days(centre_.shared_keys->options().period_days);
    response->set_retention_days(centre_.shared_keys->options().retention_days);
    for (const SharedKeys::Given& one : given) {
      pb::PeriodKey& key = *response->add_keys();
      key.set_first_day(static_cast<int>(one.period));
      key.set_key(std::string(one.key->bytes()));
    }
    return Ok();
  });
}

grpc::Status SharedMemoryService::PushCrossings(grpc::ServerContext* context,
                                                const pb::PushCrossingsRequest* request,
                                                pb::PushCrossingsResponse* response) {
  constexpr Method kMethod("/chowki.memory.v1.SharedMemoryService/PushCrossings");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    if (centre_.shared_keys == nullptr) {
      return FailedPrecondition("this centre shares no memory of crossings (shared.keys)");
    }
    CHOWKI_RETURN_IF_ERROR(Check(*request));
    const std::string& device = call.caller.name;
    // Answered after COMMIT: this returns after it.
    return centre_.store->Write([&](sql::Connection& store) -> Status {
      response->Clear();
      if (request->parties_size() + request->returned_size() > 0) {
        CHOWKI_RETURN_IF_ERROR(central::LockShared(store));
      }
      int rows = 0;
      for (const pb::Party& message : request->parties()) {
        if (rows > kRowsAtOnce) break;
        CHOWKI_ASSIGN_OR_RETURN(const auto sightings,
                                central::TakeSharedParty(store, device, FromProto(message)));
        response->set_taken(response->taken() + 1);
        if (sightings.empty()) continue;
        pb::Answer& answer = *response->add_answers();
        answer.set_number(message.number());
        answer.set_period(message.period());
        for (const auto& sighting : sightings) {
          rows += static_cast<int>(sighting.rows.size());
          *answer.add_sightings() = ToProto(sighting);
        }
      }
      std::vector<central::SharedName> returned;
      for (const pb::CrossingName& name : request->returned()) {
        returned.push_back({name.period(), name.party(), name.place()});
      }
      CHOWKI_RETURN_IF_ERROR(central::NoteSharedReturns(store, device, returned));
      CHOWKI_ASSIGN_OR_RETURN(
          const auto all,
          central::SharedNewsFor(store, device, request->told_up_to(), kNewsAtOnce));
      for (const central::SharedNews& one : all) {
        pb::News& news = *response->add_news();
        news.set_news(one.news);
        news.set_number(one.number);
        news.set_period(static_cast<int>(one.period));
        if (!one.sighting.rows.empty()) *news.mutable_sighting() = ToProto(one.sighting);
        for (const int place : one.returned) news.add_returned(place);
      }
      return Ok();
    });
  });
}

}  // namespace chowki::central_service
