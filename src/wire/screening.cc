#include "wire/screening.h"

#include <algorithm>
#include <cmath>

#include "wire/advice.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/finding.h"
#include "wire/match.h"
#include "wire/reading.h"
#include "wire/resource_name.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr EnumTable<screen::Capture, pb::Capture, 3> kCaptures{
    "capture",
    {{{screen::Capture::kScanner, pb::CAPTURE_SCANNER},
      {screen::Capture::kCamera, pb::CAPTURE_CAMERA},
      {screen::Capture::kFile, pb::CAPTURE_FILE}}}};

pb::Quality ToProto(const capture::Quality& quality) {
  pb::Quality message;
  message.set_sharpness(quality.sharpness);
  message.set_mean_brightness(quality.mean_brightness);
  message.set_contrast(quality.contrast);
  message.set_dark_share(quality.dark_share);
  message.set_saturated_share(quality.saturated_share);
  message.set_largest_glare_share(quality.largest_glare_share);
  return message;
}

capture::Quality FromProto(const pb::Quality& message) {
  capture::Quality quality;
  quality.sharpness = message.sharpness();
  quality.mean_brightness = message.mean_brightness();
  quality.contrast = message.contrast();
  quality.dark_share = message.dark_share();
  quality.saturated_share = message.saturated_share();
  quality.largest_glare_share = message.largest_glare_share();
  return quality;
}

pb::Image ToProto(const screen::InputImage& image) {
  pb::Image message;
  message.set_light(ToProto(image.light));
  message.set_sha256(ToBytes(image.digest));
  message.set_media_type(image.media_type);
  message.set_width_px(static_cast<std::int32_t>(std::lround(image.size_px.width)));
  message.set_height_px(static_cast<std::int32_t>(std::lround(image.size_px.height)));
  *message.mutable_quality() = ToProto(image.quality);
  return message;
}

Result<screen::InputImage> FromProto(const pb::Image& message) {
  screen::InputImage image;
  CHOWKI_ASSIGN_OR_RETURN(image.light, FromProto(message.light()));
  CHOWKI_ASSIGN_OR_RETURN(image.digest, DigestFromBytes("sha256", message.sha256()));
  image.media_type = message.media_type();
  image.size_px = {static_cast<double>(message.width_px()),
                   static_cast<double>(message.height_px())};
  image.quality = FromProto(message.quality());
  return image;
}

pb::DocumentReading ReadingToProto(const screen::Screening& screening) {
  pb::DocumentReading message;
  *message.mutable_mrz() = ToProto(screening.transcript.mrz);
  if (screening.record) *message.mutable_record() = ToProto(*screening.record);
  if (screening.identity) *message.mutable_identity() = ToProto(*screening.identity);
  for (const auto& [field, reading] : screening.transcript.visual) {
    *message.add_visual() = ToProto(field, reading);
  }
  for (const auto& overprint : screening.transcript.overprints) {
    *message.add_overprints() = ToProto("overprint", overprint);
  }
  return message;
}

Status FillReading(const pb::DocumentReading& message, screen::Screening& screening) {
  CHOWKI_ASSIGN_OR_RETURN(screening.transcript.mrz, FromProto(message.mrz()));
  if (message.has_record()) {
    CHOWKI_ASSIGN_OR_RETURN(screening.record, FromProto(message.record()));
  }
  if (message.has_identity()) {
    CHOWKI_ASSIGN_OR_RETURN(screening.identity, FromProto(message.identity()));
  }
  for (const pb::FieldReading& field : message.visual()) {
    CHOWKI_ASSIGN_OR_RETURN(screening.transcript.visual[field.field()], FromProto(field));
  }
  for (const pb::FieldReading& overprint : message.overprints()) {
    CHOWKI_ASSIGN_OR_RETURN(screening.transcript.overprints.emplace_back(), FromProto(overprint));
  }
  return Ok();
}

pb::Provenance ToProto(const screen::Provenance& provenance) {
  pb::Provenance message;
  message.set_software(provenance.software);
  for (const auto& [file, version] : provenance.models) (*message.mutable_models())[file] = version;
  message.set_policy(provenance.policy);
  for (const auto& list : provenance.lists) *message.add_lists() = ToProto(list);
  if (const auto& used = provenance.calibration) {
    message.mutable_calibration()->set_reader(used->reader);
    message.mutable_calibration()->set_age_days(used->age_days);
    message.mutable_calibration()->set_documents(used->documents);
  }
  return message;
}

Result<screen::Provenance> FromProto(const pb::Provenance& message) {
  screen::Provenance provenance;
  provenance.software = message.software();
  provenance.models.insert(message.models().begin(), message.models().end());
  provenance.policy = message.policy();
  for (const pb::ListState& list : message.lists()) {
    CHOWKI_ASSIGN_OR_RETURN(provenance.lists.emplace_back(), FromProto(list));
  }
  if (message.has_calibration()) {
    const pb::Calibration& used = message.calibration();
    provenance.calibration = {used.reader(), used.age_days(), used.documents()};
  }
  return provenance;
}

// The four repeated parts, each element with its place in the error's path.
template <typename Messages, typename Values>
Status FillAll(std::string_view field, const Messages& messages, Values& values) {
  for (int i = 0; i < messages.size(); ++i) {
    auto value = FromProto(messages[i]);
    if (!value.ok()) return FieldError(fmt::format("{}[{}]", field, i), value.status());
    values.push_back(*std::move(value));
  }
  return Ok();
}

}  // namespace

pb::Capture ToProto(screen::Capture capture) { return kCaptures.ToProto(capture); }

Result<screen::Capture> FromProto(pb::Capture message) {
  if (message == pb::CAPTURE_UNSPECIFIED) return screen::Capture::kScanner;
  const auto capture = kCaptures.FromProto(message);
  if (!capture.ok()) return FieldError("capture", capture.status());
  return *capture;
}

pb::StageTiming ToProto(const screen::StageTiming& timing) {
  pb::StageTiming message;
  message.set_stage(timing.stage);
  *message.mutable_elapsed() = ToProto(timing.elapsed);
  *message.mutable_cpu() = ToProto(timing.cpu);
  return message;
}

Result<screen::StageTiming> FromProto(const pb::StageTiming& message) {
  screen::StageTiming timing;
  timing.stage = message.stage();
  CHOWKI_ASSIGN_OR_RETURN(timing.elapsed, FromProto(message.elapsed()));
  CHOWKI_ASSIGN_OR_RETURN(timing.cpu, FromProto(message.cpu()));
  return timing;
}

pb::Screening ToProto(const screen::Screening& screening) {
  pb::Screening message;
  message.set_name(ToText(ScreeningName{screening.checkpoint, screening.id}));
  *message.mutable_create_time() = ToProto(screening.time);
  message.set_lane(screening.lane);
  message.set_capture(ToProto(screening.capture));
  if (!screening.corrects.empty()) {
    message.set_corrects(ToText(ScreeningName{screening.checkpoint, screening.corrects}));
  }
  for (const auto& image : screening.images) *message.add_images() = ToProto(image);
  *message.mutable_reading() = ReadingToProto(screening);
  for (const auto& finding : screening.findings) *message.add_findings() = ToProto(finding);
  for (const auto& match : screening.matches) *message.add_matches() = ToProto(match);
  *message.mutable_verdict() = ToProto(screening.verdict);
  *message.mutable_provenance() = ToProto(screening.provenance);
  for (const auto& timing : screening.timings) *message.add_timings() = ToProto(timing);
  return message;
}

Result<screen::Screening> FromProto(const pb::Screening& message) {
  screen::Screening screening;
  const auto name = ParseScreeningName(message.name());
  if (!name.ok()) return FieldError("name", name.status());
  screening.id = name->id;
  screening.checkpoint = name->checkpoint;
  CHOWKI_ASSIGN_OR_RETURN(screening.time, FromProto(message.create_time()));
  screening.lane = message.lane();
  CHOWKI_ASSIGN_OR_RETURN(screening.capture, FromProto(message.capture()));
  if (!message.corrects().empty()) {
    const auto corrects = ParseScreeningName(message.corrects());
    if (!corrects.ok()) return FieldError("corrects", corrects.status());
    screening.corrects = corrects->id;
  }
  CHOWKI_RETURN_IF_ERROR(FillAll("images", message.images(), screening.images));
  CHOWKI_RETURN_IF_ERROR(FillReading(message.reading(), screening));
  CHOWKI_RETURN_IF_ERROR(FillAll("findings", message.findings(), screening.findings));
  CHOWKI_RETURN_IF_ERROR(FillAll("matches", message.matches(), screening.matches));
  CHOWKI_ASSIGN_OR_RETURN(screening.verdict, FromProto(message.verdict()));
  CHOWKI_ASSIGN_OR_RETURN(screening.provenance, FromProto(message.provenance()));
  CHOWKI_RETURN_IF_ERROR(FillAll("timings", message.timings(), screening.timings));
  return screening;
}

pb::KioskAnswer ToKioskAnswer(const screen::Screening& screening, bool second_line) {
  pb::KioskAnswer answer;
  answer.set_name(ToText(ScreeningName{screening.checkpoint, screening.id}));
  *answer.mutable_create_time() = ToProto(std::chrono::floor<std::chrono::seconds>(screening.time));
  const bool clear = decide::KioskAdvice(screening.verdict) == decide::Advice::kClear;
  answer.set_advice(clear && !second_line ? pb::ADVICE_CLEAR : pb::ADVICE_REFER);
  const bool was_read = screening.transcript.mrz.status == read::MrzStatus::kRead;
  answer.set_presentation(was_read ? pb::KioskAnswer::PRESENTATION_READ
                                   : pb::KioskAnswer::PRESENTATION_REPEAT);
  return answer;
}

}  // namespace chowki::wire
