// Whether somebody who watches a kiosk can tell a hit, a referral of somebody who may need help and
// a traveller chosen at random from one another: by what the answers say, how long they are, and
// when they come. The real server over TLS, the real screener on a specimen, one post for each.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "associate/memory.h"
#include "e2e/running_checkpoint.h"
#include "identify/matcher.h"
#include "read/mrz_reader.h"
#include "safeguard/watch.h"
#include "screen/screener.h"
#include "service/screening_service.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
using pki::Role;
namespace pb = screening::v1;

// When specimens are valid, and nothing else depends on the day.
const FixedClock kClock{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1} + 9h};

enum class Why { kNothing, kHit, kReferral, kRandom };
constexpr std::array kAll{Why::kNothing, Why::kHit, Why::kReferral, Why::kRandom};
constexpr std::array kReasons{Why::kHit, Why::kReferral, Why::kRandom};

const read::MrzReader& Reader() {
  static const auto reader =
      read::MrzReader::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models");
  REQUIRE(reader.ok());
  return *reader;
}

const std::string& Picture() {
  static const std::string bytes = [] {
    for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
      if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
      const auto read = test::ReadBytes(specimen.image);
      return std::string(read.begin(), read.end());
    }
    FAIL("no clean passport among the specimens");
    return std::string();
  }();
  return bytes;
}

screen::PinLists ListOf(const std::vector<watchlist::Entry>& entries) {
  watchlist::SnapshotBuilder builder;
  for (const watchlist::Entry& entry : entries) REQUIRE(builder.Add(entry).ok());
  watchlist::ListState head;
  head.list = "national";
  head.version = 1;
  head.issued = kClock.Now() - 1h;
  const auto matcher = std::make_shared<identify::Matcher>(
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(std::move(head))));
  return [matcher](Time now) {
    return screen::ListGenerations{{matcher, matcher->snapshot().StateAt(now)}};
  };
}

screen::Screener ScreenerWith(screen::PinLists lists) {
  screen::Screener::Parts parts;
  parts.mrz_reader = &Reader();
  parts.clock = &kClock;
  parts.policy.mandatory_checks = {"mrz.found", "mrz.check_digits"};
  parts.lists = std::move(lists);
  return screen::Screener(std::move(parts));
}

// What the picture gives where nothing is listed.
const screen::Screening& Known() {
  static const screen::Screening known = [] {
    const std::string& picture = Picture();
    const screen::Input input{
        capture::Light::kVisible,
        {reinterpret_cast<const std::uint8_t*>(picture.data()), picture.size()}};
    auto screening = ScreenerWith(ListOf({})).Screen({input}, {}, {});
    REQUIRE(screening.ok());
    REQUIRE(screening->verdict.advice == decide::Advice::kClear);
    return *std::move(screening);
  }();
  return known;
}

watchlist::Entry StolenDocument() {
  watchlist::Entry entry;
  entry.id = "stolen-1";
  entry.kind = watchlist::EntryKind::kDocument;
  entry.documents = {{"P", Known().record->issuing_state, Known().record->document_number}};
  entry.category = "stolen_document";
  entry.action = "seize";
  return entry;
}

// A post at which the same passport is answered for one reason.
class Post {
 public:
  struct Pace {
    std::chrono::milliseconds step{200};
    std::chrono::milliseconds referral{0};  // that writing one down takes: a slow disk
  };

  Post(Why why, const Pace& pace)
      : why_(why),
        screener_(ScreenerWith(ListOf(why == Why::kHit ? std::vector{StolenDocument()}
                                                       : std::vector<watchlist::Entry>{}))) {
    safeguard::Watch::Parts watching;
    watching.clock = &kClock;
    watching.metrics = &metrics_;
    watching.open_memory = [this](Time now) {
      return associate::Memory::Open(folder_ / "memory", folder_ / "keys", now);
    };
    watching.share.emplace(vault::Secret::Make(), why == Why::kRandom ? 100 : 0);
    // One number with two identities is enough for a referral here.
    watching.points = [] {
      return std::map<std::string, double, std::less<>>{{"document_two_identities", 10}};
    };
    watching.propose = [this, pace](const safeguard::Proposal& proposal) {
      std::this_thread::sleep_for(pace.referral);
      const std::lock_guard lock(mutex_);
      referred_.insert(proposal.screening);
      return Ok();
    };
    watching.referred = [this](const std::string& id) {
      const std::lock_guard lock(mutex_);
      return referred_.contains(id);
    };
    watch_ = std::make_unique<safeguard::Watch>(std::move(watching));
    service::Desk::Parts desk;
    desk.screener = &screener_;
    desk.journal = journal_.get();
    desk.admission = &admission_;
    desk.metrics = &metrics_;
    desk.clock = &kClock;
    desk.checkpoint = "tor-1";
    desk.provisional = provisional_.get();
    desk.uploads = &uploads_;
    desk.watch = watch_.get();
    desk_ = std::make_unique<service::Desk>(std::move(desk));
    const pki::KeyPair files = pki_.Server();
    service::ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = service::TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                                       test::ReadText(pki_.authority())};
    server_ = service::Server::Start(options, &metrics_,
                                     service::ServeScreening(desk_.get(), {pace.step}))
                  .value();
    const auto kiosk = pki_.Client("kiosk-1", {Role::kKiosk});
    stub_ = pb::ScreeningService::NewStub(test::Dial(server_->port(), pki_.authority(), &kiosk));
  }

  struct Heard {
    pb::KioskAnswer answer;
    double ms = 0;
  };
  Heard Ask() {
    Prepare();
    const auto start = std::chrono::steady_clock::now();
    const auto screened = Screen(*stub_, RequestFor(Picture(), NewRequestId()));
    const auto stop = std::chrono::steady_clock::now();
    INFO(screened.status.error_message());
    REQUIRE(screened.status.ok());
    REQUIRE(screened.response.has_kiosk());
    REQUIRE(screened.response.kiosk().advice() ==
            (why_ == Why::kNothing ? pb::ADVICE_CLEAR : pb::ADVICE_REFER));
    return {screened.response.kiosk(),
            std::chrono::duration<double, std::milli>(stop - start).count()};
  }

  // Sizes of the messages of a stream.
  std::vector<std::size_t> Follow() {
    Prepare();
    grpc::ClientContext context;
    test::SetDeadline(context, 60s);
    pb::ScreenDocumentProgressRequest request;
    *request.mutable_screen() = RequestFor(Picture(), NewRequestId());
    const auto updates = stub_->ScreenDocumentProgress(&context, request);
    std::vector<std::size_t> sizes;
    pb::ScreenDocumentProgressResponse update;
    while (updates->Read(&update)) sizes.push_back(update.SerializeAsString().size());
    REQUIRE(updates->Finish().ok());
    REQUIRE(update.answer().has_kiosk());
    return sizes;
  }

 private:
  // Each traveller is a new one; for the referral his number was seen with another name.
  void Prepare() {
    watch_->Close();
    if (why_ != Why::kReferral) return;
    screen::Screening other = Known();
    other.id = "before-" + NewRequestId();
    other.identity->surname.value = "SOMEBODY ELSE";
    watch_->Take(other, {});
    watch_->Close();
  }

  const Why why_;
  test::TestPki pki_;
  test::TempFolder folder_;
  Metrics metrics_;
  screen::Screener screener_;
  service::Admission admission_{1, 1};
  service::Uploads uploads_{{}};
  std::unique_ptr<journal::Journal> journal_ =
      journal::Journal::Open(folder_ / "journal.db", kClock).value();
  std::unique_ptr<service::ProvisionalList> provisional_ =
      service::ProvisionalList::Open(journal_.get(), &kClock, "tor-1").value();
  std::mutex mutex_;
  std::set<std::string> referred_;
  std::unique_ptr<safeguard::Watch> watch_;
  std::unique_ptr<service::Desk> desk_;
  std::unique_ptr<service::Server> server_;
  std::unique_ptr<pb::ScreeningService::Stub> stub_;
};

// Everything but who and when, and the size of all.
std::pair<std::string, std::size_t> Shape(pb::KioskAnswer answer) {
  const std::size_t size = answer.SerializeAsString().size();
  answer.clear_name();
  answer.clear_create_time();
  return {answer.SerializeAsString(), size};
}

// Largest distance of two empirical distributions (Kolmogorov and Smirnov).
double Distance(const std::vector<std::pair<double, bool>>& sorted, double of_each) {
  double apart = 0;
  double largest = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    apart += sorted[i].second ? 1 / of_each : -1 / of_each;
    const bool tied = i + 1 < sorted.size() && sorted[i + 1].first == sorted[i].first;
    if (!tied) largest = std::max(largest, std::abs(apart));
  }
  return largest;
}

// How likely two samples of one size are so far apart when which is which tells nothing: by
// permutation, which is exact whatever the distribution is, ties and a busy machine included.
double Likelihood(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  constexpr int kPermutations = 19'999;
  std::vector<std::pair<double, bool>> all;
  for (const double value : a) all.emplace_back(value, true);
  for (const double value : b) all.emplace_back(value, false);
  std::ranges::sort(all);
  const auto of_each = static_cast<double>(a.size());
  const double seen = Distance(all, of_each);
  std::vector<bool> labels;
  for (const auto& [value, label] : all) labels.push_back(label);
  std::mt19937 random(1);
  int as_far = 1;
  for (int i = 0; i < kPermutations; ++i) {
    std::shuffle(labels.begin(), labels.end(), random);
    for (std::size_t k = 0; k < all.size(); ++k) all[k].second = labels[k];
    as_far += Distance(all, of_each) >= seen - 1e-9 ? 1 : 0;
  }
  return static_cast<double>(as_far) / (kPermutations + 1);
}

// Two are told apart where chance alone would hardly ever do it: six comparisons of posts that are
// alike fail once in 1,700 runs.
constexpr double kLevel = 1e-4;

TEST_CASE("a hit, a referral and a random traveller have one answer at a kiosk",
          "[e2e][kiosk_answer]") {
  std::map<Why, std::unique_ptr<Post>> posts;
  for (const Why why : kAll) posts[why] = std::make_unique<Post>(why, Post::Pace{});
  const auto hit = Shape(posts[Why::kHit]->Ask().answer);
  for (const Why why : kReasons) {
    const auto heard = posts[why]->Ask();
    CHECK(Shape(heard.answer) == hit);
    // What would be seen if somebody had put a word more into it.
    auto wordy = heard.answer;
    wordy.set_name(wordy.name() + "1");
    CHECK(Shape(wordy) != hit);
  }
  CHECK(Shape(posts[Why::kNothing]->Ask().answer).second == hit.second);

  const auto stream = posts[Why::kHit]->Follow();
  CHECK(stream.size() > 1);
  for (const Why why : kAll) CHECK(posts[why]->Follow() == stream);
}

TEST_CASE("when a kiosk is answered does not tell why, though a referral is written down slowly",
          "[e2e][kiosk_answer]") {
  constexpr int kAnswers = 40;
  std::map<Why, std::unique_ptr<Post>> posts;
  // A quarter of the half step that is left for it.
  for (const Why why : kAll) posts[why] = std::make_unique<Post>(why, Post::Pace{200ms, 25ms});
  std::map<Why, std::vector<double>> times;
  for (int i = 0; i < kAnswers; ++i) {
    // In turn, each as often the first: the machine has its moods.
    for (std::size_t k = 0; k < kAll.size(); ++k) {
      const Why why = kAll[(k + static_cast<std::size_t>(i)) % kAll.size()];
      times[why].push_back(posts[why]->Ask().ms);
    }
  }
  for (std::size_t a = 0; a < kAll.size(); ++a) {
    for (std::size_t b = a + 1; b < kAll.size(); ++b) {
      INFO("reasons " << a << " and " << b);
      CHECK(Likelihood(times[kAll[a]], times[kAll[b]]) > kLevel);
    }
  }
}

TEST_CASE("without the step the same test tells a referral from nothing", "[e2e][kiosk_answer]") {
  constexpr int kAnswers = 15;
  const Post::Pace hasty{0ms, 400ms};
  Post nothing(Why::kNothing, hasty);
  Post referral(Why::kReferral, hasty);
  std::vector<double> quick;
  std::vector<double> slow;
  for (int i = 0; i < kAnswers; ++i) {
    quick.push_back(nothing.Ask().ms);
    slow.push_back(referral.Ask().ms);
  }
  CHECK(Likelihood(quick, slow) <= kLevel);
}

}  // namespace
}  // namespace chowki::e2e
