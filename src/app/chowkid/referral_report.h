#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "safeguard/referrals.h"
#include "sync/referral_report.h"

namespace chowki::app {

// Referrals of each month as the centre takes them: counts without people.
//
// today  this month and the last are there even without any, months before the last twelve are not.
[[nodiscard]] std::map<std::string, std::vector<sync::ReferralCell>> ReferralMonths(
    const std::vector<safeguard::MonthCell>& cells, const Date& today);

// Tells the centre a few times a day how many referrals there were in each month.
//
// thread  has its own; ends it when it goes.
class ReferralReport {
 public:
  // referrals, clock  must outlive it.
  ReferralReport(sync::CentreAddress centre, sync::CertificateFiles certificate,
                 safeguard::Referrals* referrals, const Clock* clock);
  ~ReferralReport();
  ReferralReport(const ReferralReport&) = delete;
  ReferralReport& operator=(const ReferralReport&) = delete;

 private:
  void Run();
  [[nodiscard]] Status Tell() const;

  const sync::CentreAddress centre_;
  const sync::CertificateFiles certificate_;
  safeguard::Referrals* const referrals_;
  const Clock* const clock_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
