#pragma once

#include <span>
#include <string>

#include "base/clock.h"
#include "central/intake.h"

namespace chowki::central_service {

// Takes events of a post in, whichever way they came: stored by central::TakeEvents, and what its
// officers put on its provisional list made into drafts, in the same transaction and as often as
// they come.
//
// provisional_list  in which drafts are made; "": none are.
// errors            as central::TakeEvents.
[[nodiscard]] Result<central::Cursor> TakePostEvents(sql::Connection& store,
                                                     const std::string& device,
                                                     std::int64_t stream_epoch,
                                                     std::span<const central::Event> events,
                                                     const std::string& provisional_list, Time now);

}  // namespace chowki::central_service
