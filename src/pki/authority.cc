#include "pki/authority.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <unistd.h>

#include "pki/openssl.h"

namespace chowki::pki {
namespace {

namespace fs = std::filesystem;

constexpr int kAuthorityDays = 3650;
constexpr int kMaxDays = 3650;
constexpr int kSerialBytes = 16;
// Machines at a border disagree about the time.
constexpr std::chrono::minutes kBackdated{10};
constexpr mode_t kSecret = 0600;
constexpr mode_t kPublic = 0644;

bool ConsistsOf(std::string_view text, std::string_view extra) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  });
}

Status Validate(const Wish& wish) {
  if (!ConsistsOf(wish.name, "_.-") || wish.name == "ca" || wish.name.starts_with(".")) {
    return InvalidInput("a name is 1 to 64 characters of [A-Za-z0-9_.-] and not \"ca\"");
  }
  if (wish.roles.empty() && wish.dns.empty() && wish.ip.empty()) {
    return InvalidInput("a certificate needs a role (client), or a DNS name or address (server)");
  }
  for (const std::string& dns : wish.dns) {
    if (!ConsistsOf(dns, ".-*")) return InvalidInput("{} is no DNS name", dns);
  }
  for (const std::string& ip : wish.ip) {
    const std::unique_ptr<ASN1_OCTET_STRING, FreeBy<ASN1_OCTET_STRING_free>> address(
        a2i_IPADDRESS(ip.c_str()));
    if (!address) return InvalidInput("{} is no IP address", ip);
  }
  if (wish.days < 1 || wish.days > kMaxDays) return InvalidInput("days must be 1 to {}", kMaxDays);
  return Ok();
}

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

Status AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_nconf_nid(nullptr, &context, nid, value.c_str()));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return OpenSslError("adding an extension");
  }
  return Ok();
}

Status SetSerial(X509* certificate) {
  std::array<unsigned char, kSerialBytes> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) return OpenSslError("making a serial number");
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);  // positive, full length
  const BignumPtr number(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  if (!number || BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr) {
    return OpenSslError("making a serial number");
  }
  return Ok();
}

// A certificate of version 3 with everything but its extensions, its issuer and its signature.
Result<X509Ptr> Prepare(const std::string& name, EVP_PKEY* key, int days, Time now) {
  X509Ptr certificate(X509_new());
  if (!certificate) return OpenSslError("making a certificate");
  X509_set_version(certificate.get(), X509_VERSION_3);
  CHOWKI_RETURN_IF_ERROR(SetSerial(certificate.get()));
  std::time_t at = std::chrono::system_clock::to_time_t(now);
  const long backdated_s = -std::chrono::seconds(kBackdated).count();
  X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, backdated_s, &at);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), days, 0, &at);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  const auto* utf8 = reinterpret_cast<const unsigned char*>(name.data());
  if (X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, utf8,
                                 static_cast<int>(name.size()), -1, 0) != 1 ||
      X509_set_pubkey(certificate.get(), key) != 1) {
    return OpenSslError("filling a certificate");
  }
  return certificate;
}

Status Sign(X509* certificate, const X509* issuer, EVP_PKEY* issuer_key) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
      X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
    return OpenSslError("signing a certificate");
  }
  return Ok();
}

Result<KeyPair> Save(const fs::path& dir, const std::string& name, X509* certificate,
                     EVP_PKEY* key) {
  const BioPtr certificate_pem(BIO_new(BIO_s_mem()));
  const BioPtr key_pem(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(certificate_pem.get(), certificate) != 1 ||
      PEM_write_bio_PKCS8PrivateKey(key_pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) !=
          1) {
    return OpenSslError("writing PEM");
  }
  const KeyPair files{dir / (name + ".crt"), dir / (name + ".key")};
  if (fs::exists(files.certificate)) {
    return AlreadyExists("{} exists and is not overwritten", files.certificate.string());
  }
  CHOWKI_RETURN_IF_ERROR(WriteNew(files.key, Contents(key_pem.get()), kSecret));
  CHOWKI_RETURN_IF_ERROR(WriteNew(files.certificate, Contents(certificate_pem.get()), kPublic));
  return files;
}

std::string AlternativeNames(const Wish& wish) {
  std::string names;
  const auto add = [&](std::string_view kind, std::string_view value) {
    if (!names.empty()) names += ',';
    names += fmt::format("{}:{}", kind, value);
  };
  for (const std::string& dns : wish.dns) add("DNS", dns);
  for (const std::string& ip : wish.ip) add("IP", ip);
  for (const Role role : wish.roles) add("URI", fmt::format("{}{}", kRoleUri, Name(role)));
  return names;
}

std::string Purposes(const Wish& wish) {
  const bool server = !wish.dns.empty() || !wish.ip.empty();
  if (server && !wish.roles.empty()) return "serverAuth,clientAuth";
  return server ? "serverAuth" : "clientAuth";
}

struct Authority {
  X509Ptr certificate;
  KeyPtr key;
};

Result<Authority> Load(const fs::path& dir) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string certificate_pem, ReadAll(dir / "ca.crt"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string key_pem, ReadAll(dir / "ca.key"));
  Authority authority;
  authority.certificate.reset(
      PEM_read_bio_X509(ReadOnly(certificate_pem).get(), nullptr, nullptr, nullptr));
  authority.key.reset(PEM_read_bio_PrivateKey(ReadOnly(key_pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!authority.certificate || !authority.key) {
    return InvalidInput("{} holds no authority's certificate and key", dir.string());
  }
  return authority;
}

}  // namespace

Result<KeyPair> InitAuthority(const fs::path& dir, const std::string& name, const Clock& clock) {
  if (!ConsistsOf(name, " _.-")) {
    return InvalidInput("an authority's name is 1 to 64 characters of [A-Za-z0-9 _.-]");
  }
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) return Unavailable("cannot make {}: {}", dir.string(), error.message());
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return OpenSslError("making a key");
  CHOWKI_ASSIGN_OR_RETURN(const X509Ptr certificate,
                          Prepare(name, key.get(), kAuthorityDays, clock.Now()));
  X509* ca = certificate.get();
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(ca, ca, NID_subject_key_identifier, "hash"));
  CHOWKI_RETURN_IF_ERROR(Sign(ca, ca, key.get()));
  return Save(dir, "ca", ca, key.get());
}

Result<KeyPair> Issue(const fs::path& dir, const Wish& wish, const Clock& clock) {
  CHOWKI_RETURN_IF_ERROR(Validate(wish));
  CHOWKI_ASSIGN_OR_RETURN(const Authority authority, Load(dir));
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return OpenSslError("making a key");
  CHOWKI_ASSIGN_OR_RETURN(const X509Ptr certificate,
                          Prepare(wish.name, key.get(), wish.days, clock.Now()));
  X509* leaf = certificate.get();
  X509* ca = authority.certificate.get();
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_basic_constraints, "critical,CA:FALSE"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_key_usage, "critical,digitalSignature"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_ext_key_usage, Purposes(wish)));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_subject_alt_name, AlternativeNames(wish)));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_subject_key_identifier, "hash"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_authority_key_identifier, "keyid:always"));
  CHOWKI_RETURN_IF_ERROR(Sign(leaf, ca, authority.key.get()));
  return Save(dir, wish.name, leaf, key.get());
}

}  // namespace chowki::pki
