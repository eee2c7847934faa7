#include "base/metrics.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

TEST_CASE("metrics come out in the Prometheus text format", "[base]") {
  Metrics metrics;
  metrics.Count("chowki_test_total", {{"outcome", "ok"}});
  metrics.Count("chowki_test_total", {{"outcome", "ok"}});
  metrics.ObserveSeconds("chowki_test_seconds", 0.2);
  const std::string text = metrics.ToText();
  CHECK(text.find("chowki_test_total{outcome=\"ok\"} 2") != std::string::npos);
  CHECK(text.find("chowki_test_seconds_count 1") != std::string::npos);
}

}  // namespace
}  // namespace chowki
