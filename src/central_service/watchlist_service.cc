#include "central_service/watchlist_service.h"

#include "central/approval.h"
#include "central/head.h"
#include "central/roots.h"
#include "central_service/convert.h"
#include "central_service/list_upload.h"
#include "central_service/names.h"
#include "watchlist/entry_bytes.h"
#include "wire/field_error.h"
#include "wire/resource_name.h"

namespace chowki::central_service {
namespace {

namespace pb = watchlist::v1;
using central::ChangeSet;
using service::Call;
using service::Method;

constexpr int kMaxImportRows = 1000;
constexpr int kChangesAtOnce = 200;

// The epoch that is in force.
Result<std::int64_t> EpochOf(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(const auto root, central::NewestRoot(store));
  return root->epoch;
}

// One change set in one transaction, answered as it is then.
template <typename Work>
Status AnswerWith(sql::Pool* store, const std::string& name, pb::ChangeSet* response,
                  const Work& work) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(name));
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, store->WriteFor([&](sql::Connection& open) {
    return work(open, number);
  }));
  *response = ToProto(set);
  return Ok();
}

Result<std::vector<central::DraftRow>> RowsOf(const pb::ImportChangesRequest::Rows& rows) {
  if (rows.changes_size() > kMaxImportRows) {
    return wire::FieldError("rows.changes", InvalidInput("at most {}", kMaxImportRows));
  }
  std::vector<central::DraftRow> drafts;
  for (const pb::Change& change : rows.changes()) {
    CHOWKI_ASSIGN_OR_RETURN(central::DraftRow row, FromProto(change));
    drafts.push_back(std::move(row));
  }
  return drafts;
}

}  // namespace

grpc::Status WatchlistService::ListWatchlists(grpc::ServerContext* context,
                                              const pb::ListWatchlistsRequest*,
                                              pb::ListWatchlistsResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ListWatchlists");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    return centre_.store->Read([&](sql::Connection& store) -> Status {
      CHOWKI_ASSIGN_OR_RETURN(const std::int64_t epoch, EpochOf(store));
      CHOWKI_ASSIGN_OR_RETURN(const auto lists, central::ListNames(store));
      response->Clear();
      for (const std::string& list : lists) {
        pb::Watchlist& watchlist = *response->add_watchlists();
        watchlist.set_name(ListName(list));
        CHOWKI_ASSIGN_OR_RETURN(const auto newest, central::NewestVersion(store, list, epoch));
        if (newest) *watchlist.mutable_newest() = ToProto(*newest);
      }
      return Ok();
    });
  });
}

grpc::Status WatchlistService::ListVersions(grpc::ServerContext* context,
                                            const pb::ListVersionsRequest* request,
                                            pb::ListVersionsResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ListVersions");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t before, NumberOfToken(request->page_token()));
    const std::int64_t limit = PageSizeOf(request->page_size());
    return centre_.store->Read([&](sql::Connection& store) -> Status {
      CHOWKI_ASSIGN_OR_RETURN(const std::int64_t epoch, EpochOf(store));
      CHOWKI_ASSIGN_OR_RETURN(const auto versions,
                              central::ListVersions(store, list, epoch, before, limit));
      response->Clear();
      for (const central::Version& version : versions) {
        pb::Version& message = *response->add_versions();
        message = ToProto(version);
        CHOWKI_ASSIGN_OR_RETURN(const auto sets, central::ChangeSetsOf(store, version));
        for (const std::int64_t set : sets) message.add_change_sets(ChangeSetName(list, set));
      }
      if (std::ssize(versions) == limit && versions.back().number > 1) {
        response->set_next_page_token(std::to_string(versions.back().number));
      }
      return Ok();
    });
  });
}

grpc::Status WatchlistService::ListEntries(grpc::ServerContext* context,
                                           const pb::ListEntriesRequest* request,
                                           pb::ListEntriesResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ListEntries");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    const std::int64_t limit = PageSizeOf(request->page_size());
    CHOWKI_ASSIGN_OR_RETURN(const auto entries, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::EntriesAfter(store, list, request->page_token(), limit);
    }));
    for (const std::string& entry : entries) response->add_entries(entry);
    if (std::ssize(entries) == limit) {
      response->set_next_page_token(std::string(watchlist::IdOf(entries.back())));
    }
    return Ok();
  });
}

grpc::Status WatchlistService::ListEntryRevisions(grpc::ServerContext* context,
                                                  const pb::ListEntryRevisionsRequest* request,
                                                  pb::ListEntryRevisionsResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ListEntryRevisions");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    CHOWKI_ASSIGN_OR_RETURN(const auto revisions,
                            centre_.store->ReadFor([&](sql::Connection& store) {
                              return central::RevisionsOf(store, list, request->id());
                            }));
    for (const central::EntryRevision& revision : revisions) {
      pb::EntryRevision& message = *response->add_revisions();
      message.set_revision(revision.revision);
      message.set_version(revision.version);
      message.set_change_set(ChangeSetName(list, revision.change_set));
      message.set_entry(revision.entry);
    }
    return Ok();
  });
}

grpc::Status WatchlistService::GetChangeSet(grpc::ServerContext* context,
                                            const pb::GetChangeSetRequest* request,
                                            pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/GetChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(request->name()));
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set,
                            centre_.store->ReadFor([&](sql::Connection& store) {
                              return central::GetChangeSet(store, number);
                            }));
    *response = ToProto(set);
    return Ok();
  });
}

grpc::Status WatchlistService::ListChangeSets(grpc::ServerContext* context,
                                              const pb::ListChangeSetsRequest* request,
                                              pb::ListChangeSetsResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ListChangeSets");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t before, NumberOfToken(request->page_token()));
    std::optional<central::State> state;
    if (request->state() != pb::ChangeSet::STATE_UNSPECIFIED) {
      state = static_cast<central::State>(request->state());
    }
    const std::int64_t limit = PageSizeOf(request->page_size());
    CHOWKI_ASSIGN_OR_RETURN(const auto sets, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::ListChangeSets(store, list, state, before, limit);
    }));
    for (const ChangeSet& set : sets) *response->add_change_sets() = ToProto(set);
    if (std::ssize(sets) == limit) {
      response->set_next_page_token(std::to_string(sets.back().number));
    }
    return Ok();
  });
}

grpc::Status WatchlistService::CreateChangeSet(grpc::ServerContext* context,
                                               const pb::CreateChangeSetRequest* request,
                                               pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/CreateChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto wanted, FromProto(*request));
    CHOWKI_ASSIGN_OR_RETURN(
        const ChangeSet set, centre_.store->WriteFor([&](sql::Connection& store) {
          return central::CreateDraft(store, wanted, call.caller.name, centre_.clock->Now());
        }));
    *response = ToProto(set);
    return Ok();
  });
}

grpc::Status WatchlistService::ImportChanges(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<pb::ImportChangesResponse, pb::ImportChangesRequest>* stream) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ImportChanges");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    std::int64_t number = 0;
    pb::ImportChangesRequest request;
    pb::ImportChangesResponse response;
    while (stream->Read(&request)) {
      if (request.has_change_set()) {
        CHOWKI_ASSIGN_OR_RETURN(number, ParseChangeSetName(request.change_set()));
        CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set,
                                centre_.store->ReadFor([&](sql::Connection& store) {
                                  return central::GetChangeSet(store, number);
                                }));
        response.set_rows(set.rows);
      } else {
        if (number == 0) return wire::FieldError("change_set", InvalidInput("comes first"));
        CHOWKI_ASSIGN_OR_RETURN(const auto rows, RowsOf(request.rows()));
        CHOWKI_ASSIGN_OR_RETURN(
            const std::int64_t kept, centre_.store->WriteFor([&](sql::Connection& store) {
              return central::AddRows(store, number, call.caller.name, request.rows().first_row(),
                                      rows, request.rows().last());
            }));
        response.set_rows(kept);
      }
      if (!stream->Write(response)) return Cancelled("the caller went away");
    }
    return Ok();
  });
}

grpc::Status WatchlistService::DraftFromFile(grpc::ServerContext* context,
                                             const pb::DraftFromFileRequest* request,
                                             pb::DraftFromFileResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/DraftFromFile");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto wanted, FromProto(*request));
    ListUpload upload;
    if (!request->format().empty()) {
      CHOWKI_ASSIGN_OR_RETURN(upload, ReadListUpload(request->format(), request->file()));
    }
    for (const std::string& id : request->remove()) upload.rows.push_back({"", id});
    if (upload.rows.empty()) return wire::FieldError("file", InvalidInput("nothing to import"));
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, centre_.store->WriteFor([&](sql::Connection& store)
                                                                             -> Result<ChangeSet> {
      CHOWKI_ASSIGN_OR_RETURN(
          const ChangeSet draft,
          central::CreateDraft(store, wanted, call.caller.name, centre_.clock->Now()));
      if (draft.complete) return draft;  // a repeat
      CHOWKI_RETURN_IF_ERROR(
          central::AddRows(store, draft.number, call.caller.name, 1, upload.rows, true).status());
      return central::GetChangeSet(store, draft.number);
    }));
    *response->mutable_change_set() = ToProto(set);
    response->set_rows_skipped(upload.rows_skipped);
    response->set_values_left_out(upload.values_left_out);
    for (const auto& problem : upload.problems) *response->add_problems() = ToProto(problem);
    return Ok();
  });
}

grpc::Status WatchlistService::PlanChangeSet(grpc::ServerContext* context,
                                             const pb::PlanChangeSetRequest* request,
                                             pb::PlanChangeSetResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/PlanChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(request->name()));
    return centre_.store->Read([&](sql::Connection& store) -> Status {
      CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, central::GetChangeSet(store, number));
      CHOWKI_RETURN_IF_ERROR(central::CheckState(set, central::State::kDraft));
      CHOWKI_ASSIGN_OR_RETURN(const auto plan, central::MakePlan(store, set, centre_.guards, {}));
      *response->mutable_plan() = ToProto(plan);
      return Ok();
    });
  });
}

grpc::Status WatchlistService::StreamChanges(
    grpc::ServerContext* context, const pb::StreamChangesRequest* request,
    grpc::ServerWriter<pb::StreamChangesResponse>* writer) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/StreamChanges");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(request->name()));
    pb::StreamChangesResponse response;
    const auto flush = [&]() -> Status {
      if (response.changes_size() > 0 && !writer->Write(response)) {
        return Cancelled("the caller went away");
      }
      response.clear_changes();
      return Ok();
    };
    const auto take = [&](const central::PlannedChange& change) {
      *response.add_changes() = ToProto(change);
      return response.changes_size() < kChangesAtOnce ? Ok() : flush();
    };
    const auto stream = [&](sql::Connection& store) -> Status {
      CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, central::GetChangeSet(store, number));
      if (set.state != central::State::kDraft) return central::ForEachRecord(store, set, take);
      return central::MakePlan(store, set, centre_.guards, take).status();
    };
    CHOWKI_RETURN_IF_ERROR(centre_.store->ReadOnce(stream));
    return flush();
  });
}

grpc::Status WatchlistService::SubmitChangeSet(grpc::ServerContext* context,
                                               const pb::SubmitChangeSetRequest* request,
                                               pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/SubmitChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    const std::vector<std::string> accepted(request->accepted_guards().begin(),
                                            request->accepted_guards().end());
    return AnswerWith(
        centre_.store, request->name(), response, [&](sql::Connection& store, std::int64_t number) {
          return central::Submit(store, number, call.caller.name, request->submission(), accepted,
                                 centre_.guards, centre_.clock->Now());
        });
  });
}

grpc::Status WatchlistService::WithdrawChangeSet(grpc::ServerContext* context,
                                                 const pb::WithdrawChangeSetRequest* request,
                                                 pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/WithdrawChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    return AnswerWith(
        centre_.store, request->name(), response, [&](sql::Connection& store, std::int64_t number) {
          return central::Withdraw(store, number, call.caller.name, centre_.clock->Now());
        });
  });
}

grpc::Status WatchlistService::ApproveChangeSet(grpc::ServerContext* context,
                                                const pb::ApproveChangeSetRequest* request,
                                                pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/ApproveChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    return AnswerWith(centre_.store, request->name(), response,
                      [&](sql::Connection& store, std::int64_t number) {
                        return central::Approve(store, number, call.caller.name,
                                                request->approval(), centre_.clock->Now());
                      });
  });
}

grpc::Status WatchlistService::RejectChangeSet(grpc::ServerContext* context,
                                               const pb::RejectChangeSetRequest* request,
                                               pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/RejectChangeSet");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    return AnswerWith(centre_.store, request->name(), response,
                      [&](sql::Connection& store, std::int64_t number) {
                        return central::Reject(store, number, call.caller.name, request->reason(),
                                               centre_.clock->Now());
                      });
  });
}

grpc::Status WatchlistService::PublishVersion(grpc::ServerContext* context,
                                              const pb::PublishVersionRequest* request,
                                              pb::PublishVersionResponse* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/PublishVersion");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    std::vector<std::int64_t> numbers;
    for (const std::string& name : request->change_sets()) {
      CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(name));
      numbers.push_back(number);
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto publication,
                            centre_.publisher->Publish(list, numbers, call.caller.name));
    centre_.heads->Look();
    *response->mutable_version() = ToProto(publication.version);
    for (const std::int64_t number : publication.conflicted) {
      response->add_conflicted(ChangeSetName(list, number));
    }
    return Ok();
  });
}

grpc::Status WatchlistService::DraftRevert(grpc::ServerContext* context,
                                           const pb::DraftRevertRequest* request,
                                           pb::ChangeSet* response) {
  constexpr Method kMethod("/chowki.watchlist.v1.WatchlistService/DraftRevert");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::string list, ParseListName(request->parent()));
    if (!wire::IsUuid(request->request_id())) {
      return wire::FieldError("request_id", InvalidInput("must be a UUID"));
    }
    const central::NewChangeSet wanted{list,
                                       fmt::format("back to version {}", request->to_version()),
                                       central::Content::kChanges, request->request_id()};
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set,
                            centre_.store->WriteFor([&](sql::Connection& store) {
                              return central::DraftRevert(store, wanted, request->to_version(),
                                                          call.caller.name, centre_.clock->Now());
                            }));
    *response = ToProto(set);
    return Ok();
  });
}

}  // namespace chowki::central_service
