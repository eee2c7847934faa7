// chowkid: the checkpoint service.

#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/chowkid/checkpoint.h"
#include "app/config.h"
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
  std::fprintf(stderr, "chowkid: %s\n", Printable(Message(status)).c_str());
  return code;
}

int Run(const Config& config) {
  log::SetLevel(LevelFrom(config.log_level));
  const sigset_t signals = BlockSignals();
  const GrpcLifetime grpc;
  auto checkpoint = Checkpoint::Start(config);
  if (!checkpoint.ok()) return Fail(checkpoint.status(), kNotStarted);
  log::Info("chowkid.ready", {{"version", kVersion},
                              {"port", (*checkpoint)->port()},
                              {"console_port", (*checkpoint)->console_port().value_or(0)}});
  RunUntilStopped(
      signals, [&] { (*checkpoint)->Tick(); }, [&] { (*checkpoint)->Reload(); });
  log::Info("chowkid.stopping");
  (*checkpoint)->Drain();
  return kStopped;
}

int Main(int argc, char** argv) {
  CLI::App app("The checkpoint service: document images in, screening answers out over gRPC.",
               "chowkid");
  std::optional<std::string> file;
  std::vector<std::string> set;
  bool check_only = false;
  app.set_version_flag("--version", std::string("chowkid ") + kVersion);
  app.add_option("--config", file, "configuration file (TOML)");
  app.add_option("--set", set, "KEY=VALUE, stronger than file and environment; may be repeated");
  app.add_flag("--check-config", check_only, "print the values in force with their origin");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kStopped : kUsage;
  }
  const auto loaded = LoadConfig(file, ProcessEnvironment(), set);
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
    std::fprintf(stderr, "chowkid: %s\n", error.what());
    return 1;
  }
}
