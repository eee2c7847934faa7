#include "app/cli/account_command.h"

#include <cstdio>
#include <iostream>
#include <memory>

#include <termios.h>
#include <unistd.h>

#include "accounts/account_store.h"
#include "app/file_text.h"

namespace chowki::app::cli {
namespace {

struct Options {
  std::string store = "chowki-accounts.db";
  std::string name;
  std::string roles = "officer";
  std::string password_file;
};

int Report(const Status& status) {
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

// A terminal that does not show what is typed, as long as it lives.
class WithoutEcho {
 public:
  WithoutEcho() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~WithoutEcho() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::string AskHidden(const std::string& prompt) {
  std::fprintf(stderr, "%s: ", prompt.c_str());
  const WithoutEcho hidden;
  std::string line;
  std::getline(std::cin, line);
  std::fputc('\n', stderr);
  return line;
}

// The first line of a file, or of standard input; or what somebody types, twice.
Result<std::string> PasswordOf(const Options& options) {
  if (options.password_file.empty() && ::isatty(STDIN_FILENO) == 1) {
    const std::string once = AskHidden("password of " + options.name);
    if (AskHidden("the same again") != once) return InvalidInput("these are two passwords");
    return once;
  }
  std::string line;
  if (options.password_file.empty() || options.password_file == "-") {
    std::getline(std::cin, line);
    return line;
  }
  CHOWKI_ASSIGN_OR_RETURN(line, ReadText(options.password_file));
  return line.substr(0, line.find('\n'));
}

Result<std::unique_ptr<accounts::AccountStore>> Open(const Options& options) {
  return accounts::AccountStore::Open(options.store);
}

Result<accounts::Account> AccountOf(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(auto roles, accounts::ParseRoles(options.roles));
  return accounts::Account{options.name, std::move(roles)};
}

Status Add(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto account, AccountOf(options));
  CHOWKI_RETURN_IF_ERROR(accounts::Validate(account));
  CHOWKI_ASSIGN_OR_RETURN(const std::string password, PasswordOf(options));
  CHOWKI_ASSIGN_OR_RETURN(const auto store, Open(options));
  return store->Add(account, password);
}

Status SetPassword(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string password, PasswordOf(options));
  CHOWKI_ASSIGN_OR_RETURN(const auto store, Open(options));
  return store->SetPassword(options.name, password);
}

Status SetRoles(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto account, AccountOf(options));
  CHOWKI_ASSIGN_OR_RETURN(const auto store, Open(options));
  return store->SetRoles(account);
}

Status Remove(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto store, Open(options));
  return store->Remove(options.name);
}

Status List(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto store, Open(options));
  CHOWKI_ASSIGN_OR_RETURN(const auto all, store->List());
  for (const auto& account : all) {
    std::printf("%-24s %s\n", account.name.c_str(), accounts::ToText(account.roles).c_str());
  }
  return Ok();
}

}  // namespace

void AddAccountCommand(CLI::App& root, Chosen& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      root.add_subcommand("account", "Look after who may sign in at a post's web page.");
  command->require_subcommand(1);
  command->add_option("--store", options->store, "the accounts' file (console.accounts)")
      ->capture_default_str();
  const auto verb = [&](const char* word, const char* what, Status (*run)(const Options&)) {
    CLI::App* added = command->add_subcommand(word, what);
    added->callback(
        [options, run, &chosen] { chosen = [options, run] { return Report(run(*options)); }; });
    return added;
  };
  const auto named = [&](CLI::App* verb_added) {
    verb_added->add_option("name", options->name, "1 to 64 characters of [a-z0-9._-]")->required();
    return verb_added;
  };
  const auto takes_password = [&](CLI::App* verb_added) {
    verb_added->add_option(
        "--password-file", options->password_file,
        "its first line is the password; - is standard input; else it is asked for");
  };
  const auto takes_roles = [&](CLI::App* verb_added) {
    return verb_added->add_option("--roles", options->roles,
                                  "of officer, supervisor, safeguarding, auditor, admin, approver");
  };

  CLI::App* add = named(verb("add", "Add somebody.", Add));
  takes_roles(add)->capture_default_str();
  takes_password(add);
  takes_password(named(verb("password", "Give somebody another password.", SetPassword)));
  takes_roles(named(verb("roles", "Give somebody other roles.", SetRoles)))->required();
  named(verb("remove", "Take somebody away; his sessions end.", Remove));
  verb("list", "Show who may sign in, and as what.", List);
}

}  // namespace chowki::app::cli
