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

// The secret half into a file, the public one beside it.
template <typename Secret, typename Public>
Status WritePair(const std::string& file, const Secret& secret, const Public& shared) {
  CHOWKI_RETURN_IF_ERROR(trust::WriteKeyFile(file, secret));
  return trust::WriteKeyFile(file + ".pub", shared);
}

int New(const std::string& file, bool opens) {
  const trust::SigningKey signing = trust::SigningKey::Make();
  const trust::OpeningKey opening = trust::OpeningKey::Make();
  const Status written = opens ? WritePair(file, opening, opening.sealing_key())
                               : WritePair(file, signing, signing.verify_key());
  if (!written.ok()) return Fail(written);
  const std::string shared = file + ".pub";
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
  CLI::App* command =
      root.add_subcommand("keys", "Make and look at keys that sign, or open what is sealed.");
  command->require_subcommand(1);
  CLI::App* make = command->add_subcommand(
      "new", "Make a key: FILE stays with its owner, FILE.pub goes into the trust root.");
  make->add_option("file", *file, "where to; never over another file")->required();
  auto opens = std::make_shared<bool>(false);
  make->add_flag("--opening", *opens, "one that opens what was sealed with FILE.pub");
  make->callback([file, opens, &chosen] { chosen = [file, opens] { return New(*file, *opens); }; });
  CLI::App* show = command->add_subcommand("show", "Print a key's id.");
  show->add_option("file", *file, "FILE or FILE.pub")->required();
  show->callback([file, &chosen] { chosen = [file] { return Show(*file); }; });
}

}  // namespace chowki::app::cli
