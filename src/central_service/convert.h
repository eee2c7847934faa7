#pragma once

#include <string>

#include "base/status.h"
#include "central/approval.h"
#include "central/audit_log.h"
#include "central/change_set.h"
#include "central/draft.h"
#include "central/intake.h"
#include "central/plan.h"
#include "central/version.h"
#include "chowki/audit/v1/audit_service.pb.h"
#include "chowki/event/v1/event_service.pb.h"
#include "chowki/watchlist/v1/watchlist_service.pb.h"
#include "watchlist/list_build.h"

namespace chowki::central_service {

// Values of the centre <-> messages. They are here and not in wire, so that a post's programs know
// nothing of the centre.

[[nodiscard]] watchlist::v1::ChangeSet ToProto(const central::ChangeSet& set);
[[nodiscard]] watchlist::v1::Plan ToProto(const central::Plan& plan);
[[nodiscard]] watchlist::v1::PlannedChange ToProto(const central::PlannedChange& change);
[[nodiscard]] watchlist::v1::Version ToProto(const central::Version& version);
[[nodiscard]] watchlist::v1::DraftFromFileResponse::Problem ToProto(
    const watchlist::Problem& problem);
[[nodiscard]] event::v1::Cursor ToProto(const central::Cursor& cursor);
[[nodiscard]] audit::v1::Record ToProto(const central::AuditRecord& record);

[[nodiscard]] std::string ToBytes(const Digest& digest);

// errors  kInvalidArgument with FIELD_INVALID.
[[nodiscard]] Result<central::NewChangeSet> FromProto(
    const watchlist::v1::CreateChangeSetRequest& request);
[[nodiscard]] Result<central::NewChangeSet> FromProto(
    const watchlist::v1::DraftFromFileRequest& request);
[[nodiscard]] Result<central::DraftRow> FromProto(const watchlist::v1::Change& change);
[[nodiscard]] central::Event FromProto(const event::v1::Event& event);

// Events are rows of a post's journal: the central::ChainStep of its chain.
[[nodiscard]] Digest HashOfRow(const central::Event& event, const Digest& previous);

}  // namespace chowki::central_service
