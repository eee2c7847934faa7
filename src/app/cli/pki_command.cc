#include "app/cli/pki_command.h"

#include <cstdio>
#include <memory>

#include "pki/authority.h"

namespace chowki::app::cli {
namespace {

struct Options {
  std::string dir;
  std::string authority_name = "chowki authority";
  std::vector<std::string> roles;
  pki::Wish wish;
};

int Report(const Result<pki::KeyPair>& files) {
  if (!files.ok()) {
    PrintError(Message(files.status()));
    return files.status().code() == StatusCode::kInvalidArgument ? kUsage : kSomeFailed;
  }
  std::printf("%s\n%s\n", files->certificate.c_str(), files->key.c_str());
  return kDone;
}

int Issue(const Options& options) {
  pki::Wish wish = options.wish;
  for (const std::string& name : options.roles) wish.roles.push_back(*pki::RoleFromName(name));
  return Report(pki::Issue(options.dir, wish, SystemClock()));
}

std::vector<std::string> RoleNames() {
  std::vector<std::string> names;
  for (const pki::Role role : pki::kAllRoles) names.emplace_back(pki::Name(role));
  return names;
}

}  // namespace

void AddPkiCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "pki", "Make an authority and its certificates, for development and small sites.");
  command->require_subcommand(1);

  CLI::App* init = command->add_subcommand("init", "Make an authority in a folder.");
  init->add_option("--dir", options->dir, "folder of the authority")->required();
  init->add_option("--name", options->authority_name, "its common name");
  init->callback([options, &chosen] {
    chosen = [options] {
      return Report(pki::InitAuthority(options->dir, options->authority_name, SystemClock()));
    };
  });

  CLI::App* issue = command->add_subcommand("issue", "Issue a certificate with its key.");
  issue->add_option("--dir", options->dir, "folder of the authority")->required();
  issue->add_option("--name", options->wish.name, "whose it is: common name and file name")
      ->required();
  issue->add_option("--role", options->roles, "what its holder may be; may be repeated")
      ->check(CLI::IsMember(RoleNames()));
  issue->add_option("--dns", options->wish.dns, "DNS name of a server; may be repeated");
  issue->add_option("--ip", options->wish.ip, "address of a server; may be repeated");
  issue->add_option("--days", options->wish.days, "how long it is valid");
  issue->callback([options, &chosen] { chosen = [options] { return Issue(*options); }; });
}

}  // namespace chowki::app::cli
