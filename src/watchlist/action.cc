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
    {"wanted", ListKind::kSuspect, "arrest"},
    {"suspect", ListKind::kSuspect, "discreet_check"},
    {"sanctioned", ListKind::kSuspect, "refer_supervisor"},
    {"listed", ListKind::kSuspect, "refer_supervisor"},
    {"exposed", ListKind::kSuspect, "none"},
    {"entry_ban", ListKind::kSuspect, "refuse_entry"},
    {"return_decision", ListKind::kSuspect, "return_decision"},
    {"witness", ListKind::kSuspect, "locate_witness"},
    {"check", ListKind::kSuspect, "specific_check"},
    {"missing_child", ListKind::kMissing, "protect_missing"},
    {"missing_adult", ListKind::kMissing, "protect_missing"},
    {"missing_person", ListKind::kMissing, "protect_missing"},
    {"child_at_risk", ListKind::kAtRisk, "prevent_travel_child"},
    {"person_at_risk", ListKind::kAtRisk, "prevent_travel_vulnerable"},
    {"stolen_document", ListKind::kDocument, "seize_document"},
    {"lost_document", ListKind::kDocument, "seize_document"},
    {"revoked_document", ListKind::kDocument, "seize_document"},
    {"stolen_blank", ListKind::kDocument, "seize_document"},
};

template <typename Row, size_t n>
const Row* FindById(const Row (&rows)[n], std::string_view id) {
  const auto* row = std::ranges::find(rows, id, &Row::id);
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace

std::string_view Name(ListKind kind) {
  switch (kind) {
    case ListKind::kSuspect:
      return "suspect";
    case ListKind::kMissing:
      return "missing";
    case ListKind::kAtRisk:
      return "at_risk";
    case ListKind::kDocument:
      return "document";
  }
  return "";
}

const Action* FindAction(std::string_view id) { return FindById(kActions, id); }

const Category* FindCategory(std::string_view id) { return FindById(kCategories, id); }

EntryKind KindOf(const Category& category) {
  return category.list_kind == ListKind::kDocument ? EntryKind::kDocument : EntryKind::kPerson;
}

}  // namespace chowki::watchlist
