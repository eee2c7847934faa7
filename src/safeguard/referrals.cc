#include "safeguard/referrals.h"

#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "safeguard/migrations.h"
#include "safeguard/referral_text.h"
#include "screen/screening_id.h"
#include "sqlite/schema.h"
#include "sqlite/transaction.h"

namespace chowki::safeguard {
namespace {

constexpr std::int32_t kApplicationId = 0x43485246;  // "CHRF"
constexpr std::string_view kKind = "referral";
constexpr int kVerdictDays = 365;  // verdicts that teach; ours
constexpr std::chrono::seconds kWriteCounts{10};

bool IsGroup(std::string_view dimension) {
  return dimension == "issuing_state" || dimension == "age" || dimension == "sex";
}

Status Unknown(const std::string& id) {
  return WithDetail(NotFound("there is no referral {}", Printable(id)),
                    {"REFERRAL_UNKNOWN", {{"name", id}}});
}

Status Reused(const std::string& id) {
  return WithDetail(AlreadyExists("request id {} was used before for something else", id),
                    {"REQUEST_ID_REUSED", {{"request_id", id}}});
}

Status Fault(std::string_view event, const Status& status) {
  if (!status.ok()) log::Error(event, {{"fault", log::Value::Id(Message(status))}});
  return status;
}

// Months are those of the day on which it happened.
Date EndOf(const Ending& ending) { return ToDate(ending.signed_at.value_or(ending.time)); }

bool IsConfirmed(const Referral& referral) {
  return referral.state == State::kClosed && referral.ending->feedback == Feedback::kRight;
}

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

Status CheckOptions(const Referrals::Options& options) {
  const auto keep = options.keep.count();
  const auto confirmed = options.keep_confirmed.count();
  if (keep < 1 || keep > 366 || confirmed < keep || confirmed > 3660) {
    return InvalidInput("referrals kept for {} and {} days: 1 to 366, and from there to 3660", keep,
                        confirmed);
  }
  if (!(options.budget.per_mille > 0 && options.budget.per_mille <= 1000)) {
    return InvalidInput("a budget of {} per mille: above 0, at most 1000",
                        options.budget.per_mille);
  }
  return Ok();
}

// Ids of the signs of a referral, each once.
std::set<std::string> RulesOf(const Referral& referral) {
  std::set<std::string> rules;
  for (const associate::Sign& sign : referral.signs) rules.insert(sign.id);
  return rules;
}

// Which group a rule refers out of bounds; nullopt: none.
std::optional<std::string> WhyHeld(const std::vector<Tally>& sums, const std::string& rule) {
  for (const Tally& group : sums) {
    if (group.rule != rule || group.referrals < kLeastCases || !IsGroup(group.dimension) ||
        (group.dimension == "age" && IsAboutChildren(rule))) {
      continue;
    }
    const Compared shares = Compare(sums, group, rule);
    const Bounded ratio = RatioOf(shares.group, shares.others);
    if (!IsOutOfBounds(shares.group, ratio)) continue;
    return fmt::format("{} {}: {:.1f} ({:.1f} to {:.1f}) times everybody else's", group.dimension,
                       group.value, ratio.value, ratio.low, ratio.high);
  }
  return std::nullopt;
}

}  // namespace

Referrals::Referrals(const Options& options, const Clock& clock, sqlite::Database database,
                     std::unique_ptr<vault::KeyFolder> keys)
    : options_(options), clock_(clock), database_(std::move(database)), keys_(std::move(keys)) {}

Referrals::~Referrals() {
  const std::lock_guard lock(mutex_);
  (void)Fault("referral.counts_not_written", FlushCounts());
}

Result<std::unique_ptr<Referrals>> Referrals::Open(const Options& options, const Clock& clock) {
  CHOWKI_RETURN_IF_ERROR(CheckOptions(options));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database,
                          sqlite::Database::Open(options.file, {.durable = true}));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(database, {"referrals", kApplicationId, Migrations()}));
  // What is deleted is overwritten, too.
  CHOWKI_RETURN_IF_ERROR(database.Execute("PRAGMA secure_delete = ON"));
  CHOWKI_ASSIGN_OR_RETURN(auto keys, vault::KeyFolder::Open(options.keys, {.period_days = 1}));
  std::unique_ptr<Referrals> referrals(
      new Referrals(options, clock, std::move(database), std::move(keys)));
  const std::lock_guard lock(referrals->mutex_);
  const Time now = clock.Now();
  // Told, and nothing more: who changed the log does not stop those who help.
  (void)Fault("referral.accesses_changed", safeguard::VerifyAccesses(referrals->database_));
  CHOWKI_RETURN_IF_ERROR(referrals->Expire(now));
  CHOWKI_RETURN_IF_ERROR(referrals->Load());
  CHOWKI_RETURN_IF_ERROR(referrals->ReadRules());
  CHOWKI_RETURN_IF_ERROR(referrals->CheckRules(now));
  return referrals;
}

Status Referrals::Load() {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement all,
                          database_.Prepare("SELECT id, sealed FROM referral"));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, all.Step());
    if (!more) return Ok();
    const auto text = keys_->Open(all.Blob(1));
    if (!text.ok() || !*text) {
      // One row that cannot be opened closes no checkpoint; it goes when its day comes.
      log::Error("referral.unreadable", {{"referral", log::Value::Id(all.Text(0))}});
      continue;
    }
    CHOWKI_ASSIGN_OR_RETURN(Referral referral, ReferralFromText(**text));
    Index(referral);
    referrals_[referral.id] = std::move(referral);
  }
}

void Referrals::Index(const Referral& referral) {
  names_[referral.id] = referral.id;
  for (const std::string& name : referral.names) names_[name] = referral.id;
  by_screening_[referral.screening] = referral.id;
  for (const TakenRequest& request : referral.requests) {
    if (names_.contains(request.answer)) by_request_[request.id] = referral.id;
  }
}

Status Referrals::Expire(Time now) {
  const Date today = ToDate(now);
  if (today == day_) return Ok();
  // A referral's key is that of the day on which it expires: those of today are due, too.
  CHOWKI_RETURN_IF_ERROR(keys_->Destroy(kKind, AddDays(today, 1)).status());
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement drop,
                          database_.Prepare("DELETE FROM referral WHERE expires <= ?"));
  CHOWKI_RETURN_IF_ERROR(drop.Run(ToIso(today)));
  CHOWKI_RETURN_IF_ERROR(database_.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  std::erase_if(referrals_, [&](const auto& one) { return one.second.expires <= now; });
  for (auto* index : {&names_, &by_screening_, &by_request_}) {
    std::erase_if(*index, [&](const auto& one) { return !referrals_.contains(one.second); });
  }
  CHOWKI_RETURN_IF_ERROR(DropTallies(database_, AddDays(today, -kTallyDays)));
  CHOWKI_RETURN_IF_ERROR(DropAccesses(database_, now - kKeepAccesses));
  left_out_.clear();
  day_ = today;
  return Ok();
}

void Referrals::Count(const Seen& seen) {
  const std::lock_guard lock(mutex_);
  for (const Tally& group : GroupsOf(seen.subject)) {
    ++counts_[{ToDate(seen.time), group.dimension, group.value}];
  }
}

Status Referrals::FlushCounts() {
  if (counts_.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database_));
  for (const auto& [key, travellers] : counts_) {
    const auto& [day, dimension, value] = key;
    CHOWKI_RETURN_IF_ERROR(Add(database_, day, {dimension, value, "", travellers, 0}));
  }
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  counts_.clear();
  return Ok();
}

Result<double> Referrals::Limit(const Date& today) {
  CHOWKI_RETURN_IF_ERROR(FlushCounts());
  const std::string no_rule;
  CHOWKI_ASSIGN_OR_RETURN(const auto sums, Sum(database_, DaysUntil(today, kBudgetDays), &no_rule));
  return ReferralLimit(options_.budget,
                       {Find(sums, "all").travellers, Find(sums, kOpened).referrals});
}

const Referral* Referrals::FindById(const std::string& id) const {
  const auto name = names_.find(id);
  if (name == names_.end()) return nullptr;
  const auto found = referrals_.find(name->second);
  // Also between midnight and the next Tick.
  if (found == referrals_.end() || found->second.expires <= clock_.Now()) return nullptr;
  return &found->second;
}

const Referral* Referrals::FindByScreening(const std::string& screening) const {
  const auto found = by_screening_.find(screening);
  return found == by_screening_.end() ? nullptr : FindById(found->second);
}

Time Referrals::ExpiryOf(const Referral& referral) const {
  const auto keep = IsConfirmed(referral) ? options_.keep_confirmed : options_.keep;
  return std::chrono::floor<std::chrono::days>(referral.updated) + keep;
}

bool Referrals::HasPartyWith(const Referral& referral, const std::string& rule) const {
  return !rule.empty() && std::ranges::any_of(referrals_, [&](const auto& one) {
    const Referral& other = one.second;
    return other.id != referral.id && RulesOf(other).contains(rule) &&
           std::ranges::find(other.party, referral.screening) != other.party.end();
  });
}

Status Referrals::CountChange(const Referral* before, const Referral& after, const Date& day) {
  const auto count = [&](const Date& on, const Tally& tally) { return Add(database_, on, tally); };
  std::set<std::string> rules = RulesOf(after);
  if (before == nullptr) {
    if (after.cause != Cause::kOfficer) {
      CHOWKI_RETURN_IF_ERROR(count(day, {std::string(kOpened), "", "", 0, 1}));
    }
    rules.insert("");
    CHOWKI_RETURN_IF_ERROR(AddToMonth(database_, day, after.subject, "opened", 1));
  } else {
    for (const std::string& rule : RulesOf(*before)) rules.erase(rule);
  }
  for (const std::string& rule : rules) {
    if (HasPartyWith(after, rule)) continue;
    for (Tally group : GroupsOf(after.subject)) {
      group.rule = rule;
      group.referrals = 1;
      CHOWKI_RETURN_IF_ERROR(count(day, group));
    }
  }
  // What ended, and what is open again.
  const auto end = [&](const Referral& referral, int sign) -> Status {
    const Date on = EndOf(*referral.ending);
    CHOWKI_RETURN_IF_ERROR(
        AddToMonth(database_, on, referral.subject, Name(referral.ending->outcome), sign));
    if (referral.ending->feedback == Feedback::kUnknown) return Ok();
    for (const std::string& rule : RulesOf(referral)) {
      CHOWKI_RETURN_IF_ERROR(count(
          on,
          {std::string(kFeedback), std::string(Name(referral.ending->feedback)), rule, 0, sign}));
    }
    return Ok();
  };
  const bool was_closed = before != nullptr && before->state == State::kClosed;
  if (was_closed && after.state != State::kClosed) return end(*before, -1);
  if (!was_closed && after.state == State::kClosed) return end(after, 1);
  return Ok();
}

Status Referrals::Put(const Referral* before, Referral after) {
  after.expires = ExpiryOf(after);
  CHOWKI_ASSIGN_OR_RETURN(const std::string sealed,
                          keys_->Seal(kKind, after.expires, ToText(after)));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database_));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database_.Prepare("INSERT OR REPLACE INTO referral VALUES (?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(put.Run(after.id, ToIso(ToDate(after.expires)), sqlite::AsBlob(sealed)));
  CHOWKI_RETURN_IF_ERROR(CountChange(before, after, ToDate(after.updated)));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  Index(after);
  referrals_[after.id] = std::move(after);
  CHOWKI_RETURN_IF_ERROR(ReadRules());
  return CheckRules(clock_.Now());
}

Result<bool> Referrals::Propose(const Proposal& proposal) {
  std::string changed;
  bool referred = false;
  {
    const std::lock_guard lock(mutex_);
    const Time now = clock_.Now();
    if (const Referral* before = FindByScreening(proposal.screening)) {
      referred = before->state != State::kClosed;
      if (auto after = With(*before, proposal, now)) {
        changed = after->id;
        referred = true;
        CHOWKI_RETURN_IF_ERROR(Put(before, *std::move(after)));
      }
    } else if (associate::ProposesReferral(proposal.concern)) {
      const Date today = ToDate(now);
      CHOWKI_ASSIGN_OR_RETURN(const double limit, Limit(today));
      if (IsAdmitted(proposal, limit)) {
        Referral opened = safeguard::Open(proposal, screen::NewScreeningId(now), now);
        changed = opened.id;
        referred = true;
        left_out_.erase(proposal.screening);
        CHOWKI_RETURN_IF_ERROR(Put(nullptr, std::move(opened)));
      } else if (left_out_.insert(proposal.screening).second) {
        CHOWKI_RETURN_IF_ERROR(Add(database_, today, {std::string(kOverBudget), "", "", 0, 1}));
      }
    }
  }
  if (!changed.empty() && told_) told_(changed);
  return referred;
}

bool Referrals::IsReferred(const std::string& screening) const {
  const std::lock_guard lock(mutex_);
  return FindByScreening(screening) != nullptr;
}

std::map<std::string, double, std::less<>> Referrals::Points() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, double, std::less<>> points;
  for (const auto& [rule, state] : rules_) points[rule] = state.points;
  return points;
}

Result<std::string> Referrals::Create(const Proposal& proposal, const std::string& note,
                                      const std::string& request_id) {
  if (!note.empty()) CHOWKI_RETURN_IF_ERROR(CheckNote(note));
  const std::string content =
      ToHex(Sha256(Join({proposal.screening, proposal.officer, ToHex(Sha256(note))}, "\n")));
  std::string id;
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    if (const auto taken = by_request_.find(request_id); taken != by_request_.end()) {
      for (const TakenRequest& request : referrals_.at(taken->second).requests) {
        if (request.id != request_id) continue;
        if (request.content != content) return Reused(request_id);
        return request.answer;
      }
    }
    const Time now = clock_.Now();
    name = screen::NewScreeningId(now);
    const Referral* before = FindByScreening(proposal.screening);
    Referral after;
    if (before == nullptr) {
      after = safeguard::Open(proposal, name, now);
    } else {
      after = With(*before, proposal, now).value_or(*before);
      after.names.push_back(name);
      if (after.revision == before->revision) ++after.revision;
      after.updated = now;
    }
    if (!note.empty()) after.notes.push_back({proposal.officer, note, now});
    after.requests.push_back({request_id, content, name});
    id = after.id;
    CHOWKI_RETURN_IF_ERROR(Put(before, std::move(after)));
  }
  if (told_) told_(id);
  return name;
}

Result<Referral> Referrals::Get(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const Referral* referral = FindById(id);
  if (referral == nullptr) return Unknown(id);
  return *referral;
}

Result<Referrals::Page> Referrals::List(const Filter& filter, int page_size,
                                        const std::string& page_token) const {
  const auto wanted =
      static_cast<size_t>(page_size == 0 ? kDefaultPageSize : std::min(page_size, kMaxPageSize));
  const std::lock_guard lock(mutex_);
  const Referral* last = page_token.empty() ? nullptr : FindById(page_token);
  if (!page_token.empty() && last == nullptr) {
    return WithDetail(InvalidInput("no page follows this token: list again from the first page"),
                      {"PAGE_TOKEN_INVALID", {}});
  }
  std::vector<const Referral*> asked;
  const Time now = clock_.Now();
  for (const auto& [id, referral] : referrals_) {
    const bool closed = referral.state == State::kClosed;
    const bool state =
        filter.state ? referral.state == *filter.state : !closed || filter.also_closed;
    if (!state || referral.expires <= now) continue;
    if (!filter.assignee.empty() && referral.assignee != filter.assignee) continue;
    if (last != nullptr && !IsMoreUrgent(*last, referral)) continue;
    asked.push_back(&referral);
  }
  std::ranges::sort(asked, [](const auto* a, const auto* b) { return IsMoreUrgent(*a, *b); });
  Page page;
  for (const Referral* referral : asked) {
    if (page.referrals.size() == wanted) {
      page.next_page_token = page.referrals.back().id;
      break;
    }
    page.referrals.push_back(*referral);
  }
  return page;
}

Result<Referral> Referrals::Take(const std::string& id, const Step& step, const std::string& etag,
                                 const std::string& request_id) {
  const std::string content = ToHex(ContentOf(step));
  Referral after;
  {
    const std::lock_guard lock(mutex_);
    const Referral* before = FindById(id);
    if (before == nullptr) return Unknown(id);
    for (const TakenRequest& request : before->requests) {
      if (request.id != request_id) continue;
      if (request.content != content) return Reused(request_id);
      return *before;
    }
    if (etag != EtagOf(*before) && !(etag.empty() && step.kind == Step::Kind::kNote)) {
      return WithDetail(Aborted("the referral has changed since it was read"),
                        {"ETAG_MISMATCH", {{"have", EtagOf(*before)}, {"given", etag}}});
    }
    CHOWKI_ASSIGN_OR_RETURN(after, safeguard::After(*before, step, clock_.Now()));
    const std::string answer =
        step.kind == Step::Kind::kNote ? std::to_string(after.notes.size() - 1) : std::string();
    after.requests.push_back({request_id, content, answer});
    CHOWKI_RETURN_IF_ERROR(Put(before, after));
    after = referrals_.at(after.id);
  }
  if (told_) told_(after.id);
  return after;
}

Status Referrals::ReadRules() {
  CHOWKI_ASSIGN_OR_RETURN(const auto sums,
                          Sum(database_, DaysUntil(ToDate(clock_.Now()), kVerdictDays)));
  rules_.clear();
  for (const associate::SignRule& rule : associate::Rules()) {
    RuleState state;
    state.rule = rule.id;
    state.built_points = rule.points;
    state.verdicts = {Find(sums, kFeedback, "right", rule.id).referrals,
                      Find(sums, kFeedback, "wrong", rule.id).referrals};
    state.points = TunedPoints(rule, state.verdicts);
    rules_[state.rule] = std::move(state);
  }
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement all,
      database_.Prepare("SELECT rule, held, reason, officer, time_us, since FROM rule_state"));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, all.Step());
    if (!more) return Ok();
    const auto found = rules_.find(all.Text(0));
    if (found == rules_.end()) continue;  // a rule that this version has not
    RuleState& state = found->second;
    state.held = all.Int(1) != 0;
    state.reason = all.Text(2);
    state.officer = all.Text(3);
    state.time = Time(std::chrono::microseconds(all.Int(4)));
    if (state.held) state.points = 0;
    CHOWKI_ASSIGN_OR_RETURN(looked_since_[state.rule], ParseIsoDate(all.Text(5)));
  }
}

Status Referrals::PutRule(const RuleState& state, const Date& since, const std::string& request,
                          const Digest& content) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      database_.Prepare("INSERT OR REPLACE INTO rule_state VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(put.Run(state.rule, state.held, state.reason, state.officer,
                                 Microseconds(*state.time), ToIso(since), request, content));
  return ReadRules();
}

Status Referrals::CheckRules(Time now) {
  CHOWKI_RETURN_IF_ERROR(FlushCounts());
  const DaySpan window = DaysUntil(ToDate(now), kRateDays);
  CHOWKI_ASSIGN_OR_RETURN(const auto of_window, Sum(database_, window));
  std::vector<RuleState> held;
  for (const auto& [id, state] : rules_) {
    if (state.held) continue;
    std::optional<std::string> reason;
    const auto since = looked_since_.find(id);
    if (since != looked_since_.end() && since->second > window.first) {
      CHOWKI_ASSIGN_OR_RETURN(const auto sums, Sum(database_, {since->second, window.last}, &id));
      reason = WhyHeld(sums, id);
    } else {
      reason = WhyHeld(of_window, id);
    }
    if (!reason) continue;
    RuleState stopped = state;
    stopped.held = true;
    stopped.officer.clear();
    stopped.reason = *std::move(reason);
    stopped.time = now;
    log::Warning("referral.rule_held", {{"rule", log::Value::Id(id)}});
    held.push_back(std::move(stopped));
  }
  for (const RuleState& state : held) {
    CHOWKI_RETURN_IF_ERROR(PutRule(state, window.last, "", {}));
  }
  return Ok();
}

Result<RuleState> Referrals::Review(const std::string& rule, bool held, const std::string& reason,
                                    const std::string& officer, const std::string& request_id) {
  CHOWKI_RETURN_IF_ERROR(CheckNote(reason));
  const Digest content = Sha256(
      Join({rule, held ? "held" : "let go", ToHex(Sha256(reason)), ToHex(Sha256(officer))}, "\n"));
  const std::lock_guard lock(mutex_);
  const auto found = rules_.find(rule);
  if (found == rules_.end()) {
    return WithDetail(NotFound("there is no rule {}", Printable(rule)),
                      {"RESOURCE_UNKNOWN", {{"name", rule}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database_.Prepare("SELECT content FROM rule_state WHERE request = ?"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(request_id));
  CHOWKI_ASSIGN_OR_RETURN(const bool repeated, find.Step());
  if (repeated) {
    if (find.DigestAt(0) != content) return Reused(request_id);
    return found->second;
  }
  RuleState state = found->second;
  state.held = held;
  state.reason = reason;
  state.officer = officer;
  state.time = clock_.Now();
  // What was looked at does not hold it again: its rate is counted anew from tomorrow.
  CHOWKI_RETURN_IF_ERROR(PutRule(state, AddDays(ToDate(*state.time), 1), request_id, content));
  return rules_.at(rule);
}

Result<Rates> Referrals::CountRates(const DaySpan& span) {
  const std::lock_guard lock(mutex_);
  CHOWKI_RETURN_IF_ERROR(FlushCounts());
  CHOWKI_ASSIGN_OR_RETURN(const auto sums, Sum(database_, span));
  Rates rates;
  const Tally all = Find(sums, "all");
  const Share everybody = {all.referrals, all.travellers};
  rates.rates.push_back({"all", "", everybody, RateOf(everybody)});
  for (const Tally& group : sums) {
    if (group.rule.empty() && IsGroup(group.dimension)) {
      const Compared shares = Compare(sums, group, "");
      const Bounded ratio = RatioOf(shares.group, shares.others);
      rates.rates.push_back({group.dimension, group.value, shares.group, RateOf(shares.group),
                             ratio, IsOutOfBounds(shares.group, ratio)});
    } else if (group.dimension == "all" && !group.rule.empty()) {
      const Share share = {group.referrals, all.travellers};
      rates.rates.push_back({"rule", group.rule, share, RateOf(share)});
    }
  }
  for (const auto& [id, state] : rules_) rates.rules.push_back(state);
  CHOWKI_ASSIGN_OR_RETURN(rates.referral_points, Limit(ToDate(clock_.Now())));
  rates.budget_per_mille = options_.budget.per_mille;
  rates.over_budget = Find(sums, kOverBudget).referrals;
  return rates;
}

Result<std::vector<MonthCell>> Referrals::CountByMonth() {
  const std::lock_guard lock(mutex_);
  return ReadMonths(database_);
}

Status Referrals::Log(const std::string& officer, const std::string& method,
                      const std::string& subject) {
  const std::lock_guard lock(mutex_);
  return AppendAccess(database_, {0, clock_.Now(), officer, method, subject});
}

Result<std::vector<Access>> Referrals::Accesses(std::int64_t below, int count) {
  const std::lock_guard lock(mutex_);
  return ReadAccesses(database_, below, count);
}

Status Referrals::VerifyAccesses() {
  const std::lock_guard lock(mutex_);
  return safeguard::VerifyAccesses(database_);
}

void Referrals::Tick() {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.Now();
  if (now >= counted_ && now - counted_ < kWriteCounts) return;
  counted_ = now;
  (void)Fault("referral.counts_not_written", FlushCounts());
  if (ToDate(now) == day_) return;
  (void)Fault("referral.not_expired", Expire(now));
  (void)Fault("referral.rules_not_read", ReadRules());
  (void)Fault("referral.rules_not_checked", CheckRules(now));
}

}  // namespace chowki::safeguard
