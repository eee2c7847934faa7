// Rows of a journal on a stick to the centre, and its receipt on the way back.

#include "central_service/event_bundle.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "central/office.h"
#include "central_service/post_events.h"
#include "support/program.h"
#include "support/sample_screening.h"
#include "sync/event_bundle.h"
#include "trust/byte_text.h"
#include "trust/key_file.h"
#include "trust/refusal.h"

namespace chowki::central_service {
namespace {

using trust::test::At;
using trust::test::KeyOf;
using trust::test::OpeningKeyOf;

// A post without a line, and the centre.
struct Drive {
  central::test::Office office{"sqlite"};
  test::TempFolder folder;
  FixedClock clock{At(3)};
  std::unique_ptr<journal::Journal> journal =
      journal::Journal::Open(folder / "journal.db", clock).value();
  sync::EventSender sender{"utopia", "post-7", 1};
  trust::OpeningKey opening = OpeningKeyOf("centre");
  trust::SigningKey receipts = KeyOf("pulse");
  int screened = 0;

  void Screen(int times) {
    for (int i = 0; i < times; ++i) {
      auto screening = test::SampleScreening();
      screening.id = "screening-" + std::to_string(++screened);
      REQUIRE(journal->Append(screening).ok());
    }
  }
  Result<std::string> Stick(std::int64_t after, const std::string& signer = "post-7") {
    std::ostringstream out;
    CHOWKI_RETURN_IF_ERROR(sync::ExportEvents(*journal, sender, after, KeyOf(signer),
                                              {opening.sealing_key()}, At(4), out)
                               .status());
    return out.str();
  }
  Result<central::Cursor> Take(const std::string& stick, std::string& receipt) {
    const EventReceiver receiver{
        "utopia", &opening, &receipts,
        [](const std::string& device) {
          return device == "post-7" ? std::optional(KeyOf("post-7").verify_key()) : std::nullopt;
        },
        "from-posts"};
    trust::MemorySource source(trust::AsBytes(stick));
    std::ostringstream out;
    auto cursor = TakeEventBundle(*office.pool, source, receiver, At(5), out);
    receipt = out.str();
    return cursor;
  }
  Result<central::Cursor> Take(const std::string& stick) {
    std::string receipt;
    return Take(stick, receipt);
  }
  std::int64_t Stored() {
    return office.pool
        ->ReadFor(
            [](sql::Connection& store) { return store.QueryInt("SELECT count(*) FROM event"); })
        .value();
  }
  Result<trust::Verified<trust::Receipt>> Believe(const std::string& receipt) {
    trust::MemorySource source(trust::AsBytes(receipt));
    return sync::ReadReceipt(source, office.people.root, sender, *journal);
  }
};

TEST_CASE("a journal goes to the centre on a stick, each row once, and a receipt comes back",
          "[central][events]") {
  Drive drive;
  CHECK(drive.Stick(0).status().code() == StatusCode::kNotFound);
  drive.Screen(300);
  const std::string first = drive.Stick(0).value();
  CHECK(first.find("screening-7") == std::string::npos);  // nobody on the way reads it
  std::string receipt;
  const auto cursor = drive.Take(first, receipt);
  INFO(Message(cursor.status()));
  REQUIRE(cursor.ok());
  CHECK(cursor->sequence == 300);
  CHECK(drive.Take(first)->sequence == 300);  // any number of times
  CHECK(drive.Stored() == 300);
  const auto believed = drive.Believe(receipt);
  INFO(Message(believed.status()));
  REQUIRE(believed.ok());
  CHECK((*believed)->through_sequence == 300);

  drive.Screen(5);
  const std::string second = drive.Stick((*believed)->through_sequence).value();
  CHECK(second.size() < first.size() / 10);
  CHECK(drive.Take(second)->sequence == 305);
  CHECK(drive.Take(first)->sequence == 305);  // in any order
  CHECK(drive.Stored() == 305);
  CHECK(drive.office.pool
            ->ReadFor([](sql::Connection& store) { return central::GetCursor(store, "post-7"); })
            ->chain == drive.journal->ReadHead()->hash);
}

TEST_CASE("a verifier in another language says the same of a stick and of its receipt",
          "[central][events]") {
  Drive drive;
  drive.Screen(30);
  const auto file = [&](const char* name) { return (drive.folder / name).string(); };
  const auto keep = [&](const char* name, const std::string& bytes) {
    std::ofstream(file(name), std::ios::binary) << bytes;
  };
  const std::string first = drive.Stick(0).value();
  std::string receipt;
  REQUIRE(drive.Take(first, receipt).ok());
  drive.Screen(4);
  keep("first.chb", first);
  keep("receipt.chb", receipt);
  keep("second.chb", drive.Stick(30).value());
  keep("stranger.chb", drive.Stick(0, "post-8").value());
  keep("root.bin", drive.office.people.roots.front());
  REQUIRE(trust::WriteKeyFile(file("open"), drive.opening).ok());
  REQUIRE(trust::WriteKeyFile(file("post-7.pub"), KeyOf("post-7").verify_key()).ok());
  const auto verify = [&](const char* stick, bool with_receipt) {
    std::vector<std::string> arguments = {"--deployment", "utopia",
                                          "--key",        file("open"),
                                          "--device",     "post-7=" + file("post-7.pub")};
    if (with_receipt) {
      arguments.insert(arguments.end(),
                       {"--root", file("root.bin"), "--receipt", file("receipt.chb")});
    }
    arguments.push_back(file(stick));
    return test::Run(CHOWKI_SOURCE_DIR "/tools/verify_events", arguments).out;
  };
  CHECK(verify("first.chb", false).rfind("post-7: 30 rows, up to 30", 0) == 0);
  CHECK(verify("first.chb", true).rfind("post-7: 30 rows, up to 30", 0) == 0);
  CHECK(verify("second.chb", false) == "EVENT_SEQUENCE_GAP\n");
  CHECK(verify("second.chb", true) ==
        "post-7: 4 rows, up to 34, chain " + ToHex(drive.journal->ReadHead()->hash) + "\n");
  CHECK(verify("stranger.chb", false) == "SIGNATURE_THRESHOLD\n");
}

TEST_CASE("what two officers added comes up on a stick and is one draft at the centre",
          "[central][events][provisional]") {
  Drive drive;
  drive.Screen(2);
  journal::ProvisionalStep step;
  step.officer = "asif";
  step.reason = "call from the capital";
  watchlist::Entry entry;
  entry.names.push_back({"TESTOVA IMA", "TESTOVA", "IMA", "Latn"});
  entry.category = "wanted";
  entry.action = "arrest";
  step.entry = entry;
  const auto id = drive.journal->RecordProvisional(step, "").value().entry.id;
  const auto sets = [&] {
    return drive.office.pool
        ->ReadFor([](sql::Connection& store) {
          return central::ListChangeSets(store, "from-posts", std::nullopt, 0, 10);
        })
        .value();
  };
  REQUIRE(drive.Take(drive.Stick(0).value()).ok());
  CHECK(sets().empty());  // one officer alone

  journal::ProvisionalStep confirm;
  confirm.kind = journal::ProvisionalStep::Kind::kConfirm;
  confirm.id = id;
  confirm.officer = "bano";
  REQUIRE(drive.journal->RecordProvisional(confirm, "").ok());
  const std::string stick = drive.Stick(0).value();
  REQUIRE(drive.Take(stick).ok());
  REQUIRE(drive.Take(stick).ok());
  REQUIRE(sets().size() == 1);
  CHECK(sets().front().state == central::State::kDraft);
  CHECK(sets().front().author == "post-7 (asif, bano)");

  confirm.kind = journal::ProvisionalStep::Kind::kWithdraw;
  confirm.reason = "another person";
  REQUIRE(drive.journal->RecordProvisional(confirm, "").ok());
  REQUIRE(drive.Take(drive.Stick(0).value()).ok());
  REQUIRE(drive.Take(stick).ok());
  REQUIRE(sets().size() == 1);
  CHECK(sets().front().state == central::State::kWithdrawn);
  CHECK(sets().front().remark == "withdrawn at the post by bano: another person");
}

TEST_CASE("a provisional row that cannot be read is stored and holds nothing up",
          "[central][events][provisional][attack]") {
  Drive drive;
  const std::vector<central::Event> events = {{1, 1, "provisional", "nonsense"},
                                              {2, 2, "provisional", R"({"id": 7})"},
                                              {3, 3, "provisional", "[[[["}};
  const auto cursor = drive.office.pool->WriteFor([&](sql::Connection& store) {
    return TakePostEvents(store, "post-7", 1, events, "from-posts", At(5));
  });
  REQUIRE(cursor.ok());
  CHECK(cursor->sequence == 3);
  CHECK(drive.Stored() == 3);
}

TEST_CASE("events that are not the device's, not whole or out of place are refused",
          "[central][events][attack]") {
  Drive drive;
  drive.Screen(40);
  const std::string good = drive.Stick(0).value();
  CHECK(trust::RefusalOf(drive.Take(drive.Stick(0, "post-8").value()).status()) ==
        trust::Refusal::kSignatureThreshold);
  drive.sender.device = "post-9";
  CHECK(trust::RefusalOf(drive.Take(drive.Stick(0).value()).status()) ==
        trust::Refusal::kReceiptWrongDevice);
  drive.sender = {"dystopia", "post-7", 1};
  CHECK(trust::RefusalOf(drive.Take(drive.Stick(0).value()).status()) ==
        trust::Refusal::kDeploymentWrong);
  drive.sender = {"utopia", "post-7", 1};
  std::string altered = good;
  altered[altered.size() - 9] ^= 1;
  CHECK(trust::RefusalOf(drive.Take(altered).status()) == trust::Refusal::kBundleDamaged);
  CHECK(drive.Take(good.substr(0, good.size() - 1)).ok() == false);
  const std::string down = drive.office.people.Bundle().Bytes();
  CHECK(trust::RefusalOf(drive.Take(down).status()) == trust::Refusal::kBundleDirectionWrong);
  // Rows between are missing.
  const auto gap = Detail(drive.Take(drive.Stick(20).value()).status());
  REQUIRE(gap.has_value());
  CHECK(gap->reason == "EVENT_SEQUENCE_GAP");
  CHECK(drive.Stored() == 0);
  CHECK(drive.Take(good).ok());

  // A receipt is for a post that sent that.
  std::string receipt;
  REQUIRE(drive.Take(good, receipt).ok());
  drive.sender.device = "post-8";
  CHECK(trust::RefusalOf(drive.Believe(receipt).status()) == trust::Refusal::kReceiptWrongDevice);
  drive.sender.device = "post-7";
  CHECK(trust::RefusalOf(drive.Believe(down).status()) == trust::Refusal::kBundleDirectionWrong);
}

}  // namespace
}  // namespace chowki::central_service
