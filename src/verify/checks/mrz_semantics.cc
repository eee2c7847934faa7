#include "icao/century.h"
#include "icao/country.h"
#include "icao/document_code.h"
#include "icao/document_rules.h"
#include "icao/mrz_check.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kExpired = "expired";
constexpr std::string_view kExpiredDoubtful = "expired_doubtful";
constexpr std::string_view kBirthDateImpossible = "birth_date_impossible";
constexpr std::string_view kBirthDateZeros = "birth_date_zeros";
constexpr std::string_view kExpiryDateImpossible = "expiry_date_impossible";
constexpr std::string_view kExpiryBeforeBirth = "expiry_before_birth";
constexpr std::string_view kExpiryTooFar = "expiry_too_far";
constexpr std::string_view kIssuerUnknown = "issuer_unknown";
constexpr std::string_view kIssuerNotAllowed = "issuer_not_allowed";
constexpr std::string_view kNationalityUnknown = "nationality_unknown";
constexpr std::string_view kNationalityNotAllowed = "nationality_not_allowed";
constexpr std::string_view kSexNotAllowed = "sex_not_allowed";
constexpr std::string_view kDocumentCodeUnexpected = "document_code_unexpected";
constexpr std::string_view kDocumentCodeForbidden = "document_code_forbidden";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {
    kExpired,
    kExpiredDoubtful,
    kBirthDateImpossible,
    kExpiryDateImpossible,
    kBirthDateZeros,
    kExpiryBeforeBirth,
    kExpiryTooFar,
    kIssuerUnknown,
    kIssuerNotAllowed,
    kNationalityUnknown,
    kNationalityNotAllowed,
    kSexNotAllowed,
    kDocumentCodeUnexpected,
    kDocumentCodeForbidden,
    kNoMrz,
};

// A passport is issued for at most ten years, and what is carried over from the old one.
constexpr int kLongestValidityYears = 10;

// Looks at one exhibit and gathers what its text cannot mean.
class Judgement {
 public:
  explicit Judgement(const Exhibit& exhibit) : exhibit_(exhibit), record_(*exhibit.record) {}

  std::vector<Finding> Findings() && {
    JudgeCodes();
    JudgeDates();
    if (findings_.empty()) findings_.push_back(Successful());
    return std::move(findings_);
  }

 private:
  void Add(icao::Field field, Finding finding, std::string_view expected = "") {
    const icao::Span cells = *icao::CellsOf(record_.format, field);
    finding.evidence.push_back(
        EvidenceOf(exhibit_.transcript->mrz, cells, expected, icao::TextOf(record_.lines, cells)));
    findings_.push_back(std::move(finding));
  }

  // New codes appear and issuers print odd ones: a reason to look, never more.
  void AddOddity(icao::Field field, std::string_view reason, double strength,
                 std::string_view expected = "") {
    Add(field, Undetermined(reason, Contribution::kAttention, strength), expected);
  }

  void JudgeCodes() {
    switch (icao::FaultOf(record_.document_code, record_.format)) {
      case icao::DocumentCodeFault::kNone:
        break;
      case icao::DocumentCodeFault::kFirstLetter:
        AddOddity(icao::Field::kDocumentCode, kDocumentCodeUnexpected, kModerate);
        break;
      case icao::DocumentCodeFault::kForbidden:
        AddOddity(icao::Field::kDocumentCode, kDocumentCodeForbidden, kModerate);
        break;
    }
    JudgeState(icao::Field::kIssuingState, record_.issuing_state, icao::IsKnownIssuer,
               kIssuerUnknown, kIssuerNotAllowed);
    if (icao::CellsOf(record_.format, icao::Field::kNationality)) {
      JudgeState(icao::Field::kNationality, record_.nationality, icao::IsKnownNationality,
                 kNationalityUnknown, kNationalityNotAllowed);
    }
    if (!icao::Allows(icao::CellClass::kSexLetter, record_.sex_text)) {
      AddOddity(icao::Field::kSex, kSexNotAllowed, kWeak, "M F <");
    }
  }

  void JudgeState(icao::Field field, std::string_view code, bool (*allowed)(std::string_view),
                  std::string_view unknown, std::string_view not_allowed) {
    if (allowed(code)) return;
    AddOddity(field, icao::FindCountry(code) == nullptr ? unknown : not_allowed, kModerate);
  }

  void JudgeDates() {
    switch (icao::FormOf(record_.birth_date_text)) {
      case icao::DateForm::kRight:
        break;
      case icao::DateForm::kZeros:
        AddOddity(icao::Field::kBirthDate, kBirthDateZeros, kWeak, "<<");
        break;
      case icao::DateForm::kImpossible:
        AddImpossible(icao::Field::kBirthDate, kBirthDateImpossible);
        break;
    }
    if (!icao::CellsOf(record_.format, icao::Field::kExpiryDate)) return;
    if (icao::FormOf(record_.expiry_date_text) != icao::DateForm::kRight) {
      AddImpossible(icao::Field::kExpiryDate, kExpiryDateImpossible);
      return;
    }
    JudgeExpiry();
  }

  void AddImpossible(icao::Field field, std::string_view reason) {
    Add(field, Failed(reason, Contribution::kAttention, kModerate), "YYMMDD");
  }

  void JudgeExpiry() {
    const auto expiry = ToInterval(record_.expiry_date);
    if (!expiry) return;  // unknown: the standard has no such case, some cards have
    const auto birth = ToInterval(record_.birth_date);
    if (birth && expiry->last < birth->first) {
      Add(icao::Field::kExpiryDate, Failed(kExpiryBeforeBirth, Contribution::kAttention, kStrong));
      return;
    }
    if (expiry->last < exhibit_.today) {
      AddExpired(DaysBetween(expiry->last, exhibit_.today));
      return;
    }
    const Date latest = icao::LatestExpiry(exhibit_.today, kLongestValidityYears);
    if (icao::KindOf(record_.document_code) == icao::DocumentKind::kPassport &&
        expiry->first > latest) {
      AddOddity(icao::Field::kExpiryDate, kExpiryTooFar, kModerate, ToIso(latest));
    }
  }

  // Red, for it is certain when the characters are; attention and no referral, for an expired
  // document is no forgery and may be extended by a stamp or accepted on the way home.
  void AddExpired(int days_ago) {
    const icao::Span cells = *icao::CellsOf(record_.format, icao::Field::kExpiryDate);
    const bool certain = ConfidenceOf(exhibit_.transcript->mrz, {&cells, 1}) >= kDoubtfulBelow;
    Finding finding = certain ? Failed(kExpired, Contribution::kAttention, kModerate)
                              : Undetermined(kExpiredDoubtful, Contribution::kAttention, kWeak);
    finding.value = days_ago;
    finding.threshold = 0;
    Add(icao::Field::kExpiryDate, std::move(finding), ToIso(exhibit_.today));
  }

  const Exhibit& exhibit_;
  const icao::MrzRecord& record_;
  std::vector<Finding> findings_;
};

std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  return Judgement(exhibit).Findings();
}

}  // namespace

extern const Check kMrzSemantics;
constinit const Check kMrzSemantics{&Perform, kReasons};

}  // namespace chowki::verify
