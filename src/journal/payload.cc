#include "journal/payload.h"

#include <nlohmann/json.hpp>

#include "journal/screening_fields.h"
#include "watchlist/entry_bytes.h"

namespace chowki::journal {

template <>
struct EnumValues<Outcome> {
  static constexpr std::array kAll = {Outcome::kProceed, Outcome::kRefer, Outcome::kRefuse};
};

template <>
struct EnumValues<Standing> {
  static constexpr std::array kAll = {Standing::kInForce, Standing::kAwaitsSignature,
                                      Standing::kSentBack};
};

template <>
struct EnumValues<ProvisionalState> {
  static constexpr std::array kAll = {ProvisionalState::kProposed, ProvisionalState::kConfirmed,
                                      ProvisionalState::kWithdrawn, ProvisionalState::kExpired,
                                      ProvisionalState::kPublished};
};

template <>
struct EnumValues<LateOutcome> {
  static constexpr std::array kAll = {LateOutcome::kForwarded, LateOutcome::kSamePerson,
                                      LateOutcome::kOtherPerson, LateOutcome::kNothingToDo};
};

template <typename Archive>
void Fields(Archive& a, LateAcknowledgement& v) {
  a("outcome", v.outcome);
  a("note", v.note);
  a("officer", v.officer);
  a("time", v.time);
}

template <typename Archive>
void Fields(Archive& a, ReadRecord& v) {
  a("reader", v.reader);
  a("roles", v.roles);
  a("method", v.method);
  a("subject", v.subject);
}

// Beside it stands the match.
template <typename Archive>
void Fields(Archive& a, LateAlert& v) {
  a("id", v.id);
  a("screening", v.screening);
  a("checkpoint", v.checkpoint);
  a("lane", v.lane);
  a("crossed", v.crossed);
  a("raised", v.raised);
  a("acknowledged", v.acknowledged);
}

// The list's entry stands beside the rest as text.
struct ProvisionalPayload {
  ProvisionalEntry rest;
  std::string id;
  std::string entry;  // hex
};

template <typename Archive>
void Fields(Archive& a, ProvisionalPayload& v) {
  a("id", v.id);
  a("entry", v.entry);
  a("state", v.rest.state);
  a("checkpoint", v.rest.checkpoint);
  a("reason", v.rest.reason);
  a("proposed_by", v.rest.proposed_by);
  a("proposed", v.rest.proposed);
  a("until", v.rest.until);
  a("confirmed_by", v.rest.confirmed_by);
  a("confirmed", v.rest.confirmed);
  a("ended_by", v.rest.ended_by);
  a("end_reason", v.rest.end_reason);
  a("ended", v.rest.ended);
}

template <typename Archive>
void Fields(Archive& a, HitDisposition& v) {
  a("entry", v.entry);
  a("same_person", v.same_person);
  a("reason", v.reason);
  a.Added("suppress_until", v.suppress_until);
  a.Added("list", v.list);
}

template <typename Archive>
void Fields(Archive& a, Decision& v) {
  a("outcome", v.outcome);
  a("officer", v.officer);
  a("second_officer", v.second_officer);
  a("note", v.note);
  a("hit_dispositions", v.hit_dispositions);
  a("time", v.time);
  a.Added("standing", v.standing);
  a.Added("sent_back_by", v.sent_back_by);
  a.Added("sent_back_reason", v.sent_back_reason);
}

template <typename Archive>
void Fields(Archive& a, DecisionPayload& v) {
  a("screening", v.screening);
  a("decision", v.decision);
}

namespace {

// Bytes that are not UTF-8 (nothing above should hand any in) become U+FFFD: the record is kept.
std::string Dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string BytesFromHex(std::string_view hex) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (hex.size() % 2 != 0) throw std::runtime_error("half a byte");
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    const size_t high = kDigits.find(hex[i]);
    const size_t low = kDigits.find(hex[i + 1]);
    if (high == kDigits.npos || low == kDigits.npos) throw std::runtime_error("no hex digit");
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

template <typename Read>
Status Parse(std::string_view payload, Read read) {
  try {
    read(nlohmann::json::parse(payload));
    return Ok();
  } catch (const std::exception& error) {
    return DataLoss("a payload of the journal cannot be read: {}", error.what());
  }
}

}  // namespace

std::string ToPayload(const screen::Screening& screening) {
  return Dump(WriteScreening(screening));
}

Result<screen::Screening> ScreeningFromPayload(std::string_view payload) {
  screen::Screening screening;
  CHOWKI_RETURN_IF_ERROR(
      Parse(payload, [&](const nlohmann::json& json) { ReadScreening(json, screening); }));
  return screening;
}

Result<std::vector<identify::Match>> MatchesFromPayload(std::string_view matches) {
  std::vector<identify::Match> read;
  CHOWKI_RETURN_IF_ERROR(
      Parse(matches, [&](const nlohmann::json& json) { ReadMatches(json, read); }));
  return read;
}

std::string ToPayload(const DecisionPayload& decision) { return Dump(JsonWriter::Write(decision)); }

Result<DecisionPayload> DecisionFromPayload(std::string_view payload) {
  DecisionPayload decision;
  CHOWKI_RETURN_IF_ERROR(
      Parse(payload, [&](const nlohmann::json& json) { JsonReader::Read(json, decision); }));
  return decision;
}

std::string ToPayload(const ProvisionalEntry& entry) {
  const std::string bytes = watchlist::ToBytes(entry.entry);
  const Bytes view(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  return Dump(JsonWriter::Write(ProvisionalPayload{entry, entry.entry.id, ToHex(view)}));
}

Result<ProvisionalEntry> ProvisionalFromPayload(std::string_view payload) {
  ProvisionalPayload read;
  std::string bytes;
  CHOWKI_RETURN_IF_ERROR(Parse(payload, [&](const nlohmann::json& json) {
    JsonReader::Read(json, read);
    bytes = BytesFromHex(read.entry);
  }));
  CHOWKI_ASSIGN_OR_RETURN(read.rest.entry, watchlist::FromBytes(bytes));
  if (read.rest.entry.id == read.id) return std::move(read.rest);
  return DataLoss("a payload of the journal names another entry than it holds");
}

std::string ToPayload(const ReadRecord& read) { return Dump(JsonWriter::Write(read)); }

Result<ReadRecord> ReadFromPayload(std::string_view payload) {
  ReadRecord read;
  CHOWKI_RETURN_IF_ERROR(
      Parse(payload, [&](const nlohmann::json& json) { JsonReader::Read(json, read); }));
  return read;
}

std::string ToPayload(const LateAlert& alert) {
  nlohmann::json json = JsonWriter::Write(alert);
  json["match"] = WriteMatch(alert.match);
  return Dump(json);
}

Result<LateAlert> LateAlertFromPayload(std::string_view payload) {
  LateAlert alert;
  CHOWKI_RETURN_IF_ERROR(Parse(payload, [&](const nlohmann::json& json) {
    JsonReader::Read(json, alert);
    ReadMatch(json.at("match"), alert.match);
  }));
  return alert;
}

}  // namespace chowki::journal
