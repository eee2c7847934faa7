#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/pool.h"
#include "vault/key_folder.h"

namespace chowki::central_service {

// The keys that posts remember crossings under, and how long they are kept: made ahead, given to
// posts, destroyed with what rests on them.
//
// thread  safe.
class SharedKeys {
 public:
  struct Options {
    int retention_days = 30;  // as at the posts
    int period_days = 5;
  };
  // So many periods after today's have their keys already: a post may be cut off for as long.
  static constexpr int kPeriodsAhead = 3;

  // folder  its own; the same for all replicas of the centre. Not in backups.
  // errors  those of vault::KeyFolder::Open.
  [[nodiscard]] static Result<std::unique_ptr<SharedKeys>> Open(const std::string& folder,
                                                                const Options& options,
                                                                sql::Pool* store,
                                                                const Clock* clock);

  struct Given {
    std::int64_t period = 0;  // first day, in days since 1970
    std::shared_ptr<const vault::Secret> key;
  };
  // Of all periods that are remembered and the next ones.
  //
  // errors  as central::BeginSharedPeriod.
  [[nodiscard]] Result<std::vector<Given>> Give();

  // Destroys the keys that are due, and removes some of what they sealed.
  //
  // returns  whether there is more to remove.
  [[nodiscard]] Result<bool> ForgetSome();

  [[nodiscard]] const Options& options() const { return options_; }

 private:
  SharedKeys(std::unique_ptr<vault::KeyFolder> keys, const Options& options, sql::Pool* store,
             const Clock* clock)
      : keys_(std::move(keys)), options_(options), store_(store), clock_(clock) {}
  [[nodiscard]] Date Oldest() const;

  const std::unique_ptr<vault::KeyFolder> keys_;
  const Options options_;
  sql::Pool* const store_;
  const Clock* const clock_;
};

}  // namespace chowki::central_service
