#include "vault/key_folder.h"

#include <algorithm>

namespace chowki::vault {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestPeriod = 366;
constexpr size_t kLongestKind = 32;
constexpr const char* kSuffix = ".key";

bool IsKind(std::string_view kind) {
  return !kind.empty() && kind.size() <= kLongestKind &&
         std::ranges::all_of(kind, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::string IdBytes(std::int64_t id) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(id >> shift & 0xFF);
  return bytes;
}

std::int64_t IdOf(std::string_view bytes) {
  std::uint64_t id = 0;
  for (const char c : bytes.substr(0, 8)) id = id << 8 | static_cast<std::uint8_t>(c);
  return static_cast<std::int64_t>(id);
}

Date PeriodOf(Time time, int period_days) {
  using std::chrono::days;
  const auto day = std::chrono::floor<days>(time).time_since_epoch().count();
  const auto into = ((day % period_days) + period_days) % period_days;
  return ToDate(Time(days(day - into)));
}

}  // namespace

Result<std::unique_ptr<KeyFolder>> KeyFolder::Open(const fs::path& folder, const Options& options) {
  if (options.period_days < 1 || options.period_days > kLongestPeriod) {
    return InvalidInput("keys for periods of {} days: 1 to {} expected", options.period_days,
                        kLongestPeriod);
  }
  std::unique_ptr<KeyFolder> keys(new KeyFolder(folder, options));
  CHOWKI_RETURN_IF_ERROR(keys->Read());
  return keys;
}

fs::path KeyFolder::FileOf(const Place& place) const {
  return folder_ / (place.first + "." + ToIso(place.second) + kSuffix);
}

void KeyFolder::Add(const Place& place, Secret secret) {
  auto key = std::make_shared<const Secret>(std::move(secret));
  by_id_.insert_or_assign(key->id(), key);
  destroyed_.erase(key->id());
  keys_.insert_or_assign(place, std::move(key));
}

Status KeyFolder::MakeFolder() const {
  std::error_code error;
  if (fs::create_directories(folder_, error)) {
    fs::permissions(folder_, fs::perms::owner_all, error);
  }
  if (!error) return Ok();
  return FailedPrecondition("key folder {}: {}", folder_.string(), error.message());
}

Status KeyFolder::Read() {
  std::error_code error;
  if (!fs::exists(folder_, error) && !error) return Ok();
  for (fs::directory_iterator entry(folder_, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() != kSuffix) continue;
    const std::string stem = entry->path().stem().string();
    const size_t dot = stem.find('.');
    const auto day = ParseIsoDate(dot == stem.npos ? "" : std::string_view(stem).substr(dot + 1));
    if (!day.ok() || !IsKind(stem.substr(0, dot))) {
      return FailedPrecondition("{} is no key of a kind and a day: move it elsewhere",
                                entry->path().string());
    }
    const Place place(stem.substr(0, dot), *day);
    if (keys_.contains(place)) continue;
    auto secret = Secret::Load(entry->path());
    if (secret.status().code() == StatusCode::kNotFound) continue;  // destroyed just now
    if (!secret.ok()) return secret.status();
    Add(place, *std::move(secret));
  }
  if (error) return FailedPrecondition("key folder {}: {}", folder_.string(), error.message());
  return Ok();
}

Result<std::shared_ptr<const Secret>> KeyFolder::KeyFor(std::string_view kind, Time time) {
  if (!IsKind(kind)) return InvalidInput("'{}' is no kind of key: a-z and _ expected", kind);
  const Place place(kind, PeriodOf(time, options_.period_days));
  const std::lock_guard lock(mutex_);
  if (const auto known = keys_.find(place); known != keys_.end()) return known->second;
  if (options_.read_only) {
    return FailedPrecondition("key folder {} is only read", folder_.string());
  }
  CHOWKI_RETURN_IF_ERROR(MakeFolder());
  Secret secret = Secret::Make();
  const Status saved = secret.Save(FileOf(place));
  if (saved.code() == StatusCode::kAlreadyExists) {  // another process was first
    CHOWKI_ASSIGN_OR_RETURN(secret, Secret::Load(FileOf(place)));
  } else if (!saved.ok()) {
    return saved;
  }
  Add(place, std::move(secret));
  return keys_.at(place);
}

Result<std::string> KeyFolder::Seal(std::string_view kind, Time time, std::string_view text) {
  CHOWKI_ASSIGN_OR_RETURN(const std::shared_ptr<const Secret> key, KeyFor(kind, time));
  return IdBytes(key->id()) + key->Seal(text);
}

Result<std::optional<std::string>> KeyFolder::Open(std::string_view sealed) {
  if (sealed.size() < kSealBytes) return DataLoss("{} bytes are not sealed bytes", sealed.size());
  const std::int64_t id = IdOf(sealed);
  std::shared_ptr<const Secret> key;
  {
    const std::lock_guard lock(mutex_);
    auto known = by_id_.find(id);
    if (known == by_id_.end() && !destroyed_.contains(id)) {
      CHOWKI_RETURN_IF_ERROR(Read());  // another process may have made it
      known = by_id_.find(id);
    }
    if (known == by_id_.end()) {
      destroyed_.insert(id);
      return std::optional<std::string>();
    }
    key = known->second;
  }
  auto text = key->Open(sealed.substr(8));
  if (!text) return DataLoss("sealed bytes were changed");
  return text;
}

Result<std::vector<Date>> KeyFolder::Destroy(std::string_view kind, const Date& oldest) {
  const std::lock_guard lock(mutex_);
  CHOWKI_RETURN_IF_ERROR(Read());  // those of other processes too
  std::vector<Date> gone;
  for (auto key = keys_.begin(); key != keys_.end();) {
    if (key->first.first != kind || key->first.second >= oldest) {
      ++key;
      continue;
    }
    CHOWKI_RETURN_IF_ERROR(DestroyKeyFile(FileOf(key->first)));
    gone.push_back(key->first.second);
    by_id_.erase(key->second->id());
    key = keys_.erase(key);
  }
  return gone;
}

std::vector<std::shared_ptr<const Secret>> KeyFolder::KeysOf(std::string_view kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<const Secret>> keys;
  for (const auto& [place, key] : keys_) {
    if (place.first == kind) keys.push_back(key);
  }
  return keys;
}

std::vector<Date> KeyFolder::Periods(std::string_view kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<Date> days;
  for (const auto& [place, key] : keys_) {
    if (place.first == kind) days.push_back(place.second);
  }
  return days;
}

}  // namespace chowki::vault
