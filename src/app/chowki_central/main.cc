// chowki-central: the central store.

#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/chowki_central/central_config.h"
#include "app/chowki_central/centre_process.h"
#include "app/daemon.h"
#include "app/grpc_lifetime.h"
#include "app/version.h"
#include "base/log.h"
#include "base/text.h"

namespace chowki::app {
namespace {

constexpr int kStopped = 0;
constexpr int kNotStarted = 1;
constexpr int kUsage = 2;

int Fail(const Status& status, int code) {
  std::fprintf(stderr, "chowki-central: %s\n", Printable(Message(status)).c_str());
  return code;
}

int Run(const CentralConfig& config) {
  log::SetLevel(LevelFrom(config.log_level));
  const sigset_t signals = BlockSignals();
  const GrpcLifetime grpc;
  auto centre = CentreProcess::Start(config);
  if (!centre.ok()) return Fail(centre.status(), kNotStarted);
  log::Info("central.ready", {{"version", kVersion},
                              {"port", (*centre)->port()},
                              {"enrolment_port", (*centre)->enrolment_port()},
                              {"console_port", (*centre)->console_port()}});
  RunUntilStopped(
      signals, [&] { (*centre)->Tick(); }, [&] { (*centre)->Reload(); });
  log::Info("central.stopping");
  (*centre)->Drain();
  return kStopped;
}

int Main(int argc, char** argv) {
  CLI::App app("The central store: lists that two people approved, and events from the posts.",
               "chowki-central");
  std::optional<std::string> file;
  std::vector<std::string> set;
  bool check_only = false;
  app.set_version_flag("--version", std::string("chowki-central ") + kVersion);
  app.add_option("--config", file, "configuration file (TOML)");
  app.add_option("--set", set, "KEY=VALUE, stronger than file and environment; may be repeated");
  app.add_flag("--check-config", check_only, "print the values in force with their origin");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kStopped : kUsage;
  }
  const auto loaded = LoadCentralConfig(file, ProcessEnvironment(), set);
  if (!loaded.ok()) return Fail(loaded.status(), kUsage);
  if (check_only) {
    std::fputs(Describe(*loaded).c_str(), stdout);
    return kStopped;
  }
  return Run(loaded->config);
}

}  // namespace
}  // namespace chowki::app

int main(int argc, char** argv) {
  try {
    return chowki::app::Main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "chowki-central: %s\n", error.what());
    return 1;
  }
}
