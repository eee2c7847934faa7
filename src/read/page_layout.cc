#include "read/page_layout.h"

#include <algorithm>

#include "icao/country.h"

namespace chowki::read {

std::vector<const PageLayout*> LayoutsFor(const std::vector<PageLayout>& layouts,
                                          locate::PageSize size, std::string_view issuer,
                                          std::string_view document_code) {
  std::vector<const PageLayout*> fitting;
  for (const PageLayout& layout : layouts) {
    const bool of_state =
        std::any_of(layout.issuers.begin(), layout.issuers.end(),
                    [&](const std::string& code) { return icao::SameState(code, issuer); });
    const bool of_code =
        document_code.substr(0, layout.document_code.size()) == layout.document_code;
    if (layout.size == size && layout.has_mrz && of_code && (of_state || layout.issuers.empty())) {
      fitting.push_back(&layout);
    }
  }
  std::stable_partition(fitting.begin(), fitting.end(),
                        [](const PageLayout* layout) { return !layout->issuers.empty(); });
  return fitting;
}

std::vector<const PageLayout*> LayoutsWithoutMrz(const std::vector<PageLayout>& layouts,
                                                 locate::PageSize size) {
  std::vector<const PageLayout*> fitting;
  for (const PageLayout& layout : layouts) {
    if (layout.size == size && !layout.has_mrz) fitting.push_back(&layout);
  }
  return fitting;
}

}  // namespace chowki::read
