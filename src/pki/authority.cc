#include "pki/authority.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "pki/certificate_form.h"
#include "pki/issuer.h"
#include "pki/private_key.h"

namespace chowki::pki {
namespace {

namespace fs = std::filesystem;

constexpr int kAuthorityDays = 3650;
constexpr mode_t kSecret = 0600;
constexpr mode_t kPublic = 0644;

// Writes a new file and sees it to the disk; never over an old one.
Status WriteNew(const fs::path& path, const std::string& bytes, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) {
    if (errno == EEXIST) return AlreadyExists("{} exists and is not overwritten", path.string());
    return Unavailable("cannot write {}: {}", path.string(), std::strerror(errno));
  }
  const bool written =
      ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      ::fsync(file) == 0;
  ::close(file);
  if (!written) return Unavailable("cannot write {}: {}", path.string(), std::strerror(errno));
  return Ok();
}

Result<std::string> ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return NotFound("cannot read {}", path.string());
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

Result<KeyPair> Save(const fs::path& dir, const std::string& name, const std::string& certificate,
                     const std::string& key) {
  const KeyPair files{dir / (name + ".crt"), dir / (name + ".key")};
  if (fs::exists(files.certificate)) {
    return AlreadyExists("{} exists and is not overwritten", files.certificate.string());
  }
  CHOWKI_RETURN_IF_ERROR(WriteNew(files.key, key, kSecret));
  CHOWKI_RETURN_IF_ERROR(WriteNew(files.certificate, certificate, kPublic));
  return files;
}

// The certificate that an authority begins with: its own.
Result<std::string> SelfSigned(const std::string& name, const std::string& key_pem, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const KeyPtr key, ReadPrivateKey(key_pem));
  CHOWKI_ASSIGN_OR_RETURN(const X509Ptr certificate,
                          NewCertificate(name, key.get(), kAuthorityDays, now));
  X509* ca = certificate.get();
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_subject_key_identifier, "hash"));
  CHOWKI_RETURN_IF_ERROR(Sign(ca, ca, key.get()));
  return ToPem(ca);
}

}  // namespace

Result<KeyPair> InitAuthority(const fs::path& dir, const std::string& name, const Clock& clock) {
  if (!IsShortName(name, " _.-")) {
    return InvalidInput("an authority's name is 1 to 64 characters of [A-Za-z0-9 _.-]");
  }
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) return Unavailable("cannot make {}: {}", dir.string(), error.message());
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, MakePrivateKey());
  CHOWKI_ASSIGN_OR_RETURN(const std::string certificate, SelfSigned(name, key, clock.Now()));
  return Save(dir, "ca", certificate, key);
}

Result<KeyPair> Issue(const fs::path& dir, const Wish& wish, const Clock& clock) {
  CHOWKI_RETURN_IF_ERROR(Validate(wish));
  CHOWKI_ASSIGN_OR_RETURN(const std::string authority, ReadAll(dir / "ca.crt"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string authority_key, ReadAll(dir / "ca.key"));
  const auto issuer = Issuer::Load(authority, authority_key);
  if (!issuer.ok()) return Annotate(issuer.status(), dir.string());
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, MakePrivateKey());
  CHOWKI_ASSIGN_OR_RETURN(const std::string public_key, PublicKeyOf(key));
  CHOWKI_ASSIGN_OR_RETURN(const std::string certificate,
                          issuer->Issue(public_key, wish, clock.Now()));
  return Save(dir, wish.name, certificate, key);
}

}  // namespace chowki::pki
