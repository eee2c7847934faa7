#pragma once

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

enum class DocumentAgreement {
  kNone,     // unknown or another document: people change passports, so this says nothing
  kMisread,  // the same but for characters that OCR confuses
  kExact,    // the same number, and no issuer that contradicts
};

struct DocumentSignal {
  Signal signal;
  DocumentAgreement agreement = DocumentAgreement::kNone;
};

// The document asked for against those of an entry, the best of them.
//
// query  its document_number as NormalDocumentNumber makes it.
[[nodiscard]] DocumentSignal CompareDocument(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
