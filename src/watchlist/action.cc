#include "watchlist/action.h"

#include <algorithm>

namespace chowki::watchlist {
namespace {

constexpr auto kSecondLine = Action::Conduct::kSecondLine;
constexpr auto kAsNormal = Action::Conduct::kAsNormal;

constexpr Action kActions[] = {
    {"arrest", "Arrest",
     "Do not stop the person alone. Make sure of the identity by a second feature and "
     "call the armed team.",
     "national SIRENE or INTERPOL bureau", "the documents", true, kSecondLine, 100},
    {"protect_missing", "Missing person: place under protection",
     "Take the person aside without notice, a child to a room for children, and call "
     "child protection. Do not give the person back to a companion. Where a missing "
     "adult is may be told only with his consent.",
     "child protection unit", "a photograph with consent; no interrogation", true, kSecondLine, 98},
    {"prevent_travel_child", "Child at risk of abduction: prevent travel",
     "Hold the journey and call the authority that made the entry at once.",
     "national SIRENE bureau, court on duty", "", true, kSecondLine, 97},
    {"prevent_travel_vulnerable", "Vulnerable person: prevent travel",
     "Speak with the person alone, with an interpreter, and refer. The person is no "
     "suspect.",
     "victim support", "", true, kSecondLine, 96},
    {"safeguarding_referral", "Safeguarding referral",
     "Second line, by a trained officer, in a separate conversation. Offer help; "
     "nothing is held against the person.",
     "child protection, victim support", "a short note", true, kSecondLine, 90},
    {"refuse_entry", "Refuse entry or stay",
     "Second line. Look at the legal basis and at any claim for asylum first: such a "
     "claim comes before the refusal.",
     "immigration officer on duty", "a written decision with reasons and remedy", false,
     kSecondLine, 80},
    {"discreet_check", "Discreet check",
     "Act as in any other control. Note place, time, reason, route, companions, "
     "vehicle and documents. The person must not notice anything.",
     "the authority that asked", "what a normal control shows, and no more", true, kAsNormal, 75},
    {"seize_document", "Seize document",
     "Take the document, give a receipt, and find out whether the holder is the "
     "rightful owner: many owners found a reported document again.",
     "the issuing state, through the INTERPOL bureau", "the document", false, kSecondLine, 72},
    {"specific_check", "Specific check",
     "Search the person, the luggage and the vehicle as far as national law allows.",
     "the authority that asked", "a list of things and companions", false, kSecondLine, 70},
    {"unknown_wanted", "Unknown wanted person (prints)", "Second line: compare the biometrics.",
     "forensic service", "", true, kSecondLine, 68},
    {"inquiry_check", "Inquiry check", "Ask the questions that the authority sent.",
     "the authority that asked", "the answers", false, kSecondLine, 65},
    {"return_decision", "Return decision exists", "Second line.", "immigration officer on duty", "",
     false, kSecondLine, 60},
    {"seize_object", "Seize object", "Take the object and give a receipt.", "INTERPOL bureau",
     "the object", false, kSecondLine, 55},
    {"locate_witness", "Locate for judicial procedure",
     "Note the address and how the person can be reached; hand out the summons if "
     "there is one.",
     "the court that asked", "", false, kSecondLine, 50},
    {"refer_supervisor", "Refer to supervisor", "Pass on to the second line without comment.",
     "supervisor", "", true, kSecondLine, 40},
    {"none", "No action", "", "", "", false, kSecondLine, 0},
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
