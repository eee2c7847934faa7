#pragma once

#include <grpc/grpc.h>

namespace chowki::app {

// Keeps gRPC for as long as it lives, then waits until gRPC's own threads are gone. OpenSSL's exit
// handler frees what those threads still use: a program that ends without waiting may crash or leak
// (grpc issue 38539). Make one in main, before the first channel or server.
class GrpcLifetime {
 public:
  GrpcLifetime() { grpc_init(); }
  ~GrpcLifetime() { grpc_shutdown_blocking(); }

  GrpcLifetime(const GrpcLifetime&) = delete;
  GrpcLifetime& operator=(const GrpcLifetime&) = delete;
};

}  // namespace chowki::app
