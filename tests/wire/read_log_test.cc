#include "wire/read_log.h"

#include <catch2/catch.hpp>

namespace chowki::wire {
namespace {

namespace pb = screening::v1;

TEST_CASE("a read comes back as it was", "[wire]") {
  const journal::ReadRecord read{
      "asif", "officer,supervisor",         "GetScreening", "screenings/a1",
      7,      Time(std::chrono::seconds(5))};
  const auto again = FromProto(ToProto(read));
  REQUIRE(again.ok());
  CHECK(*again == read);
}

TEST_CASE("what is asked of reads is checked", "[wire]") {
  pb::ListReadsRequest message;
  message.set_parent("checkpoints/tor-1");
  message.set_page_size(5);
  message.set_reader("asif");
  const auto request = FromProto(message);
  REQUIRE(request.ok());
  CHECK(request->checkpoint == "tor-1");
  CHECK(request->page_size == 5);
  CHECK(request->reader == "asif");
  message.set_page_size(501);
  CHECK_FALSE(FromProto(message).ok());
  message.set_page_size(0);
  message.set_parent("somewhere");
  CHECK_FALSE(FromProto(message).ok());
}

}  // namespace
}  // namespace chowki::wire
