#include "watchlist/action.h"

#include <algorithm>

namespace chowki::watchlist {
namespace {

constexpr Action kActions[] = {
    // id                        label                                            discreet  priority
    {"arrest", "Arrest", true, 100},
    {"protect_missing", "Missing person: place under protection", true, 98},
    {"prevent_travel_child", "Child at risk of abduction: prevent travel", true, 97},
    {"prevent_travel_vulnerable", "Vulnerable person: prevent travel", true, 96},
    {"safeguarding_referral", "Safeguarding referral", true, 90},
    {"refuse_entry", "Refuse entry or stay", false, 80},
    {"discreet_check", "Discreet check", true, 75},
    {"seize_document", "Seize document", false, 72},
    {"specific_check", "Specific check", false, 70},
    {"unknown_wanted", "Unknown wanted person (prints)", true, 68},
    {"inquiry_check", "Inquiry check", false, 65},
    {"return_decision", "Return decision exists", false, 60},
    {"seize_object", "Seize object", false, 55},
    {"locate_witness", "Locate for judicial procedure", false, 50},
    {"refer_supervisor", "Refer to supervisor", true, 40},
    {"none", "No action", false, 0},
};

constexpr Category kCategories[] = {
    {"wanted", EntryKind::kPerson, "arrest"},
    {"suspect", EntryKind::kPerson, "discreet_check"},
    {"sanctioned", EntryKind::kPerson, "refer_supervisor"},
    {"entry_ban", EntryKind::kPerson, "refuse_entry"},
    {"return_decision", EntryKind::kPerson, "return_decision"},
    {"witness", EntryKind::kPerson, "locate_witness"},
    {"check", EntryKind::kPerson, "specific_check"},
    {"missing_child", EntryKind::kPerson, "protect_missing"},
    {"missing_adult", EntryKind::kPerson, "protect_missing"},
    {"child_at_risk", EntryKind::kPerson, "prevent_travel_child"},
    {"person_at_risk", EntryKind::kPerson, "prevent_travel_vulnerable"},
    {"stolen_document", EntryKind::kDocument, "seize_document"},
    {"lost_document", EntryKind::kDocument, "seize_document"},
    {"revoked_document", EntryKind::kDocument, "seize_document"},
    {"stolen_blank", EntryKind::kDocument, "seize_document"},
};

template <typename Row, size_t n>
const Row* FindById(const Row (&rows)[n], std::string_view id) {
  const auto* row = std::ranges::find(rows, id, &Row::id);
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace

const Action* FindAction(std::string_view id) { return FindById(kActions, id); }

const Category* FindCategory(std::string_view id) { return FindById(kCategories, id); }

}  // namespace chowki::watchlist
