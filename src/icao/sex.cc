#include "icao/sex.h"

#include "base/status.h"

namespace chowki::icao {

std::string_view Name(Sex sex) {
  switch (sex) {
    case Sex::kUnspecified:
      return "<";
    case Sex::kFemale:
      return "F";
    case Sex::kMale:
      return "M";
  }
  Die(__FILE__, __LINE__, "no such sex");
}

std::optional<Sex> SexFromName(std::string_view name) {
  for (const Sex sex : {Sex::kUnspecified, Sex::kFemale, Sex::kMale}) {
    if (Name(sex) == name) return sex;
  }
  return std::nullopt;
}

}  // namespace chowki::icao
