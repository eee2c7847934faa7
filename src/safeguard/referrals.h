#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "safeguard/access_log.h"
#include "safeguard/budget.h"
#include "safeguard/feedback.h"
#include "safeguard/referral.h"
#include "safeguard/tallies.h"
#include "sqlite/database.h"
#include "vault/key_folder.h"

namespace chowki::safeguard {

// A rule as it counts now.
struct RuleState {
  std::string rule;   // id of a sign
  double points = 0;  // in force: 0 when held
  double built_points = 0;
  Verdicts verdicts;
  bool held = false;
  std::string reason;   // why it is held, or was let go; "": neither was ever done
  std::string officer;  // "": the service held it
  std::optional<Time> time{};
};

// A rate with its bounds, and how it compares with everybody else's.
struct Rate {
  std::string dimension;  // "all", "issuing_state", "age", "sex", "rule"
  std::string value;
  Share share;
  Bounded rate;
  std::optional<Bounded> ratio{};  // of groups
  bool out_of_bounds = false;
};

struct Rates {
  std::vector<Rate> rates;
  std::vector<RuleState> rules;
  double referral_points = 0;  // the limit in force
  double budget_per_mille = 0;
  std::int64_t over_budget = 0;
};

// The referrals of a post: one SQLite file of its own, contents sealed under keys in a folder of
// its own, all of them in memory while the service runs. A referral is kept for so long after its
// last step; then its key is destroyed, and its row removed. Of what ended only counts remain.
//
// thread  safe.
class Referrals {
 public:
  struct Options {
    std::filesystem::path file;
    std::filesystem::path keys;  // a folder of its own, out of backups
    // source  FIELD (e): safeguarding 30 days unless confirmed. Ours: half a year, then.
    std::chrono::days keep{30};             // 1..366
    std::chrono::days keep_confirmed{180};  // keep..3660: it was right to ask
    Budget budget{};
  };

  // Opens what is there and destroys what is due.
  //
  // clock   trusted time: one that runs ahead makes it forget; must outlive this.
  // errors  kInvalidArgument for days or budget out of range; as sqlite::Database::Open and
  //         vault::KeyFolder::Open.
  [[nodiscard]] static Result<std::unique_ptr<Referrals>> Open(const Options& options,
                                                               const Clock& clock);
  ~Referrals();
  Referrals(const Referrals&) = delete;
  Referrals& operator=(const Referrals&) = delete;

  // Called after each change, without a lock, with the referral's id. Set it before anybody calls.
  void OnChange(std::function<void(const std::string& id)> told) { told_ = std::move(told); }

  // --- from the lane -----------------------------------------------------------------------------

  // One more traveller in the rates: kept in memory until Tick writes it.
  void Count(const Seen& seen);

  // Opens a referral, or adds to the one of the same screening, or leaves it out for the budget.
  //
  // returns  whether there is an open referral of the screening now.
  // errors   of SQLite and the keys.
  [[nodiscard]] Result<bool> Propose(const Proposal& proposal);

  // Whether there is a referral of a screening (id), or was as long as it is kept: what the lane is
  // told must not change when it is closed, or it would tell a referral from a random choice.
  [[nodiscard]] bool IsReferred(const std::string& screening) const;

  // associate::Setting::points in force.
  [[nodiscard]] std::map<std::string, double, std::less<>> Points() const;

  // --- by people ---------------------------------------------------------------------------------

  // A person asks: no sign and no budget is looked at. The name that is answered is a new one also
  // where there is a referral already, so that it does not tell.
  //
  // note     "": none.
  // returns  an id for Get and all that follows.
  // errors   those of CheckNote; kAlreadyExists with REQUEST_ID_REUSED.
  [[nodiscard]] Result<std::string> Create(const Proposal& proposal, const std::string& note,
                                           const std::string& request_id);

  // errors  kNotFound with REFERRAL_UNKNOWN.
  [[nodiscard]] Result<Referral> Get(const std::string& id) const;

  struct Filter {
    std::optional<State> state{};
    std::string assignee{};  // "": whoever
    bool also_closed = false;
  };
  struct Page {
    std::vector<Referral> referrals;  // the most urgent first
    std::string next_page_token;      // "" on the last page
  };
  static constexpr int kDefaultPageSize = 50;
  static constexpr int kMaxPageSize = 500;

  // page_size   0 stands for kDefaultPageSize; more than kMaxPageSize is cut to it.
  // page_token  "" or that of the page before.
  // errors      kInvalidArgument with PAGE_TOKEN_INVALID: also when the last of that page is gone.
  [[nodiscard]] Result<Page> List(const Filter& filter, int page_size,
                                  const std::string& page_token) const;

  // etag     "" only for a note.
  // returns  the referral as it is now; the same for a repeat.
  // errors   those of After; kNotFound with REFERRAL_UNKNOWN; kAborted with ETAG_MISMATCH;
  //          kAlreadyExists with REQUEST_ID_REUSED.
  [[nodiscard]] Result<Referral> Take(const std::string& id, const Step& step,
                                      const std::string& etag, const std::string& request_id);

  // --- what it does on the whole -----------------------------------------------------------------

  // errors  of SQLite.
  [[nodiscard]] Result<Rates> CountRates(const DaySpan& span);

  // errors  kNotFound with RESOURCE_UNKNOWN; kAlreadyExists with REQUEST_ID_REUSED; as CheckNote.
  [[nodiscard]] Result<RuleState> Review(const std::string& rule, bool held,
                                         const std::string& reason, const std::string& officer,
                                         const std::string& request_id);

  [[nodiscard]] Result<std::vector<MonthCell>> CountByMonth();

  // Durable before it comes back.
  [[nodiscard]] Status Log(const std::string& officer, const std::string& method,
                           const std::string& subject);

  // The newest first, below a sequence (0: all).
  [[nodiscard]] Result<std::vector<Access>> Accesses(std::int64_t below, int count);

  // errors  as safeguard::VerifyAccesses.
  [[nodiscard]] Status VerifyAccesses();

  // What is due: writes counts, destroys what is too old, looks at the rules. Every second or so.
  void Tick();

 private:
  Referrals(const Options& options, const Clock& clock, sqlite::Database database,
            std::unique_ptr<vault::KeyFolder> keys);

  // All with the lock.
  [[nodiscard]] Status Load();
  [[nodiscard]] Status Expire(Time now);
  [[nodiscard]] Status FlushCounts();
  [[nodiscard]] const Referral* FindById(const std::string& id) const;
  [[nodiscard]] const Referral* FindByScreening(const std::string& screening) const;
  [[nodiscard]] Status Put(const Referral* before, Referral after);
  [[nodiscard]] Status CountChange(const Referral* before, const Referral& after, const Date& day);
  // Whether another one of the same party has a sign of this rule: they are one case of it.
  [[nodiscard]] bool HasPartyWith(const Referral& referral, const std::string& rule) const;
  void Index(const Referral& referral);
  [[nodiscard]] Time ExpiryOf(const Referral& referral) const;
  [[nodiscard]] Result<double> Limit(const Date& today);
  [[nodiscard]] Status ReadRules();
  [[nodiscard]] Status CheckRules(Time now);
  [[nodiscard]] Status PutRule(const RuleState& state, const Date& since,
                               const std::string& request, const Digest& content);

  const Options options_;
  const Clock& clock_;
  std::function<void(const std::string&)> told_;
  mutable std::mutex mutex_;
  sqlite::Database database_;
  const std::unique_ptr<vault::KeyFolder> keys_;
  std::map<std::string, Referral> referrals_;        // by id
  std::map<std::string, std::string> names_;         // every name -> id
  std::map<std::string, std::string> by_screening_;  // -> id
  std::map<std::string, std::string> by_request_;    // CreateReferral's -> id
  std::map<std::string, RuleState> rules_;           // of every rule
  std::map<std::string, Date> looked_since_;         // of rules that were let go
  std::map<std::tuple<Date, std::string, std::string>, std::int64_t> counts_;  // not written yet
  std::set<std::string> left_out_;  // screenings of today, for the budget
  Date day_{};                      // of the last Expire
  Time counted_{};                  // when counts were written
};

}  // namespace chowki::safeguard
