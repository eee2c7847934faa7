#include "identify/word_class.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace chowki::identify {
namespace {

struct ClassRow {
  std::string_view spelling;
  double share = 0;
  std::string_view others;  // separated by spaces
};

constexpr ClassRow kClasses[] = {
#include "identify/word_class.inc"
};

constexpr std::string_view kParticles =
    " AL EL UL UR US UZ UN UD AD AR AS AN AZ ED ES IL BIN BEN IBN BINT BINTI BTE BTI OULD WALAD "
    "DE DA DO DOS DAS DI DEL DER DEN LA LE LOS LAS VAN VON ZU Y E I MC MAC SAN SANTA ST AG ";
constexpr std::string_view kTitles =
    " MR MRS MS MISS DR PROF SIR LORD LADY ENG CAPT COL GEN GENERAL COLONEL MAJOR LT MAJ BRIG RTD "
    "SGT HAJI HAJJI HAJ HAJJ AL-HAJJ ALHAJ ALHAJI HADJI MULLAH MULLA MOLLAH MOLLA MAULAVI MAULVI "
    "MAWLAWI MOLVI MAULANA MAWLANA MOULANA HAFIZ QARI SHEIKH SHAIKH SHAYKH SHEIK SHAYK USTAZ USTAD "
    "OSTAD ENGINEER DOCTOR PROFESSOR DAW U KO MG MA NAW SAI SAW SHRI SMT SRI KUMARI BIBI BEGUM "
    "KHATUN KHATOON MST MOST MUSAMMAT JANAB HAZRAT AGHA AQA AYATOLLAH HOJJAT SAHIB SAHEB SHAHEED "
    "JR SR II III IV SO DO WO CO ";

bool Has(std::string_view table, std::string_view word) {
  for (size_t at = table.find(word); at != std::string_view::npos; at = table.find(word, at + 1)) {
    if (table[at - 1] == ' ' && table[at + word.size()] == ' ') return true;
  }
  return false;
}

bool IsPatronymic(std::string_view word) {
  constexpr size_t kLeastFather = 2;
  constexpr std::string_view kEndings[] = {"OVICH",  "EVICH", "OVYCH", "EVYCH", "IEVICH", "OVITCH",
                                           "EVITCH", "AVICH", "OVNA",  "EVNA",  "IVNA",   "ICHNA",
                                           "OGLU",   "OGLI",  "OGLY",  "KYZY",  "KIZI",   "QIZI"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) {
    return word.ends_with(ending) &&
           (word.size() >= ending.size() + kLeastFather || word.size() == ending.size());
  });
}

using Classes = std::unordered_map<std::string, WordClass>;

const Classes& Table() {
  static const Classes kTable = [] {
    Classes table;
    for (size_t i = 0; i < std::size(kClasses); ++i) {
      const auto word_class = static_cast<WordClass>(i + 1);
      table.emplace(kClasses[i].spelling, word_class);
      for (const std::string& spelling : Split(kClasses[i].others, ' ')) {
        if (!spelling.empty()) table.emplace(spelling, word_class);
      }
    }
    return table;
  }();
  return kTable;
}

}  // namespace

WordKind KindOf(std::string_view word) {
  constexpr size_t kLongest = 9;  // of the tables
  if (IsPatronymic(word)) return WordKind::kPatronymic;
  if (word.empty() || word.size() > kLongest) return WordKind::kName;
  if (Has(kParticles, word)) return WordKind::kParticle;
  if (Has(kTitles, word)) return WordKind::kTitle;
  return word.size() == 1 ? WordKind::kInitial : WordKind::kName;
}

WordClass ClassOf(std::string_view word) {
  const auto found = Table().find(std::string(word));
  return found == Table().end() ? kNoClass : found->second;
}

std::vector<std::string> SpellingsOf(WordClass word_class) {
  if (word_class == kNoClass || word_class > std::size(kClasses)) return {};
  const ClassRow& row = kClasses[word_class - 1];
  std::vector<std::string> spellings{std::string(row.spelling)};
  for (std::string& other : Split(row.others, ' ')) {
    if (!other.empty()) spellings.push_back(std::move(other));
  }
  return spellings;
}

double PopulationShare(std::string_view word) {
  const WordClass word_class = ClassOf(word);
  return word_class == kNoClass ? 0 : kClasses[word_class - 1].share;
}

}  // namespace chowki::identify
