#pragma once

#include <nlohmann/json.hpp>

#include "base/status.h"
#include "identify/query.h"

namespace chowki::app::cli {

// A question of `chowki match`:
// {"names": [...], "surname": "", "given_names": "", "birth_date": "1957-10", "sex": "M",
//  "nationality": "SYR", "document": {"type": "P", "issuer": "SYR", "number": "X1", "check_digit":
//  "3"}, "mrz_truncated": false}. Everything may be left out.
//
// name_only  everything but names is left out.
// errors     kInvalidArgument naming the member.
[[nodiscard]] Result<identify::Query> ReadQuery(const nlohmann::ordered_json& json, bool name_only);

// A person of `chowki compare`, in the words of FollowTheMoney: {"name", "firstName", "middleName",
// "patronymic", "lastName", "alias", "birthDate", "country", "gender"}, each a text or an array of
// texts, of which dates, countries and genders count the first. Everything may be left out; other
// members are passed over.
//
// errors  kInvalidArgument naming the member.
[[nodiscard]] Result<identify::Query> ReadPerson(const nlohmann::ordered_json& json);

}  // namespace chowki::app::cli
