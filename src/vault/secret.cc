#include "vault/secret.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

namespace chowki::vault {
namespace {

constexpr size_t kNonce = crypto_secretbox_NONCEBYTES;
constexpr size_t kMac = crypto_secretbox_MACBYTES;
static_assert(kNonce + kMac == Secret::kSealBytes);
static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_generichash_KEYBYTES_MAX >= 32);

constexpr std::uint8_t kNaming = 254;
constexpr std::uint8_t kSealing = 255;

void StartSodium() {
  static const bool started = sodium_init() >= 0;
  CHOWKI_CHECK(started);
}

// A file descriptor that closes itself.
class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Status Failed(std::string_view doing, const std::filesystem::path& file) {
  return FailedPrecondition("{} key file {}: {}", doing, file.string(), std::strerror(errno));
}

Status SyncFolder(const std::filesystem::path& file) {
  const auto parent = file.parent_path();
  const File folder(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) return Failed("keeping", file);
  return Ok();
}

// Bytes at a place where nobody looks for keys, on the disk.
Status WriteNew(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
  const File out(file, O_WRONLY | O_CREAT | O_EXCL);
  if (out.number() < 0) return Failed("making", file);
  if (::write(out.number(), bytes.data(), bytes.size()) != std::ssize(bytes) ||
      ::fsync(out.number()) != 0) {
    return Failed("writing", file);
  }
  return Ok();
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
  return *this;
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

Secret Secret::Make() {
  StartSodium();
  Secret secret;
  randombytes_buf(secret.bytes_.data(), secret.bytes_.size());
  return secret;
}

Result<Secret> Secret::FromBytes(std::string_view bytes) {
  StartSodium();
  Secret secret;
  if (bytes.size() != secret.bytes_.size()) {
    return InvalidInput("a key of {} bytes, {} expected", bytes.size(), secret.bytes_.size());
  }
  std::memcpy(secret.bytes_.data(), bytes.data(), bytes.size());
  return secret;
}

Result<Secret> Secret::Load(const std::filesystem::path& file) {
  StartSodium();
  const File in(file, O_RDONLY);
  if (in.number() < 0) {
    if (errno == ENOENT) return NotFound("there is no key file {}", file.string());
    return Failed("opening", file);
  }
  struct stat about {};
  if (::fstat(in.number(), &about) != 0) return Failed("reading", file);
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return FailedPrecondition("others than its owner may use key file {}: chmod 600 it",
                              file.string());
  }
  Secret secret;
  if (about.st_size != std::ssize(secret.bytes_) ||
      ::read(in.number(), secret.bytes_.data(), secret.bytes_.size()) !=
          std::ssize(secret.bytes_)) {
    return DataLoss("key file {} has {} bytes, 32 expected", file.string(), about.st_size);
  }
  return secret;
}

Status Secret::Save(const std::filesystem::path& file) const {
  // The name is given to a whole file: whoever finds the name finds 32 bytes.
  std::array<std::uint8_t, 8> mark{};
  randombytes_buf(mark.data(), mark.size());
  const std::filesystem::path fresh = file.string() + "." + ToHex(mark) + ".new";
  Status saved = WriteNew(fresh, bytes_);
  if (saved.ok() && ::link(fresh.c_str(), file.c_str()) != 0) {
    saved = errno == EEXIST ? AlreadyExists("there is a key file {} already", file.string())
                            : Failed("naming", file);
  }
  ::unlink(fresh.c_str());
  CHOWKI_RETURN_IF_ERROR(saved);
  return SyncFolder(file);
}

void Secret::Hash(std::span<std::uint8_t> out, std::uint8_t kind, std::string_view value) const {
  crypto_generichash_state state;
  CHOWKI_CHECK(crypto_generichash_init(&state, bytes_.data(), bytes_.size(), out.size()) == 0);
  crypto_generichash_update(&state, &kind, 1);
  crypto_generichash_update(&state, reinterpret_cast<const std::uint8_t*>(value.data()),
                            value.size());
  crypto_generichash_final(&state, out.data(), out.size());
}

std::int64_t Secret::id() const {
  std::array<std::uint8_t, 16> hash{};
  Hash(hash, kNaming, {});
  std::uint64_t id = 0;
  std::memcpy(&id, hash.data(), sizeof id);
  return static_cast<std::int64_t>(id >> 1);
}

std::string Secret::Seal(std::string_view text) const {
  std::array<std::uint8_t, 32> key{};
  Hash(key, kSealing, {});
  std::string sealed(kSealBytes + text.size(), '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(sealed.data());
  randombytes_buf(out, kNonce);
  crypto_secretbox_easy(out + kNonce, reinterpret_cast<const std::uint8_t*>(text.data()),
                        text.size(), out, key.data());
  sodium_memzero(key.data(), key.size());
  return sealed;
}

std::optional<std::string> Secret::Open(std::string_view sealed) const {
  if (sealed.size() < kSealBytes) return std::nullopt;
  std::array<std::uint8_t, 32> key{};
  Hash(key, kSealing, {});
  std::string text(sealed.size() - kSealBytes, '\0');
  const auto* in = reinterpret_cast<const std::uint8_t*>(sealed.data());
  const bool opened =
      crypto_secretbox_open_easy(reinterpret_cast<std::uint8_t*>(text.data()), in + kNonce,
                                 sealed.size() - kNonce, in, key.data()) == 0;
  sodium_memzero(key.data(), key.size());
  if (!opened) return std::nullopt;
  return text;
}

Status DestroyKeyFile(const std::filesystem::path& file) {
  {
    const File out(file, O_WRONLY);
    if (out.number() < 0) {
      if (errno == ENOENT) return Ok();
      return Failed("destroying", file);
    }
    StartSodium();
    std::array<std::uint8_t, 32> noise{};
    randombytes_buf(noise.data(), noise.size());
    if (::write(out.number(), noise.data(), noise.size()) != std::ssize(noise) ||
        ::fsync(out.number()) != 0) {
      return Failed("destroying", file);
    }
  }
  if (::unlink(file.c_str()) != 0) return Failed("removing", file);
  return SyncFolder(file);
}

}  // namespace chowki::vault
