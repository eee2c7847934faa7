#include "read/visual_reader.h"

#include <algorithm>
#include <optional>

#include "icao/mrz_parse.h"
#include "read/visual_claims.h"
#include "read/visual_lines.h"
#include "read/visual_selection.h"

namespace chowki::read {
namespace {

constexpr double kHurriedWidth = 0.7;
constexpr int kLeastFit = 2;  // visual_claims.h

bool IsVisa(const locate::Page* page) {
  return page != nullptr &&
         (page->size == locate::PageSize::kVisaA || page->size == locate::PageSize::kVisaB);
}

std::optional<icao::MrzRecord> RecordOf(const MrzReading& mrz, const Date& today) {
  if (mrz.status != MrzStatus::kRead) return std::nullopt;
  auto record = icao::ParseMrz(mrz.lines, today);
  if (!record.ok()) return std::nullopt;
  return *std::move(record);
}

// The layout whose places hold what the MRZ says; nullptr when none does.
const PageLayout* BestFit(const VisualClaims& claims,
                          const std::vector<const PageLayout*>& layouts) {
  const PageLayout* best = nullptr;
  int most = kLeastFit;
  for (const PageLayout* layout : layouts) {
    const int fit = claims.FitOf(*layout);
    if (fit >= most) most = fit + 1, best = layout;
  }
  return best;
}

Status ReadAll(VisualLines& lines, const std::vector<std::size_t>& which,
               const Deadline& deadline) {
  for (const std::size_t i : which) {
    CHOWKI_RETURN_IF_ERROR(deadline.Check("visual zone"));
    CHOWKI_RETURN_IF_ERROR(lines.Read(i));
  }
  return Ok();
}

}  // namespace

Result<VisualZone> VisualReader::Read(const capture::Image& image, const locate::Page* page,
                                      const MrzReading& mrz, const Date& today,
                                      const Deadline& deadline) const {
  try {
    const std::optional<icao::MrzRecord> record = RecordOf(mrz, today);
    std::vector<const PageLayout*> layouts;
    if (record && page != nullptr) {
      layouts = LayoutsFor(layouts_, page->size, record->issuing_state, record->document_code);
    }
    // With an MRZ what is misread shows, and is read once more.
    VisualLines lines(*text_, VisualPage(image, page), mrz.region, IsVisa(page),
                      record ? kHurriedWidth : 1);
    VisualClaims claims(lines, record ? &*record : nullptr, today);

    // Most pages need no more than their values; labels are read where these leave doubt.
    CHOWKI_RETURN_IF_ERROR(ReadAll(lines, LinesOfValues(lines, layouts), deadline));
    if (const PageLayout* layout = BestFit(claims, layouts)) {
      CHOWKI_RETURN_IF_ERROR(claims.TakeByLayout(*layout));
    }
    CHOWKI_RETURN_IF_ERROR(claims.TakeByMrz());
    CHOWKI_RETURN_IF_ERROR(ReadAll(lines, LinesOfLabels(lines, claims.IsComplete()), deadline));
    CHOWKI_RETURN_IF_ERROR(claims.TakeByLabels());
    CHOWKI_RETURN_IF_ERROR(claims.TakeNativeName());
    CHOWKI_RETURN_IF_ERROR(claims.TakeSex());
    claims.TakeOverprints();
    return claims.Take();
  } catch (const cv::Exception& error) {
    return Internal("reading the visual zone: {}", error.what());
  }
}

}  // namespace chowki::read
