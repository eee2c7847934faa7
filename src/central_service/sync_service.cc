#include "central_service/sync_service.h"

#include <algorithm>

#include "central/device.h"
#include "central/file_store.h"
#include "central/head.h"
#include "central/past_version.h"
#include "central/roots.h"
#include "central/store.h"
#include "central/withdrawn.h"
#include "central_service/head_call.h"
#include "sync/piece.h"
#include "trust/bucket.h"
#include "trust/byte_text.h"
#include "trust/file_spec.h"
#include "wire/field_error.h"

namespace chowki::central_service {
namespace {

namespace pb = sync::v1;
using service::Call;
using service::Method;

constexpr std::int64_t kManifestsAtOnce = 64;
constexpr size_t kBucketMessageBytes = 1 << 20;
constexpr size_t kMaxReportBytes = 64 << 10;

Status Gone() { return Cancelled("the caller went away"); }

}  // namespace

grpc::Status SyncService::GetRoots(grpc::ServerContext* context, const pb::GetRootsRequest* request,
                                   pb::GetRootsResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/GetRoots");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto roots, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::RootsAfter(store, request->after_version());
    }));
    for (const std::string& root : roots) response->add_roots(root);
    return Ok();
  });
}

grpc::ServerUnaryReactor* SyncService::GetHead(grpc::CallbackServerContext* context,
                                               const pb::GetHeadRequest* request,
                                               pb::GetHeadResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/GetHead");
  return HeadCall::Begin(centre_.heads, gate_->Admit(kMethod, *context), *request, response);
}

grpc::Status SyncService::ListManifests(grpc::ServerContext* context,
                                        const pb::ListManifestsRequest* request,
                                        pb::ListManifestsResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/ListManifests");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(
        const auto manifests, centre_.store->ReadFor([&](sql::Connection& store) {
          return central::ManifestsAfter(store, request->list(), request->after_version(),
                                         kManifestsAtOnce);
        }));
    for (const std::string& manifest : manifests) response->add_manifests(manifest);
    return Ok();
  });
}

// A transaction a chunk: a slow line holds nothing at the centre.
grpc::Status SyncService::StreamFile(grpc::ServerContext* context,
                                     const pb::StreamFileRequest* request,
                                     grpc::ServerWriter<pb::StreamFileResponse>* writer) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/StreamFile");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    const auto sha256 = trust::AsArray<32>(request->sha256());
    if (!sha256) return wire::FieldError("sha256", InvalidInput("32 bytes"));
    CHOWKI_RETURN_IF_ERROR(
        wire::CheckRange("first_byte", static_cast<double>(request->first_byte()), 0, 1e15));
    const auto chunk_bytes = static_cast<std::int64_t>(trust::kChunkBytes);
    auto at = static_cast<size_t>(request->first_byte() % chunk_bytes);
    std::int64_t carried = 0;
    pb::StreamFileResponse response;
    for (std::int64_t number = request->first_byte() / chunk_bytes;; ++number, at = 0) {
      CHOWKI_RETURN_IF_ERROR(call.deadline.Check("the next chunk"));
      CHOWKI_ASSIGN_OR_RETURN(const auto chunk, centre_.store->ReadFor([&](sql::Connection& store) {
        return central::ReadChunk(store, *sha256, number);
      }));
      if (!chunk) return Ok();
      while (at < chunk->size()) {
        response.set_piece(chunk->substr(at, sync::PieceBytes(carried)));
        if (!writer->Write(response)) return Gone();
        at += response.piece().size();
        carried += std::ssize(response.piece());
      }
    }
  });
}

grpc::Status SyncService::GetBucketDigests(grpc::ServerContext* context,
                                           const pb::GetBucketDigestsRequest* request,
                                           pb::GetBucketDigestsResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/GetBucketDigests");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(
        *response->mutable_digests(),
        centre_.store->ReadFor([&](sql::Connection& store) -> Result<std::string> {
          CHOWKI_ASSIGN_OR_RETURN(
              const auto version,
              central::PastVersion::Read(store, request->list(), request->version()));
          return version.Digests(store);
        }));
    return Ok();
  });
}

grpc::Status SyncService::StreamBuckets(grpc::ServerContext* context,
                                        const pb::StreamBucketsRequest* request,
                                        grpc::ServerWriter<pb::StreamBucketsResponse>* writer) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/StreamBuckets");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(
        const central::PastVersion version, centre_.store->ReadFor([&](sql::Connection& store) {
          return central::PastVersion::Read(store, request->list(), request->version());
        }));
    for (const int bucket : request->buckets()) {
      CHOWKI_RETURN_IF_ERROR(call.deadline.Check("the next bucket"));
      CHOWKI_RETURN_IF_ERROR(wire::CheckRange("buckets", bucket, 0, trust::kBucketCount - 1));
      CHOWKI_ASSIGN_OR_RETURN(const auto entries,
                              centre_.store->ReadFor([&](sql::Connection& store) {
                                return version.EntriesOf(store, bucket);
                              }));
      pb::StreamBucketsResponse response;
      response.set_bucket(bucket);
      size_t bytes = 0;
      for (const std::string& entry : entries) {
        if (bytes + entry.size() > kBucketMessageBytes) {
          if (!writer->Write(response)) return Gone();
          response.clear_entries();
          bytes = 0;
        }
        response.add_entries(entry);
        bytes += entry.size();
      }
      if (!writer->Write(response)) return Gone();
    }
    return Ok();
  });
}

grpc::Status SyncService::GetWithdrawn(grpc::ServerContext* context,
                                       const pb::GetWithdrawnRequest* request,
                                       pb::GetWithdrawnResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/GetWithdrawn");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(
        const central::Withdrawn withdrawn, centre_.store->ReadFor([&](sql::Connection& store) {
          return central::ReadWithdrawn(store, request->known_change(), centre_.clock->Now());
        }));
    response->set_change(withdrawn.change);
    for (const central::WithdrawnPost& post : withdrawn.posts) {
      auto& told = *response->add_posts();
      told.set_device(post.device);
      told.mutable_accepted_serials()->Add(post.accepted_serials.begin(),
                                           post.accepted_serials.end());
    }
    return Ok();
  });
}

grpc::Status SyncService::ReportState(grpc::ServerContext* context,
                                      const pb::ReportStateRequest* request,
                                      pb::ReportStateResponse* response) {
  constexpr Method kMethod("/chowki.sync.v1.SyncService/ReportState");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    const Time now = centre_.clock->Now();
    const central::DeviceReport report{now, request->clock_unix_ms() - central::ToMs(now),
                                       request->SerializeAsString()};
    if (report.message.size() > kMaxReportBytes) return InvalidInput("the report is too long");
    CHOWKI_RETURN_IF_ERROR(centre_.store->Write([&](sql::Connection& store) {
      return central::KeepReport(store, call.caller.name, report);
    }));
    response->set_clock_unix_ms(central::ToMs(now));
    return Ok();
  });
}

}  // namespace chowki::central_service
