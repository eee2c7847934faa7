#include "read/visual_reader.h"

#include <algorithm>
#include <optional>

#include "icao/mrz_parse.h"
#include "locate/card.h"
#include "read/visual_by_label.h"
#include "read/visual_by_layout.h"
#include "read/visual_by_mrz.h"
#include "read/visual_by_order.h"
#include "read/visual_by_strip.h"
#include "read/visual_claims.h"
#include "read/visual_lines.h"
#include "read/visual_person.h"
#include "read/visual_selection.h"

namespace chowki::read {
namespace {

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

Status ReadAll(VisualLines& lines, const std::vector<std::size_t>& which,
               const Deadline& deadline) {
  for (const std::size_t i : which) {
    CHOWKI_RETURN_IF_ERROR(deadline.Check("visual zone"));
    CHOWKI_RETURN_IF_ERROR(lines.Read(i));
  }
  return Ok();
}

// "SPECIMEN" and the like on lines that were read.
void AddOverprints(VisualClaims& claims) {
  const VisualLines& lines = claims.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].is_read) continue;
    const std::string text = lines[i].text.Text();
    const std::string_view overprint = FindOverprint(text);
    if (overprint.empty()) continue;
    claims.AddOverprint({std::string(overprint), lines[i].text.Confidence(), Source::kVisual,
                         lines.page().Region(lines[i].box()), text});
  }
}

}  // namespace

Result<VisualReader> VisualReader::Load(const std::filesystem::path& models,
                                        const std::string& languages,
                                        std::vector<PageLayout> layouts) {
  CHOWKI_ASSIGN_OR_RETURN(TextRecogniser network, TextRecogniser::Load(models));
  CHOWKI_ASSIGN_OR_RETURN(auto tesseract, TextReader::Make({languages, {}}));
  return VisualReader(std::make_shared<const TextRecogniser>(std::move(network)),
                      std::move(tesseract), std::move(layouts));
}

Result<VisualZone> VisualReader::Read(const capture::Image& image, const locate::Page* page,
                                      const MrzReading& mrz, const Date& today,
                                      const Deadline& deadline) const {
  try {
    const std::optional<icao::MrzRecord> record = RecordOf(mrz, today);
    std::optional<locate::Page> card;
    if (page == nullptr) card = locate::FindCard(image.grey());
    std::vector<const PageLayout*> layouts;
    if (card) {
      page = &*card;
      layouts = LayoutsWithoutMrz(layouts_, card->size);
    } else if (record && page != nullptr) {
      layouts = LayoutsFor(layouts_, page->size, record->issuing_state, record->document_code);
    }
    VisualLines lines({*network_, *tesseract_}, VisualPage(image, page, !card), mrz.region,
                      IsVisa(page));
    VisualClaims claims(lines, record ? &*record : nullptr, today);

    // Most pages need no more than their values; labels are read where these leave doubt.
    CHOWKI_RETURN_IF_ERROR(ReadAll(lines, LinesOfValues(lines, layouts), deadline));
    if (const PageLayout* layout = BestFit(claims, layouts)) {
      CHOWKI_RETURN_IF_ERROR(TakeByLayout(claims, *layout));
    }
    CHOWKI_RETURN_IF_ERROR(TakeByMrz(claims));
    CHOWKI_RETURN_IF_ERROR(TakeDates(claims));
    if (claims.IsComplete()) CHOWKI_RETURN_IF_ERROR(TakeNationality(claims));
    CHOWKI_RETURN_IF_ERROR(ReadAll(lines, LinesOfLabels(lines, claims.IsComplete()), deadline));
    // Labels brought new lines, which the MRZ may know.
    CHOWKI_RETURN_IF_ERROR(TakeByMrz(claims));
    CHOWKI_RETURN_IF_ERROR(TakeDates(claims));
    CHOWKI_RETURN_IF_ERROR(TakeNearlyByMrz(claims));
    CHOWKI_RETURN_IF_ERROR(TakeSex(claims));
    CHOWKI_RETURN_IF_ERROR(TakeByLabels(claims));
    CHOWKI_RETURN_IF_ERROR(TakeFromStrips(claims));
    CHOWKI_RETURN_IF_ERROR(TakeNationality(claims));
    CHOWKI_RETURN_IF_ERROR(TakeNativeName(claims));
    AddOverprints(claims);
    return claims.Take();
  } catch (const cv::Exception& error) {
    return Internal("reading the visual zone: {}", error.what());
  }
}

}  // namespace chowki::read
