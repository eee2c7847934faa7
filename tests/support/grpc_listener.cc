// A test program that speaks gRPC ends only when gRPC's threads have.

#include <optional>

#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>

#include "app/grpc_lifetime.h"

namespace chowki::test {
namespace {

struct GrpcListener : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;

  void testRunStarting(const Catch::TestRunInfo&) override { lifetime_.emplace(); }
  void testRunEnded(const Catch::TestRunStats&) override { lifetime_.reset(); }

  std::optional<app::GrpcLifetime> lifetime_;
};

CATCH_REGISTER_LISTENER(GrpcListener)

}  // namespace
}  // namespace chowki::test
