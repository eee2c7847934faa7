#include "service/server.h"

#include <mutex>

#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "base/log.h"
#include "pki/certificate.h"
#include "service/fence.h"
#include "service/gate.h"

namespace chowki::service {
namespace {

constexpr int kMetadataBytes = 8 << 10;
constexpr int kTlsFrameBytes = 4096;
constexpr int kReadBytes = 1024;
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
constexpr int kShortestPingMs = 30'000;
constexpr int kConnectionAgeMs = 3'600'000;
constexpr int kConnectionGraceMs = 70'000;  // longer than the longest call

bool IsLoopback(std::string_view address) {
  const std::string_view host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Result<std::shared_ptr<grpc::ServerCredentials>> Credentials(const ServerOptions& options,
                                                             const Gate* gate) {
  if (!options.tls) {
    if (IsLoopback(options.address)) return grpc::InsecureServerCredentials();
    return InvalidInput("{} is reached from other machines: TLS is needed there", options.address);
  }
  CHOWKI_RETURN_IF_ERROR(Annotate(pki::ReadCertificate(options.tls->certificate).status(),
                                  "the server's certificate"));
  const auto& client_authority = options.tls->client_authority;
  if (client_authority) {
    CHOWKI_RETURN_IF_ERROR(
        Annotate(pki::ReadCertificate(*client_authority).status(), "the callers' authority"));
  }
  grpc::SslServerCredentialsOptions ssl(
      client_authority ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                       : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  ssl.pem_root_certs = client_authority.value_or("");
  ssl.pem_key_cert_pairs.push_back({options.tls->key, options.tls->certificate});
  auto credentials = grpc::SslServerCredentials(ssl);
  credentials->SetAuthMetadataProcessor(std::make_shared<Fence>(gate));
  return credentials;
}

// Thousands of posts wait at a centre, so a connection that is idle shall cost little: 12 of 128 KB
// go with these, for some more bytes of headers in a call and more, shorter TLS frames in a file.
void KeepConnectionsSmall(grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
  builder.AddChannelArgument(GRPC_ARG_TSI_MAX_FRAME_SIZE, kTlsFrameBytes);
  builder.AddChannelArgument(GRPC_ARG_TCP_READ_CHUNK_SIZE, kReadBytes);  // grows when there is more
  builder.AddChannelArgument(GRPC_ARG_HTTP2_HPACK_TABLE_SIZE_DECODER, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_HPACK_TABLE_SIZE_ENCODER, 0);
}

void SetLimits(const ServerOptions& options, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("chowki");
  quota.Resize(options.memory_bytes).SetMaxThreads(options.threads);
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(options.message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.streams_per_connection);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kShortestPingMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kConnectionAgeMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kConnectionGraceMs);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  KeepConnectionsSmall(builder);
}

// gRPC's own complaints as lines of our log: refused handshakes, taken ports.
void LogOfGrpc(gpr_log_func_args* line) {
  log::Warning("grpc", {{"text", log::Value::Id(line->message)}});
}

// What gRPC keeps for the whole process.
void PrepareGrpcOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    gpr_set_log_function(LogOfGrpc);
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
}

}  // namespace

// Members go in the reverse order: the server first, then what its calls use.
struct Server::Running {
  Running(const ServerOptions& options, Metrics* metrics, const MakeServices& make_services)
      : gate({options.longest_call, options.without_certificate, options.vet}, metrics),
        services(make_services(&gate)) {}

  Gate gate;
  Services services;
  int port = 0;
  std::unique_ptr<grpc::Server> server;
};

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Server::~Server() { Drain(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Metrics* metrics,
                                              const MakeServices& make_services) {
  PrepareGrpcOnce();
  auto running = std::make_unique<Running>(options, metrics, make_services);
  CHOWKI_ASSIGN_OR_RETURN(const auto credentials, Credentials(options, &running->gate));
  grpc::ServerBuilder builder;
  SetLimits(options, builder);
  builder.AddListeningPort(options.address, credentials, &running->port);
  for (const auto& service : running->services) builder.RegisterService(service.get());
  running->server = builder.BuildAndStart();
  if (!running->server || running->port == 0) {
    return Unavailable("cannot listen on {}: taken, or key and certificate do not belong together",
                       options.address);
  }
  return std::unique_ptr<Server>(new Server(std::move(running)));
}

int Server::port() const { return running_->port; }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);  // answers of our own
  return running_->server->InProcessChannel(arguments);
}

Tickets& Server::tickets() { return running_->gate.tickets(); }

void Server::SetRevoked(RevokedSerials revoked) { running_->gate.SetRevoked(std::move(revoked)); }

void Server::SetHealth(const std::string& service, bool serving) {
  running_->server->GetHealthCheckService()->SetServingStatus(service, serving);
}

void Server::Drain(std::chrono::milliseconds wait) {
  running_->server->Shutdown(std::chrono::system_clock::now() + wait);
  running_->server->Wait();
}

}  // namespace chowki::service
