#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
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

// Keeps the lists that the centre publishes in force: loads what the post holds, then asks the
// centre, for as long as the service runs. Without a line everything goes on with what is held; its
// age tells. A list that cannot be brought or loaded holds up no other: it is left out of the
// questions until its own pause is over.
//
// thread  has its own; ends it when it goes.
class ListSync {
 public:
  struct Options {
    sync::CentreAddress centre;
    sync::CertificateFiles certificate;  // of both; may be empty
    // The centre itself when `centre` is a relay, which has no single buckets; may be empty.
    std::optional<sync::CentreAddress> buckets;
    std::filesystem::path store;                // made on the first start
    std::string first_root;                     // envelope, for the first start
    std::map<std::string, ListInForce*> lists;  // by name; must outlive it
    trust::Policy policy;
    std::function<std::int64_t()> events_waiting;  // told to the centre; may be empty
  };

  // metrics  must outlive it.
  // errors   those of sync::PostStore, and of credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<ListSync>> Start(const Options& options,
                                                               Metrics* metrics);
  ~ListSync();
  ListSync(const ListSync&) = delete;
  ListSync& operator=(const ListSync&) = delete;

  // Looks and asks again now instead of after the pause; from any thread.
  void Wake();

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Followed {
    ListInForce* list = nullptr;
    std::optional<Digest> loaded;  // manifest of what is in force
    sync::Backoff backoff;         // of a list that fails while others do not
    SteadyTime due{};              // when it is asked for again
    bool damaged = false;          // what lies in the store is not what was signed
  };
  ListSync(Options options, sync::PostStore store, std::unique_ptr<sync::Centre> centre,
           std::unique_ptr<sync::Centre> buckets, Metrics* metrics);
  void Run();
  // One question to the centre, and what comes of it. returns  how long to wait for the next.
  sync::Backoff::Duration Round();
  // A list could not be brought: the centre hears why, and the others do not wait for it.
  void SitOut(const std::map<std::string, Status>& failed);
  void SitOut(const std::string& name, Followed& followed, const Status& why);
  // Brings lists whose entries are damaged back to what was signed.
  void Mend();
  // Tells the centre how this post is. error_reason  of this round; "": all is well.
  void Report(const std::string& error_reason);
  // Puts in force what the post holds by now, whoever brought it: this thread or a bundle.
  void Refresh();
  void Refresh(const std::string& name, Followed& followed, const trust::TrustState& state);
  // false: it is time to end.
  bool Sleep(sync::Backoff::Duration time);

  const Options options_;
  sync::PostStore store_;
  const std::unique_ptr<sync::Centre> centre_;
  const std::unique_ptr<sync::Centre> buckets_;  // null: centre_ has them, or nobody
  Metrics* const metrics_;
  SystemClock clock_;
  sync::Puller puller_;
  sync::Backoff backoff_;
  std::map<std::string, Followed> lists_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  bool woken_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
