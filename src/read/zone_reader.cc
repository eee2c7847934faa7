#include "read/zone_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "read/mrz_gate.h"
#include "read/mrz_grammar.h"

namespace chowki::read {
namespace {

constexpr double kSteadyRhythm = 0.4;
// The ink of a line is a little longer than its characters are many, by its ends' blur.
constexpr double kEndsInCharacters = 0.3;
constexpr double kEndsKnown = 1.6;
// Without a clear rhythm: zones of two lines are 17.6 or 14.4 line distances long.
constexpr double kLongInDistances = 16;

// A first line below this, both ways up, is no MRZ: logarithm of its best path. Zones that are
// partly covered lie above it.
constexpr double kHopeless = -150;

struct FirstLine {
  locate::Reading way;
  icao::Format format = icao::Format::kTd3;
  DecodedLine line;
};

// How to cut the strips: so many characters, from end to end or by the rhythm.
struct Attempt {
  int characters = 0;
  bool ends_known = true;
};

std::vector<Attempt> Attempts(const locate::MrzLines& lines) {
  const double length = lines.end - lines.begin;
  const std::vector<int> lengths =
      lines.lines.size() == 3 ? std::vector<int>{30} : std::vector<int>{36, 44};
  std::vector<Attempt> attempts;
  if (lines.rhythm > kSteadyRhythm) {
    const auto off = [&](int characters) {
      return std::abs(length / lines.pitch - kEndsInCharacters - characters);
    };
    for (const int characters : lengths) {
      attempts.push_back({characters, off(characters) < kEndsKnown});
    }
    std::stable_sort(attempts.begin(), attempts.end(), [&](const Attempt& a, const Attempt& b) {
      return off(a.characters) < off(b.characters);
    });
  } else {
    for (const int characters : lengths) attempts.push_back({characters, true});
    if (length / lines.distance > kLongInDistances) std::reverse(attempts.begin(), attempts.end());
  }
  return attempts;
}

class Session {
 public:
  Session(const infer::Network& recogniser, const cv::Mat& grey, const locate::MrzLines& lines,
          const std::function<void(std::string_view, const cv::Mat&)>& trace)
      : recogniser_(recogniser), grey_(grey), lines_(lines), trace_(trace) {}

  Result<std::optional<ZoneReading>> Read(const Attempt& attempt, bool mirrored) const {
    const int characters = attempt.characters;
    const auto cells_of = [&](locate::Reading way) {
      return attempt.ends_known ? locate::Cells(lines_, characters, way)
                                : locate::Cells::ByRhythm(lines_, characters, way);
    };
    const auto formats = FormatsOf(static_cast<int>(lines_.lines.size()), characters);
    std::optional<FirstLine> first;
    for (const bool reversed : {false, true}) {
      if (first && Passes(first->line)) break;
      const locate::Reading way{reversed, mirrored};
      CHOWKI_ASSIGN_OR_RETURN(const Posteriors posteriors, Look(cells_of(way), 0));
      for (const icao::Format format : formats) {
        DecodedLine line = Decode(posteriors, Grammar(format, 0));
        const bool settled = BeginsAs(format, line);
        if (!first || line.score > first->line.score) first = {way, format, std::move(line)};
        if (settled) break;
      }
    }
    if (first->line.score < kHopeless) return std::nullopt;
    ZoneReading reading{first->format, cells_of(first->way), {std::move(first->line)}};
    CHOWKI_RETURN_IF_ERROR(ReadFurther(reading));
    // Once more where the characters really stand, when ends or pitch were measured badly.
    if (!Passes(reading)) {
      const double stretch = reading.PitchPx() / reading.cells.pitch_px();
      double shift = 0;
      for (const DecodedLine& line : reading.lines) {
        shift +=
            ColumnOf(line.first_step, reading.cells) / static_cast<double>(reading.lines.size());
      }
      const bool plausible = stretch > 0.85 && stretch < 1.15 && std::abs(shift) < 8;
      const bool worth_it = std::abs(stretch - 1) > 0.012 || std::abs(shift) > 0.5;
      if (plausible && worth_it) {
        ZoneReading again{reading.format, reading.cells.Adjusted(shift, stretch), {}};
        CHOWKI_RETURN_IF_ERROR(ReadFurther(again));
        if (Quality(again) > Quality(reading)) reading = std::move(again);
      }
    }
    return reading;
  }

 private:
  Result<Posteriors> Look(const locate::Cells& cells, size_t line) const {
    const locate::Strip strip = locate::CutStrip(grey_, cells, line);
    if (trace_) trace_("strip", strip.grey);
    return Recognise(recogniser_, strip.grey);
  }

  // The lines that are still missing.
  Status ReadFurther(ZoneReading& reading) const {
    for (size_t line = reading.lines.size(); line < lines_.lines.size(); ++line) {
      CHOWKI_ASSIGN_OR_RETURN(const Posteriors posteriors, Look(reading.cells, line));
      reading.lines.push_back(Decode(posteriors, Grammar(reading.format, static_cast<int>(line))));
    }
    return Ok();
  }

  const infer::Network& recogniser_;
  const cv::Mat& grey_;
  const locate::MrzLines& lines_;
  const std::function<void(std::string_view, const cv::Mat&)>& trace_;
};

}  // namespace

double ZoneReading::WorstScore() const {
  double worst = 0;
  for (const DecodedLine& line : lines) worst = std::min(worst, line.score);
  return worst;
}

double ZoneReading::SmallestConfidence() const {
  double smallest = 1;
  for (const DecodedLine& line : lines) {
    for (const DecodedCell& cell : line.cells) smallest = std::min(smallest, cell.confidence);
  }
  return smallest;
}

double ZoneReading::Misfit() const {
  double largest = 0;
  for (const DecodedLine& line : lines) largest = std::max(largest, line.misfit);
  return largest;
}

int ZoneReading::Strays() const {
  int fewest = lines.front().strays;
  for (const DecodedLine& line : lines) fewest = std::min(fewest, line.strays);
  return fewest;
}

double ZoneReading::PitchPx() const {
  double columns = 0;
  for (const DecodedLine& line : lines) {
    columns += (ColumnOf(line.pitch_steps, cells) - ColumnOf(0, cells)) /
               static_cast<double>(lines.size());
  }
  return columns * cells.pitch_px();
}

double Quality(const ZoneReading& reading) {
  constexpr double kStray = 20;
  return reading.WorstScore() + std::log(std::max(reading.SmallestConfidence(), 1e-6)) -
         kStray * std::max(0, reading.Strays() - 1);
}

double ColumnOf(double step, const locate::Cells& cells) {
  constexpr double kStepPx = 4;  // of the strip, between two steps of the network
  return step * kStepPx / locate::Strip::kPitch - cells.margin() - 0.5;
}

Result<std::optional<ZoneReading>> ReadZone(
    const infer::Network& recogniser, const cv::Mat& grey, const locate::MrzLines& lines,
    bool mirrored, const std::function<void(std::string_view, const cv::Mat&)>& trace) {
  const Session session(recogniser, grey, lines, trace);
  std::optional<ZoneReading> best;
  for (const Attempt& attempt : Attempts(lines)) {
    CHOWKI_ASSIGN_OR_RETURN(std::optional<ZoneReading> reading, session.Read(attempt, mirrored));
    if (!reading) continue;
    if (!best || Quality(*reading) > Quality(*best)) best = std::move(reading);
    if (Passes(*best)) break;
  }
  return best;
}

}  // namespace chowki::read
