#include "central/provisional.h"

#include <algorithm>

#include "base/text.h"
#include "central/audit_log.h"
#include "central/draft.h"
#include "trust/record.h"
#include "watchlist/action.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central {
namespace {

constexpr std::string_view kIdPrefix = "prov-";
constexpr size_t kIdBytes = 41;                                // of the prefix and a UUID
constexpr size_t kMaxEntryBytes = trust::kMaxRecordBytes / 2;  // what a post takes is shorter
constexpr size_t kMaxOfficerBytes = 64;                        // as a certificate's name
constexpr size_t kMaxTitleBytes = 200;
constexpr size_t kMaxRemarkBytes = 500;
// No request of people has such an id: theirs are UUIDs.
constexpr std::string_view kRequestPrefix = "provisional/";

std::string RequestId(const std::string& device, const std::string& id) {
  return fmt::format("{}{}/{}", kRequestPrefix, device, id);
}

// For people, at most so many bytes and no half character.
std::string Cut(std::string_view text, size_t bytes) {
  std::string cut = Printable(text);
  if (cut.size() <= bytes) return cut;
  cut.resize(bytes);
  while (!IsUtf8(cut)) cut.pop_back();
  return cut;
}

bool IsId(std::string_view id) {
  return id.size() == kIdBytes && id.starts_with(kIdPrefix) && std::ranges::all_of(id, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// Why no draft can be made; "" when one can.
std::string Fault(const ProvisionalProposal& proposal) {
  if (!IsId(proposal.id)) return "its id is not of the form prov-UUID";
  if (proposal.proposed_by.empty() || proposal.confirmed_by.empty()) return "an officer is missing";
  if (proposal.proposed_by == proposal.confirmed_by) return "one officer did both";
  if (proposal.entry.size() > kMaxEntryBytes) return "its entry is too long";
  const auto entry = watchlist::FromBytes(proposal.entry);
  if (!entry.ok()) return "its bytes are no entry";
  if (entry->id != proposal.id) return "its entry has another id";
  const watchlist::Category* category = watchlist::FindCategory(entry->category);
  if (category == nullptr || watchlist::KindOf(*category) != entry->kind ||
      watchlist::FindAction(entry->action) == nullptr) {
    return "its category or action is not known";
  }
  return "";
}

Result<std::optional<std::int64_t>> FindDraft(sql::Connection& store, const std::string& device,
                                              const std::string& id) {
  if (!IsId(id)) return std::optional<std::int64_t>();
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT number FROM change_set WHERE request_id = $1", RequestId(device, id)));
  return row ? std::optional(row->Int(0)) : std::nullopt;
}

}  // namespace

Status DraftProvisional(sql::Connection& store, const std::string& list,
                        const ProvisionalProposal& proposal, Time now) {
  const std::string fault = Fault(proposal);
  if (!fault.empty()) {
    return Append(store, {0, now, proposal.device, "provisional.draft", Cut(proposal.id, kIdBytes),
                          "refused", fault});
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto before, FindDraft(store, proposal.device, proposal.id));
  if (before) return Ok();
  const std::string author =
      fmt::format("{} ({}, {})", proposal.device, Cut(proposal.proposed_by, kMaxOfficerBytes),
                  Cut(proposal.confirmed_by, kMaxOfficerBytes));
  NewChangeSet wanted;
  wanted.list = list;
  wanted.title = Cut("provisional: " + proposal.reason, kMaxTitleBytes);
  wanted.request_id = RequestId(proposal.device, proposal.id);
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet draft, CreateDraft(store, wanted, author, now));
  return AddRows(store, draft.number, author, 1, {{proposal.entry, ""}}, true).status();
}

Status WithdrawProvisional(sql::Connection& store, const std::string& device, const std::string& id,
                           std::string_view remark, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const auto number, FindDraft(store, device, id));
  if (!number) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, LockChangeSet(store, *number));
  if (set.state != State::kDraft) return Ok();
  CHOWKI_RETURN_IF_ERROR(SetState(store, *number, State::kWithdrawn, Cut(remark, kMaxRemarkBytes)));
  return Append(store, {0, now, device, "changes.withdraw", ResourceName(set), "ok", ""});
}

Result<bool> IsProvisional(sql::Connection& store, std::int64_t number) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT request_id FROM change_set WHERE number = $1", number));
  return row && row->Text(0).starts_with(kRequestPrefix);
}

}  // namespace chowki::central
