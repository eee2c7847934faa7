// A post that is cut off adds to its own list with two officers; when the line is back the centre
// decides. The programs themselves, over TLS.

#include <csignal>
#include <thread>

#include <catch2/catch.hpp>

#include "e2e/editors.h"
#include "e2e/running_centre.h"
#include "e2e/running_checkpoint.h"
#include "journal/verify.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace pb = screening::v1;

// A clean passport, and the options that describe its holder.
struct Traveller {
  Traveller() {
    for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
      if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
      const auto bytes = test::ReadBytes(specimen.image);
      image.assign(bytes.begin(), bytes.end());
      const std::string& upper = specimen.mrz.at(0);
      const size_t between = upper.find("<<", 5);
      const auto text = [](std::string part) {
        std::replace(part.begin(), part.end(), '<', ' ');
        return part.substr(0, part.find_last_not_of(' ') + 1);
      };
      std::string number = specimen.mrz.at(1).substr(0, 9);
      number.erase(std::find(number.begin(), number.end(), '<'), number.end());
      described = {"--surname",     text(upper.substr(5, between - 5)),
                   "--given-names", text(upper.substr(between + 2)),
                   "--document",    "P:" + text(upper.substr(2, 3)) + ":" + number};
      return;
    }
    FAIL("no clean passport among the specimens");
  }
  std::string image;
  std::vector<std::string> described;
};

struct Border {
  Deployment people;
  const int port = FreePort();
  RunningCentre centre{
      people,
      "sqlite:" + people.File("central.db"),
      {"listen.address=127.0.0.1:" + std::to_string(port), "provisional.list=national"}};
  Editors editors{people, {port}};
  Site site;
  Traveller traveller;
  std::map<std::string, pki::KeyPair> officers;

  void StartPost() {
    const pki::KeyPair& post = people.CertificateOf("post-7", pki::Role::kDevice);
    site.Start({"watchlist.file=", "sync.server=127.0.0.1:" + std::to_string(port),
                "sync.authority=" + people.authority().string(),
                "sync.certificate=" + post.certificate.string(), "sync.key=" + post.key.string(),
                "sync.root=" + people.Root(), "sync.store=" + (site.folder() / "lists.db").string(),
                "sync.list=national"});
  }

  // chowki provisional ... as an officer of the post.
  test::ProgramRun As(const std::string& who, std::vector<std::string> arguments) {
    if (!officers.contains(who)) officers[who] = site.pki().Client(who, {pki::Role::kOfficer});
    arguments.insert(arguments.begin(), "provisional");
    arguments.insert(arguments.end(),
                     {"--server", "127.0.0.1:" + std::to_string(site.port()), "--ca",
                      site.pki().authority().string(), "--cert", officers[who].certificate.string(),
                      "--key", officers[who].key.string(), "--output", "jsonl"});
    return test::Run(std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki", arguments);
  }

  pb::Screening Screen() {
    const auto [status, response] =
        e2e::Screen(*site.As(pki::Role::kOfficer), RequestFor(traveller.image, NewRequestId()));
    INFO(status.error_message());
    REQUIRE(status.ok());
    return response.screening();
  }
};

// The alerts of a screening: "list entry", and whether they say that they are provisional.
std::vector<std::string> Alerts(const pb::Screening& screening) {
  std::vector<std::string> alerts;
  for (const pb::Match& match : screening.matches()) {
    if (!match.alert()) continue;
    alerts.push_back(match.list() + " " + match.entry() +
                     (match.provisional() ? " (provisional)" : ""));
  }
  return alerts;
}

template <typename Fulfilled>
bool Comes(Fulfilled fulfilled) {
  for (int tries = 0; tries < 300; ++tries) {
    if (fulfilled()) return true;
    std::this_thread::sleep_for(200ms);
  }
  return false;
}

TEST_CASE(
    "a cut-off post's own entry matches at once, becomes a draft, and ends when it is published",
    "[e2e][central][provisional]") {
  Border border;
  border.centre.Start();
  REQUIRE(border.editors.Bring(40));
  border.StartPost();
  REQUIRE(Comes([&] {
    const auto lists = border.Screen().provenance().lists();
    return lists.size() == 1 && lists.at(0).version() == 1;
  }));
  CHECK(Alerts(border.Screen()).empty());

  // The line is down.
  CHECK(border.centre.Stop(SIGTERM) == 0);
  std::vector<std::string> add{"add", "--category", "wanted", "--reason", "call from the capital"};
  add.insert(add.end(), border.traveller.described.begin(), border.traveller.described.end());
  const auto added = border.As("asif", add);
  REQUIRE(added.status == 0);
  const std::string id = Lines(added.out).front().at("id");
  CHECK(Alerts(border.Screen()).empty());
  CHECK(border.As("asif", {"confirm", id}).status == 1);
  REQUIRE(border.As("bano", {"confirm", id}).status == 0);
  const std::vector<std::string> hit{"provisional " + id + " (provisional)"};
  const pb::Screening screened = border.Screen();
  CHECK(Alerts(screened) == hit);
  CHECK(screened.verdict().advice() == pb::ADVICE_REFER);
  REQUIRE(screened.provenance().lists_size() == 2);
  CHECK(screened.provenance().lists(1).list() == "provisional");
  CHECK(screened.provenance().lists(1).entries() == 1);

  border.site.Stop(SIGKILL);
  border.StartPost();
  CHECK(Alerts(border.Screen()) == hit);

  // The line is back: a draft stands at the centre, and nothing more.
  border.centre.Start();
  std::string draft;
  REQUIRE(Comes([&] {
    const auto sets = border.people.As("amina", border.port,
                                       {"changes", "list", "--list", "national", "-o", "jsonl"});
    if (sets.status != 0) return false;
    const auto newest = Lines(sets.out).front();
    if (newest.at("state") == "draft") draft = newest.at("change_set");
    return !draft.empty() && newest.at("author") == "post-7 (asif, bano)";
  }));
  CHECK(Alerts(border.Screen()) == hit);

  // Two people there make it part of the list.
  const std::string plan = border.people.File("post.plan");
  const auto sign = [&](const std::string& who, const char* verb, const std::string& what) {
    return border.people
        .As(who, border.port,
            {"changes", verb, what, "--root", border.people.Root(), "--sign",
             border.people.Key(who)})
        .status;
  };
  REQUIRE(
      border.people.As("amina", border.port, {"changes", "plan", "--draft", draft, "--out", plan})
          .status == 2);
  REQUIRE(sign("amina", "submit", plan) == 0);
  REQUIRE(sign("bilal", "approve", draft) == 0);
  REQUIRE(border.editors.Publish(draft));
  REQUIRE(Comes([&] {
    const auto all = border.As("asif", {"list", "--all"});
    return all.status == 0 && Lines(all.out).front().at("state") == "published";
  }));
  CHECK(border.As("asif", {"list"}).out.empty());
  const pb::Screening after = border.Screen();
  CHECK(Alerts(after) == std::vector<std::string>{"national " + id});
  CHECK(after.provenance().lists_size() == 1);
  CHECK(border.site.Stop(SIGTERM) == 0);
  CHECK(journal::Verify(border.site.journal())->intact);
}

}  // namespace
}  // namespace chowki::e2e
