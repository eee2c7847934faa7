#pragma once

#include <fstream>
#include <string>

#include "pki/authority.h"
#include "support/temp_folder.h"

namespace chowki::test {

[[nodiscard]] inline std::string ReadText(const std::filesystem::path& file) {
  std::ifstream in(file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

// An authority of its own in a folder of its own.
class TestPki {
 public:
  TestPki() { CHOWKI_CHECK(pki::InitAuthority(folder_.path(), "Test CA", clock_).ok()); }

  [[nodiscard]] pki::KeyPair Server() {
    pki::Wish wish;
    wish.name = "server";
    wish.dns = {"localhost"};
    wish.ip = {"127.0.0.1"};
    return pki::Issue(folder_.path(), wish, clock_).value();
  }

  [[nodiscard]] pki::KeyPair Client(const std::string& name, std::vector<pki::Role> roles) {
    pki::Wish wish;
    wish.name = name;
    wish.roles = std::move(roles);
    return pki::Issue(folder_.path(), wish, clock_).value();
  }

  [[nodiscard]] std::filesystem::path authority() const { return folder_ / "ca.crt"; }

 private:
  TempFolder folder_;
  SystemClock clock_;
};

}  // namespace chowki::test
