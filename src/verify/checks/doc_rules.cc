#include <array>
#include <optional>

#include "icao/country.h"
#include "icao/document_rules.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/issue_date.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kNumber = "number_unusual";
constexpr std::string_view kOptionalData = "optional_data_unusual";
constexpr std::string_view kTooLong = "validity_unusual";
constexpr std::string_view kMinor = "minor_validity_unusual";
constexpr std::string_view kDoubtful = "doubtful_characters";
constexpr std::string_view kNoRules = "no_rules";
constexpr std::string_view kUnsure = "rules_not_sure";
constexpr std::string_view kOlder = "older_than_rules";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kNumber,  kOptionalData, kTooLong, kMinor, kDoubtful,
                                         kNoRules, kUnsure,       kOlder,   kNoMrz};

// Who is nearly grown up may have got the document of a grown-up: years.
constexpr int kNearlyGrownUp = 1;

class Judgement {
 public:
  Judgement(const Exhibit& exhibit, const icao::DocumentRules& rules, const Date& expiry)
      : exhibit_(exhibit),
        record_(*exhibit.record),
        rules_(rules),
        expiry_(expiry),
        issue_(FindIssueDate(exhibit)) {}

  // Older series and laws were others. Where the first year of the rules is not known, they are
  // those of documents that are valid today.
  [[nodiscard]] bool MayBeOlder() const {
    if (rules_.first_year == 0) return expiry_ < exhibit_.today;
    const int longest_years = rules_.longest_years + 1;  // and what is carried over
    return (issue_ ? issue_->day.year : expiry_.year - longest_years) < rules_.first_year;
  }

  std::vector<Finding> Findings() && {
    JudgeForm(icao::Field::kDocumentNumber, record_.document_number, rules_.number, kNumber);
    if (!record_.optional_data.empty()) {
      JudgeForm(icao::Field::kOptionalData, record_.optional_data, rules_.optional_data,
                kOptionalData);
    }
    JudgeValidity(rules_.longest_years, kTooLong, {});
    if (WasMinor()) {
      static constexpr std::array kBirth = {icao::Field::kBirthDate};
      JudgeValidity(rules_.longest_years_of_minor, kMinor, kBirth);
    }
    if (findings_.empty()) findings_.push_back(Successful());
    return std::move(findings_);
  }

 private:
  // The last day on which it can have been issued.
  [[nodiscard]] Date Issued() const {
    return issue_ ? std::min(issue_->day, exhibit_.today) : exhibit_.today;
  }

  [[nodiscard]] bool WasMinor() const {
    const auto birth = ToInterval(record_.birth_date);
    if (!birth || rules_.minor_below == 0 || Issued() < birth->first) return false;
    return Issued() < AddYears(birth->first, rules_.minor_below - kNearlyGrownUp);
  }

  void JudgeForm(icao::Field field, const std::string& text, std::string_view form,
                 std::string_view reason) {
    if (icao::DocumentRules::Fits(text, form)) return;
    Add(reason, field, form, text, {});
  }

  void JudgeValidity(int years, std::string_view reason, std::span<const icao::Field> rests_on) {
    if (years == 0) return;
    const Date latest = icao::LatestExpiry(Issued(), years);
    if (!(latest < expiry_)) return;
    Add(reason, icao::Field::kExpiryDate, ToIso(latest), ToIso(expiry_), rests_on);
    findings_.back().value = DaysBetween(Issued(), expiry_);
    findings_.back().threshold = DaysBetween(Issued(), latest);
    if (issue_) {
      findings_.back().evidence.push_back(
          {capture::Light::kVisible, issue_->region, "", issue_->text});
    }
  }

  void Add(std::string_view reason, icao::Field field, std::string_view expected,
           std::string_view seen, std::span<const icao::Field> rests_on) {
    const read::MrzReading& mrz = exhibit_.transcript->mrz;
    const icao::Span cells = *icao::CellsOf(record_.format, field);
    std::vector<icao::Span> needed = {cells};
    for (const icao::Field other : rests_on) {
      needed.push_back(*icao::CellsOf(record_.format, other));
    }
    const double strength = rules_.confidence == icao::RuleConfidence::kHigh ? kModerate : kWeak;
    findings_.push_back(ConfidenceOf(mrz, needed) >= kDoubtfulBelow
                            ? Undetermined(reason, Contribution::kAttention, strength)
                            : Undetermined(kDoubtful, Contribution::kClear, kNothing));
    findings_.back().evidence.push_back(EvidenceOf(mrz, cells, expected, seen));
  }

  const Exhibit& exhibit_;
  const icao::MrzRecord& record_;
  const icao::DocumentRules& rules_;
  const Date expiry_;
  const std::optional<IssueDate> issue_;
  std::vector<Finding> findings_;
};

// What the state issues to its own nationals, for how long and under which numbers. Issuers change
// both without notice, so that nothing here is more than a reason to look; documents of aliens,
// refugees and diplomats have rules of their own.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  const icao::MrzRecord& record = *exhibit.record;
  const auto* rules = icao::FindDocumentRules(record.issuing_state, record.document_code);
  const auto expiry = ToInterval(record.expiry_date);
  if (rules == nullptr || !expiry || !icao::SameState(record.nationality, record.issuing_state)) {
    return {NotPerformed(kNoRules)};
  }
  if (rules->confidence == icao::RuleConfidence::kLow) return {NotPerformed(kUnsure)};
  Judgement judgement(exhibit, *rules, expiry->first);
  if (judgement.MayBeOlder()) return {NotPerformed(kOlder)};
  return std::move(judgement).Findings();
}

}  // namespace

extern const Check kDocRules;
constinit const Check kDocRules{&Perform, kReasons};

}  // namespace chowki::verify
