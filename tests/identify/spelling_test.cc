#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "identify/spelling/abjad.h"
#include "identify/spelling/bengali.h"
#include "identify/spelling/burmese.h"
#include "identify/spelling/hangul.h"

namespace chowki::identify {
namespace {

bool Has(const std::vector<std::string>& spellings, const std::string& wanted) {
  return std::ranges::find(spellings, wanted) != spellings.end();
}

TEST_CASE("Korean names are spelt as the south and the north write them", "[identify]") {
  const auto spellings = SpellHangul(U"김영철");
  CHECK(Has(spellings, "KIM YEONG CHEOL"));
  CHECK(Has(spellings, "KIM YONG CHOL"));
  CHECK(Has(spellings, "KIM YOUNG CHUL"));
  CHECK(Has(SpellHangul(U"이정호"), "LEE JEONG HO"));
  CHECK(Has(SpellHangul(U"이정호"), "RI JONG HO"));
  CHECK(Has(SpellHangul(U"박지훈"), "PARK JI HOON"));
  CHECK(Has(SpellHangul(U"장동건"), "CHANG TONG KON"));
}

TEST_CASE("a Korean family name is known by its place and its length", "[identify]") {
  CHECK(Has(SpellHangul(U"남궁 민"), "NAMGUNG MIN"));
  CHECK(SpellHangul(U"영철 김") == SpellHangul(U"김영철"));
  CHECK(SpellHangul(U"남궁").front() == "NAM GUNG");  // of the family Nam, unless more follows
}

TEST_CASE("text without Hangul or Burmese has no such spelling", "[identify]") {
  CHECK(SpellHangul(U"KIM").empty());
  CHECK(SpellBurmese(U"AUNG").empty());
  CHECK(SpellHangul(U"").empty());
}

TEST_CASE("Burmese names are spelt as they are customarily written", "[identify]") {
  CHECK(Has(SpellBurmese(U"အောင်မြင့်ထွန်း"), "AUNG MYINT HTUN"));
  CHECK(Has(SpellBurmese(U"ဦးကျော်ဇော"), "U KYAW ZAW"));
  CHECK(Has(SpellBurmese(U"ဒေါ်ခင်မာလာ"), "DAW KHIN MAR LAR"));
  CHECK(Has(SpellBurmese(U"သန်းထိုက်"), "THAN HTIKE"));
  CHECK(Has(SpellBurmese(U"စိုးနိုင်"), "SOE NAING"));
  CHECK(Has(SpellBurmese(U"မျိုးမြင့်"), "MYO MYINT"));
  CHECK(Has(SpellBurmese(U"ဖြူဖြူသင်း"), "PHYU PHYU THIN"));
  CHECK(Has(SpellBurmese(U"မင်းသူရ"), "MIN THOO RA"));
  CHECK(Has(SpellBurmese(U"ရွှေ"), "SHWAY"));
  CHECK(Has(SpellBurmese(U"ခန့်"), "KHANT"));
}

TEST_CASE("scripts that leave out vowels are spelt with them", "[identify]") {
  CHECK(Has(SpellAbjad(U"عبد الرحمن خالد يوسف"), "ABD AL RAHMAN KHALID YUSUF"));
  CHECK(Has(SpellAbjad(U"القحطاني"), "AL QAHATANI"));
  CHECK(Has(SpellAbjad(U"رياض"), "RIYAD"));
  CHECK(Has(SpellAbjad(U"پرویز"), "PARVEZ"));
  CHECK(Has(SpellAbjad(U"ذاکر"), "ZAKAR"));   // Urdu
  CHECK(Has(SpellAbjad(U"ذاکر"), "DHAKAR"));  // Arabic
  CHECK(Has(SpellAbjad(U"עזרא ברקוביץ"), "AZARA BARAKUBITZ"));
  CHECK(Has(SpellAbjad(U"משה כהן"), "MOSHE COHEN"));
  CHECK(SpellAbjad(U"COHEN").empty());
}

TEST_CASE("Bengali names are spelt as in Bangladesh", "[identify]") {
  CHECK(Has(SpellBengali(U"রফিকুল ইসলাম"), "RAFIKUL ISALAM"));
  CHECK(Has(SpellBengali(U"চৌধুরী"), "CHOUDHURI"));
  CHECK(Has(SpellBengali(U"মোঃ করিম"), "MOH KARIM"));
  CHECK(Has(SpellBengali(U"আক্তার"), "AKTAR"));
  CHECK(SpellBengali(U"KARIM").empty());
}

TEST_CASE("signs without a letter to stand on are passed over", "[identify]") {
  CHECK(SpellBurmese(U"\u1031\u103A\u1037").empty());
}

}  // namespace
}  // namespace chowki::identify
