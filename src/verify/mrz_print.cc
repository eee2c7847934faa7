#include "verify/mrz_print.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <opencv2/imgproc.hpp>

#include "verify/cells.h"
#include "verify/mrz_strip.h"

namespace chowki::verify {
namespace {

constexpr double kPitchMm = 2.54;
constexpr double kPxPerMm = kShapePitchPx / kPitchMm;
constexpr int kStripHeight = 36;
constexpr int kReachPx = 3;           // that a character may lie off its cell
constexpr double kLeastPitchPx = 10;  // of the image: below this strokes are less than two px wide
constexpr size_t kLeastCharacters = 20;
constexpr size_t kLeastDifferent = 6;
constexpr size_t kFittedTo = 12;   // different characters that the look is fitted to
constexpr size_t kMostPrints = 8;  // of one character that are held against one another

// A character as the strip shows it; ink is bright.
struct Print {
  PrintedCharacter character;
  cv::Mat around;  // 32FC1, the shape's window with kReachPx around it
  cv::Mat ink;     // 32FC1, the shape's window where the shape fits
};

// Likeness is the same when a window is less contrasty or brighter.
cv::Mat Normalised(const cv::Mat& window) {
  cv::Mat flat = window - cv::mean(window);
  const double norm = cv::norm(flat);
  return norm > 0 ? cv::Mat(flat / norm) : flat;
}

double Likeness(const cv::Mat& normalised, const cv::Mat& other) {
  return normalised.dot(Normalised(other));
}

// Of the peak of a parabola through three values, against the middle one.
double Peak(double before, double at, double after) {
  const double bend = before - 2 * at + after;
  return bend < 0 ? std::clamp((before - after) / (2 * bend), -0.5, 0.5) : 0;
}

// Where the shape fits best; sets the character's place and likeness, and cuts its ink out.
void Fit(const cv::Mat& shape, Print& print) {
  cv::Mat scores;
  cv::matchTemplate(print.around, shape, scores, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::Point at;
  cv::minMaxLoc(scores, nullptr, &best, nullptr, &at);
  cv::Point2d off(at.x - kReachPx, at.y - kReachPx);
  const auto score = [&](int x, int y) { return static_cast<double>(scores.at<float>(y, x)); };
  if (at.x > 0 && at.x + 1 < scores.cols) {
    off.x += Peak(score(at.x - 1, at.y), best, score(at.x + 1, at.y));
  }
  if (at.y > 0 && at.y + 1 < scores.rows) {
    off.y += Peak(score(at.x, at.y - 1), best, score(at.x, at.y + 1));
  }
  const cv::Point2d middle((print.around.cols - 1) / 2.0, (print.around.rows - 1) / 2.0);
  cv::getRectSubPix(print.around, shape.size(), middle + off, print.ink);
  print.character.likeness = std::isfinite(best) ? best : 0;
  print.character.right_mm = off.x / kPxPerMm;
  print.character.below_mm = off.y / kPxPerMm;
}

std::vector<Print> CutPrints(const std::vector<MrzStrip>& strips, const read::MrzReading& reading) {
  std::vector<Print> prints;
  for (size_t line = 0; line < strips.size(); ++line) {
    cv::Mat ink;
    strips[line].grey.convertTo(ink, CV_32FC1, -1, 255);
    for (size_t column = 0; column < reading.glyphs[line].size(); ++column) {
      if (reading.glyphs[line][column].confidence < kDoubtfulBelow) continue;
      Print print;
      print.character.line = static_cast<int>(line);
      print.character.column = static_cast<int>(column);
      print.character.character = reading.lines[line][column];
      const double centre = MrzStrip::CentreOf(print.character.column, kShapePitchPx);
      const cv::Size size(kShapeWidth + 2 * kReachPx, kShapeHeight + 2 * kReachPx);
      print.around =
          ink(cv::Rect({cvRound(centre) - size.width / 2, (ink.rows - size.height) / 2}, size));
      prints.push_back(std::move(print));
    }
  }
  return prints;
}

// One print each of some different characters: what the look is fitted to.
std::vector<const Print*> Samples(const std::vector<Print>& prints) {
  std::map<char, const Print*> first;
  for (const Print& print : prints) first.try_emplace(print.character.character, &print);
  std::vector<const Print*> samples;
  for (const auto& [character, print] : first) {
    if (samples.size() < kFittedTo) samples.push_back(print);
  }
  return samples;
}

double MeanLikeness(const std::vector<const Print*>& samples, const Look& look) {
  double sum = 0;
  for (const Print* print : samples) {
    sum += Likeness(Normalised(OcrB(print->character.character, look)), print->ink);
  }
  return sum / static_cast<double>(samples.size());
}

// The best of some values of one property of the look, the others kept.
template <size_t N>
void Improve(const std::vector<const Print*>& samples, double Look::*property,
             const std::array<double, N>& values, bool between, Look& look) {
  std::array<double, N> scores;
  for (size_t i = 0; i < N; ++i) {
    look.*property = values[i];
    scores[i] = MeanLikeness(samples, look);
  }
  const auto best =
      static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  look.*property = values[best];
  if (!between || best == 0 || best + 1 == N) return;
  look.*property +=
      Peak(scores[best - 1], scores[best], scores[best + 1]) * (values[best + 1] - values[best]);
}

Look FitLook(std::vector<Print>& prints) {
  Look look;
  look.blur_px = 1.2;
  for (Print& print : prints) Fit(OcrB(print.character.character, look), print);
  const std::vector<const Print*> samples = Samples(prints);
  static constexpr std::array<double, 7> kSizes = {0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15};
  Improve(samples, &Look::width, kSizes, true, look);
  Improve(samples, &Look::height, kSizes, true, look);
  Improve<4>(samples, &Look::blur_px, {0.7, 1.2, 1.8, 2.5}, false, look);
  Improve<3>(samples, &Look::weight, {0.5, 1, 2}, false, look);
  Improve(samples, &Look::width, kSizes, true, look);
  Improve(samples, &Look::height, kSizes, true, look);
  return look;
}

// Mean correlation of the prints of one character with one another; they show the same shape.
double Steadiness(const std::vector<const Print*>& prints) {
  const size_t count = std::min(prints.size(), kMostPrints);
  cv::Mat sum;
  for (size_t i = 0; i < count; ++i) {
    const cv::Mat one = Normalised(prints[i]->ink);
    sum = sum.empty() ? one : cv::Mat(sum + one);
  }
  const auto n = static_cast<double>(count);
  return (sum.dot(sum) - n) / (n * (n - 1));
}

void Summarise(const std::vector<Print>& prints, MrzPrint& found) {
  std::map<char, std::vector<const Print*>> by_character;
  for (const Print& print : prints) by_character[print.character.character].push_back(&print);
  double repeated_likeness = 0;
  double steadiness = 0;
  double weights = 0;
  for (const auto& [character, same] : by_character) {
    double likeness = 0;
    for (const Print* print : same) likeness += print->character.likeness;
    likeness /= static_cast<double>(same.size());
    found.likeness += likeness / static_cast<double>(by_character.size());
    if (same.size() < 2) continue;
    const double weight = 1 - 1 / static_cast<double>(same.size());
    repeated_likeness += weight * likeness;
    steadiness += weight * Steadiness(same);
    weights += weight;
  }
  found.different = static_cast<int>(by_character.size());
  if (weights == 0) return;
  static constexpr double kLeastSteadiness = 0.05;
  found.steadiness = steadiness / weights;
  found.conformity =
      repeated_likeness / weights / std::sqrt(std::max(kLeastSteadiness, found.steadiness));
}

// a + b k + c k^2 through values at columns k that single ones do not bend: least squares again and
// again, by weights that fall with what is left.
cv::Vec3d RobustParabola(const std::vector<double>& columns, const std::vector<double>& values) {
  constexpr int kRounds = 6;
  constexpr double kUsualMm = 0.02;  // what characters are off on a good printer
  cv::Vec3d solution(0, 0, 0);
  std::vector<double> weights(values.size(), 1);
  for (int round = 0; round < kRounds; ++round) {
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Vec3d right(0, 0, 0);
    for (size_t i = 0; i < values.size(); ++i) {
      const cv::Vec3d row(1, columns[i], columns[i] * columns[i]);
      normal += weights[i] * (row * row.t());
      right += weights[i] * values[i] * row;
    }
    cv::solve(normal, right, solution, cv::DECOMP_SVD);
    for (size_t i = 0; i < values.size(); ++i) {
      const cv::Vec3d row(1, columns[i], columns[i] * columns[i]);
      const double off = (values[i] - solution.dot(row)) / kUsualMm;
      weights[i] = 1 / (1 + off * off);
    }
  }
  return solution;
}

// Takes off what a whole line is off the course that the reading gave it.
void Straighten(std::vector<PrintedCharacter>& characters, size_t lines) {
  for (size_t line = 0; line < lines; ++line) {
    for (double PrintedCharacter::*off :
         {&PrintedCharacter::right_mm, &PrintedCharacter::below_mm}) {
      std::vector<double> columns;
      std::vector<double> values;
      for (const PrintedCharacter& each : characters) {
        if (each.line != static_cast<int>(line)) continue;
        columns.push_back(each.column / 50.0);  // near 1, for the equations' sake
        values.push_back(each.*off);
      }
      if (values.empty()) continue;
      const cv::Vec3d course = RobustParabola(columns, values);
      for (PrintedCharacter& each : characters) {
        const double k = each.column / 50.0;
        if (each.line == static_cast<int>(line)) each.*off -= course.dot({1, k, k * k});
      }
    }
  }
}

}  // namespace

std::optional<MrzPrint> MeasureMrzPrint(const capture::Image& image,
                                        const read::MrzReading& reading) {
  const std::vector<MrzStrip> strips = CutMrz(image, reading, kShapePitchPx, kStripHeight);
  if (strips.empty() || strips.front().source_pitch_px < kLeastPitchPx) return std::nullopt;
  std::vector<Print> prints = CutPrints(strips, reading);
  if (prints.size() < kLeastCharacters) return std::nullopt;

  MrzPrint found;
  found.pitch_px = strips.front().source_pitch_px;
  found.look = FitLook(prints);
  std::map<char, cv::Mat> shapes;
  for (Print& print : prints) {
    cv::Mat& shape = shapes[print.character.character];
    if (shape.empty()) shape = OcrB(print.character.character, found.look);
    Fit(shape, print);
    found.characters.push_back(print.character);
  }
  Straighten(found.characters, strips.size());
  Summarise(prints, found);
  if (found.different < static_cast<int>(kLeastDifferent)) return std::nullopt;
  return found;
}

}  // namespace chowki::verify
