#include "base/metrics.h"

#include <map>
#include <mutex>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace chowki {
namespace {

// Seconds. Stages take milliseconds, a whole screening up to its deadline of a few seconds.
const prometheus::Histogram::BucketBoundaries kBuckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,   0.5,   1,    2.5,   5};

}  // namespace

struct Metrics::Registry {
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<std::string, prometheus::Family<prometheus::Counter>*> counters;
  std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges;
  std::map<std::string, prometheus::Family<prometheus::Histogram>*> histograms;

  template <typename Metric, typename Builder>
  prometheus::Family<Metric>& Family(std::map<std::string, prometheus::Family<Metric>*>& families,
                                     const std::string& name, Builder build) {
    const std::lock_guard lock(mutex);
    auto& family = families[name];
    if (family == nullptr) family = &build().Name(name).Register(registry);
    return *family;
  }
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

void Metrics::Count(const std::string& name, Labels labels, double by) {
  registry_->Family(registry_->counters, name, [] { return prometheus::BuildCounter(); })
      .Add(labels)
      .Increment(by);
}

void Metrics::Set(const std::string& name, double value, Labels labels) {
  registry_->Family(registry_->gauges, name, [] { return prometheus::BuildGauge(); })
      .Add(labels)
      .Set(value);
}

void Metrics::ObserveSeconds(const std::string& name, double seconds, Labels labels) {
  registry_->Family(registry_->histograms, name, [] { return prometheus::BuildHistogram(); })
      .Add(labels, kBuckets)
      .Observe(seconds);
}

std::string Metrics::ToText() const {
  return prometheus::TextSerializer().Serialize(registry_->registry.Collect());
}

}  // namespace chowki
