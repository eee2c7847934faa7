#pragma once

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

enum class DocumentAgreement {
  kNone,         // unknown or another document: people change passports, so this says nothing
  kMisread,      // the same but for characters that OCR confuses
  kReadByDigit,  // so too, and only the listed number agrees with the check digit that was read
  kExact,        // the same number, or one of the run
};

struct DocumentSignal {
  Signal signal;
  DocumentAgreement agreement = DocumentAgreement::kNone;
};

// The document asked for against those of an entry, the best of them. Documents of different
// issuers or kinds (passport, card, visa) are different documents whatever their numbers. Where
// the number that was read agrees with its check digit and the listed one does not, the two are
// hardly one document read twice: that counts a little beside a name and never by itself.
//
// query  its document_number as NormalDocumentNumber makes it.
[[nodiscard]] DocumentSignal CompareDocument(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
