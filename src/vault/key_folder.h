#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/status.h"
#include "vault/secret.h"

namespace chowki::vault {

// Keys by kind and period in one folder: what was sealed in a period can be opened until the key of
// its kind and period is destroyed, and by nobody afterwards, whatever copies there are of what was
// sealed. A file each: <kind>.<first day>.key.
//
// Keep the folder apart from what it seals, and out of backups: a key that comes back undoes its
// destruction.
//
// The folder is made with its first key.
//
// thread  safe. Several processes may use one folder.
class KeyFolder {
 public:
  struct Options {
    int period_days = 1;     // 1..366: how long one key serves; periods begin at 1970-01-01
    bool read_only = false;  // makes no key
  };

  // errors  kInvalidArgument for a period out of range; kDataLoss or kFailedPrecondition naming
  //         folder or file.
  [[nodiscard]] static Result<std::unique_ptr<KeyFolder>> Open(const std::filesystem::path& folder,
                                                               const Options& options);

  // Seals under the key of a kind and of the period in which `time` lies; the first use makes it.
  //
  // kind     a-z and '_', 1..32 characters: one for all that is destroyed together.
  // returns  kSealBytes more than the text.
  // errors   kInvalidArgument for a kind; those of Secret::Save.
  [[nodiscard]] Result<std::string> Seal(std::string_view kind, Time time, std::string_view text);
  static constexpr size_t kSealBytes = 8 + Secret::kSealBytes;  // the key's id before the rest

  // returns  nullopt when its key was destroyed: erased, and not an error.
  // errors   kDataLoss for bytes that a key here sealed and somebody changed, or no sealed bytes.
  [[nodiscard]] Result<std::optional<std::string>> Open(std::string_view sealed);

  // The key itself, for hashes: made by the first use.
  [[nodiscard]] Result<std::shared_ptr<const Secret>> KeyFor(std::string_view kind, Time time);

  // All keys of a kind that are here, earliest period first.
  [[nodiscard]] std::vector<std::shared_ptr<const Secret>> KeysOf(std::string_view kind) const;

  // Destroys every key of a kind whose period began before a day. To keep nothing longer than n
  // days, call it daily with the day n days ago.
  //
  // returns  the first days of the periods that are gone.
  // errors   those of DestroyKeyFile, after which the rest still stands.
  [[nodiscard]] Result<std::vector<Date>> Destroy(std::string_view kind, const Date& oldest);

  // First days of the periods whose key of a kind is here, earliest first.
  [[nodiscard]] std::vector<Date> Periods(std::string_view kind) const;

 private:
  using Place = std::pair<std::string, Date>;  // kind and first day
  KeyFolder(std::filesystem::path folder, const Options& options)
      : folder_(std::move(folder)), options_(options) {}

  [[nodiscard]] std::filesystem::path FileOf(const Place& place) const;
  // Takes up the key files that are not known yet.
  [[nodiscard]] Status Read();
  [[nodiscard]] Status MakeFolder() const;
  void Add(const Place& place, Secret secret);

  const std::filesystem::path folder_;
  const Options options_;
  mutable std::mutex mutex_;
  std::map<Place, std::shared_ptr<const Secret>> keys_;
  std::map<std::int64_t, std::shared_ptr<const Secret>> by_id_;
  std::set<std::int64_t> destroyed_;  // ids that were looked for in vain
};

}  // namespace chowki::vault
