#include "identify/name_key.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "identify/scorecard.h"
#include "identify/word_class.h"

namespace chowki::identify {
namespace {

std::vector<std::string> Forms(std::string_view name) {
  std::vector<std::string> forms;
  for (const Words& words : NameForms(name)) {
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
    forms.push_back(joined);
  }
  return forms;
}

using List = std::vector<std::string>;

TEST_CASE("names become words of A-Z", "[identify]") {
  CHECK(Forms("Eriksson, Anna-Maria") == List{"ERIKSSON ANNA MARIA"});
  CHECK(Forms("  O'Brien  ") == List{"OBRIEN"});
  CHECK(Forms("ERIKSSON<<ANNA<MARIA<<<<<") == List{"ERIKSSON ANNA MARIA"});
  CHECK(Forms("").empty());
  CHECK(Forms("... 34 ---").empty());
}

TEST_CASE("letters with marks keep both spellings that documents use", "[identify]") {
  CHECK(Forms("Müller") == List{"MULLER", "MUELLER"});
  CHECK(Forms("Ångström").size() == 2);
  CHECK(Forms("José") == List{"JOSE"});
}

TEST_CASE("other scripts are written in Latin letters", "[identify]") {
  const auto has = [](const List& forms, const std::string& wanted) {
    return std::ranges::find(forms, wanted) != forms.end();
  };
  CHECK(has(Forms("Иван Петров"), "IVAN PETROV"));
  CHECK(has(Forms("Γιώργος"), "GIORGOS"));
  CHECK(has(Forms("محمد"), "MUHAMMAD"));
  CHECK(ClassOf("MHMD") == ClassOf("MUHAMMAD"));
  CHECK_FALSE(Forms("ဇော်မင်း").empty());
}

TEST_CASE("what scanners and clerks put into names is taken out", "[identify]") {
  CHECK(Forms("ER1K550N ANNA") == List{"ERIKSSON ANNA"});
  CHECK(Forms("FNU ERIKSSON") == List{"ERIKSSON"});
  CHECK(Forms("ERIKSSON ANNA KKKKKK CCCC") == List{"ERIKSSON ANNA"});
  CHECK(Forms("SSS") == List{"SSS"});  // all that there is stays
}

TEST_CASE("spellings of very common names are one class", "[identify]") {
  CHECK(ClassOf("MOHAMMED") == ClassOf("MD"));
  CHECK(ClassOf("AHMET") == ClassOf("AHMAD"));
  CHECK(ClassOf("AHMET") != ClassOf("MD"));
  CHECK(ClassOf("ERIKSSON") == kNoClass);
  CHECK(SpellingsOf(ClassOf("MD")).front() == "MUHAMMAD");
  CHECK(PopulationShare("MUHAMMAD") > PopulationShare("KIM"));
  CHECK(PopulationShare("ERIKSSON") == 0);
}

TEST_CASE("words have a kind", "[identify]") {
  CHECK(KindOf("AL") == WordKind::kParticle);
  CHECK(KindOf("HAJI") == WordKind::kTitle);
  CHECK(KindOf("A") == WordKind::kInitial);
  CHECK(KindOf("ERIKSSON") == WordKind::kName);
  CHECK(KindOf("") == WordKind::kName);
}

TEST_CASE("servants of God have two words in any spelling", "[identify]") {
  const Words two{"ABDUL", "RAHMAN"};
  for (const char* name :
       {"ABDULRAHMAN", "Abdurrahman", "ABDURAHMAN", "ABDELRAHMAN", "ABD AL-RAHMAN"}) {
    INFO(name);
    CHECK(NameForms(name).front() == two);
  }
  CHECK(NameForms("ABDULAZIZ").front() == Words{"ABDUL", "AZIZ"});
  CHECK(NameForms("ABDULLAH").front() == Words{"ABDULLAH"});
  CHECK(NameForms("ABDULLAYEV").front() == Words{"ABDULLAYEV"});
  CHECK(NameForms("ABDALI").front() == Words{"ABDALI"});
}

TEST_CASE("a name of very many words is bounded", "[identify]") {
  CHECK(NameForms("A B C D E F G H I J K L").front().size() == scorecard::kMostWords);
}

}  // namespace
}  // namespace chowki::identify
