#include "journal/payload.h"

#include <nlohmann/json.hpp>

#include "journal/screening_fields.h"

namespace chowki::journal {

template <>
struct EnumValues<Outcome> {
  static constexpr std::array kAll = {Outcome::kProceed, Outcome::kRefer, Outcome::kRefuse};
};

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

std::string ToPayload(const DecisionPayload& decision) { return Dump(JsonWriter::Write(decision)); }

Result<DecisionPayload> DecisionFromPayload(std::string_view payload) {
  DecisionPayload decision;
  CHOWKI_RETURN_IF_ERROR(
      Parse(payload, [&](const nlohmann::json& json) { JsonReader::Read(json, decision); }));
  return decision;
}

}  // namespace chowki::journal
