// entry.proto is what others read an entry's bytes by: both must say the same.

#include <random>

#include <catch2/catch.hpp>

#include "chowki/watchlist/v1/entry.pb.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/example_entries.h"

namespace chowki::watchlist {
namespace {

// Whether protobuf reads the bytes without anything unknown and writes them again the same.
bool ProtobufAgrees(const std::string& bytes) {
  v1::Entry message;
  if (!message.ParseFromString(bytes)) return false;
  message.DiscardUnknownFields();
  return message.SerializeAsString() == bytes;
}

TEST_CASE("the bytes of an entry are the message of entry.proto", "[watchlist]") {
  const Entry entry = FullEntry();
  const std::string bytes = ToBytes(entry);
  CHECK(ProtobufAgrees(bytes));
  v1::Entry message;
  REQUIRE(message.ParseFromString(bytes));
  CHECK(message.id() == entry.id);
  CHECK(message.revision() == entry.revision);
  CHECK(message.kind() == v1::Entry::KIND_PERSON);
  REQUIRE(static_cast<size_t>(message.names_size()) == entry.names.size());
  for (int i = 0; i < message.names_size(); ++i) {
    const EntryName& name = entry.names[static_cast<size_t>(i)];
    CHECK(message.names(i).full() == name.full);
    CHECK(message.names(i).surname() == name.surname);
    CHECK(message.names(i).given_names() == name.given_names);
    CHECK(message.names(i).script() == name.script);
    CHECK(static_cast<int>(message.names(i).quality()) == static_cast<int>(name.quality));
  }
  REQUIRE(static_cast<size_t>(message.documents_size()) == entry.documents.size());
  for (int i = 0; i < message.documents_size(); ++i) {
    const EntryDocument& document = entry.documents[static_cast<size_t>(i)];
    CHECK(message.documents(i).type() == document.type);
    CHECK(message.documents(i).issuer() == document.issuer);
    CHECK(message.documents(i).number() == document.number);
    CHECK(message.documents(i).last_number() == document.last_number);
  }
  CHECK(std::vector<std::string>(message.nationalities().begin(), message.nationalities().end()) ==
        entry.nationalities);
  CHECK(static_cast<size_t>(message.birth_dates_size()) == entry.birth_dates.size());
  CHECK(message.category() == entry.category);
  CHECK(message.action() == entry.action);
  CHECK(message.authority() == entry.authority);
  CHECK(message.reference() == entry.reference);

  Entry document = SmallEntry("uto-2");
  document.kind = EntryKind::kDocument;
  REQUIRE(message.ParseFromString(ToBytes(document)));
  CHECK(message.kind() == v1::Entry::KIND_DOCUMENT);
}

TEST_CASE("whatever bytes are an entry to us are the same message to protobuf",
          "[watchlist][property]") {
  const std::string good = ToBytes(FullEntry());
  std::mt19937 random(20261122);
  int readable = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    if (!FromBytes(bytes).ok()) continue;
    ++readable;
    CHECK(ProtobufAgrees(bytes));
  }
  CHECK(readable > 1000);
}

}  // namespace
}  // namespace chowki::watchlist
