#include "base/log.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

TEST_CASE("a log line is one JSON object whatever the values hold", "[base]") {
  const std::string line = log::Format(log::Level::kInfo, "room.event",
                                       {{"n", 3}, {"ok", true}, {"id", log::Value::Id("a\"\n\\")}});
  CHECK(line.find("\"level\":\"info\",\"event\":\"room.event\",\"n\":3,\"ok\":true,"
                  "\"id\":\"a\\\"\\u000a\\\\\"}") != std::string::npos);
}

TEST_CASE("a string that might be personal does not become a log value by itself", "[base]") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, log::Value>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string_view, log::Value>);
}

}  // namespace
}  // namespace chowki
