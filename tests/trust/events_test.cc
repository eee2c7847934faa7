// Events on their way up in sealed bundles, and receipts on their way back.

#include <sstream>

#include <catch2/catch.hpp>

#include "trust/bundle_file.h"
#include "trust/byte_text.h"
#include "trust/deployment.h"
#include "trust/refusal.h"
#include "trust/verifier.h"

namespace chowki::trust::test {
namespace {

const std::string kEvents(150'000, 'e');

EventBatch Batch() { return {"utopia", "post-7", 1, 4, 9, Sha256("chain at 9"), Sha256(kEvents)}; }

std::string SignedBatch(const EventBatch& batch, const std::string& key) {
  return ToBytes(SignedBy(EventBatch::kPayloadType, ToPayload(batch), {key}));
}

std::optional<VerifyKey> Enrolled(const std::string& device) {
  if (device != "post-7") return std::nullopt;
  return KeyOf("post-7").verify_key();
}

TEST_CASE("events reach the centre in a sealed bundle and nobody else", "[trust]") {
  Offer offer;
  offer.header.direction = Direction::kUp;
  offer.header.deployment = "utopia";
  offer.header.statements = {SignedBatch(Batch(), "post-7")};
  offer.files = {kEvents};
  offer.recipients = {OpeningKeyOf("centre").sealing_key(), OpeningKeyOf("spare").sealing_key()};
  const std::string bundle = offer.Bytes();
  CHECK(bundle.find("eeeeeeee") == std::string::npos);

  for (const char* holder : {"centre", "spare"}) {
    const OpeningKey key = OpeningKeyOf(holder);
    MemorySource source(AsBytes(bundle));
    const auto reader = BundleReader::Open(source, &key);
    REQUIRE(reader.ok());
    const auto batch =
        Verifier::CheckEventBatch("utopia", (*reader)->header().statements[0], Enrolled);
    REQUIRE(batch.ok());
    CHECK(**batch == Batch());
    SectionSource section = (*reader)->Section(0);
    std::vector<std::uint8_t> out(200'000);
    CHECK(section.Read(out).value() == kEvents.size());
    CHECK(Sha256(Bytes(out).first(kEvents.size())) == (*batch)->events);
    CHECK((*reader)->End().ok());
  }
}

TEST_CASE("events in another's name are refused", "[trust][attack]") {
  const auto refusal = [](const EventBatch& batch, const std::string& key) {
    return RefusalOf(
        Verifier::CheckEventBatch("utopia", SignedBatch(batch, key), Enrolled).status());
  };
  CHECK_FALSE(refusal(Batch(), "post-7"));
  CHECK(refusal(Batch(), "post-8") == Refusal::kSignatureThreshold);
  EventBatch batch = Batch();
  batch.device = "post-8";
  CHECK(refusal(batch, "post-7") == Refusal::kReceiptWrongDevice);
  batch = Batch();
  batch.deployment = "dystopia";
  CHECK(refusal(batch, "post-7") == Refusal::kDeploymentWrong);
  batch = Batch();
  batch.last_sequence = 3;
  CHECK(refusal(batch, "post-7") == Refusal::kMetadataMalformed);
}

TEST_CASE("a sealed stream breaks at every message that is altered, cut or moved",
          "[trust][attack]") {
  std::ostringstream out;
  SealedStreamWriter writer(out);
  writer.Bind(Sha256("header"));
  writer.Write(AsBytes(kEvents));
  writer.Finish();
  const std::string sealed = out.str();
  constexpr size_t kMessage = kChunkBytes + 17;

  const auto read = [&](const std::string& bytes, const Digest& bound_to) {
    MemorySource source(AsBytes(bytes));
    UnsealedSource unsealed(source, writer.key(), writer.header(), bound_to);
    std::vector<std::uint8_t> text(2 * kEvents.size());
    return unsealed.Read(text);
  };
  CHECK(read(sealed, Sha256("header")).value() == kEvents.size());
  CHECK(RefusalOf(read(sealed, Sha256("another")).status()) == Refusal::kBundleDamaged);
  for (size_t at : {size_t{0}, kMessage + 3, sealed.size() - 1}) {
    std::string altered = sealed;
    altered[at] ^= 1;
    CHECK(RefusalOf(read(altered, Sha256("header")).status()) == Refusal::kBundleDamaged);
  }
  for (size_t size : {size_t{0}, size_t{10}, kMessage, 2 * kMessage, sealed.size() - 1}) {
    CHECK(RefusalOf(read(sealed.substr(0, size), Sha256("header")).status()) ==
          Refusal::kBundleDamaged);
  }
  const std::string swapped =
      sealed.substr(kMessage, kMessage) + sealed.substr(0, kMessage) + sealed.substr(2 * kMessage);
  CHECK(RefusalOf(read(swapped, Sha256("header")).status()) == Refusal::kBundleDamaged);
  const std::string doubled = sealed.substr(0, kMessage) + sealed;
  CHECK(RefusalOf(read(doubled, Sha256("header")).status()) == Refusal::kBundleDamaged);
}

TEST_CASE("a header does not promise what the sections do not keep", "[trust]") {
  BundleHeader header;
  header.deployment = "utopia";
  header.sections = {{Sha256("one"), 3}};
  MemorySource other(AsBytes("two"));
  std::vector<ByteSource*> sections = {&other};
  std::ostringstream out;
  CHECK(WriteBundle(out, header, sections, {}).code() == StatusCode::kInvalidArgument);
  CHECK(WriteBundle(out, header, {}, {}).code() == StatusCode::kInvalidArgument);
  header.direction = Direction::kUp;
  CHECK(RefusalOf(WriteBundle(out, header, sections, {})) == Refusal::kBundleNotSealed);
}

struct ReceiptAttack {
  const char* name;
  std::optional<Refusal> refusal;
  void (*spoil)(Receipt&);
  const char* signer = "pulse";
};

TEST_CASE("a receipt is believed only for what was sent", "[trust][attack]") {
  const Deployment centre;
  const SentEvents sent{"post-7", 1, 9, [](std::int64_t sequence) -> std::optional<Digest> {
                          if (sequence < 4) return std::nullopt;  // deleted already
                          return Sha256("chain at " + std::to_string(sequence));
                        }};
  const ReceiptAttack attacks[] = {
      {"good", std::nullopt, [](Receipt&) {}},
      {"old, for events that are gone", std::nullopt,
       [](Receipt& receipt) {
         receipt.through_sequence = 2;
         receipt.chain = Sha256("chain at 2");
       }},
      {"another device", Refusal::kReceiptWrongDevice,
       [](Receipt& receipt) { receipt.device = "post-8"; }},
      {"another stream", Refusal::kReceiptWrongDevice,
       [](Receipt& receipt) { receipt.stream_epoch = 2; }},
      {"events never sent", Refusal::kReceiptBeyondSent,
       [](Receipt& receipt) { receipt.through_sequence = 10; }},
      {"other events", Refusal::kEventSequenceFork,
       [](Receipt& receipt) { receipt.chain = Sha256("elsewhere"); }},
      {"another deployment", Refusal::kDeploymentWrong,
       [](Receipt& receipt) { receipt.deployment = "dystopia"; }},
      {"a stranger's", Refusal::kSignatureThreshold, [](Receipt&) {}, "stranger"},
      {"the publisher's", Refusal::kSignatureThreshold, [](Receipt&) {}, "centre"},
      {"number 0", Refusal::kMetadataMalformed,
       [](Receipt& receipt) { receipt.through_sequence = 0; }},
  };
  for (const ReceiptAttack& attack : attacks) {
    INFO(attack.name);
    Receipt receipt{"utopia", "post-7", 1, 9, Sha256("chain at 9"), At(5)};
    attack.spoil(receipt);
    const std::string bytes =
        ToBytes(SignedBy(Receipt::kPayloadType, ToPayload(receipt), {attack.signer}));
    const auto checked = Verifier::CheckReceipt(centre.root, bytes, sent);
    CHECK(RefusalOf(checked.status()) == attack.refusal);
    if (!attack.refusal) CHECK(checked.ok());
  }
  const std::string not_a_receipt = ToBytes(SignedBy(Heartbeat::kPayloadType, "", {"pulse"}));
  CHECK(RefusalOf(Verifier::CheckReceipt(centre.root, not_a_receipt, sent).status()) ==
        Refusal::kPayloadTypeWrong);
}

}  // namespace
}  // namespace chowki::trust::test
