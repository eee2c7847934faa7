#include "journal/journal.h"

#include "journal/store.h"

namespace chowki::journal {

std::filesystem::path KeysBeside(const std::filesystem::path& journal) {
  return std::filesystem::path(journal).replace_extension(".keys");
}

Journal::Journal(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::Open(const std::filesystem::path& path,
                                               const Clock& clock, const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(std::unique_ptr<Store> store, Store::Open(path, clock, options));
  return std::unique_ptr<Journal>(new Journal(std::move(store)));
}

Result<Record> Journal::Append(const screen::Screening& screening, const RequestKey& request) {
  return store_->Append(screening, request);
}

Result<std::optional<Record>> Journal::FindByRequestId(const std::string& checkpoint,
                                                       const RequestKey& request) const {
  return store_->FindByRequestId(checkpoint, request);
}

Result<Record> Journal::Get(const std::string& screening_id) const {
  return store_->Get(screening_id);
}

Result<Page> Journal::List(const Filter& filter, int page_size,
                           const std::string& page_token) const {
  return store_->List(filter, page_size, page_token);
}

Result<Record> Journal::RecordDecision(const std::string& screening_id, const Decision& decision,
                                       const std::string& etag, const std::string& request_id) {
  return store_->RecordDecision(screening_id, decision, etag, request_id);
}

Result<Record> Journal::SignDecision(const std::string& screening_id, const Signature& signature,
                                     const std::string& etag, const std::string& request_id) {
  return store_->SignDecision(screening_id, signature, etag, request_id);
}

Result<Statistics> Journal::Count(const StatisticsSpan& span) const { return store_->Count(span); }

Result<std::vector<identify::Suppression>> Journal::SuppressionsOf(const Digest& person,
                                                                   Time now) const {
  return store_->SuppressionsOf(person, now);
}

Result<ProvisionalEntry> Journal::RecordProvisional(const ProvisionalStep& step,
                                                    const std::string& request_id) {
  return store_->RecordProvisional(step, request_id);
}

Result<std::vector<ProvisionalEntry>> Journal::ListProvisional(bool also_ended) const {
  return store_->ListProvisional(also_ended);
}

Status Journal::PlanLookBack(const LookBack& plan) { return store_->PlanLookBack(plan); }

Result<std::optional<std::string>> Journal::LookedBackFrom(const std::string& list) const {
  return store_->LookedBackFrom(list);
}

Result<std::vector<LookBack>> Journal::ListLookBacks() const { return store_->ListLookBacks(); }

Result<std::vector<LateAlert>> Journal::LookBackDone(const LookBack& done, bool finished,
                                                     std::vector<LateAlert> alerts) {
  return store_->LookBackDone(done, finished, std::move(alerts));
}

Result<std::vector<identify::Match>> Journal::ToldLate(const std::string& screening) const {
  return store_->ToldLate(screening);
}

Result<LateAlert> Journal::GetLate(const std::string& id) const { return store_->GetLate(id); }

Result<LatePage> Journal::ListLate(bool only_open, int page_size,
                                   const std::string& page_token) const {
  return store_->ListLate(only_open, page_size, page_token);
}

Result<LateAlert> Journal::AcknowledgeLate(const std::string& id,
                                           const LateAcknowledgement& acknowledgement,
                                           const std::string& etag, const std::string& request_id) {
  return store_->AcknowledgeLate(id, acknowledgement, etag, request_id);
}

Status Journal::RecordRead(const ReadRecord& read, const std::string& query) {
  return store_->RecordRead(read, query);
}

Result<ReadPage> Journal::ListReads(const std::string& reader, int page_size,
                                    const std::string& page_token) const {
  return store_->ListReads(reader, page_size, page_token);
}

Result<Head> Journal::ReadHead() const { return store_->ReadHead(); }

Result<Erasure> Journal::Erase(const Retention& retention,
                               const std::optional<std::int64_t>& sent) {
  return store_->Erase(retention, sent);
}

Result<std::vector<ChainRow>> Journal::RowsAfter(std::int64_t sequence, int max_rows,
                                                 std::int64_t max_bytes) const {
  return store_->RowsAfter(sequence, max_rows, max_bytes);
}

Result<std::optional<Digest>> Journal::HashAt(std::int64_t sequence) const {
  return store_->HashAt(sequence);
}

}  // namespace chowki::journal
