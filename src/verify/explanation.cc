#include "verify/explanation.h"

#include <array>
#include <optional>

#include "base/text.h"

namespace chowki::verify {

extern const std::string_view kFindingsPage;  // docs/findings.md (chowki_text)

namespace {

constexpr std::string_view kHeading = "## ";
constexpr std::string_view kRow = "| `";

std::string_view Trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(' ');
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

std::string_view WithoutQuotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '`' && text.back() == '`';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// The cells of a row of three; nullopt for the table's head and for what is no such row.
std::optional<std::array<std::string_view, 3>> CellsOf(std::string_view line) {
  if (!line.starts_with(kRow) || !line.ends_with('|')) return std::nullopt;
  std::array<std::string_view, 3> cells;
  line.remove_prefix(1);
  for (std::string_view& cell : cells) {
    const auto end = line.find('|');
    if (end == std::string_view::npos) return std::nullopt;
    cell = Trimmed(line.substr(0, end));
    if (cell.empty()) return std::nullopt;
    line.remove_prefix(end + 1);
  }
  return cells;
}

}  // namespace

Result<Explanations> ParseFindingsPage(std::string_view page) {
  Explanations explanations;
  CheckExplanation* section = nullptr;
  while (!page.empty()) {
    const auto end = std::min(page.find('\n'), page.size());
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    if (line.starts_with(kHeading)) {
      const std::string_view heading = line.substr(kHeading.size());
      const auto colon = std::min(heading.find(": "), heading.size());
      const auto id = WithoutQuotes(Trimmed(heading.substr(0, colon)));
      const auto [at, is_new] = explanations.try_emplace(id);
      if (!is_new) return InvalidInput("section {} is there twice", id);
      section = &at->second;
      if (colon < heading.size()) section->title = Trimmed(heading.substr(colon + 1));
    } else if (const auto cells = CellsOf(line); cells && section != nullptr) {
      const auto& [reason, cause, action] = *cells;
      if (!section->reasons.try_emplace(WithoutQuotes(reason), Explanation{cause, action}).second) {
        return InvalidInput("row {} is there twice", reason);
      }
    }
  }
  return explanations;
}

const Explanations& FindingsPage() {
  static const Explanations explanations = [] {
    auto parsed = ParseFindingsPage(kFindingsPage);
    if (!parsed.ok()) Die(__FILE__, __LINE__, "docs/findings.md: " + Message(parsed.status()));
    return *std::move(parsed);
  }();
  return explanations;
}

std::string_view TitleOf(std::string_view check) {
  const auto found = FindingsPage().find(check);
  return found == FindingsPage().end() ? std::string_view() : found->second.title;
}

const Explanation* Explain(std::string_view check, std::string_view reason) {
  for (const std::string_view section : {check, kAnyCheck}) {
    const auto page = FindingsPage().find(section);
    if (page == FindingsPage().end()) continue;
    const auto found = page->second.reasons.find(reason);
    if (found != page->second.reasons.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace chowki::verify
