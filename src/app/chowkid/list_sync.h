#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/chowkid/list_in_force.h"
#include "base/metrics.h"
#include "base/status.h"
#include "sync/backoff.h"
#include "sync/centre.h"
#include "sync/post_store.h"
#include "sync/puller.h"
#include "trust/policy.h"

namespace chowki::app {

// Keeps the list that the centre publishes in force: loads what the post holds, then asks the
// centre, for as long as the service runs. Without a line everything goes on with what is held; its
// age tells.
//
// thread  has its own; ends it when it goes.
class ListSync {
 public:
  struct Options {
    sync::CentreAddress centre;
    std::filesystem::path store;  // made on the first start
    std::string first_root;       // envelope, for the first start
    std::string list;
    trust::Policy policy;
    std::function<std::int64_t()> events_waiting;  // told to the centre; may be empty
  };

  // list, metrics  must outlive it.
  // errors         those of sync::PostStore, and of credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<ListSync>> Start(const Options& options,
                                                               ListInForce* list, Metrics* metrics);
  ~ListSync();
  ListSync(const ListSync&) = delete;
  ListSync& operator=(const ListSync&) = delete;

  // Looks and asks again now instead of after the pause; from any thread.
  void Wake();

 private:
  ListSync(Options options, sync::PostStore store, std::unique_ptr<sync::Centre> centre,
           ListInForce* list, Metrics* metrics);
  void Run();
  // One question to the centre, and what comes of it. returns  how long to wait for the next.
  sync::Backoff::Duration Round();
  // Tells the centre how this post is. error_reason  of this round; "": all is well.
  void Report(const std::string& error_reason);
  // Puts in force what the post holds by now, whoever brought it: this thread or a bundle.
  void Refresh();
  // false: it is time to end.
  bool Sleep(sync::Backoff::Duration time);

  const Options options_;
  sync::PostStore store_;
  const std::unique_ptr<sync::Centre> centre_;
  ListInForce* const list_;
  Metrics* const metrics_;
  SystemClock clock_;
  sync::Puller puller_;
  sync::Backoff backoff_;
  std::optional<Digest> loaded_;  // manifest of the list in force
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  bool woken_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
