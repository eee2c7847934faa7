#include "safeguard/referral_text.h"

#include <array>
#include <span>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "associate/rule.h"

namespace chowki::safeguard {
namespace {

using nlohmann::json;

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

Time TimeIn(const json& value) {
  return Time(std::chrono::microseconds(value.get<std::int64_t>()));
}

// Enumerators are kept as their place: the contract of this file with itself.
template <typename E>
E EnumIn(const json& value, int count) {
  const int place = value.get<int>();
  if (place < 0 || place >= count) throw std::runtime_error("unknown enumerator");
  return static_cast<E>(place);
}

json ToJson(const associate::Sign& sign) {
  return {{"id", sign.id},
          {"strength", sign.strength},
          {"points", sign.points},
          {"people", sign.people},
          {"evidence", sign.evidence}};
}

// What a sign always has is its rule's, which outlives it.
associate::Sign SignIn(const json& from) {
  associate::Sign sign;
  from.at("id").get_to(sign.id);
  from.at("strength").get_to(sign.strength);
  from.at("points").get_to(sign.points);
  from.at("people").get_to(sign.people);
  from.at("evidence").get_to(sign.evidence);
  if (const associate::SignRule* rule = associate::FindRule(sign.id)) {
    sign.family = rule->family;
    sign.level = LevelOf(*rule);
    sign.benign = rule->benign;
    sign.source = rule->source;
  }
  return sign;
}

json ToJson(const Ending& ending) {
  return {{"outcome", static_cast<int>(ending.outcome)},
          {"feedback", static_cast<int>(ending.feedback)},
          {"officer", ending.officer},
          {"time", Microseconds(ending.time)},
          {"second", ending.second_officer},
          {"signed", ending.signed_at ? json(Microseconds(*ending.signed_at)) : json()}};
}

Ending EndingIn(const json& from) {
  Ending ending;
  ending.outcome = EnumIn<Outcome>(from.at("outcome"), 7);
  ending.feedback = EnumIn<Feedback>(from.at("feedback"), 3);
  from.at("officer").get_to(ending.officer);
  ending.time = TimeIn(from.at("time"));
  from.at("second").get_to(ending.second_officer);
  if (!from.at("signed").is_null()) ending.signed_at = TimeIn(from.at("signed"));
  return ending;
}

}  // namespace

std::string ToText(const Referral& referral) {
  json signs = json::array();
  for (const associate::Sign& sign : referral.signs) signs.push_back(ToJson(sign));
  json notes = json::array();
  for (const Note& note : referral.notes) {
    notes.push_back(
        {{"author", note.author}, {"text", note.text}, {"us", Microseconds(note.time)}});
  }
  json requests = json::array();
  for (const TakenRequest& request : referral.requests) {
    requests.push_back({request.id, request.content, request.answer});
  }
  const json all = {{"id", referral.id},
                    {"names", referral.names},
                    {"revision", referral.revision},
                    {"screening", referral.screening},
                    {"party", referral.party},
                    {"declared", referral.declared},
                    {"lane", referral.lane},
                    {"issuing_state", referral.subject.issuing_state},
                    {"age", static_cast<int>(referral.subject.age)},
                    {"sex", std::string(1, referral.subject.sex)},
                    {"cause", static_cast<int>(referral.cause)},
                    {"signs", signs},
                    {"points", referral.points},
                    {"state", static_cast<int>(referral.state)},
                    {"opened_by", referral.opened_by},
                    {"assignee", referral.assignee},
                    {"ending", referral.ending ? ToJson(*referral.ending) : json()},
                    {"notes", notes},
                    {"requests", requests},
                    {"created", Microseconds(referral.created)},
                    {"updated", Microseconds(referral.updated)},
                    {"expires", Microseconds(referral.expires)}};
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Referral> ReferralFromText(std::string_view text) {
  try {
    const json all = json::parse(text);
    Referral referral;
    all.at("id").get_to(referral.id);
    all.at("names").get_to(referral.names);
    all.at("revision").get_to(referral.revision);
    all.at("screening").get_to(referral.screening);
    all.at("party").get_to(referral.party);
    all.at("declared").get_to(referral.declared);
    all.at("lane").get_to(referral.lane);
    all.at("issuing_state").get_to(referral.subject.issuing_state);
    referral.subject.age = EnumIn<associate::Age>(all.at("age"), 3);
    referral.subject.sex = all.at("sex").get_ref<const std::string&>().at(0);
    referral.cause = EnumIn<Cause>(all.at("cause"), 3);
    for (const json& sign : all.at("signs")) referral.signs.push_back(SignIn(sign));
    all.at("points").get_to(referral.points);
    referral.state = EnumIn<State>(all.at("state"), 4);
    all.at("opened_by").get_to(referral.opened_by);
    all.at("assignee").get_to(referral.assignee);
    if (!all.at("ending").is_null()) referral.ending = EndingIn(all.at("ending"));
    for (const json& note : all.at("notes")) {
      referral.notes.push_back({note.at("author"), note.at("text"), TimeIn(note.at("us"))});
    }
    for (const json& request : all.at("requests")) {
      referral.requests.push_back({request.at(0), request.at(1), request.at(2)});
    }
    referral.created = TimeIn(all.at("created"));
    referral.updated = TimeIn(all.at("updated"));
    referral.expires = TimeIn(all.at("expires"));
    return referral;
  } catch (const std::exception&) {
    // What it says of the text is left out: the text is about somebody.
    return DataLoss("not the text of a referral");
  }
}

}  // namespace chowki::safeguard
