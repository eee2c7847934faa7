#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace chowki::safeguard {

// Whom somebody of this post calls for a person who needs help. Written by the post, for those who
// help; never shown in the lane.
struct PostContact {
  std::string role;                    // one of kContactRoles
  std::string name;                    // 1..200 bytes
  std::string telephone;               // 1..40 bytes
  std::vector<std::string> languages;  // that are spoken there: "ur", "fa"; at most 32
  std::string hours;                   // as the post writes it, at most 200 bytes
  bool operator==(const PostContact&) const = default;
};

inline constexpr std::array<std::string_view, 5> kContactRoles{"child_protection", "victim_support",
                                                               "interpreter", "medical", "embassy"};

// A post that lacks one of these cannot do what a referral asks for.
inline constexpr std::array<std::string_view, 2> kNeededContacts{"child_protection",
                                                                 "victim_support"};

// errors  kInvalidArgument naming the member and what it may be.
[[nodiscard]] Status Validate(const PostContact& contact);

}  // namespace chowki::safeguard
