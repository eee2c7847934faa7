#include "read/text_recogniser.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "locate/plane.h"

namespace chowki::read {
namespace {

constexpr int kSubsteps = 2;  // of each of the network's steps
constexpr int kStepColumns = 4;
constexpr double kHalfSignPx = 6;  // half a sign's width, roughly

constexpr auto kSigns = std::to_array<std::string_view>(
    {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q",
     "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "a", "b", "c", "d", "e", "f", "g", "h",
     "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y",
     "z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", " ", ".", ",", "/", "-", "<",
     "'", "(", ")", ":", "|", "Ä", "Ö", "Ü", "Å", "Æ", "Ø", "Ñ", "Þ", "Ð", "Ł", "Ə", "ä",
     "ö", "ü", "å", "æ", "ø", "ñ", "þ", "ð", "ł", "ə", "ß", "□"});
constexpr std::size_t kSpace = 63;        // class of " "
constexpr std::size_t kFirstMarked = 74;  // class of "Ä"
static_assert(kSigns[kFirstMarked - 1] == "Ä");
static_assert(kSigns.size() + 1 == TextPosteriors::kClasses && kSigns[kSpace - 1] == " ");

// The letter of a class without case and mark, 0 for all that is no letter: "l", "L" and "Ł" are
// one.
constexpr std::array<char, TextPosteriors::kClasses> BaseLetters() {
  constexpr std::string_view kMarked = "AOUAEONTDLEaouaeontdleS";  // from "Ä" on
  std::array<char, TextPosteriors::kClasses> base{};
  for (std::size_t i = 0; i < 52; ++i) base[i + 1] = static_cast<char>('A' + i % 26);
  for (std::size_t i = 0; i < kMarked.size(); ++i) {
    const char c = kMarked[i];
    base[kFirstMarked + i] = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return base;
}

// Whether two classes in neighbouring steps are one letter, seen with and without its mark or in
// both cases: two letters have a blank between them.
bool AreOneLetter(std::size_t a, std::size_t b) {
  static constexpr auto kBase = BaseLetters();
  return a == b || (kBase[a] != 0 && kBase[a] == kBase[b]);
}

using Classes = std::array<bool, TextPosteriors::kClasses>;

Classes Allowed(std::string_view alphabet) {
  Classes allowed;
  allowed.fill(alphabet.empty());
  allowed[TextPosteriors::kBlank] = true;
  for (std::size_t i = 0; i < kSigns.size(); ++i) {
    if (alphabet.find(kSigns[i]) != std::string_view::npos) allowed[i + 1] = true;
  }
  return allowed;
}

// The likeliest class of a step and its share of what is allowed.
std::pair<std::size_t, double> Best(const std::array<float, TextPosteriors::kClasses>& step,
                                    const Classes& allowed) {
  std::size_t best = TextPosteriors::kBlank;
  double sum = 0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (!allowed[i]) continue;
    sum += step[i];
    if (step[i] > step[best]) best = i;
  }
  return {best, sum > 0 ? step[best] / sum : 0};
}

// A stroke is a capital I or a small l: among small letters it is the l ("AIbanian"). Only a name
// like MacIntyre has it otherwise.
void SettleStrokes(std::string& word) {
  const auto is_small = [&](std::size_t i) {
    return i < word.size() && word[i] >= 'a' && word[i] <= 'z';
  };
  for (std::size_t i = 1; i + 1 < word.size(); ++i) {
    if (word[i] == 'I' && word[i - 1] != 'c' && is_small(i + 1)) word[i] = 'l';
  }
}

}  // namespace

std::span<const std::string_view> TextSigns() { return kSigns; }

Result<TextRecogniser> TextRecogniser::Load(const std::filesystem::path& models) {
  CHOWKI_ASSIGN_OR_RETURN(infer::Network network,
                          infer::Network::Load((models / "text_line.onnx").string()));
  return TextRecogniser(std::move(network));
}

Result<TextPosteriors> TextRecogniser::Look(const cv::Mat& strip) const {
  CHOWKI_CHECK(strip.type() == CV_8UC1 && strip.rows == kStripRows);
  cv::Mat padded = strip;
  if (const int over = strip.cols % kStepColumns; over != 0) {
    cv::copyMakeBorder(strip, padded, 0, 0, 0, kStepColumns - over, cv::BORDER_REPLICATE);
  }
  const cv::Mat input = locate::Normalised(padded);
  CHOWKI_ASSIGN_OR_RETURN(const infer::Maps logits, network_.Run(locate::AsPicture(input)));
  constexpr auto kClasses = static_cast<int>(TextPosteriors::kClasses);
  if (logits.channels != kSubsteps * kClasses || logits.rows != 1) {
    return FailedPrecondition("the text network's output is not 1x{}x1xT", kSubsteps * kClasses);
  }
  TextPosteriors posteriors;
  const auto stride = static_cast<std::size_t>(logits.columns);
  posteriors.steps.resize(kSubsteps * stride);
  const float* values = logits.values.data();
  for (std::size_t at = 0; at < posteriors.steps.size(); ++at) {
    const float* column =
        values + (at % kSubsteps) * TextPosteriors::kClasses * stride + at / kSubsteps;
    auto& step = posteriors.steps[at];
    for (std::size_t k = 0; k < step.size(); ++k) step[k] = column[k * stride];
    const float largest = *std::max_element(step.begin(), step.end());
    float sum = 0;
    for (float& value : step) sum += value = std::exp(value - largest);
    for (float& value : step) value /= sum;
  }
  return posteriors;
}

TextLine DecodeText(std::span<const std::array<float, TextPosteriors::kClasses>> steps,
                    std::string_view alphabet) {
  const Classes allowed = Allowed(alphabet);
  TextLine line;
  bool new_word = true;
  std::size_t last = TextPosteriors::kBlank;
  std::size_t sign = TextPosteriors::kBlank;  // the last one written
  double sign_confidence = 0;                 // of it
  double word_confidence = 1;                 // of the signs before it in its word
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const auto [best, confidence] = Best(steps[at], allowed);
    const bool goes_on = AreOneLetter(best, last);
    last = best;
    if (best == kSpace) new_word = true;
    if (best == kSpace || best == TextPosteriors::kBlank) continue;
    const int column = cvRound(TextPosteriors::kStepPx * static_cast<double>(at));
    if (new_word) {
      const int left = std::max(0, column - cvRound(kHalfSignPx));
      line.words.push_back({"", 0, {left, 0, 0, TextRecogniser::kStripRows}});
      word_confidence = 1;
    }
    TextWord& word = line.words.back();
    if (!goes_on || new_word) {
      word.text += kSigns[best - 1];
      if (!new_word) word_confidence = word.confidence;
      sign = best;
      sign_confidence = 0;
    } else if (best != sign && confidence > sign_confidence) {
      word.text.replace(word.text.size() - kSigns[sign - 1].size(), std::string::npos,
                        kSigns[best - 1]);
      sign = best;
    }
    new_word = false;
    sign_confidence = std::max(sign_confidence, confidence);
    word.confidence = std::min(word_confidence, sign_confidence);
    word.box.width = column + cvRound(kHalfSignPx) - word.box.x;
  }
  for (TextWord& word : line.words) SettleStrokes(word.text);
  return line;
}

}  // namespace chowki::read
