#include "support/small_disk.h"

#include <fstream>
#include <string>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace chowki::test {
namespace {

std::string SizeOption(std::int64_t bytes) { return "size=" + std::to_string(bytes); }

// A namespace for mounts; for somebody who is not root within one in which he is.
bool EnterNamespace() {
  const auto user = ::getuid();
  const auto group = ::getgid();
  if (::unshare(CLONE_NEWNS) != 0) {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
    std::ofstream("/proc/self/gid_map") << "0 " << group << " 1";
  }
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

}  // namespace

SmallDisk::SmallDisk(const std::filesystem::path& folder, std::int64_t bytes) : folder_(folder) {
  mounted_ = EnterNamespace() &&
             ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, SizeOption(bytes).c_str()) == 0;
}

bool SmallDisk::Resize(std::int64_t bytes) const {
  return ::mount(nullptr, folder_.c_str(), nullptr, MS_REMOUNT, SizeOption(bytes).c_str()) == 0;
}

}  // namespace chowki::test
