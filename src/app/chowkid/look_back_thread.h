#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "service/look_back.h"

namespace chowki::app {

// Looks back at kept crossings for as long as the service runs, when nothing else wants the cores.
//
// thread  has its own, of the lowest priority; ends it when it goes.
class LookBackThread {
 public:
  explicit LookBackThread(service::LookBack look_back);
  ~LookBackThread();
  LookBackThread(const LookBackThread&) = delete;
  LookBackThread& operator=(const LookBackThread&) = delete;

 private:
  void Run();

  service::LookBack look_back_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
