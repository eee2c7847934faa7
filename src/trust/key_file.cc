#include "trust/key_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

namespace fs = std::filesystem;

enum class Half { kSecret, kPublic };

struct Kind {
  const char* label;
  Half half;
};
constexpr Kind kSigningKind{"chowki-key-1 ed25519 secret ", Half::kSecret};
constexpr Kind kVerifyKind{"chowki-key-1 ed25519 public ", Half::kPublic};
constexpr Kind kOpeningKind{"chowki-key-1 x25519 secret ", Half::kSecret};
constexpr Kind kSealingKind{"chowki-key-1 x25519 public ", Half::kPublic};

constexpr size_t kKeyBytes = 32;
constexpr size_t kHexDigits = 2 * kKeyBytes;
constexpr size_t kMaxFileBytes = 256;

// A file that is closed, and text that is wiped, whatever happens.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct Line {
  ~Line() { sodium_memzero(text.data(), text.size()); }
  std::array<char, kMaxFileBytes> text{};
  size_t size = 0;
};

Status SystemError(const char* doing, const fs::path& path) {
  return Unavailable("cannot {} {}: {}", doing, path.string(), std::strerror(errno));
}

Status WriteNew(const fs::path& path, const Kind& kind, std::span<const std::uint8_t, 32> key) {
  Line line;
  const size_t label = std::strlen(kind.label);
  std::copy_n(kind.label, label, line.text.begin());
  sodium_bin2hex(line.text.data() + label, kHexDigits + 1, key.data(), key.size());
  line.size = label + kHexDigits;
  line.text[line.size++] = '\n';

  const mode_t mode = kind.half == Half::kSecret ? 0600 : 0644;
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.descriptor() < 0) {
    if (errno == EEXIST) return AlreadyExists("{} exists and is not overwritten", path.string());
    return SystemError("write", path);
  }
  const bool written =
      ::write(file.descriptor(), line.text.data(), line.size) == static_cast<ssize_t>(line.size) &&
      ::fsync(file.descriptor()) == 0;
  return written ? Ok() : SystemError("write", path);
}

Status CheckAccess(const fs::path& path, const Kind& kind, const File& file) {
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return SystemError("read", path);
  if (kind.half == Half::kPublic) return Ok();
  const bool regular = S_ISREG(status.st_mode);
  if (!regular || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Refuse(Refusal::kKeyFileUnsafe,
                  {{"file", path.string()}, {"mode", fmt::format("{:o}", status.st_mode & 07777)}});
  }
  return Ok();
}

Status ReadInto(const fs::path& path, const Kind& kind, std::span<std::uint8_t, 32> key) {
  // O_NONBLOCK: a pipe in the place of a file must not make us wait.
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.descriptor() < 0) {
    if (errno == ENOENT) return NotFound("there is no key file {}", path.string());
    return SystemError("read", path);
  }
  CHOWKI_RETURN_IF_ERROR(CheckAccess(path, kind, file));
  Line line;
  const ssize_t count = ::read(file.descriptor(), line.text.data(), line.text.size());
  if (count < 0) return SystemError("read", path);
  std::string_view text(line.text.data(), static_cast<size_t>(count));
  if (text.ends_with('\n')) text.remove_suffix(1);
  size_t bytes = 0;
  const bool well_formed =
      text.starts_with(kind.label) && text.size() == std::strlen(kind.label) + kHexDigits &&
      sodium_hex2bin(key.data(), key.size(), text.data() + std::strlen(kind.label), kHexDigits,
                     nullptr, &bytes, nullptr) == 0 &&
      bytes == kKeyBytes;
  if (well_formed) return Ok();
  std::string_view wanted = kind.label;
  wanted.remove_suffix(1);
  return Refuse(Refusal::kKeyFileMalformed, {{"file", path.string()}, {"wanted", wanted}});
}

}  // namespace

Status WriteKeyFile(const fs::path& path, const SigningKey& key) {
  return WriteNew(path, kSigningKind, key.Seed().bytes());
}
Status WriteKeyFile(const fs::path& path, const VerifyKey& key) {
  return WriteNew(path, kVerifyKind, key.bytes);
}
Status WriteKeyFile(const fs::path& path, const OpeningKey& key) {
  return WriteNew(path, kOpeningKind, key.secret().bytes());
}
Status WriteKeyFile(const fs::path& path, const SealingKey& key) {
  return WriteNew(path, kSealingKind, key.bytes);
}

Result<SigningKey> ReadSigningKey(const fs::path& path) {
  Secret<32> seed;
  CHOWKI_RETURN_IF_ERROR(ReadInto(path, kSigningKind, seed.bytes()));
  return SigningKey::FromSeed(seed);
}
Result<VerifyKey> ReadVerifyKey(const fs::path& path) {
  VerifyKey key;
  CHOWKI_RETURN_IF_ERROR(ReadInto(path, kVerifyKind, key.bytes));
  return key;
}
Result<OpeningKey> ReadOpeningKey(const fs::path& path) {
  Secret<32> secret;
  CHOWKI_RETURN_IF_ERROR(ReadInto(path, kOpeningKind, secret.bytes()));
  return OpeningKey::FromSecret(secret);
}
Result<SealingKey> ReadSealingKey(const fs::path& path) {
  SealingKey key;
  CHOWKI_RETURN_IF_ERROR(ReadInto(path, kSealingKind, key.bytes));
  return key;
}

}  // namespace chowki::trust
