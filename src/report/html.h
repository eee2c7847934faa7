#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"

namespace chowki::report {

// Everything that stands in a document is hostile until it went through one of these.

// For text nodes and quoted attributes: the five characters of markup become entities, control
// characters, bidi overrides and malformed bytes U+FFFD.
[[nodiscard]] std::string Escaped(std::string_view utf8);

// A value of a document in a direction of its own, so that it cannot reorder what stands around it.
[[nodiscard]] std::string Isolated(std::string_view utf8);

// A text of ours: `code` between back quotes becomes <code>, the rest is escaped.
[[nodiscard]] std::string Prose(std::string_view text);

// "birth_date_differs" -> "Birth date differs", "no_mrz" -> "No MRZ".
[[nodiscard]] std::string Words(std::string_view code);

[[nodiscard]] std::string Base64(Bytes bytes);  // RFC 4648, section 4

}  // namespace chowki::report
