#include "associate/period_key.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace chowki::associate {
namespace {

constexpr size_t kNonce = crypto_secretbox_NONCEBYTES;
constexpr size_t kMac = crypto_secretbox_MACBYTES;
static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_generichash_KEYBYTES_MAX >= 32);

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

// kind  a Trace, or one of the two below: no hash of one kind is one of another.
void Hash(std::span<std::uint8_t> out, std::uint8_t kind, std::string_view value,
          const std::array<std::uint8_t, 32>& key) {
  crypto_generichash_state state;
  CHOWKI_CHECK(crypto_generichash_init(&state, key.data(), key.size(), out.size()) == 0);
  crypto_generichash_update(&state, &kind, 1);
  crypto_generichash_update(&state, reinterpret_cast<const std::uint8_t*>(value.data()),
                            value.size());
  crypto_generichash_final(&state, out.data(), out.size());
}

constexpr std::uint8_t kProjection = 0;  // no Trace has it
constexpr std::uint8_t kSealing = 255;   // nor this

}  // namespace

PeriodKey::PeriodKey(PeriodKey&& other) noexcept
    : secret_(other.secret_), projection_(other.projection_) {
  other.Wipe();
}

PeriodKey& PeriodKey::operator=(PeriodKey&& other) noexcept {
  if (this == &other) return *this;
  secret_ = other.secret_;
  projection_ = other.projection_;
  other.Wipe();
  return *this;
}

PeriodKey::~PeriodKey() { Wipe(); }

void PeriodKey::Wipe() {
  sodium_memzero(secret_.data(), secret_.size());
  sodium_memzero(projection_.data(), sizeof projection_);
}

void PeriodKey::Derive() {
  for (size_t round = 0; round < projection_.size(); ++round) {
    std::array<std::uint8_t, 64> bits{};
    Hash(bits, kProjection, std::to_string(round), secret_);
    static_assert(sizeof bits == sizeof projection_[0]);
    std::memcpy(projection_[round].data(), bits.data(), bits.size());
  }
}

PeriodKey PeriodKey::Make() {
  StartSodium();
  PeriodKey key;
  randombytes_buf(key.secret_.data(), key.secret_.size());
  key.Derive();
  return key;
}

Result<PeriodKey> PeriodKey::Load(const std::filesystem::path& file) {
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
  PeriodKey key;
  if (about.st_size != std::ssize(key.secret_) ||
      ::read(in.number(), key.secret_.data(), key.secret_.size()) != std::ssize(key.secret_)) {
    return DataLoss("key file {} has {} bytes, 32 expected", file.string(), about.st_size);
  }
  key.Derive();
  return key;
}

Status PeriodKey::Save(const std::filesystem::path& file) const {
  const File out(file, O_WRONLY | O_CREAT | O_EXCL);
  if (out.number() < 0) {
    if (errno == EEXIST) return AlreadyExists("there is a key file {} already", file.string());
    return Failed("making", file);
  }
  if (::write(out.number(), secret_.data(), secret_.size()) != std::ssize(secret_) ||
      ::fsync(out.number()) != 0) {
    return Failed("writing", file);
  }
  return SyncFolder(file);
}

Tag PeriodKey::TagOf(Trace kind, std::string_view value) const {
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
  Hash(hash, static_cast<std::uint8_t>(kind), value, secret_);
  Tag tag = 0;
  std::memcpy(&tag, hash.data(), sizeof tag);
  return tag;
}

std::string PeriodKey::Seal(std::string_view text) const {
  std::array<std::uint8_t, 32> key{};
  Hash(key, kSealing, {}, secret_);
  std::string sealed(kNonce + kMac + text.size(), '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(sealed.data());
  randombytes_buf(out, kNonce);
  crypto_secretbox_easy(out + kNonce, reinterpret_cast<const std::uint8_t*>(text.data()),
                        text.size(), out, key.data());
  sodium_memzero(key.data(), key.size());
  return sealed;
}

std::optional<std::string> PeriodKey::Open(std::string_view sealed) const {
  if (sealed.size() < kNonce + kMac) return std::nullopt;
  std::array<std::uint8_t, 32> key{};
  Hash(key, kSealing, {}, secret_);
  std::string text(sealed.size() - kNonce - kMac, '\0');
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

}  // namespace chowki::associate
