#include "read/tesseract.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "base/text.h"

// Of libgomp, whose header is not where every compiler looks for it.
extern "C" void omp_set_max_active_levels(int levels);

namespace chowki::read {
namespace {

constexpr int kAssumedPpi = 300;  // only silences Tesseract's guess; lines are scaled anyway

// Names are not words of a language: the dictionaries only bend them, and cost time.
const std::vector<std::pair<std::string, std::string>> kSettings = {
    {"load_system_dawg", "0"},   {"load_freq_dawg", "0"},     {"load_punc_dawg", "0"},
    {"load_number_dawg", "0"},   {"load_bigram_dawg", "0"},   {"load_unambig_dawg", "0"},
    {"tessedit_do_invert", "0"}, {"debug_file", "/dev/null"},
};

Result<std::unique_ptr<tesseract::TessBaseAPI>> Start(const TextReader::Options& options) {
  auto engine = std::make_unique<tesseract::TessBaseAPI>();
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const auto& [name, value] : kSettings) {
    names.push_back(name);
    values.push_back(value);
  }
  const std::string folder = options.tessdata.string();
  const int failed =
      engine->Init(folder.empty() ? nullptr : folder.c_str(), options.languages.c_str(),
                   tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values, false);
  // Tesseract goes on without a language that it does not find, as long as it has one.
  std::vector<std::string> loaded;
  if (failed == 0) engine->GetLoadedLanguagesAsVector(&loaded);
  for (const std::string& language : Split(options.languages, '+')) {
    if (std::find(loaded.begin(), loaded.end(), language) != loaded.end()) continue;
    return NotFound("Tesseract has no \"{}\" in {}: install the package tesseract-ocr-{}", language,
                    folder.empty() ? "its own folder" : folder, language);
  }
  return engine;
}

TextLine Collect(tesseract::TessBaseAPI& engine) {
  TextLine line;
  const std::unique_ptr<tesseract::ResultIterator> words(engine.GetIterator());
  if (words == nullptr) return line;
  do {
    const std::unique_ptr<char[]> word(words->GetUTF8Text(tesseract::RIL_WORD));
    if (word == nullptr || word[0] == '\0') continue;
    const double confidence = words->Confidence(tesseract::RIL_WORD) / 100.0;
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    words->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
    line.words.push_back(
        {word.get(), std::clamp(confidence, 0.0, 1.0), {left, top, right - left, bottom - top}});
  } while (words->Next(tesseract::RIL_WORD));
  return line;
}

}  // namespace

// Engines that nobody uses right now.
class TextReader::Pool {
 public:
  using Engine = std::unique_ptr<tesseract::TessBaseAPI>;

  explicit Pool(Options options) : options_(std::move(options)) {}

  [[nodiscard]] const std::string& languages() const { return options_.languages; }

  [[nodiscard]] Result<Engine> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        Engine engine = std::move(idle_.back());
        idle_.pop_back();
        return engine;
      }
    }
    return Start(options_);
  }

  void Give(Engine engine) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(engine));
  }

 private:
  const Options options_;
  std::mutex mutex_;
  std::vector<Engine> idle_;
};

TextReader::TextReader(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
TextReader::~TextReader() = default;

Result<std::unique_ptr<TextReader>> TextReader::Make(const Options& options) {
  try {
    auto pool = std::make_unique<Pool>(options);
    CHOWKI_ASSIGN_OR_RETURN(Pool::Engine first, pool->Take());
    pool->Give(std::move(first));
    return std::unique_ptr<TextReader>(new TextReader(std::move(pool)));
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("no memory for Tesseract");
  } catch (const std::exception& error) {
    return Internal("Tesseract does not start: {}", error.what());
  }
}

bool TextReader::knows_other_scripts() const { return pool_->languages() != "eng"; }

Result<TextLine> TextReader::ReadLine(const cv::Mat& grey, std::string_view alphabet) const {
  // Looking for the line inside the picture reads cleaner; where that finds nothing (print over
  // busy ground), the whole picture is taken for the line.
  static constexpr std::array kModes = {tesseract::PSM_SINGLE_LINE, tesseract::PSM_RAW_LINE};
  CHOWKI_CHECK(grey.empty() || grey.type() == CV_8UC1);
  if (grey.empty()) return TextLine{};
  // Tesseract asks OpenMP for four threads a line, which costs more than it gives. This keeps the
  // calling thread alone, as OMP_THREAD_LIMIT=1 would.
  omp_set_max_active_levels(0);
  try {
    CHOWKI_ASSIGN_OR_RETURN(Pool::Engine engine, pool_->Take());
    engine->SetImage(grey.data, grey.cols, grey.rows, 1, static_cast<int>(grey.step[0]));
    engine->SetSourceResolution(kAssumedPpi);
    engine->SetVariable("tessedit_char_whitelist", std::string(alphabet).c_str());
    TextLine line;
    bool failed = false;
    for (const tesseract::PageSegMode mode : kModes) {
      engine->SetPageSegMode(mode);
      failed = engine->Recognize(nullptr) != 0;
      if (!failed) line = Collect(*engine);
      if (failed || !line.words.empty()) break;
    }
    engine->Clear();
    pool_->Give(std::move(engine));
    if (failed) return Internal("Tesseract fails on a line of {} x {} px", grey.cols, grey.rows);
    return line;
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("no memory for Tesseract");
  } catch (const std::exception& error) {
    return Internal("Tesseract fails: {}", error.what());
  }
}

}  // namespace chowki::read
