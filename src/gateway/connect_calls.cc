#include "gateway/connect_calls.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include "gateway/connect_codec.h"
#include "gateway/connect_error.h"
#include "google/rpc/status.pb.h"

namespace chowki::gateway {
namespace {

namespace pb = google::protobuf;

constexpr std::chrono::milliseconds kLongest{60'000};
constexpr size_t kTimeoutDigits = 10;

struct MediaType {
  std::string_view name;
  bool stream;
  Encoding encoding;
};
constexpr MediaType kMediaTypes[] = {
    {"application/json", false, Encoding::kJson},
    {"application/proto", false, Encoding::kBinary},
    {"application/connect+json", true, Encoding::kJson},
    {"application/connect+proto", true, Encoding::kBinary},
};

const MediaType* MediaTypeOf(const Request& request) {
  const std::string_view named = request.HeaderOf("Content-Type");
  const std::string_view bare = named.substr(0, named.find(';'));
  const auto* found = std::ranges::find(kMediaTypes, bare, &MediaType::name);
  return found == std::end(kMediaTypes) ? nullptr : found;
}

bool IsPlain(std::string_view encoding) { return encoding.empty() || encoding == "identity"; }

Result<std::chrono::milliseconds> TimeoutOf(const Request& request) {
  const std::string_view text = request.HeaderOf("Connect-Timeout-Ms");
  if (text.empty()) return kLongest;
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (error != std::errc() || end != text.data() + text.size() || text.size() > kTimeoutDigits ||
      ms < 0) {
    return WithDetail(InvalidInput("Connect-Timeout-Ms is not a number of milliseconds"),
                      {"FIELD_INVALID", {{"field", "Connect-Timeout-Ms"}}});
  }
  return std::min(std::chrono::milliseconds(ms), kLongest);
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

google::rpc::Status ErrorOf(const grpc::Status& status) {
  google::rpc::Status error;
  if (error.ParseFromString(status.error_details()) && error.code() != 0) return error;
  error.Clear();
  error.set_code(status.error_code());
  error.set_message(status.error_message());
  return error;
}

std::string EndOfStream(const grpc::Status& status) {
  const std::string json =
      status.ok() ? "{}" : "{\"error\":" + ToConnectJson(ErrorOf(status)) + "}";
  return Envelope(kEndOfStream, json);
}

}  // namespace

// A call as it was asked for.
struct ConnectCalls::Order {
  const pb::MethodDescriptor* method = nullptr;
  MediaType media_type;
  std::string message;  // as gRPC takes it
  std::chrono::milliseconds timeout{};
};

// The calls that were started and have not ended.
class ConnectCalls::Running {
 public:
  void Add(grpc::ClientContext* call) {
    const std::lock_guard lock(mutex_);
    calls_.insert(call);
    if (closing_) call->TryCancel();
  }
  void Remove(grpc::ClientContext* call) {
    const std::lock_guard lock(mutex_);
    calls_.erase(call);
    none_.notify_all();
  }
  void CancelAll() {
    std::unique_lock lock(mutex_);
    closing_ = true;
    for (grpc::ClientContext* call : calls_) call->TryCancel();
    none_.wait(lock, [this] { return calls_.empty(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable none_;
  std::set<grpc::ClientContext*> calls_;
  bool closing_ = false;
};

class ConnectCalls::UnaryCall : public std::enable_shared_from_this<UnaryCall> {
 public:
  UnaryCall(std::shared_ptr<Exchange> exchange, Permit permit, Order order,
            std::shared_ptr<Running> running)
      : exchange_(std::move(exchange)),
        permit_(std::move(permit)),
        order_(std::move(order)),
        running_(std::move(running)) {}

  void Start(grpc::GenericStub& stub, const std::string& permit_metadata) {
    context_.AddMetadata(permit_metadata, *permit_);
    context_.set_deadline(std::chrono::system_clock::now() + order_.timeout);
    exchange_->WhenGone([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->context_.TryCancel();
    });
    running_->Add(&context_);
    request_ = ToBuffer(order_.message);
    order_.message.clear();
    stub.UnaryCall(&context_, exchange_->request().path, grpc::StubOptions(), &request_, &response_,
                   [self = shared_from_this()](const grpc::Status& status) { self->Done(status); });
  }

 private:
  void Done(const grpc::Status& status) {
    exchange_->Answer(AnswerOf(status));
    running_->Remove(&context_);
  }

  [[nodiscard]] Response AnswerOf(const grpc::Status& status) const {
    if (!status.ok()) return ToResponse(ErrorOf(status));
    auto body =
        FromWire(ToBytes(response_), order_.media_type.encoding, *order_.method->output_type());
    if (!body.ok()) return ToResponse(body.status());
    return {200, {{"Content-Type", std::string(order_.media_type.name)}}, *std::move(body)};
  }

  const std::shared_ptr<Exchange> exchange_;
  const Permit permit_;
  Order order_;
  const std::shared_ptr<Running> running_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

// A server stream. It keeps itself until gRPC says that it is done.
class ConnectCalls::StreamCall : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                                 public std::enable_shared_from_this<StreamCall> {
 public:
  StreamCall(std::shared_ptr<Exchange> exchange, Permit permit, Order order,
             std::shared_ptr<Running> running)
      : exchange_(std::move(exchange)),
        permit_(std::move(permit)),
        order_(std::move(order)),
        running_(std::move(running)) {}

  void Start(grpc::GenericStub& stub, const std::string& permit_metadata) {
    self_ = shared_from_this();
    context_.AddMetadata(permit_metadata, *permit_);
    context_.set_deadline(std::chrono::system_clock::now() + order_.timeout);
    exchange_->WhenGone([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->context_.TryCancel();
    });
    running_->Add(&context_);
    exchange_->Begin({200, {{"Content-Type", std::string(order_.media_type.name)}}, ""});
    request_ = ToBuffer(order_.message);
    stub.PrepareBidiStreamingCall(&context_, exchange_->request().path, grpc::StubOptions(), this);
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(&incoming_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    auto message =
        FromWire(ToBytes(incoming_), order_.media_type.encoding, *order_.method->output_type());
    if (!message.ok() || !exchange_->Write(Envelope(kMessage, *message))) context_.TryCancel();
    StartRead(&incoming_);
  }

  void OnDone(const grpc::Status& status) override {
    static_cast<void>(exchange_->Write(EndOfStream(status)));
    exchange_->End();
    running_->Remove(&context_);
    self_.reset();  // the last word: it may be gone after this
  }

 private:
  const std::shared_ptr<Exchange> exchange_;
  const Permit permit_;
  const Order order_;
  const std::shared_ptr<Running> running_;
  std::shared_ptr<StreamCall> self_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer incoming_;
};

ConnectCalls::ConnectCalls(std::shared_ptr<grpc::Channel> channel,
                           std::vector<std::string> services, std::string permit_metadata)
    : channel_(std::move(channel)),
      services_(std::move(services)),
      permit_metadata_(std::move(permit_metadata)),
      running_(std::make_shared<Running>()) {}

ConnectCalls::~ConnectCalls() { running_->CancelAll(); }

bool ConnectCalls::Serves(std::string_view path) const {
  return std::ranges::any_of(services_, [path](const std::string& service) {
    return path.starts_with("/" + service + "/");
  });
}

Result<ConnectCalls::Order> ConnectCalls::Read(const Request& request) const {
  std::string name = request.path.substr(1);
  std::ranges::replace(name, '/', '.');
  const auto* method = pb::DescriptorPool::generated_pool()->FindMethodByName(name);
  if (method == nullptr || method->client_streaming()) {
    return WithDetail(MakeStatus(StatusCode::kUnimplemented, "there is no such method here"),
                      {"METHOD_UNKNOWN", {{"method", request.path}}});
  }
  const MediaType* media_type = MediaTypeOf(request);
  if (media_type == nullptr || media_type->stream != method->server_streaming()) {
    return WithDetail(InvalidInput("Content-Type does not fit the method"),
                      {"FIELD_INVALID", {{"field", "Content-Type"}}});
  }
  if (!IsPlain(request.HeaderOf("Content-Encoding")) ||
      !IsPlain(request.HeaderOf("Connect-Content-Encoding"))) {
    return WithDetail(MakeStatus(StatusCode::kUnimplemented, "compressed messages are not taken"),
                      {"FIELD_INVALID", {{"field", "Content-Encoding"}}});
  }
  Order order{method, *media_type, {}, {}};
  CHOWKI_ASSIGN_OR_RETURN(order.timeout, TimeoutOf(request));
  std::string_view message = request.body;
  if (media_type->stream) {
    CHOWKI_ASSIGN_OR_RETURN(message, OnlyMessage(request.body));
  }
  CHOWKI_ASSIGN_OR_RETURN(order.message,
                          ToWire(message, media_type->encoding, *method->input_type()));
  return order;
}

void ConnectCalls::Call(std::shared_ptr<Exchange> exchange, Permit permit) {
  auto order = Read(exchange->request());
  if (!order.ok()) {
    exchange->Answer(ErrorAnswer(exchange->request(), order.status()));
    return;
  }
  grpc::GenericStub stub(channel_);
  if (order->media_type.stream) {
    std::make_shared<StreamCall>(std::move(exchange), std::move(permit), *std::move(order),
                                 running_)
        ->Start(stub, permit_metadata_);
  } else {
    std::make_shared<UnaryCall>(std::move(exchange), std::move(permit), *std::move(order), running_)
        ->Start(stub, permit_metadata_);
  }
}

}  // namespace chowki::gateway
