#include "verify/catalogue.h"

namespace chowki::verify {

#define ENTRY(file, value, id, generic_id, must_run, shown) extern const Check value;
#include "verify/catalogue.inc"
#undef ENTRY

namespace {

constexpr bool kMandatory = true;
constexpr bool kOptional = false;
constexpr bool kShown = false;
[[maybe_unused]] constexpr bool kSilent = true;

constexpr CatalogueEntry kCatalogue[] = {
#define ENTRY(file, value, id, generic_id, must_run, shown) \
  {id, generic_id, must_run, shown, &value},
#include "verify/catalogue.inc"
#undef ENTRY
};

}  // namespace

std::span<const CatalogueEntry> Catalogue() { return kCatalogue; }

const CatalogueEntry* FindCheck(std::string_view id) {
  for (const CatalogueEntry& entry : kCatalogue) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

std::vector<std::string> MandatoryChecks() {
  std::vector<std::string> ids;
  for (const CatalogueEntry& entry : kCatalogue) {
    if (entry.mandatory) ids.emplace_back(entry.id);
  }
  return ids;
}

}  // namespace chowki::verify
