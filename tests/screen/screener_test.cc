#include "screen/screener.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "face/face_reader.h"
#include "identify/matcher.h"
#include "read/mrz_reader.h"
#include "support/specimens.h"
#include "watchlist/action.h"
#include "watchlist/snapshot.h"

namespace chowki::screen {
namespace {

const std::filesystem::path kModels = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";
const Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1} + std::chrono::hours(9);

// The reader loads its networks once for all tests of this program.
const read::MrzReader& Reader() {
  static const Result<read::MrzReader> reader = read::MrzReader::Load(kModels);
  INFO(Message(reader.status()));
  REQUIRE(reader.ok());
  return *reader;
}

const FixedClock kClock{kNow};

Screener::Parts MakeParts() {
  Screener::Parts parts;
  parts.mrz_reader = &Reader();
  parts.clock = &kClock;
  parts.software = "test";
  parts.policy.mandatory_checks = {"mrz.found", "mrz.check_digits"};
  return parts;
}

watchlist::ListState Head(Time issued) {
  watchlist::ListState head;
  head.list = "test";
  head.version = 3;
  head.issued = issued;
  return head;
}

PinLists ListsOf(const std::vector<watchlist::Entry>& entries, Time issued) {
  watchlist::SnapshotBuilder builder;
  for (const watchlist::Entry& entry : entries) REQUIRE(builder.Add(entry).ok());
  auto matcher = std::make_shared<identify::Matcher>(
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(Head(issued))));
  return [matcher](Time now) {
    return ListGenerations{{matcher, matcher->snapshot().StateAt(now)}};
  };
}

// A specimen whose MRZ is read without doubt, as bytes.
std::vector<unsigned char> FirstPassport(const std::string& set) {
  for (const test::Specimen& specimen : test::LoadSpecimens(set)) {
    if (specimen.has_mrz && specimen.type == "TD3") return test::ReadBytes(specimen.image);
  }
  FAIL("no passport among the specimens");
  return {};
}

Result<Screening> ScreenVisible(const Screener& screener, const std::vector<unsigned char>& bytes,
                                const Deadline& deadline = {}, Observer* observer = nullptr) {
  Request request;
  request.id = "fixed";
  return screener.Screen({{capture::Light::kVisible, bytes}}, request, deadline, observer);
}

bool HasReason(const decide::Verdict& verdict, const std::string& code) {
  for (const decide::Reason& reason : verdict.reasons) {
    if (reason.code == code) return true;
  }
  return false;
}

TEST_CASE("a passport in good order, on nobody's list, is clear", "[screen]") {
  Screener::Parts parts = MakeParts();
  parts.lists = ListsOf({}, kNow - std::chrono::hours(1));
  const auto screening = ScreenVisible(Screener(parts), FirstPassport("clean"));
  REQUIRE(screening.ok());
  CHECK(screening->transcript.mrz.status == read::MrzStatus::kRead);
  for (const decide::Reason& reason : screening->verdict.reasons) UNSCOPED_INFO(reason.code);
  CHECK(screening->verdict.advice == decide::Advice::kClear);
  REQUIRE(screening->provenance.lists.size() == 1);
  CHECK(screening->provenance.lists[0].version == 3);
  CHECK(screening->provenance.lists[0].freshness == watchlist::Freshness::kFresh);
}

TEST_CASE("a document on the list is referred", "[screen]") {
  Screener::Parts parts = MakeParts();
  const auto bytes = FirstPassport("clean");
  const auto read = ScreenVisible(Screener(parts), bytes);
  REQUIRE(read.ok());
  REQUIRE(read->record);
  watchlist::Entry entry;
  entry.id = "stolen-1";
  entry.kind = watchlist::EntryKind::kDocument;
  entry.documents = {{"P", read->record->issuing_state, read->record->document_number}};
  entry.category = "stolen_document";
  entry.action = "seize";
  parts.lists = ListsOf({entry}, kNow - std::chrono::hours(1));
  const auto screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  REQUIRE(screening->matches.size() == 1);
  CHECK(screening->matches[0].entry == "stolen-1");
  CHECK(screening->matches[0].band == identify::Band::kExactDocument);
  CHECK(screening->verdict.advice == decide::Advice::kRefer);
}

// The holder of a document, as an entry of a list.
watchlist::Entry ListedHolder(const icao::MrzRecord& record, const std::string& category) {
  watchlist::Entry entry;
  entry.id = "holder-1";
  entry.names = {{record.surname + " " + record.given_names, record.surname, record.given_names,
                  "Latn", watchlist::NameQuality::kPrimary}};
  entry.birth_dates = {{record.birth_date, *ToInterval(record.birth_date)}};
  entry.nationalities = {record.nationality};
  entry.category = category;
  entry.action = watchlist::FindCategory(category)->action;
  return entry;
}

TEST_CASE("a match that an officer answered stays in the record and asks for nothing", "[screen]") {
  Screener::Parts parts = MakeParts();
  const auto bytes = FirstPassport("clean");
  const auto read = ScreenVisible(Screener(parts), bytes);
  REQUIRE(read.ok());
  REQUIRE(read->record);
  const auto screen = [&](const std::string& category, int said_of_days) {
    parts.lists = ListsOf({ListedHolder(*read->record, category)}, kNow - std::chrono::hours(1));
    parts.suppressions = {};
    const auto first = ScreenVisible(Screener(parts), bytes);
    REQUIRE(first.ok());
    REQUIRE(first->matches.size() == 1);
    REQUIRE(first->matches[0].alert);
    CHECK(first->verdict.advice == decide::Advice::kRefer);
    const identify::Match& match = first->matches[0];
    const identify::Suppression said{match.list,
                                     match.entry,
                                     match.revision,
                                     match.entry_digest,
                                     "other fingerprints",
                                     "desk-1",
                                     "",
                                     kNow + std::chrono::days(said_of_days),
                                     "earlier"};
    const auto person = identify::PersonKey(
        identify::ToQuery(*first->identity, first->record ? &*first->record : nullptr));
    REQUIRE(person);
    parts.suppressions = [=](const Digest& asked,
                             Time) -> Result<std::vector<identify::Suppression>> {
      CHECK(asked == *person);
      return std::vector{said};
    };
    const auto second = ScreenVisible(Screener(parts), bytes);
    REQUIRE(second.ok());
    REQUIRE(second->matches.size() == 1);
    return *second;
  };
  const Screening answered = screen("wanted", 1);
  CHECK_FALSE(answered.matches[0].alert);
  REQUIRE(answered.matches[0].suppression);
  CHECK(answered.matches[0].suppression->reason == "other fingerprints");
  CHECK(answered.verdict.advice == decide::Advice::kClear);

  CHECK(screen("wanted", 0).matches[0].alert);         // its day is past
  CHECK(screen("missing_child", 1).matches[0].alert);  // never for victims

  parts.lists = ListsOf({ListedHolder(*read->record, "wanted")}, kNow - std::chrono::hours(1));
  parts.suppressions = [](const Digest&, Time) -> Result<std::vector<identify::Suppression>> {
    return Unavailable("the journal is locked");
  };
  const auto broken = ScreenVisible(Screener(parts), bytes);
  REQUIRE(broken.ok());
  CHECK(broken->matches[0].alert);
}

TEST_CASE("all lists are searched, each match names its list, and one that fails stops no other",
          "[screen]") {
  Screener::Parts parts = MakeParts();
  const auto bytes = FirstPassport("clean");
  const auto read = ScreenVisible(Screener(parts), bytes);
  REQUIRE(read.ok());
  REQUIRE(read->record);
  const auto list_of = [&](const std::string& name, const std::string& category, Time issued) {
    watchlist::ListState head = Head(issued);
    head.list = name;
    watchlist::SnapshotBuilder builder;
    REQUIRE(builder.Add(ListedHolder(*read->record, category)).ok());
    const auto matcher = std::make_shared<identify::Matcher>(
        std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(head)));
    return ListGeneration{matcher, matcher->snapshot().StateAt(kNow)};
  };
  const ListGenerations two = {list_of("national", "wanted", kNow - std::chrono::hours(1)),
                               list_of("missing", "missing_child", kNow - std::chrono::days(9))};
  parts.lists = [&](Time) { return two; };
  auto screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  REQUIRE(screening->matches.size() == 2);
  CHECK(screening->matches[0].list != screening->matches[1].list);
  for (const identify::Match& match : screening->matches) {
    CHECK(match.kind == (match.list == "missing" ? identify::MatchKind::kMissing
                                                 : identify::MatchKind::kSuspect));
  }
  // Its own age for each.
  REQUIRE(screening->provenance.lists.size() == 2);
  CHECK(screening->provenance.lists[0].freshness == watchlist::Freshness::kFresh);
  CHECK(screening->provenance.lists[1].freshness == watchlist::Freshness::kStale);
  CHECK(HasReason(screening->verdict, "watchlist.stale"));
  CHECK_FALSE(HasReason(screening->verdict, "watchlist.absent"));

  ListGeneration broken;
  broken.state.list = "interpol";
  parts.lists = [&](Time) { return ListGenerations{broken, two[0]}; };
  screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  REQUIRE(screening->matches.size() == 1);
  CHECK(screening->matches[0].list == "national");
  CHECK(screening->provenance.lists[0].list == "interpol");
  CHECK(screening->provenance.lists[0].freshness == watchlist::Freshness::kAbsent);
  CHECK(HasReason(screening->verdict, "watchlist.absent"));
}

TEST_CASE("names that are not indexed yet are told, never no hit", "[screen]") {
  Screener::Parts parts = MakeParts();
  watchlist::SnapshotBuilder builder;
  const auto snapshot = std::make_shared<const watchlist::Snapshot>(
      std::move(builder).Finish(Head(kNow - std::chrono::hours(1))));
  const auto matcher =
      std::make_shared<identify::Matcher>(snapshot, identify::Matcher::Scope::kDocuments);
  parts.lists = [=](Time now) { return ListGenerations{{matcher, snapshot->StateAt(now)}}; };
  const auto screening = ScreenVisible(Screener(parts), FirstPassport("clean"));
  REQUIRE(screening.ok());
  CHECK(HasReason(screening->verdict, "watchlist.names_not_ready"));
  CHECK(screening->verdict.advice == decide::Advice::kAttention);
}

TEST_CASE("an altered check digit is found and never repaired", "[screen]") {
  Screener::Parts parts = MakeParts();
  parts.lists = ListsOf({}, kNow - std::chrono::hours(1));
  const auto screening = ScreenVisible(Screener(parts), FirstPassport("altered"));
  REQUIRE(screening.ok());
  CHECK(screening->transcript.mrz.repairs.empty());
  CHECK(screening->verdict.advice == decide::Advice::kRefer);
}

TEST_CASE("without a usable list the advice is never clear, and the answer says why", "[screen]") {
  Screener::Parts parts = MakeParts();
  const auto bytes = FirstPassport("clean");
  parts.lists = [](Time) { return ListGenerations(1); };
  auto screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  CHECK(screening->verdict.advice == decide::Advice::kAttention);
  CHECK(HasReason(screening->verdict, "watchlist.absent"));

  parts.lists = ListsOf({}, kNow - std::chrono::days(30));
  screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  CHECK(screening->verdict.advice == decide::Advice::kAttention);
  CHECK(HasReason(screening->verdict, "watchlist.stale"));

  parts.lists = ListsOf({}, kNow + std::chrono::hours(5));
  screening = ScreenVisible(Screener(parts), bytes);
  REQUIRE(screening.ok());
  CHECK(HasReason(screening->verdict, "watchlist.clock_suspect"));
}

TEST_CASE("the same bytes, list and clock give the same record again", "[screen]") {
  Screener::Parts parts = MakeParts();
  parts.lists = ListsOf({}, kNow - std::chrono::hours(1));
  const Screener screener(parts);
  const auto bytes = FirstPassport("worn");
  const auto first = ScreenVisible(screener, bytes);
  const auto second = ScreenVisible(screener, bytes);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->transcript == second->transcript);
  CHECK(first->record == second->record);
  CHECK(first->identity == second->identity);
  CHECK(first->findings == second->findings);
  CHECK(first->matches == second->matches);
  CHECK(first->verdict == second->verdict);
  CHECK(first->images == second->images);
  CHECK(first->provenance == second->provenance);
}

TEST_CASE("a deadline that has passed stops the screening by name", "[screen]") {
  const Deadline passed(std::chrono::steady_clock::now() - std::chrono::seconds(1));
  const auto screening = ScreenVisible(Screener(MakeParts()), FirstPassport("clean"), passed);
  REQUIRE_FALSE(screening.ok());
  CHECK(screening.status().code() == StatusCode::kDeadlineExceeded);
  CHECK(Detail(screening.status())->metadata.at("stage") == "decode");
}

TEST_CASE("images that make no document are refused with the field's name", "[screen]") {
  const Screener screener(MakeParts());
  const auto bytes = FirstPassport("clean");
  const Input visible{capture::Light::kVisible, bytes};
  const Input infrared{capture::Light::kInfrared, bytes};
  for (const std::vector<Input>& inputs : {std::vector<Input>{},
                                           {infrared},
                                           {visible, visible},
                                           {visible, infrared, infrared},
                                           std::vector<Input>(7, visible)}) {
    const auto screening = screener.Screen(inputs, {}, {});
    REQUIRE_FALSE(screening.ok());
    CHECK(screening.status().code() == StatusCode::kInvalidArgument);
    CHECK(Detail(screening.status())->reason == "FIELD_INVALID");
  }
}

TEST_CASE("an image that cannot be taken in is an error that names it", "[screen]") {
  const std::vector<unsigned char> text{'h', 'e', 'l', 'l', 'o'};
  const auto screening = ScreenVisible(Screener(MakeParts()), text);
  REQUIRE_FALSE(screening.ok());
  CHECK(Detail(screening.status())->reason == "IMAGE_FORMAT_UNSUPPORTED");
  CHECK(Message(screening.status()).rfind("visible: ", 0) == 0);
}

TEST_CASE("a zone that an officer typed is checked and matched in place of the one that was read",
          "[screen]") {
  Screener::Parts parts = MakeParts();
  parts.lists = ListsOf({}, kNow);
  const auto bytes = FirstPassport("clean");
  const auto read = ScreenVisible(Screener(parts), bytes);
  REQUIRE(read.ok());
  Request request;
  request.corrects = read->id;
  request.capture = Capture::kFile;
  request.typed_mrz = read->transcript.mrz.lines;
  std::string& digits = request.typed_mrz[1];
  digits[9] = digits[9] == '9' ? '0' : static_cast<char>(digits[9] + 1);
  const auto typed = Screener(parts).Screen({{capture::Light::kVisible, bytes}}, request, {});
  REQUIRE(typed.ok());
  CHECK(typed->corrects == read->id);
  CHECK(typed->capture == Capture::kFile);
  CHECK(typed->transcript.mrz.typed);
  CHECK(typed->record->lines == request.typed_mrz);
  CHECK(typed->identity->surname.source == read::Source::kOfficer);
  CHECK(HasReason(typed->verdict, "mrz.check_digits.document_number_digit_wrong"));

  request.typed_mrz.pop_back();
  const auto refused = Screener(parts).Screen({{capture::Light::kVisible, bytes}}, request, {});
  CHECK(Detail(refused.status())->reason == "MRZ_MALFORMED");
}

class Recorder final : public Observer {
 public:
  void StageDone(const StageTiming& timing) override { stages.push_back(timing.stage); }
  void TranscriptKnown(const read::Transcript& transcript) override {
    lines = transcript.mrz.lines;
  }
  void FindingKnown(const verify::Finding&) override { ++findings; }

  std::vector<std::string> stages;
  std::vector<std::string> lines;
  size_t findings = 0;
};

TEST_CASE("an observer hears of stages, reading and findings as they are known", "[screen]") {
  Screener::Parts parts = MakeParts();
  parts.lists = ListsOf({}, kNow);
  Recorder recorder;
  const auto screening = ScreenVisible(Screener(parts), FirstPassport("clean"), {}, &recorder);
  REQUIRE(screening.ok());
  CHECK(recorder.stages == std::vector<std::string>{"decode", "quality", "locate", "read", "verify",
                                                    "identify", "decide"});
  CHECK(recorder.lines == screening->transcript.mrz.lines);
  CHECK(recorder.findings == screening->findings.size());
}

// Hears what a portrait looks like.
class PortraitListener final : public Observer {
 public:
  void StageDone(const StageTiming&) override {}
  void TranscriptKnown(const read::Transcript&) override {}
  void FindingKnown(const verify::Finding&) override {}
  void PortraitKnown(const face::Embedding& seen) override { portraits.push_back(seen); }
  std::vector<face::Embedding> portraits;
};

TEST_CASE("what a portrait looks like is told to who asked, and is in no record", "[screen]") {
  const auto faces = face::FaceReader::Load(kModels);
  REQUIRE(faces.ok());
  Screener::Parts parts = MakeParts();
  parts.faces = &*faces;
  const Screener screener(parts);
  const auto specimens = test::LoadSpecimens("issue_genuine");
  REQUIRE_FALSE(specimens.empty());
  const auto bytes = test::ReadBytes(specimens[0].image);
  const std::vector<Input> inputs{{capture::Light::kVisible, bytes}};
  PortraitListener listener;
  Request request;
  request.id = "fixed";
  const auto without = screener.Screen(inputs, request, {}, &listener);
  REQUIRE(without.ok());
  CHECK(listener.portraits.empty());
  request.portrait = true;
  const auto with = screener.Screen(inputs, request, {}, &listener);
  REQUIRE(with.ok());
  REQUIRE(listener.portraits.size() == 1);
  CHECK(with->findings == without->findings);
  const auto again = screener.Screen(inputs, request, {}, &listener);
  REQUIRE(again.ok());
  REQUIRE(listener.portraits.size() == 2);
  CHECK(face::Similarity(listener.portraits[0], listener.portraits[1]) == Approx(1));
}

}  // namespace
}  // namespace chowki::screen
