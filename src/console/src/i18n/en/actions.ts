/**
 * What is to be done with a hit, by the action of its entry (docs/hits.md). The service sends the
 * same in English; an action without a text here is shown in the service's words.
 */
export const actions = {
  "action.arrest": "Arrest",
  "action.arrest.do":
    "Do not stop the person alone. Make sure of the identity by a second feature and call the armed team.",
  "action.protect_missing": "Missing person: place under protection",
  "action.protect_missing.do":
    "Take the person aside without notice, a child to a room for children, and call child protection. Do not give the person back to a companion. Where a missing adult is may be told only with his consent.",
  "action.prevent_travel_child": "Child at risk of abduction: prevent travel",
  "action.prevent_travel_child.do": "Hold the journey and call the authority that made the entry at once.",
  "action.prevent_travel_vulnerable": "Vulnerable person: prevent travel",
  "action.prevent_travel_vulnerable.do":
    "Speak with the person alone, with an interpreter, and refer. The person is no suspect.",
  "action.safeguarding_referral": "Safeguarding referral",
  "action.safeguarding_referral.do":
    "Second line, by a trained officer, in a separate conversation. Offer help; nothing is held against the person.",
  "action.refuse_entry": "Refuse entry or stay",
  "action.refuse_entry.do":
    "Second line. Look at the legal basis and at any claim for asylum first: such a claim comes before the refusal.",
  "action.discreet_check": "Discreet check",
  "action.discreet_check.do":
    "Act as in any other control. Note place, time, reason, route, companions, vehicle and documents. The person must not notice anything.",
  "action.seize_document": "Seize document",
  "action.seize_document.do":
    "Take the document, give a receipt, and find out whether the holder is the rightful owner: many owners found a reported document again.",
  "action.specific_check": "Specific check",
  "action.specific_check.do": "Search the person, the luggage and the vehicle as far as national law allows.",
  "action.unknown_wanted": "Unknown wanted person (prints)",
  "action.unknown_wanted.do": "Second line: compare the biometrics.",
  "action.inquiry_check": "Inquiry check",
  "action.inquiry_check.do": "Ask the questions that the authority sent.",
  "action.return_decision": "Return decision exists",
  "action.return_decision.do": "Second line.",
  "action.seize_object": "Seize object",
  "action.seize_object.do": "Take the object and give a receipt.",
  "action.locate_witness": "Locate for judicial procedure",
  "action.locate_witness.do":
    "Note the address and how the person can be reached; hand out the summons if there is one.",
  "action.refer_supervisor": "Refer to supervisor",
  "action.refer_supervisor.do": "Pass on to the second line without comment.",
  "action.none": "No action",
} as const;
