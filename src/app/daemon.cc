#include "app/daemon.h"

#include <time.h>

namespace chowki::app {

sigset_t BlockSignals() {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void RunUntilStopped(const sigset_t& signals, const std::function<void()>& tick,
                     const std::function<void()>& reload) {
  const timespec second{1, 0};
  while (true) {
    tick();
    const int signal = ::sigtimedwait(&signals, nullptr, &second);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) reload();
  }
}

log::Level LevelFrom(const std::string& name) {
  if (name == "debug") return log::Level::kDebug;
  if (name == "warning") return log::Level::kWarning;
  return name == "error" ? log::Level::kError : log::Level::kInfo;
}

bool IsLevel(const std::string& name) {
  return name == "debug" || name == "info" || name == "warning" || name == "error";
}

}  // namespace chowki::app
