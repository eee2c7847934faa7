#include "infer/network.h"

#include <bit>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "infer/one_thread.h"
#include "infer/plan.h"

namespace chowki::infer {
namespace {

// A plan is some 100 KB of machine code. Lines of text come in 20 widths, pages in as many heights.
constexpr std::size_t kMostPlans = 48;

// The width of the plan that a picture is computed with: an eighth wider at most, so that strips,
// which come in any width, share a few plans.
std::int64_t PlannedColumns(int columns) {
  constexpr std::int64_t kLeast = 32;
  const auto width = static_cast<std::uint64_t>(columns);
  const auto step = std::max(kLeast, static_cast<std::int64_t>(std::bit_floor(width) / 8));
  return (columns + step - 1) / step * step;
}

// Memory of one caller at work.
class Buffer {
 public:
  std::byte* AtLeast(std::size_t bytes) {
    if (bytes > bytes_) {
      memory_.reset();
      memory_.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, bytes)));
      if (!memory_) throw std::bad_alloc();
      bytes_ = bytes;
    }
    return memory_.get();
  }

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte, Free> memory_;
  std::size_t bytes_ = 0;
};

}  // namespace

class Network::Engine {
 public:
  explicit Engine(Graph graph)
      : graph_(std::move(graph)), engine_(dnnl::engine::kind::cpu, 0), weights_(graph_, engine_) {}

  Result<Maps> Run(const Picture& picture) {
    const OneThread one_thread;
    CHOWKI_ASSIGN_OR_RETURN(const std::vector<RowsColumns> sizes,
                            Sizes(graph_, {picture.rows, picture.columns}));
    CHOWKI_ASSIGN_OR_RETURN(const std::shared_ptr<const Plan> plan,
                            PlanFor({picture.rows, PlannedColumns(picture.columns)}));
    Buffer buffer = Borrow();
    dnnl::stream stream(engine_);
    Maps maps = plan->Run(picture, sizes, buffer.AtLeast(plan->buffer_bytes()), stream);
    GiveBack(std::move(buffer));
    return maps;
  }

 private:
  Result<std::shared_ptr<const Plan>> PlanFor(RowsColumns picture) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = std::find_if(plans_.begin(), plans_.end(),
                                      [&](const auto& plan) { return plan->picture() == picture; });
      if (found != plans_.end()) {
        std::rotate(found, found + 1, plans_.end());
        return plans_.back();
      }
    }
    // Outside the lock: nobody waits for a plan that is not his. Two callers may make the same one.
    CHOWKI_ASSIGN_OR_RETURN(std::vector<RowsColumns> sizes, Sizes(graph_, picture));
    auto plan = std::make_shared<const Plan>(graph_, std::move(sizes), engine_, weights_);
    const std::lock_guard lock(mutex_);
    if (plans_.size() >= kMostPlans) plans_.erase(plans_.begin());
    plans_.push_back(plan);
    return plan;
  }

  Buffer Borrow() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return {};
    Buffer buffer = std::move(idle_.back());
    idle_.pop_back();
    return buffer;
  }

  void GiveBack(Buffer buffer) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(buffer));
  }

  const Graph graph_;
  const dnnl::engine engine_;
  Weights weights_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<const Plan>> plans_;  // least recently used first
  std::vector<Buffer> idle_;                        // as many as callers were at work at once
};

Network::Network(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::Load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return NotFound("model {} cannot be opened", file.string());
  const std::string onnx{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  Result<Graph> graph = ParseOnnx(onnx);
  if (!graph.ok()) {
    return FailedPrecondition("model {} is not a network that can be run: {}", file.string(),
                              Message(graph.status()));
  }
  try {
    return Network(std::make_unique<Engine>(std::move(*graph)));
  } catch (const dnnl::error& error) {
    return FailedPrecondition("oneDNN has no engine for this machine: {}", error.what());
  }
}

Result<Maps> Network::Run(const Picture& picture) const {
  try {
    return engine_->Run(picture);
  } catch (const dnnl::error& error) {
    return Internal("network failed: {}", error.what());
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("no memory for a network at {} x {}", picture.rows, picture.columns);
  }
}

}  // namespace chowki::infer
