#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace chowki::report {

// Two values as HTML, each isolated, with the characters that the other does not have in its place
// within <mark>: the fewest that must change to make one of the other.
//
// a, b  UTF-8 of foreign origin. Beyond 200 characters nothing is marked.
[[nodiscard]] std::pair<std::string, std::string> WithDifferences(std::string_view a,
                                                                  std::string_view b);

}  // namespace chowki::report
