#pragma once

#include <chrono>
#include <thread>

#include <grpc/grpc.h>

namespace chowki::app {

// Keeps gRPC for as long as it lives, then waits until gRPC's own threads are gone. OpenSSL's exit
// handler frees what those threads still use: a program that ends without waiting may crash or leak
// (grpc issue 38539). Make one in main, before the first channel or server.
class GrpcLifetime {
 public:
  GrpcLifetime() { grpc_init(); }

  // Connections that are still being wound up hold gRPC a little longer than we do.
  ~GrpcLifetime() {
    grpc_shutdown_blocking();
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (grpc_is_initialized() != 0 && std::chrono::steady_clock::now() < patience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  GrpcLifetime(const GrpcLifetime&) = delete;
  GrpcLifetime& operator=(const GrpcLifetime&) = delete;
};

}  // namespace chowki::app
