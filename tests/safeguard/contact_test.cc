#include "safeguard/contact.h"

#include <catch2/catch.hpp>

namespace chowki::safeguard {
namespace {

TEST_CASE("a contact has a role that is known, a name and a telephone", "[safeguard]") {
  const PostContact whole{"child_protection", "Utopian Child Help", "+00 1234", {"en"}, "always"};
  CHECK(Validate(whole).ok());
  for (const auto spoil :
       {+[](PostContact& one) { one.role = "friend"; }, +[](PostContact& one) { one.name.clear(); },
        +[](PostContact& one) { one.telephone.clear(); },
        +[](PostContact& one) { one.telephone = std::string(41, '1'); },
        +[](PostContact& one) { one.languages.assign(33, "en"); },
        +[](PostContact& one) { one.languages = {""}; },
        +[](PostContact& one) { one.hours = std::string(201, 'x'); }}) {
    PostContact spoiled = whole;
    spoil(spoiled);
    CHECK(Validate(spoiled).code() == StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace chowki::safeguard
