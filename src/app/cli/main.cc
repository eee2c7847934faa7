#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "app/cli/account_command.h"
#include "app/cli/audit_command.h"
#include "app/cli/bundle_command.h"
#include "app/cli/calibrate_command.h"
#include "app/cli/call_command.h"
#include "app/cli/changes_command.h"
#include "app/cli/command.h"
#include "app/cli/compare_command.h"
#include "app/cli/decide_command.h"
#include "app/cli/doctor_command.h"
#include "app/cli/enrol_command.h"
#include "app/cli/figures_command.h"
#include "app/cli/fleet_command.h"
#include "app/cli/inspect_command.h"
#include "app/cli/keys_command.h"
#include "app/cli/list_command.h"
#include "app/cli/match_command.h"
#include "app/cli/model_command.h"
#include "app/cli/mrz_command.h"
#include "app/cli/pki_command.h"
#include "app/cli/provisional_command.h"
#include "app/cli/read_command.h"
#include "app/cli/root_command.h"
#include "app/cli/screen_command.h"
#include "app/cli/sync_command.h"
#include "app/cli/watch_command.h"
#include "app/version.h"
#include "base/text.h"

namespace chowki::app::cli {

void PrintError(std::string_view what) {
  std::fprintf(stderr, "chowki: %s\n", Printable(what).c_str());
}

namespace {

int Main(int argc, char** argv) {
  CLI::App app("Reads, checks and screens travel documents.", "chowki");
  app.set_version_flag("--version", std::string("chowki ") + kVersion);
  app.require_subcommand(1);

  // Add a command here: its file, its line.
  Chosen chosen;
  AddReadCommand(app, chosen);
  AddMrzCommand(app, chosen);
  AddInspectCommand(app, chosen);
  AddModelCommand(app, chosen);
  AddCalibrateCommand(app, chosen);
  AddListCommand(app, chosen);
  AddMatchCommand(app, chosen);
  AddCompareCommand(app, chosen);
  AddAuditCommand(app, chosen);
  AddPkiCommand(app, chosen);
  AddAccountCommand(app, chosen);
  AddKeysCommand(app, chosen);
  AddRootCommand(app, chosen);
  AddChangesCommand(app, chosen);
  AddFleetCommand(app, chosen);
  AddFiguresCommand(app, chosen);
  AddEnrolCommand(app, chosen);
  AddScreenCommand(app, chosen);
  AddWatchCommand(app, chosen);
  AddDecideCommands(app, chosen);
  AddProvisionalCommand(app, chosen);
  AddSyncCommand(app, chosen);
  AddBundleCommand(app, chosen);
  AddCallCommand(app, chosen);
  AddDoctorCommand(app, chosen);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return chosen ? chosen() : kUsage;
}

}  // namespace
}  // namespace chowki::app::cli

int main(int argc, char** argv) {
  try {
    return chowki::app::cli::Main(argc, argv);
  } catch (const std::exception& error) {
    chowki::app::cli::PrintError(error.what());
    return chowki::app::cli::kSomeFailed;
  }
}
