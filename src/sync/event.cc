#include "sync/event.h"

#include <utility>

#include "trust/byte_text.h"

namespace chowki::sync {

event::v1::Event ToEvent(journal::ChainRow row) {
  event::v1::Event event;
  event.set_sequence(row.sequence);
  event.set_time_us(row.time_us);
  event.set_kind(std::move(row.kind));
  event.set_payload(std::move(row.payload));
  if (row.erased) event.set_erased_sha256(trust::AsText(*row.erased));
  return event;
}

}  // namespace chowki::sync
