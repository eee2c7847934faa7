#include "read/month_name.h"

#include <algorithm>
#include <array>

namespace chowki::read {
namespace {

struct MonthName {
  std::string_view beginning;  // folded
  int month;
};

// Beginnings that tell a month's name in English, French, Spanish, Portuguese, German, Italian,
// Dutch, Polish, Czech, Croatian, Romanian, Hungarian, Finnish, Turkish, Indonesian and others that
// stand on passports. Longer ones first where one begins another.
constexpr std::array kGregorian = {
    MonthName{"JAN", 1},     MonthName{"JAEN", 1},    MonthName{"ENE", 1},    MonthName{"GEN", 1},
    MonthName{"STY", 1},     MonthName{"IAN", 1},     MonthName{"TAM", 1},    MonthName{"OCAK", 1},
    MonthName{"FEB", 2},     MonthName{"FEV", 2},     MonthName{"HEL", 2},    MonthName{"SUBAT", 2},
    MonthName{"MARRAS", 11}, MonthName{"MAR", 3},     MonthName{"MRT", 3},    MonthName{"MAE", 3},
    MonthName{"MAAR", 3},    MonthName{"MRZ", 3},     MonthName{"MAALIS", 3}, MonthName{"APR", 4},
    MonthName{"AVR", 4},     MonthName{"ABR", 4},     MonthName{"KWI", 4},    MonthName{"HUHTI", 4},
    MonthName{"NISAN", 4},   MonthName{"MAY", 5},     MonthName{"MAI", 5},    MonthName{"MEI", 5},
    MonthName{"MAG", 5},     MonthName{"MAJ", 5},     MonthName{"TOUKO", 5},  MonthName{"JUIN", 6},
    MonthName{"JUIL", 7},    MonthName{"JUN", 6},     MonthName{"GIU", 6},    MonthName{"CZE", 6},
    MonthName{"IUN", 6},     MonthName{"HAZ", 6},     MonthName{"KESA", 6},   MonthName{"JUL", 7},
    MonthName{"LUG", 7},     MonthName{"LIP", 7},     MonthName{"IUL", 7},    MonthName{"TEM", 7},
    MonthName{"HEINA", 7},   MonthName{"AUG", 8},     MonthName{"AOU", 8},    MonthName{"AGO", 8},
    MonthName{"AGU", 8},     MonthName{"AGT", 8},     MonthName{"SIE", 8},    MonthName{"ELO", 8},
    MonthName{"SEP", 9},     MonthName{"SET", 9},     MonthName{"WRZ", 9},    MonthName{"EYL", 9},
    MonthName{"SYYS", 9},    MonthName{"OCT", 10},    MonthName{"OKT", 10},   MonthName{"OUT", 10},
    MonthName{"OTT", 10},    MonthName{"PAZ", 10},    MonthName{"EKIM", 10},  MonthName{"LOKA", 10},
    MonthName{"NOV", 11},    MonthName{"LIS", 11},    MonthName{"KASIM", 11}, MonthName{"NOI", 11},
    MonthName{"DEC", 12},    MonthName{"DEZ", 12},    MonthName{"DIC", 12},   MonthName{"DES", 12},
    MonthName{"GRU", 12},    MonthName{"ARALIK", 12}, MonthName{"JOULU", 12}};

// Iran's names, and Afghanistan's in Dari.
constexpr std::array kPersian = {
    MonthName{"FARVARD", 1}, MonthName{"ORDIBEH", 2}, MonthName{"KHORD", 3},
    MonthName{"TIR", 4},     MonthName{"MORDAD", 5},  MonthName{"SHAHRI", 6},
    MonthName{"MEHR", 7},    MonthName{"ABAN", 8},    MonthName{"AZAR", 9},
    MonthName{"DEY", 10},    MonthName{"BAHMAN", 11}, MonthName{"ESFAND", 12},
    MonthName{"HAMAL", 1},   MonthName{"SAWR", 2},    MonthName{"JAWZA", 3},
    MonthName{"SARATAN", 4}, MonthName{"ASAD", 5},    MonthName{"SUNBULA", 6},
    MonthName{"MIZAN", 7},   MonthName{"AQRAB", 8},   MonthName{"QAWS", 9},
    MonthName{"JADI", 10},   MonthName{"DALW", 11},   MonthName{"HUT", 12}};

constexpr std::array kIslamic = {
    MonthName{"MUHARRAM", 1},   MonthName{"SAFAR", 2},       MonthName{"RABIALAWWAL", 3},
    MonthName{"RABIATHANI", 4}, MonthName{"JUMADAALULA", 5}, MonthName{"JUMADATHANI", 6},
    MonthName{"RAJAB", 7},      MonthName{"SHABAN", 8},      MonthName{"RAMAD", 9},
    MonthName{"SHAWWAL", 10},   MonthName{"DHULQ", 11},      MonthName{"DHULH", 12}};

struct Respelling {
  std::string_view script;
  std::string_view latin;
};

// Names in Arabic, Persian, Dari and Urdu. Two words come before their first.
constexpr std::array kNames = {Respelling{"فروردین", "FARVARDIN"},
                               Respelling{"اردیبهشت", "ORDIBEHESHT"},
                               Respelling{"خرداد", "KHORDAD"},
                               Respelling{"مرداد", "MORDAD"},
                               Respelling{"شهریور", "SHAHRIVAR"},
                               Respelling{"بهمن", "BAHMAN"},
                               Respelling{"اسفند", "ESFAND"},
                               Respelling{"آبان", "ABAN"},
                               Respelling{"آذر", "AZAR"},
                               Respelling{"مهر", "MEHR"},
                               Respelling{"حمل", "HAMAL"},
                               Respelling{"ثور", "SAWR"},
                               Respelling{"جوزا", "JAWZA"},
                               Respelling{"سرطان", "SARATAN"},
                               Respelling{"اسد", "ASAD"},
                               Respelling{"سنبله", "SUNBULA"},
                               Respelling{"میزان", "MIZAN"},
                               Respelling{"عقرب", "AQRAB"},
                               Respelling{"قوس", "QAWS"},
                               Respelling{"جدی", "JADI"},
                               Respelling{"دلو", "DALW"},
                               Respelling{"حوت", "HUT"},
                               Respelling{"محرم", "MUHARRAM"},
                               Respelling{"صفر", "SAFAR"},
                               Respelling{"ربيع الأول", "RABIALAWWAL"},
                               Respelling{"ربيع الاول", "RABIALAWWAL"},
                               Respelling{"ربيع الثاني", "RABIATHANI"},
                               Respelling{"ربيع الآخر", "RABIATHANI"},
                               Respelling{"جمادى الأولى", "JUMADAALULA"},
                               Respelling{"جمادى الثانية", "JUMADATHANI"},
                               Respelling{"جمادى الآخرة", "JUMADATHANI"},
                               Respelling{"رجب", "RAJAB"},
                               Respelling{"شعبان", "SHABAN"},
                               Respelling{"رمضان", "RAMADAN"},
                               Respelling{"شوال", "SHAWWAL"},
                               Respelling{"ذو القعدة", "DHULQADA"},
                               Respelling{"ذو الحجة", "DHULHIJJA"},
                               Respelling{"يناير", "JANUARY"},
                               Respelling{"فبراير", "FEBRUARY"},
                               Respelling{"مارس", "MARCH"},
                               Respelling{"أبريل", "APRIL"},
                               Respelling{"ابريل", "APRIL"},
                               Respelling{"مايو", "MAY"},
                               Respelling{"يونيو", "JUNE"},
                               Respelling{"يوليو", "JULY"},
                               Respelling{"أغسطس", "AUGUST"},
                               Respelling{"اغسطس", "AUGUST"},
                               Respelling{"سبتمبر", "SEPTEMBER"},
                               Respelling{"أكتوبر", "OCTOBER"},
                               Respelling{"اكتوبر", "OCTOBER"},
                               Respelling{"نوفمبر", "NOVEMBER"},
                               Respelling{"ديسمبر", "DECEMBER"},
                               Respelling{"جنوری", "JANUARY"},
                               Respelling{"فروری", "FEBRUARY"},
                               Respelling{"مارچ", "MARCH"},
                               Respelling{"اپریل", "APRIL"},
                               Respelling{"مئی", "MAY"},
                               Respelling{"جون", "JUNE"},
                               Respelling{"جولائی", "JULY"},
                               Respelling{"اگست", "AUGUST"},
                               Respelling{"ستمبر", "SEPTEMBER"},
                               Respelling{"اکتوبر", "OCTOBER"},
                               Respelling{"نومبر", "NOVEMBER"},
                               Respelling{"دسمبر", "DECEMBER"}};

template <std::size_t kCount>
int MonthIn(const std::array<MonthName, kCount>& names, std::string_view word) {
  for (const MonthName& name : names) {
    if (word.substr(0, name.beginning.size()) == name.beginning) return name.month;
  }
  return 0;
}

// A digit of the Arabic script at the text's beginning: U+0660..0669 and U+06F0..06F9.
char ArabicDigit(std::string_view text) {
  if (text.size() < 2) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto next = static_cast<unsigned char>(text[1]);
  if (lead == 0xD9 && next >= 0xA0 && next <= 0xA9) return static_cast<char>('0' + next - 0xA0);
  if (lead == 0xDB && next >= 0xB0 && next <= 0xB9) return static_cast<char>('0' + next - 0xB0);
  return 0;
}

}  // namespace

std::optional<NamedMonth> FindMonth(std::string_view word) {
  static constexpr std::size_t kShortest = 3;
  if (word.size() < kShortest) return std::nullopt;
  std::string letters(word);
  for (char& c : letters) {
    if (c == '0') c = 'O';  // 0CT, N0V
    if (c == '1') c = 'I';
    if (c == '5') c = 'S';
  }
  if (const int month = MonthIn(kPersian, letters)) return NamedMonth{Calendar::kPersian, month};
  if (const int month = MonthIn(kIslamic, letters)) return NamedMonth{Calendar::kIslamic, month};
  if (const int month = MonthIn(kGregorian, letters)) {
    return NamedMonth{Calendar::kGregorian, month};
  }
  return std::nullopt;
}

std::string WithLatinDates(std::string_view utf8) {
  const bool ascii = std::none_of(utf8.begin(), utf8.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  std::string latin;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::string_view rest = utf8.substr(at);
    const auto name =
        ascii ? kNames.end() : std::find_if(kNames.begin(), kNames.end(), [&](const auto& entry) {
          return rest.substr(0, entry.script.size()) == entry.script;
        });
    if (name != kNames.end()) {
      latin += ' ';
      latin += name->latin;
      latin += ' ';
      at += name->script.size();
    } else if (const char digit = ArabicDigit(rest)) {
      latin += digit;
      at += 2;
    } else {
      latin += utf8[at++];
    }
  }
  return latin;
}

}  // namespace chowki::read
