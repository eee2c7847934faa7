#include "read/zone_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "read/mrz_gate.h"
#include "read/mrz_grammar.h"

namespace chowki::read {
namespace {

constexpr double kStepPx = 4;  // of the strip, between two steps of the network

// Which of 36 and 44 characters a zone of two lines has: by its pitch where the rhythm of the print
// is clear, else by the distance of its lines, 17.6 or 14.4 of which it is long.
constexpr double kClearRhythm = 0.4;
constexpr double kLongLine = 40;
constexpr double kLongInDistances = 16;

// A first line below this is no MRZ, or cut so badly that another try is needed. Logarithm of its
// best path.
constexpr double kHopeless = -90;

// Places of characters within a strip, in characters from the first cell's left edge.
double ColumnOf(double step) {
  return step * kStepPx / locate::Strip::kPitch - locate::Strip::kMarginCharacters - 0.5;
}

struct FirstLine {
  locate::Reading way;
  icao::Format format = icao::Format::kTd3;
  DecodedLine line;
};

class Session {
 public:
  Session(const locate::Network& recogniser, const cv::Mat& grey, const locate::MrzLines& lines,
          const std::function<void(std::string_view, const cv::Mat&)>& trace)
      : recogniser_(recogniser), grey_(grey), lines_(lines), trace_(trace) {}

  Result<ZoneReading> Read(int characters, bool mirrored) const {
    const auto formats = FormatsOf(static_cast<int>(lines_.lines.size()), characters);
    std::optional<FirstLine> first;
    for (const bool reversed : {false, true}) {
      const locate::Reading way{reversed, mirrored};
      const locate::Cells cells(lines_, characters, way);
      CHOWKI_ASSIGN_OR_RETURN(const Posteriors posteriors, Look(cells, 0));
      for (const icao::Format format : formats) {
        DecodedLine line = Decode(posteriors, Grammar(format, 0));
        if (!first || line.score > first->line.score) first = {way, format, std::move(line)};
      }
    }
    ZoneReading reading{
        first->format, locate::Cells(lines_, characters, first->way), {std::move(first->line)}};
    CHOWKI_RETURN_IF_ERROR(ReadFurther(reading));
    // Once more where the characters really stand, when ends or pitch were measured badly.
    if (!Passes(reading)) {
      double shift = 0, stretch = 0;
      for (const DecodedLine& line : reading.lines) {
        const double n = static_cast<double>(reading.lines.size());
        shift += ColumnOf(line.first_step) / n;
        stretch += line.pitch_steps * kStepPx / locate::Strip::kPitch / n;
      }
      const bool plausible = stretch > 0.85 && stretch < 1.15 && std::abs(shift) < 3;
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

  const locate::Network& recogniser_;
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

double Quality(const ZoneReading& reading) {
  return reading.WorstScore() + std::log(std::max(reading.SmallestConfidence(), 1e-6));
}

Result<ZoneReading> ReadZone(const locate::Network& recogniser, const cv::Mat& grey,
                             const locate::MrzLines& lines, bool mirrored,
                             const std::function<void(std::string_view, const cv::Mat&)>& trace) {
  const Session session(recogniser, grey, lines, trace);
  if (lines.lines.size() == 3) return session.Read(30, mirrored);
  const double length = lines.end - lines.begin;
  const bool is_long = lines.rhythm > kClearRhythm ? length / lines.pitch > kLongLine
                                                   : length / lines.distance > kLongInDistances;
  const int likelier = is_long ? 44 : 36;
  CHOWKI_ASSIGN_OR_RETURN(ZoneReading best, session.Read(likelier, mirrored));
  if (Passes(best)) return best;
  CHOWKI_ASSIGN_OR_RETURN(ZoneReading other, session.Read(80 - likelier, mirrored));
  if (Quality(other) > Quality(best)) best = std::move(other);
  return best;
}

}  // namespace chowki::read
