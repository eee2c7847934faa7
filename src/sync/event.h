#pragma once

#include "chowki/event/v1/event_service.pb.h"
#include "journal/chain.h"

namespace chowki::sync {

// A row of the journal on its way to the centre.
[[nodiscard]] event::v1::Event ToEvent(journal::ChainRow row);

}  // namespace chowki::sync
