#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "central/change_set.h"

namespace chowki::central {

// What the centre makes of an entry that a post added to its own provisional list: a draft, which
// becomes part of a list like any other, or not at all.

// What a post says. It is the post's word: only its name is proven.
struct ProvisionalProposal {
  std::string device;  // by certificate
  std::string id;      // of the entry, "prov-" and a UUID
  std::string entry;   // bytes
  std::string proposed_by;
  std::string confirmed_by;
  std::string reason;
};

// Makes the draft, once: a repeat changes nothing. Its author is the post with both officers. What
// no draft can be made of is written to the audit log and passed over, so that one bad row does not
// hold up all behind it.
//
// list    in which the draft is made, and the list when it is the first of its name.
// errors  those of the store.
[[nodiscard]] Status DraftProvisional(sql::Connection& store, const std::string& list,
                                      const ProvisionalProposal& proposal, Time now);

// The post took it back: its draft is withdrawn, when nobody has submitted it yet.
[[nodiscard]] Status WithdrawProvisional(sql::Connection& store, const std::string& device,
                                         const std::string& id, std::string_view remark, Time now);

// Whether a change set came from a post: nobody at the centre is its author.
[[nodiscard]] Result<bool> IsProvisional(sql::Connection& store, std::int64_t number);

}  // namespace chowki::central
