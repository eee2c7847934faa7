#include "base/date.h"
#include "icao/document_code.h"
#include "icao/document_rules.h"
#include "verify/check.h"
#include "verify/issue_date.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kIssuedInFuture = "issued_in_future";
constexpr std::string_view kIssuedBeforeBirth = "issued_before_birth";
constexpr std::string_view kIssuedAfterExpiry = "issued_after_expiry";
constexpr std::string_view kValidTooLong = "valid_too_long";
constexpr std::string_view kMinorValidTooLong = "minor_valid_too_long";
constexpr std::string_view kNoIssueDate = "no_issue_date";
constexpr std::string_view kReasons[] = {kIssuedInFuture, kIssuedBeforeBirth, kIssuedAfterExpiry,
                                         kValidTooLong,   kMinorValidTooLong, kNoIssueDate};

// Cards of the old are valid for longer, so that the rule is for passports only.
constexpr int kLongestYears = 10;
// States give children five years; some give more to those who are nearly grown up.
constexpr int kChildBelow = 12;
constexpr int kLongestYearsOfChild = 5;

// Plausibility: states have rules that no table knows, so that nothing here is more than a reason
// to look.
class Judgement {
 public:
  Judgement(const Exhibit& exhibit, const IssueDate& issue) : exhibit_(exhibit), issue_(issue) {}

  std::vector<Finding> Findings() && {
    const icao::MrzRecord& record = *exhibit_.record;
    const auto birth = ToInterval(record.birth_date);
    const auto expiry = ToInterval(record.expiry_date);
    const Date& issued = issue_.day;
    if (exhibit_.today < issued) Add(kIssuedInFuture, ToIso(exhibit_.today));
    if (birth && issued < birth->first) Add(kIssuedBeforeBirth, ToIso(birth->first));
    if (expiry && expiry->last < issued) Add(kIssuedAfterExpiry, ToIso(expiry->last));
    const bool passport = icao::KindOf(record.document_code) == icao::DocumentKind::kPassport;
    if (passport && expiry) {
      JudgeValidity(kLongestYears, kValidTooLong, expiry->first);
      if (birth && issued < AddYears(birth->first, kChildBelow)) {
        JudgeValidity(kLongestYearsOfChild, kMinorValidTooLong, expiry->first);
      }
    }
    if (findings_.empty()) findings_.push_back(Successful());
    return std::move(findings_);
  }

 private:
  void JudgeValidity(int years, std::string_view reason, const Date& expiry) {
    const Date latest = icao::LatestExpiry(issue_.day, years);
    if (!(latest < expiry)) return;
    Add(reason, ToIso(latest));
    findings_.back().value = DaysBetween(issue_.day, expiry);
    findings_.back().threshold = DaysBetween(issue_.day, latest);
  }

  void Add(std::string_view reason, const std::string& limit) {
    findings_.push_back(Undetermined(reason, Contribution::kAttention, kModerate));
    findings_.back().evidence.push_back(
        {capture::Light::kVisible, issue_.region, limit, issue_.text});
  }

  const Exhibit& exhibit_;
  const IssueDate& issue_;
  std::vector<Finding> findings_;
};

std::vector<Finding> Perform(const Exhibit& exhibit) {
  const auto issue = FindIssueDate(exhibit);
  if (exhibit.record == nullptr || !issue) return {NotPerformed(kNoIssueDate)};
  return Judgement(exhibit, *issue).Findings();
}

}  // namespace

extern const Check kDocDates;
constinit const Check kDocDates{&Perform, kReasons};

}  // namespace chowki::verify
