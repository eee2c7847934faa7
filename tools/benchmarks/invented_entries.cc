#include "invented_entries.h"

#include <string>

#include "base/status.h"

namespace chowki::benchmarks {
namespace {

const char* const kSyllables[] = {"al", "an",  "ba", "bel", "da", "dor", "el",  "fa", "ga", "ham",
                                  "im", "ja",  "ka", "kar", "la", "mah", "mir", "na", "no", "ra",
                                  "sa", "sha", "ta", "tur", "ul", "va",  "wa",  "ya", "za", "zen"};
const char* const kArabic[] = {"ا", "ب", "ت", "ج", "ح", "د", "ر", "س", "ش", "ص",
                               "ط", "ع", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و"};
const char* const kCodes[] = {"UTO", "PAK", "AFG", "IRN", "IND", "TUR", "RUS", "CHN", "D", "GBR"};

template <size_t N>
std::string Pick(const char* const (&words)[N], Random& random) {
  return words[random() % N];
}

std::string Word(Random& random) {
  std::string word;
  for (size_t i = 0, n = 2 + random() % 3; i < n; ++i) word += Pick(kSyllables, random);
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string Uuid7(std::uint64_t milliseconds, Random& random) {
  const std::uint64_t a = random();
  return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", milliseconds >> 16,
                     milliseconds & 0xffff, a & 0xfff, 0x8000 | (a >> 12 & 0x3fff),
                     random() & 0xffffffffffff);
}

std::string Number(Random& random) { return fmt::format("{:09}", random() % 1'000'000'000); }

}  // namespace

watchlist::Entry InventEntry(int i, Random& random) {
  watchlist::Entry entry;
  entry.id = Uuid7(1'793'491'200'000ULL + static_cast<std::uint64_t>(i) * 977, random);
  entry.revision = 1;
  entry.authority = "UTO-BP";
  entry.documents.push_back({"P", Pick(kCodes, random), Number(random)});
  if (i % 5 >= 3) {
    entry.kind = watchlist::EntryKind::kDocument;
    entry.category = "stolen_document";
    return entry;
  }
  entry.category = i % 3 == 0 ? "wanted" : "missing_child";
  entry.action = i % 3 == 0 ? "arrest" : "protect_missing";
  entry.reference = "UTO-2026-" + std::to_string(i);
  entry.nationalities = {Pick(kCodes, random)};
  const int year = 1940 + static_cast<int>(random() % 70);
  const Date day{year, 1 + static_cast<int>(random() % 12), 1 + static_cast<int>(random() % 28)};
  entry.birth_dates.push_back({{day.year, day.month, day.day}, {day, day}});
  for (size_t n = 0, names = 1 + random() % 4; n < names; ++n) {
    const std::string surname = Word(random);
    const std::string given = Word(random) + " " + Word(random);
    entry.names.push_back(
        {given + " " + surname, surname, given, "Latn",
         n == 0 ? watchlist::NameQuality::kPrimary : watchlist::NameQuality::kStrongAlias});
  }
  if (random() % 2 == 0) {
    std::string arabic;
    for (int letter = 0; letter < 12; ++letter) {
      arabic += letter % 5 == 4 ? std::string(" ") : Pick(kArabic, random);
    }
    entry.names.push_back({arabic, "", "", "Arab", watchlist::NameQuality::kStrongAlias});
  }
  return entry;
}

}  // namespace chowki::benchmarks
