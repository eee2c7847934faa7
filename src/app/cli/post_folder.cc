#include "app/cli/post_folder.h"

#include "app/file_text.h"
#include "app/secret_file.h"
#include "app/settings.h"
#include "pki/certificate.h"
#include "pki/private_key.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;

// What sync.toml holds.
struct Lines {
  std::string server;
  std::string authority;
  std::string certificate;
  std::string key;
  std::string root;
};

std::vector<Setting> SettingsOf(Lines& lines) {
  return {{"sync.server", &lines.server},
          {"sync.authority", &lines.authority},
          {"sync.certificate", &lines.certificate},
          {"sync.key", &lines.key},
          {"sync.root", &lines.root}};
}

}  // namespace

Result<PostFolder> PostFolder::Open(const fs::path& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) return Unavailable("cannot make {}: {}", dir.string(), error.message());
  return PostFolder(fs::absolute(dir));
}

Result<std::string> PostFolder::PendingKey() const {
  auto kept = ReadText(pending());
  if (kept.ok()) return kept;
  CHOWKI_ASSIGN_OR_RETURN(std::string key, pki::MakePrivateKey());
  CHOWKI_RETURN_IF_ERROR(ReplaceSecret(pending(), key));
  return key;
}

Status PostFolder::KeepIdentity(const std::string& certificate) const {
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, ReadText(pending()));
  CHOWKI_ASSIGN_OR_RETURN(const std::string public_key, pki::PublicKeyOf(key));
  CHOWKI_ASSIGN_OR_RETURN(const pki::Certificate read, pki::ReadCertificate(certificate));
  if (read.key_sha256 != Sha256(public_key)) {
    return PermissionDenied("the centre sent a certificate of another key");
  }
  CHOWKI_RETURN_IF_ERROR(ReplaceSecret(identity(), key + certificate));
  std::error_code ignored;
  fs::remove(pending(), ignored);
  return Ok();
}

Status PostFolder::KeepCentre(const std::string& server, const std::string& authority_pem,
                              const std::string& root_envelope) const {
  CHOWKI_RETURN_IF_ERROR(ReplaceText(authority(), authority_pem));
  CHOWKI_RETURN_IF_ERROR(ReplaceText(root(), root_envelope));
  Lines lines{server, authority(), identity(), identity(), root()};
  const auto settings = SettingsOf(lines);
  Origins origins;
  for (const Setting& setting : settings) origins[setting.key] = "chowki enrol";
  return ReplaceText(config(), Describe(settings, origins));
}

Result<sync::CentreAddress> PostFolder::Centre() const {
  Lines lines;
  const auto none = [](const std::string&) { return std::nullopt; };
  CHOWKI_RETURN_IF_ERROR(LoadSettings(SettingsOf(lines), config(), none, {}).status());
  sync::CentreAddress address{lines.server, {}, {}, {}};
  CHOWKI_ASSIGN_OR_RETURN(address.authority, ReadText(lines.authority));
  CHOWKI_ASSIGN_OR_RETURN(address.certificate, ReadText(lines.certificate));
  CHOWKI_ASSIGN_OR_RETURN(address.key, ReadText(lines.key));
  return address;
}

}  // namespace chowki::app::cli
