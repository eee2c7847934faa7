#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/test_pki.h"

namespace chowki::e2e {

// A port of this machine that nobody has now.
[[nodiscard]] int FreePort();

// The invented deployment "utopia": its trust root, and people with keys and certificates. amina is
// author and admin, bilal approves; rania and rolf own the root.
class Deployment {
 public:
  Deployment();

  // Certificate and key file of somebody, made when first asked for.
  [[nodiscard]] const pki::KeyPair& CertificateOf(const std::string& who, pki::Role role);
  [[nodiscard]] std::filesystem::path authority() const { return pki_.authority(); }
  [[nodiscard]] const pki::KeyPair& server() const { return server_; }
  [[nodiscard]] std::string Key(const std::string& who) const { return File(who + ".sign"); }
  [[nodiscard]] std::string Root() const { return File("root.bin"); }
  [[nodiscard]] std::string File(const std::string& name) const {
    return (folder_ / name).string();
  }

  // chowki COMMAND ... as amina or bilal at the centre on that port of this machine.
  [[nodiscard]] test::ProgramRun As(const std::string& who, int port,
                                    std::vector<std::string> arguments);

 private:
  test::TestPki pki_;
  test::TempFolder folder_;
  pki::KeyPair server_;
  std::map<std::string, pki::KeyPair> people_;
};

// A chowki-central of a deployment, as a process.
class RunningCentre {
 public:
  // where     store.where.
  // settings  "limits.call_s=5" each, beside those that every test needs.
  RunningCentre(const Deployment& deployment, std::string where,
                std::vector<std::string> settings = {});

  // Comes back when it answers.
  void Start();
  // Exit status.
  int Stop(int signal);
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int enrolment_port() const { return enrolment_port_; }  // 0: there is none
  [[nodiscard]] int console_port() const { return console_port_; }      // 0: as above
  [[nodiscard]] int pid() const { return process_->pid(); }

 private:
  void ReadPorts();

  const Deployment& deployment_;
  const std::string where_;
  const std::vector<std::string> settings_;
  test::TempFolder folder_;
  std::unique_ptr<test::Process> process_;
  int starts_ = 0;
  int port_ = 0;
  int enrolment_port_ = 0;
  int console_port_ = 0;
};

}  // namespace chowki::e2e
