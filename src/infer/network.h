#pragma once

#include <filesystem>
#include <memory>

#include "base/status.h"
#include "infer/maps.h"

namespace chowki::infer {

// One trained network, loaded once and run by many threads; it starts none of its own. What is
// prepared for a size of picture is kept for the next of that size, within limits; each caller at
// work has one buffer of some MB, which stays for the next caller.
//
// thread  safe: Run() may be called from any number of threads.
class Network {
 public:
  // file    an ONNX file of one picture in and maps out; the kinds of nodes are those of graph.h.
  // errors  kNotFound when it cannot be read; kFailedPrecondition naming the file and the node when
  //         it cannot be run.
  [[nodiscard]] static Result<Network> Load(const std::filesystem::path& file);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  // picture  of the size and content that the network's contract in models/README.md names.
  // errors   kInvalidArgument when the network takes no picture of that size; kInternal with
  //          oneDNN's words.
  [[nodiscard]] Result<Maps> Run(const Picture& picture) const;

 private:
  class Engine;
  explicit Network(std::unique_ptr<Engine> engine);

  std::unique_ptr<Engine> engine_;
};

}  // namespace chowki::infer
