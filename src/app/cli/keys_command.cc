#include "app/cli/keys_command.h"

#include <cstdio>
#include <memory>

#include "trust/key_file.h"

namespace chowki::app::cli {
namespace {

int Fail(const Status& status) {
  PrintError(Message(status));
  return kSomeFailed;
}

int New(const std::string& file) {
  const trust::SigningKey key = trust::SigningKey::Make();
  if (const Status status = trust::WriteKeyFile(file, key); !status.ok()) return Fail(status);
  const std::string shared = file + ".pub";
  if (const Status status = trust::WriteKeyFile(shared, key.verify_key()); !status.ok()) {
    return Fail(status);
  }
  std::printf("%s\n%s\n", file.c_str(), shared.c_str());
  return kDone;
}

int Show(const std::string& file) {
  auto key = trust::ReadVerifyKey(file);
  if (!key.ok()) {
    const auto secret = trust::ReadSigningKey(file);
    if (!secret.ok()) return Fail(secret.status());
    key = secret->verify_key();
  }
  std::printf("%s\n", ToHex(key->id()).c_str());
  return kDone;
}

}  // namespace

void AddKeysCommand(CLI::App& root, Chosen& chosen) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = root.add_subcommand("keys", "Make and look at keys that sign.");
  command->require_subcommand(1);
  CLI::App* make = command->add_subcommand(
      "new", "Make a key: FILE stays with its owner, FILE.pub goes into the trust root.");
  make->add_option("file", *file, "where to; never over another file")->required();
  make->callback([file, &chosen] { chosen = [file] { return New(*file); }; });
  CLI::App* show = command->add_subcommand("show", "Print a key's id.");
  show->add_option("file", *file, "FILE or FILE.pub")->required();
  show->callback([file, &chosen] { chosen = [file] { return Show(*file); }; });
}

}  // namespace chowki::app::cli
