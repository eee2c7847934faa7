#include "screen/screener.h"

#include <algorithm>
#include <utility>

#include "capture/decode.h"
#include "icao/mrz_parse.h"
#include "identify/matcher.h"
#include "identify/suppress.h"
#include "read/mrz_reader.h"
#include "read/typed_mrz.h"
#include "read/visual_reader.h"
#include "screen/screening_id.h"
#include "verify/page_scan.h"
#include "verify/verify.h"

namespace chowki::screen {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Runs the stages of one screening: looks at the deadline before each, times it, tells the
// observer.
class Stages {
 public:
  Stages(const Deadline& deadline, Observer* observer, std::vector<StageTiming>& timings)
      : deadline_(deadline), observer_(observer), timings_(timings) {}

  template <typename Work>
  Status Run(const char* stage, Work work) {
    CHOWKI_RETURN_IF_ERROR(deadline_.Check(stage));
    const auto wall = SteadyClock::now();
    const auto cpu = ThreadCpuTime();
    const Status status = work();
    Done({stage, Micros(SteadyClock::now() - wall), Micros(ThreadCpuTime() - cpu)});
    return status;
  }

  // For two stages that one call carries out: `first_cpu_ms` of its CPU time belong to the first.
  template <typename Work>
  Status RunPair(const char* first, const char* second, const double& first_cpu_ms, Work work) {
    CHOWKI_RETURN_IF_ERROR(deadline_.Check(first));
    const auto wall = SteadyClock::now();
    const auto cpu = ThreadCpuTime();
    const Status status = work();
    const auto whole = Micros(SteadyClock::now() - wall);
    const auto whole_cpu = Micros(ThreadCpuTime() - cpu);
    const auto first_cpu =
        std::min(whole_cpu, Micros(std::chrono::duration<double, std::milli>(first_cpu_ms)));
    const auto first_wall =
        whole_cpu.count() > 0 ? whole * first_cpu.count() / whole_cpu.count() : whole;
    Done({first, first_wall, first_cpu});
    Done({second, whole - first_wall, whole_cpu - first_cpu});
    return status;
  }

 private:
  template <typename Duration>
  static std::chrono::microseconds Micros(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration);
  }

  void Done(const StageTiming& timing) {
    timings_.push_back(timing);
    if (observer_ != nullptr) observer_->StageDone(timing);
  }

  const Deadline& deadline_;
  Observer* observer_;
  std::vector<StageTiming>& timings_;
};

constexpr size_t kMaxInputs = 6;

Status CheckInputs(const std::vector<Input>& inputs) {
  const auto invalid = [](Status status) {
    return WithDetail(std::move(status), {"FIELD_INVALID", {{"field", "images"}}});
  };
  if (inputs.empty() || inputs.size() > kMaxInputs) {
    return invalid(InvalidInput("{} images given, 1 to {} expected", inputs.size(), kMaxInputs));
  }
  for (const capture::Light light :
       {capture::Light::kVisible, capture::Light::kInfrared, capture::Light::kUltraviolet}) {
    const auto count = std::count_if(inputs.begin(), inputs.end(),
                                     [&](const Input& input) { return input.light == light; });
    if (light == capture::Light::kVisible ? count != 1 : count > 1) {
      return invalid(
          InvalidInput("{} images in {} light given; exactly one visible image and at most "
                       "one of each other light make a document",
                       count, capture::Name(light)));
    }
  }
  return Ok();
}

// What is to be said of the lists: each condition once, whichever lists it is true of. Their states
// tell which.
std::vector<decide::Condition> ConditionsOf(const ListGenerations& lists, bool searched) {
  using decide::Condition;
  using watchlist::Freshness;
  const auto absent = [](const ListGeneration& list) {
    return list.matcher == nullptr || list.state.freshness == Freshness::kAbsent;
  };
  const auto any = [&](Freshness freshness) {
    return std::ranges::any_of(lists, [&](const ListGeneration& list) {
      return !absent(list) && list.state.freshness == freshness;
    });
  };
  std::vector<Condition> conditions;
  if (lists.empty() || std::ranges::any_of(lists, absent)) {
    conditions.push_back(Condition::kWatchlistAbsent);
  }
  if (any(Freshness::kStale)) conditions.push_back(Condition::kWatchlistStale);
  if (any(Freshness::kClockSuspect)) conditions.push_back(Condition::kWatchlistClockSuspect);
  if (!searched && AnyUsable(lists)) conditions.push_back(Condition::kWatchlistNotSearched);
  if (searched && AnyWithoutNames(lists)) {
    conditions.push_back(Condition::kWatchlistNamesNotReady);
  }
  return conditions;
}

}  // namespace

Screener::Screener(Parts parts) : parts_(std::move(parts)) {
  CHOWKI_CHECK(parts_.mrz_reader != nullptr && parts_.clock != nullptr);
}

Result<Screening> Screener::Screen(const std::vector<Input>& inputs, const Request& request,
                                   const Deadline& deadline, Observer* observer) const {
  CHOWKI_RETURN_IF_ERROR(CheckInputs(inputs));

  Screening screening;
  screening.time = parts_.clock->Now();
  screening.id = request.id.empty() ? NewScreeningId(screening.time) : request.id;
  screening.checkpoint = request.checkpoint;
  screening.lane = request.lane;
  screening.capture = request.capture;
  screening.corrects = request.corrects;
  screening.provenance = {parts_.software, parts_.models, parts_.policy.version, {}, {}};
  const Date today = ToDate(screening.time);
  Stages stages(deadline, observer, screening.timings);

  std::vector<capture::Image> images;  // parallel to inputs
  CHOWKI_RETURN_IF_ERROR(stages.Run("decode", [&]() -> Status {
    for (const Input& input : inputs) {
      auto image = capture::Decode(input.bytes, input.light);
      if (!image.ok()) return Annotate(image.status(), capture::Name(input.light));
      images.push_back(*std::move(image));
    }
    return Ok();
  }));

  verify::Exhibit exhibit;
  exhibit.today = today;
  exhibit.others = request.others;
  if (const auto found = parts_.calibrations.find(request.lane);
      found != parts_.calibrations.end()) {
    const verify::Calibration& calibration = found->second;
    exhibit.calibration = {&calibration, parts_.calibration_days};
    screening.provenance.calibration = {calibration.reader, verify::AgeDays(calibration, today),
                                        calibration.documents};
  }
  CHOWKI_RETURN_IF_ERROR(stages.Run("quality", [&] {
    for (size_t i = 0; i < images.size(); ++i) {
      screening.images.push_back({images[i].light(), images[i].source(),
                                  std::string(capture::MediaType(inputs[i].bytes)),
                                  images[i].size_px(), capture::MeasureQuality(images[i])});
    }
    return Ok();
  }));
  for (size_t i = 0; i < images.size(); ++i) {
    switch (images[i].light()) {
      case capture::Light::kVisible:
        exhibit.visible = &images[i];
        exhibit.quality = &screening.images[i].quality;
        break;
      case capture::Light::kInfrared:
        exhibit.infrared = &images[i];
        break;
      case capture::Light::kUltraviolet:
        exhibit.ultraviolet = &images[i];
        break;
    }
  }

  std::optional<locate::Page> page;
  double locate_ms = 0;
  CHOWKI_RETURN_IF_ERROR(stages.RunPair("locate", "read", locate_ms, [&]() -> Status {
    CHOWKI_ASSIGN_OR_RETURN(read::MrzResult found,
                            parts_.mrz_reader->Read(*exhibit.visible, deadline));
    screening.transcript.mrz = std::move(found.reading);
    page = std::move(found.page);
    locate_ms = found.locate_ms;
    if (!request.typed_mrz.empty()) {
      CHOWKI_ASSIGN_OR_RETURN(
          screening.transcript.mrz,
          read::WithTypedLines(std::move(screening.transcript.mrz), request.typed_mrz));
    }
    if (screening.transcript.mrz.status != read::MrzStatus::kRead) return Ok();
    CHOWKI_ASSIGN_OR_RETURN(screening.record,
                            icao::ParseMrz(screening.transcript.mrz.lines, today));
    screening.identity = read::ToIdentity(*screening.record, screening.transcript.mrz);
    return Ok();
  }));
  if (request.read_visual_zone && parts_.visual_reader != nullptr) {
    CHOWKI_RETURN_IF_ERROR(stages.Run("visual", [&]() -> Status {
      CHOWKI_ASSIGN_OR_RETURN(
          read::VisualZone zone,
          parts_.visual_reader->Read(*exhibit.visible, page ? &*page : nullptr,
                                     screening.transcript.mrz, today, deadline));
      screening.transcript.visual = std::move(zone.fields);
      screening.transcript.overprints = std::move(zone.overprints);
      return Ok();
    }));
  }
  if (observer != nullptr) observer->TranscriptKnown(screening.transcript);

  exhibit.models = parts_.page_models;
  exhibit.faces = parts_.faces;
  exhibit.transcript = &screening.transcript;
  exhibit.page = page ? &*page : nullptr;
  exhibit.record = screening.record ? &*screening.record : nullptr;
  exhibit.identity = screening.identity ? &*screening.identity : nullptr;
  CHOWKI_RETURN_IF_ERROR(stages.Run("verify", [&] {
    if (exhibit.ultraviolet != nullptr && page) {
      exhibit.ultraviolet_page =
          verify::PageView(*exhibit.ultraviolet, *page, exhibit.visible->size_px());
    }
    // Looked for once, for the checks and for who asked.
    std::optional<verify::PageScan> scan;
    if (request.portrait && exhibit.faces != nullptr && page) {
      exhibit.scan = &scan.emplace(verify::ScanOf(exhibit));
    }
    if (observer != nullptr) observer->ExhibitReady(exhibit);
    screening.findings = verify::Verify(exhibit);
    if (scan && observer != nullptr) {
      if (const auto portrait = verify::PortraitOf(exhibit, *scan)) {
        observer->PortraitKnown(*portrait);
      }
    }
    exhibit.scan = nullptr;
    return Ok();
  }));
  if (observer != nullptr) {
    for (const verify::Finding& finding : screening.findings) observer->FindingKnown(finding);
  }

  std::vector<decide::Condition> conditions;
  if (parts_.lists) {
    CHOWKI_RETURN_IF_ERROR(stages.Run("identify", [&] {
      const ListGenerations lists = parts_.lists(screening.time);
      const bool searched = AnyUsable(lists) && screening.identity.has_value();
      if (searched) {
        identify::Query query = identify::ToQuery(*screening.identity, &*screening.record);
        query.today = today;
        screening.matches = FindInAll(lists, query, identify::Matcher::kDefaultLimit);
        // Who is merely a little like a traveller has no place in the record of that traveller.
        std::erase_if(screening.matches, [](const identify::Match& match) { return !match.alert; });
        const auto person = identify::PersonKey(query);
        if (!screening.matches.empty() && person && parts_.suppressions) {
          const auto said = parts_.suppressions(*person, screening.time);
          if (said.ok()) identify::Suppress(*said, screening.time, screening.matches);
        }
      }
      screening.provenance.lists = StatesOf(lists);
      conditions = ConditionsOf(lists, searched);
      return Ok();
    }));
  }

  CHOWKI_RETURN_IF_ERROR(stages.Run("decide", [&] {
    screening.verdict =
        decide::Decide(parts_.policy, screening.findings, screening.matches, conditions);
    return Ok();
  }));
  return screening;
}

}  // namespace chowki::screen
