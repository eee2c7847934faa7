#include "e2e/running_centre.h"

#include <chrono>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <unistd.h>

namespace chowki::e2e {
namespace {

const std::filesystem::path kChowki = std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki";

}  // namespace

int FreePort() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const bool bound = ::bind(listener, any, size) == 0 && ::getsockname(listener, any, &size) == 0;
  ::close(listener);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

Deployment::Deployment() : server_(pki_.Server()) {
  for (const char* who : {"rania", "rolf", "centre", "pulse", "amina", "bilal"}) {
    REQUIRE(test::Run(kChowki, {"keys", "new", Key(who)}).status == 0);
  }
  std::vector<std::string> words{"root",   "new",    Root(),  "--deployment",
                                 "utopia", "--need", "root=2"};
  for (const auto& [who, roles] : {std::pair{"rania", "root"},
                                   {"rolf", "root"},
                                   {"centre", "publisher"},
                                   {"pulse", "heartbeat,receiver"},
                                   {"amina", "author,urgent"},
                                   {"bilal", "approver"}}) {
    words.insert(words.end(), {"--key", std::string(who) + ":" + roles + "=" + Key(who) + ".pub"});
  }
  words.insert(words.end(), {"--sign", Key("rania"), "--sign", Key("rolf")});
  REQUIRE(test::Run(kChowki, words).status == 0);
  (void)CertificateOf("amina", pki::Role::kAdmin);
  (void)CertificateOf("bilal", pki::Role::kApprover);
}

const pki::KeyPair& Deployment::CertificateOf(const std::string& who, pki::Role role) {
  if (!people_.contains(who)) people_[who] = pki_.Client(who, {role});
  return people_.at(who);
}

// By number: looking a name up, c-ares leaks ten bytes, which the leak sanitizer takes for ours.
test::ProgramRun Deployment::As(const std::string& who, int port,
                                std::vector<std::string> arguments) {
  const pki::KeyPair& files = people_.at(who);
  arguments.insert(arguments.end(),
                   {"--server", "127.0.0.1:" + std::to_string(port), "--ca", authority().string(),
                    "--cert", files.certificate.string(), "--key", files.key.string()});
  return test::Run(kChowki, arguments);
}

RunningCentre::RunningCentre(const Deployment& deployment, std::string where,
                             std::vector<std::string> settings)
    : deployment_(deployment), where_(std::move(where)), settings_(std::move(settings)) {}

void RunningCentre::Start() {
  std::vector<std::string> settings{"listen.address=127.0.0.1:0",
                                    "tls.certificate=" + deployment_.server().certificate.string(),
                                    "tls.key=" + deployment_.server().key.string(),
                                    "tls.client_authority=" + deployment_.authority().string(),
                                    "store.where=" + where_,
                                    "trust.root=" + deployment_.Root(),
                                    "keys.publisher=" + deployment_.Key("centre"),
                                    "keys.heartbeat=" + deployment_.Key("pulse")};
  settings.insert(settings.end(), settings_.begin(), settings_.end());
  std::vector<std::string> arguments;
  for (const std::string& setting : settings) arguments.insert(arguments.end(), {"--set", setting});
  ++starts_;
  const std::filesystem::path log = folder_ / "log.jsonl";
  process_ = std::make_unique<test::Process>("chowki-central", arguments, log);
  for (port_ = 0; port_ == 0; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
    const bool running = process_->Running();
    INFO(test::ReadText(log));
    if (!running) WARN("exit " << process_->Wait());
    REQUIRE(running);
    ReadPorts();
  }
}

int RunningCentre::Stop(int signal) {
  process_->Signal(signal);
  return process_->Wait();
}

// Of the last start, when they are there already.
void RunningCentre::ReadPorts() {
  static const std::regex kReady(
      R"re("event":"central\.ready".*"port":([0-9]+).*"enrolment_port":([0-9]+).*"console_port":([0-9]+))re");
  std::ifstream in(folder_ / "log.jsonl");
  int seen = 0;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, kReady) || ++seen != starts_) continue;
    port_ = std::stoi(match[1]);
    enrolment_port_ = std::stoi(match[2]);
    console_port_ = std::stoi(match[3]);
  }
}

}  // namespace chowki::e2e
