#include "report/symbol.h"

#include <string_view>

#include "base/status.h"
#include "report/html.h"

namespace chowki::report {
namespace {

std::string Shape(std::string_view id, std::string_view level, std::string_view word) {
  return fmt::format(
      "<span class=\"badge {}\"><svg class=\"symbol\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">"
      "<use href=\"#{}\"/></svg>{}</span>",
      level, id, word);
}

}  // namespace

std::string SymbolDefinitions() {
  return R"(<svg width="0" height="0" aria-hidden="true"><defs>
<g id="tick"><circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M5.5 10.5l3 3 6-7" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></g>
<g id="triangle"><path d="M10 1.2 19.3 18H.7z" fill="currentColor" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/><path d="M10 7v5" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/><circle cx="10" cy="15.2" r="1.3" fill="#fff"/></g>
<g id="octagon"><path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" fill="currentColor"/><path d="M6.8 6.8l6.4 6.4M13.2 6.8l-6.4 6.4" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/></g>
<g id="ring"><circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M6 10h8" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></g>
<g id="dashes"><circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="3.2 3.1"/></g>
<g id="square"><rect x="2" y="2" width="16" height="16" rx="2" fill="currentColor"/><path d="M10 5.5v5.5" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/><circle cx="10" cy="14.4" r="1.3" fill="#fff"/></g>
</defs></svg>
)";
}

std::string Badge(decide::Advice advice) {
  switch (advice) {
    case decide::Advice::kClear:
      return Shape("tick", "clear", "Clear");
    case decide::Advice::kAttention:
      return Shape("triangle", "attention", "Attention");
    case decide::Advice::kRefer:
      return Shape("octagon", "refer", "Refer");
  }
  Die(__FILE__, __LINE__, "no such advice");
}

std::string Badge(verify::Outcome outcome) {
  using verify::Outcome;
  const std::string word = Words(verify::Name(outcome));
  switch (outcome) {
    case Outcome::kSuccessful:
      return Shape("tick", "clear", word);
    case Outcome::kFailed:
      return Shape("octagon", "refer", word);
    case Outcome::kUndetermined:
      return Shape("triangle", "attention", word);
    case Outcome::kNotSupported:
      return Shape("ring", "none", word);
    case Outcome::kNotPerformed:
      return Shape("dashes", "none", word);
    case Outcome::kAborted:
      return Shape("square", "broken", word);
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

std::string LevelClass(verify::Contribution contribution) {
  return contribution == verify::Contribution::kClear ? "note"
                                                      : std::string(verify::Name(contribution));
}

}  // namespace chowki::report
