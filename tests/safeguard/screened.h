#pragma once

// Invented people as they are screened.

#include <chrono>
#include <string>

#include "safeguard/traveller_of.h"
#include "screen/screening.h"

namespace chowki::safeguard {

inline const Time kNoon =
    Time(std::chrono::sys_days(std::chrono::year(2026) / 3 / 10)) + std::chrono::hours(12);

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now = kNoon;
};

// A Utopian whose passport was read without doubt, in lane-1.
inline screen::Screening Screened(const std::string& id, const std::string& surname,
                                  const std::string& given, int birth_year,
                                  const std::string& number, Time time = kNoon) {
  screen::Screening screening;
  screening.id = id;
  screening.time = time;
  screening.checkpoint = "tor-1";
  screening.lane = "lane-1";
  screening.images.push_back(
      {capture::Light::kVisible, Sha256("picture " + id), "image/png", {}, {}});
  read::Identity identity;
  identity.surname.value = surname;
  identity.given_names.value = given;
  identity.birth_date.value = {birth_year, 6, 15};
  identity.sex.value = icao::Sex::kFemale;
  identity.issuing_state.value = "UTO";
  identity.document_code.value = "P";
  identity.document_number.value = number;
  identity.expiry_date.value = {2031, 1, 1};
  screening.identity = identity;
  icao::MrzRecord record;
  record.check_digits.push_back({icao::CheckDigitField::kDocumentNumber, '6', '6', true, 1, 9});
  screening.record = record;
  return screening;
}

inline screen::Screening Child(const std::string& id, Time time = kNoon) {
  return Screened(id, "KAREN", "ILA", 2015, "CH" + id, time);
}

inline screen::Screening Adult(const std::string& id, Time time = kNoon) {
  return Screened(id, "OVERSEER", "MOR", 1980, "AD" + id, time);
}

inline screen::Screening Forged(screen::Screening screening) {
  verify::Finding finding;
  finding.check = "mrz.check_digits";
  finding.outcome = verify::Outcome::kFailed;
  finding.contributes = verify::Contribution::kRefer;
  screening.findings.push_back(finding);
  return screening;
}

inline screen::Screening Missing(screen::Screening screening) {
  identify::Match match;
  match.entry = "uto-1";
  match.list = "national";
  match.kind = identify::MatchKind::kMissing;
  match.band = identify::Band::kStrong;
  match.alert = true;
  screening.matches.push_back(match);
  return screening;
}

}  // namespace chowki::safeguard
