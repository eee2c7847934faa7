#include "app/chowkid/referral_report.h"

#include <utility>

#include "base/date.h"
#include "base/log.h"

namespace chowki::app {
namespace {

constexpr std::chrono::minutes kFirst{1};  // after the start: the line may not be there yet
constexpr std::chrono::hours kPeriod{6};
constexpr std::chrono::minutes kAfterFault{15};
constexpr int kMonths = 12;  // that the centre takes

std::string MonthBefore(const Date& today, int months) {
  const int month = today.year * 12 + today.month - 1 - months;
  return ToIso(Date{month / 12, month % 12 + 1, 1}).substr(0, 7);
}

std::string AgeOf(const std::string& age) {
  if (age == "child") return "0-17";
  if (age == "young") return "18-24";
  return age == "adult" ? "25+" : "unknown";
}

std::string SexOf(const std::string& sex) {
  if (sex == "F") return "female";
  return sex == "M" ? "male" : "unspecified";
}

}  // namespace

std::map<std::string, std::vector<sync::ReferralCell>> ReferralMonths(
    const std::vector<safeguard::MonthCell>& cells, const Date& today) {
  std::map<std::string, std::vector<sync::ReferralCell>> months;
  for (int back : {0, 1}) months[MonthBefore(today, back)];
  for (const safeguard::MonthCell& cell : cells) {
    if (cell.count < 1 || cell.month < MonthBefore(today, kMonths)) continue;
    months[cell.month].push_back({"", AgeOf(cell.age), SexOf(cell.sex), cell.what, "", cell.count});
  }
  return months;
}

ReferralReport::ReferralReport(sync::CentreAddress centre, sync::CertificateFiles certificate,
                               safeguard::Referrals* referrals, const Clock* clock)
    : centre_(std::move(centre)),
      certificate_(std::move(certificate)),
      referrals_(referrals),
      clock_(clock) {
  thread_ = std::jthread([this] { Run(); });
}

ReferralReport::~ReferralReport() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
}

Status ReferralReport::Tell() const {
  CHOWKI_ASSIGN_OR_RETURN(const auto cells, referrals_->CountByMonth());
  for (const auto& [month, of_month] : ReferralMonths(cells, ToDate(clock_->Now()))) {
    CHOWKI_RETURN_IF_ERROR(sync::ReportReferrals(centre_, certificate_, month, of_month));
  }
  return Ok();
}

void ReferralReport::Run() {
  std::chrono::minutes pause = kFirst;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
    }
    const Status told = Tell();
    pause = told.ok() ? std::chrono::minutes(kPeriod) : kAfterFault;
    if (!told.ok()) {
      log::Warning("sync.referrals_not_told", {{"code", static_cast<int>(told.code())},
                                               {"fault", log::Value::Id(Message(told))}});
    }
  }
}

}  // namespace chowki::app
