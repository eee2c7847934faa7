// Two people, the centre and a stick, all of them real programs; docs/central.md as a test.

#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <regex>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "support/process.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/test_pki.h"

namespace chowki::e2e {
namespace {

const std::filesystem::path kChowki = std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki";
constexpr char kFirst[] = "watchlists/national/changeSets/1";

// The centre of an invented deployment, and two people with keys of their own.
class Centre {
 public:
  Centre() {
    server_ = pki_.Server();
    people_["amina"] = pki_.Client("amina", {pki::Role::kAdmin});
    people_["bilal"] = pki_.Client("bilal", {pki::Role::kApprover});
    for (const char* who : {"rania", "rolf", "centre", "pulse", "amina", "bilal"}) {
      REQUIRE(test::Run(kChowki, {"keys", "new", Key(who)}).status == 0);
    }
    const auto key = [&](const std::string& who, const std::string& roles) {
      return who + ":" + roles + "=" + Key(who) + ".pub";
    };
    REQUIRE(test::Run(kChowki, {"root",
                                "new",
                                Root(),
                                "--deployment",
                                "utopia",
                                "--key",
                                key("rania", "root"),
                                "--key",
                                key("rolf", "root"),
                                "--need",
                                "root=2",
                                "--key",
                                key("centre", "publisher"),
                                "--key",
                                key("pulse", "heartbeat,receiver"),
                                "--key",
                                key("amina", "author"),
                                "--key",
                                key("bilal", "approver"),
                                "--sign",
                                Key("rania"),
                                "--sign",
                                Key("rolf")})
                .status == 0);
  }

  void Start() {
    std::vector<std::string> arguments;
    for (const std::string& setting :
         {std::string("listen.address=127.0.0.1:0"),
          "tls.certificate=" + server_.certificate.string(), "tls.key=" + server_.key.string(),
          "tls.client_authority=" + pki_.authority().string(),
          "store.where=sqlite:" + (folder_ / "central.db").string(), "trust.root=" + Root(),
          "keys.publisher=" + Key("centre"), "keys.heartbeat=" + Key("pulse")}) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    ++starts_;
    process_ = std::make_unique<test::Process>("chowki-central", arguments, Log());
    for (port_ = 0; port_ == 0; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
      INFO(test::ReadText(Log()));
      REQUIRE(process_->Running());
      port_ = PortInLog();
    }
  }

  int Stop(int signal) {
    process_->Signal(signal);
    return process_->Wait();
  }

  // chowki COMMAND ... as that person. By number: looking a name up, c-ares leaks ten bytes, which
  // the leak sanitizer takes for ours.
  test::ProgramRun As(const std::string& who, std::vector<std::string> arguments) {
    const pki::KeyPair& files = people_.at(who);
    arguments.insert(arguments.end(), {"--server", "127.0.0.1:" + std::to_string(port_), "--ca",
                                       pki_.authority().string(), "--cert",
                                       files.certificate.string(), "--key", files.key.string()});
    return test::Run(kChowki, arguments);
  }

  [[nodiscard]] std::string Key(const std::string& who) const {
    return (folder_ / (who + ".sign")).string();
  }
  [[nodiscard]] std::string Root() const { return (folder_ / "root.bin").string(); }
  [[nodiscard]] std::string File(const std::string& name) const {
    return (folder_ / name).string();
  }

 private:
  [[nodiscard]] std::filesystem::path Log() const { return folder_ / "log.jsonl"; }

  // Of the last start, when it is there already.
  [[nodiscard]] int PortInLog() const {
    static const std::regex kReady(R"re("event":"central\.ready".*"port":([0-9]+))re");
    std::ifstream in(Log());
    int port = 0;
    int seen = 0;
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, kReady)) continue;
      port = std::stoi(match[1]);
      ++seen;
    }
    return seen == starts_ ? port : 0;
  }

  test::TestPki pki_;
  test::TempFolder folder_;
  pki::KeyPair server_;
  std::map<std::string, pki::KeyPair> people_;
  std::unique_ptr<test::Process> process_;
  int starts_ = 0;
  int port_ = 0;
};

TEST_CASE("two people bring a list to a stick, through a centre that is killed", "[e2e][central]") {
  Centre centre;
  centre.Start();
  std::ofstream(centre.File("list.csv"))
      << "id,kind,surname,given_names,birth_dates,sex,nationalities,documents,category\n"
         "uto-1,person,LOVEGOOD,PANDORA,1950-01-01,F,UTO,P:UTO:QX1234567,wanted\n"
         "uto-2,person,ERIKSSON,ANNA MARIA,1974-08-12,F,UTO,P:UTO:L898902C3,wanted\n";
  const std::string plan = centre.File("first.plan");
  const std::vector<std::string> make_plan = {
      "changes", "plan", "--list", "national", "--from", "csv:" + centre.File("list.csv"),
      "--out",   plan};
  CHECK(centre.As("amina", make_plan).status == 2);
  const auto submit = centre.As("amina", {"changes", "submit", plan, "--root", centre.Root(),
                                          "--sign", centre.Key("amina"), "-o", "jsonl"});
  REQUIRE(submit.status == 0);
  CHECK(submit.out.find("\"state\":\"submitted\"") != std::string::npos);
  CHECK(centre
            .As("amina", {"changes", "approve", kFirst, "--root", centre.Root(), "--sign",
                          centre.Key("amina")})
            .status == 1);
  CHECK(centre.As("amina", {"changes", "publish", "--list", "national"}).status == 1);
  REQUIRE(centre
              .As("bilal", {"changes", "approve", kFirst, "--root", centre.Root(), "--sign",
                            centre.Key("bilal")})
              .status == 0);

  CHECK(centre.Stop(SIGKILL) == 128 + SIGKILL);
  centre.Start();
  const auto published =
      centre.As("amina", {"changes", "publish", "--list", "national", "-o", "jsonl"});
  REQUIRE(published.status == 0);
  CHECK(published.out.find("\"version\":1") != std::string::npos);
  CHECK(centre.As("amina", make_plan).status == 0);  // nothing would change

  const std::string stick = centre.File("stick.chb");
  CHECK(centre.As("amina", {"bundle", "export", stick, "--root", centre.Root()}).status == 0);
  CHECK(test::Run(kChowki, {"bundle", "verify", stick, "--root", centre.Root()}).status == 0);
  CHECK(centre.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
