#include "safeguard/contact.h"

#include <algorithm>

namespace chowki::safeguard {
namespace {

constexpr size_t kMostBytes = 200;
constexpr size_t kMostTelephoneBytes = 40;
constexpr size_t kMostLanguages = 32;
constexpr size_t kMostLanguageBytes = 16;

Status CheckSize(std::string_view member, const std::string& text, size_t least, size_t most) {
  if (text.size() >= least && text.size() <= most) return Ok();
  return InvalidInput("{} of a contact has {} bytes, {} to {} expected", member, text.size(), least,
                      most);
}

}  // namespace

Status Validate(const PostContact& contact) {
  if (std::ranges::find(kContactRoles, contact.role) == kContactRoles.end()) {
    return InvalidInput(
        "role of a contact is '{}'; child_protection, victim_support, interpreter, medical or "
        "embassy expected",
        contact.role);
  }
  CHOWKI_RETURN_IF_ERROR(CheckSize("name", contact.name, 1, kMostBytes));
  CHOWKI_RETURN_IF_ERROR(CheckSize("telephone", contact.telephone, 1, kMostTelephoneBytes));
  CHOWKI_RETURN_IF_ERROR(CheckSize("hours", contact.hours, 0, kMostBytes));
  if (contact.languages.size() > kMostLanguages) {
    return InvalidInput("languages of a contact: {}, at most {} expected", contact.languages.size(),
                        kMostLanguages);
  }
  for (const std::string& language : contact.languages) {
    CHOWKI_RETURN_IF_ERROR(CheckSize("a language", language, 1, kMostLanguageBytes));
  }
  return Ok();
}

}  // namespace chowki::safeguard
