#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

namespace chowki {

// Counters, gauges and histograms of one process, printed in the Prometheus text format.
//
// Names follow Prometheus' habit: chowki_<room>_<what>_<unit>[_total]. Labels must have few values:
// never an id, never anything of a person.
// thread  safe.
class Metrics {
 public:
  using Labels = std::initializer_list<std::pair<const std::string, std::string>>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void Count(const std::string& name, Labels labels = {}, double by = 1);
  void Set(const std::string& name, double value, Labels labels = {});
  void ObserveSeconds(const std::string& name, double seconds, Labels labels = {});

  [[nodiscard]] std::string ToText() const;

 private:
  struct Registry;
  std::unique_ptr<Registry> registry_;
};

}  // namespace chowki
