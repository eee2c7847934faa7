#include "sync/pusher.h"

#include "base/log.h"
#include "chowki/event/v1/event_service.grpc.pb.h"
#include "sync/event.h"
#include "sync/grpc_status.h"
#include "sync/line.h"
#include "trust/byte_text.h"

namespace chowki::sync {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
namespace pb = chowki::event::v1;

constexpr auto kCursorPatience = 30s;
constexpr auto kPushPatience = 30min;

// Where to go on.
struct Position {
  std::int64_t stream_epoch = 1;
  std::int64_t sequence = 0;
  bool new_stream = false;
};

Result<Position> PositionFor(const pb::Cursor& cursor, const journal::Journal& journal) {
  if (cursor.stream_epoch() == 0) return Position();
  CHOWKI_ASSIGN_OR_RETURN(const auto ours, journal.HashAt(cursor.sequence()));
  if (ours && trust::AsText(*ours) == cursor.chain()) {
    return Position{cursor.stream_epoch(), cursor.sequence(), false};
  }
  log::Error("sync.journal_is_another",
             {{"stream_epoch", cursor.stream_epoch()}, {"sequence", cursor.sequence()}});
  return Position{cursor.stream_epoch() + 1, 0, true};
}

pb::PushEventsRequest RequestOf(std::int64_t stream_epoch, std::vector<journal::ChainRow> rows) {
  pb::PushEventsRequest request;
  request.set_stream_epoch(stream_epoch);
  for (journal::ChainRow& row : rows) {
    *request.add_events() = ToEvent(std::move(row));
  }
  return request;
}

}  // namespace

struct Pusher::Calls {
  explicit Calls(Dialled made) : dialled(std::move(made)) {}

  Dialled dialled;
  std::unique_ptr<pb::EventService::Stub> stub;  // of one push
  Line line;
};

Pusher::Pusher(std::unique_ptr<Calls> calls, const journal::Journal* journal)
    : calls_(std::move(calls)), journal_(journal) {}
Pusher::~Pusher() = default;

Result<std::unique_ptr<Pusher>> Pusher::Make(const CentreAddress& address,
                                             const journal::Journal* journal,
                                             const CertificateFiles& files) {
  CHOWKI_ASSIGN_OR_RETURN(Dialled dialled, Dialled::Make(address, files));
  return std::unique_ptr<Pusher>(new Pusher(std::make_unique<Calls>(std::move(dialled)), journal));
}

void Pusher::Cancel() { calls_->line.Cancel(); }

Result<Pushed> Pusher::Push() {
  calls_->stub = pb::EventService::NewStub(calls_->dialled.channel());
  pb::GetCursorResponse known;
  {
    Call call(calls_->line, kCursorPatience);
    CHOWKI_RETURN_IF_ERROR(FromGrpc(calls_->stub->GetCursor(&call.context, {}, &known)));
  }
  CHOWKI_ASSIGN_OR_RETURN(Position at, PositionFor(known.cursor(), *journal_));
  Pushed pushed;
  pushed.new_stream = at.new_stream;
  pushed.through = at.sequence;
  CHOWKI_ASSIGN_OR_RETURN(const journal::Head head, journal_->ReadHead());
  pushed.waiting = head.sequence - at.sequence;
  if (pushed.waiting == 0) return pushed;

  Call call(calls_->line, kPushPatience);
  const auto stream = calls_->stub->PushEvents(&call.context);
  std::int64_t sent = at.sequence;
  std::int64_t stored = at.sequence;
  int on_the_way = 0;
  Status read = Ok();
  while (true) {
    auto rows = journal_->RowsAfter(sent, kBatchRows, kBatchBytes);
    read = rows.status();
    const bool more = rows.ok() && !rows->empty();
    if (more) {
      sent = rows->back().sequence;
      if (!stream->Write(RequestOf(at.stream_epoch, *std::move(rows)))) break;
      if (++on_the_way < kWindow) continue;
    }
    if (on_the_way == 0) break;
    pb::PushEventsResponse response;
    if (!stream->Read(&response)) break;
    --on_the_way;
    stored = std::max<std::int64_t>(stored, response.cursor().sequence());
  }
  stream->WritesDone();
  const Status ended = FromGrpc(stream->Finish());
  pushed.stored = stored - at.sequence;
  pushed.through = stored;
  pushed.waiting = std::max(sent, head.sequence) - stored;
  CHOWKI_RETURN_IF_ERROR(read);
  // What was stored is stored, also when the line broke after it.
  if (!ended.ok() && pushed.stored == 0) return ended;
  return pushed;
}

}  // namespace chowki::sync
