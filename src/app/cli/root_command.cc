#include "app/cli/root_command.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "app/file_text.h"
#include "base/clock.h"
#include "base/text.h"
#include "trust/key_file.h"
#include "trust/verifier.h"

namespace chowki::app::cli {
namespace {

struct Options {
  std::string file;
  std::string deployment;
  std::string after;
  std::vector<std::string> keys;
  std::vector<std::string> needs;
  std::vector<std::string> signers;
  int days = 365;
  bool new_epoch = false;
};

constexpr std::array kRoles{trust::Role::kRoot,   trust::Role::kPublisher, trust::Role::kHeartbeat,
                            trust::Role::kAuthor, trust::Role::kApprover,  trust::Role::kReceiver,
                            trust::Role::kUrgent};

Result<trust::Role> RoleOf(std::string_view name) {
  const auto* found = std::find_if(kRoles.begin(), kRoles.end(),
                                   [name](trust::Role role) { return trust::Name(role) == name; });
  if (found != kRoles.end()) return *found;
  return InvalidInput("there is no role {}", name);
}

// "amina:author,approver=amina.pub"
Result<trust::TrustedKey> ParseKey(const std::string& text) {
  const size_t colon = text.find(':');
  const size_t equals = text.find('=', colon == std::string::npos ? 0 : colon);
  if (colon == std::string::npos || equals == std::string::npos) {
    return InvalidInput("--key takes OWNER:ROLE,ROLE=FILE, not {}", text);
  }
  trust::TrustedKey key;
  key.owner = text.substr(0, colon);
  for (const std::string& role : Split(text.substr(colon + 1, equals - colon - 1), ',')) {
    CHOWKI_ASSIGN_OR_RETURN(const trust::Role parsed, RoleOf(role));
    key.roles.insert(parsed);
  }
  CHOWKI_ASSIGN_OR_RETURN(key.key, trust::ReadVerifyKey(text.substr(equals + 1)));
  return key;
}

// One owner is enough where nothing else is said.
Result<std::map<trust::Role, int>> Thresholds(const Options& options,
                                              const std::vector<trust::TrustedKey>& keys) {
  std::map<trust::Role, int> thresholds;
  for (const trust::TrustedKey& key : keys) {
    for (const trust::Role role : key.roles) thresholds[role] = 1;
  }
  for (const std::string& need : options.needs) {
    const size_t equals = std::min(need.find('='), need.size());
    CHOWKI_ASSIGN_OR_RETURN(const trust::Role role, RoleOf(need.substr(0, equals)));
    const std::string number = need.substr(std::min(equals + 1, need.size()));
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), thresholds[role]);
    if (error != std::errc() || end != number.data() + number.size()) {
      return InvalidInput("--need takes ROLE=NUMBER, not {}", need);
    }
  }
  return thresholds;
}

Result<trust::TrustRoot> MakeRoot(const Options& options) {
  trust::TrustRoot root;
  root.deployment = options.deployment;
  if (!options.after.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(options.after));
    CHOWKI_ASSIGN_OR_RETURN(const auto before, trust::Verifier::Pin(bytes));
    root.deployment = before->deployment;
    root.version = before->version + 1;
    root.epoch = before->epoch + (options.new_epoch ? 1 : 0);
  }
  root.issued = std::chrono::floor<std::chrono::seconds>(SystemClock().Now());
  root.expires = root.issued + std::chrono::hours(24) * options.days;
  for (const std::string& text : options.keys) {
    CHOWKI_ASSIGN_OR_RETURN(root.keys.emplace_back(), ParseKey(text));
  }
  CHOWKI_ASSIGN_OR_RETURN(root.thresholds, Thresholds(options, root.keys));
  CHOWKI_RETURN_IF_ERROR(trust::ParseTrustRoot(ToPayload(root)).status());
  return root;
}

// Adds the signatures of the signers.
Status SignAndWrite(trust::Envelope envelope, const Options& options) {
  for (const std::string& file : options.signers) {
    CHOWKI_ASSIGN_OR_RETURN(const trust::SigningKey key, trust::ReadSigningKey(file));
    const std::array<const trust::SigningKey*, 1> keys{&key};
    const auto more = trust::Sign(envelope.payload_type, envelope.payload, keys);
    envelope.signatures.push_back(more.signatures.front());
  }
  return ReplaceText(options.file, trust::ToBytes(envelope));
}

Status New(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const trust::TrustRoot root, MakeRoot(options));
  return SignAndWrite({std::string(trust::TrustRoot::kPayloadType), ToPayload(root), {}}, options);
}

Status SignMore(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(options.file));
  CHOWKI_ASSIGN_OR_RETURN(trust::Envelope envelope,
                          trust::ParseEnvelope(bytes, trust::kMaxRootBytes));
  return SignAndWrite(std::move(envelope), options);
}

Status Show(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(options.file));
  CHOWKI_ASSIGN_OR_RETURN(const auto root, trust::Verifier::Pin(bytes));
  std::printf("deployment %s, version %lld, epoch %lld\nsha256 %s\n", root->deployment.c_str(),
              static_cast<long long>(root->version), static_cast<long long>(root->epoch),
              ToHex(root.digest()).c_str());
  for (const trust::TrustedKey& key : root->keys) {
    std::string roles;
    for (const trust::Role role : key.roles) roles += " " + std::string(trust::Name(role));
    std::printf("%s  %s:%s\n", ToHex(key.key.id()).c_str(), Printable(key.owner).c_str(),
                roles.c_str());
  }
  for (const auto& [role, owners] : root->thresholds) {
    std::printf("%s: %d of them\n", std::string(trust::Name(role)).c_str(), owners);
  }
  return Ok();
}

int Report(const Status& status) {
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return status.code() == StatusCode::kInvalidArgument ? kUsage : kSomeFailed;
}

}  // namespace

void AddRootCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      root.add_subcommand("root", "Make, sign and look at trust roots: whose keys may sign what.");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, Status (*work)(const Options&)) {
    CLI::App* verb = command->add_subcommand(name, about);
    verb->add_option("file", options->file, "file of the root")->required();
    verb->callback(
        [options, work, &chosen] { chosen = [options, work] { return Report(work(*options)); }; });
    return verb;
  };
  CLI::App* make = add("new", "Make a root, or the next one.", New);
  make->add_option("--deployment", options->deployment, "name of the deployment");
  make->add_option("--after", options->after, "the root that it follows");
  make->add_flag("--new-epoch", options->new_epoch, "recovery: all that was signed before is void");
  make->add_option("--key", options->keys, "OWNER:ROLE,ROLE=FILE.pub; may be repeated")->required();
  make->add_option("--need", options->needs, "ROLE=NUMBER of different owners; may be repeated");
  make->add_option("--days", options->days, "how long it is valid")->check(CLI::Range(1, 3650));
  make->add_option("--sign", options->signers, "file of a root key; may be repeated");
  CLI::App* more = add("sign", "Add a signature.", SignMore);
  more->add_option("--sign", options->signers, "file of a root key; may be repeated")->required();
  add("show", "Print what a root says; compare its sha256 by another way.", Show);
}

}  // namespace chowki::app::cli
