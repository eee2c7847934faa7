#include "safeguard/traveller_of.h"

#include <algorithm>

#include "icao/sex.h"
#include "verify/issue_date.h"

namespace chowki::safeguard {
namespace {

bool NumberChecked(const icao::MrzRecord& record) {
  return std::ranges::any_of(record.check_digits, [](const icao::CheckDigitResult& digit) {
    return digit.field == icao::CheckDigitField::kDocumentNumber && digit.valid &&
           digit.stated != '<';
  });
}

}  // namespace

std::optional<associate::Traveller> TravellerOf(const screen::Screening& screening) {
  if (!screening.identity) return std::nullopt;
  associate::Traveller traveller = associate::ToTraveller(
      *screening.identity, screening.record && NumberChecked(*screening.record));
  traveller.screening = screening.id;
  traveller.passage.time = screening.time;
  traveller.passage.post = screening.checkpoint;
  traveller.passage.lane = screening.lane;
  verify::Exhibit shown;
  shown.transcript = &screening.transcript;
  if (const auto issued = verify::FindIssueDate(shown)) traveller.issued = issued->day;
  for (const screen::InputImage& image : screening.images) {
    if (image.light == capture::Light::kVisible) traveller.page = image.digest;
  }
  traveller.forged = std::ranges::any_of(screening.findings, [](const verify::Finding& finding) {
    return !finding.silent && finding.contributes == verify::Contribution::kRefer;
  });
  traveller.matches = screening.matches;
  return traveller;
}

Subject SubjectOf(const screen::Screening& screening) {
  Subject subject;
  if (!screening.identity) return subject;
  subject.issuing_state = screening.identity->issuing_state.value;
  subject.age = associate::AgeOn(screening.identity->birth_date.value, ToDate(screening.time));
  subject.sex = icao::Name(screening.identity->sex.value).front();
  return subject;
}

}  // namespace chowki::safeguard
