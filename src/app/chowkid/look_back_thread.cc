#include "app/chowkid/look_back_thread.h"

#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"

namespace chowki::app {
namespace {

constexpr int kNicest = 19;
constexpr std::chrono::seconds kLook{1};  // for a new version
constexpr std::chrono::seconds kAfterFault{60};
// Between two pages: the journal's one writer is not ours alone.
constexpr std::chrono::milliseconds kBreath{2};

}  // namespace

LookBackThread::LookBackThread(service::LookBack look_back) : look_back_(std::move(look_back)) {
  thread_ = std::jthread([this] { Run(); });
}

LookBackThread::~LookBackThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
}

void LookBackThread::Run() {
  // On Linux of this thread alone.
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNicest);
  while (true) {
    const auto more = look_back_.Step();
    std::chrono::milliseconds pause = kLook;
    if (!more.ok()) {
      pause = kAfterFault;
      log::Error("look_back.failed", {{"code", static_cast<int>(more.status().code())},
                                      {"fault", log::Value::Id(Message(more.status()))}});
    } else if (*more) {
      pause = kBreath;
    }
    std::unique_lock lock(mutex_);
    if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
  }
}

}  // namespace chowki::app
