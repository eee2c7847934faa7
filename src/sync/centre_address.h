#pragma once

#include <string>

namespace chowki::sync {

// Where the centre or a relay is, and who we are to it.
struct CentreAddress {
  std::string server;  // HOST:PORT
  // PEM texts; all empty: no TLS, for development on loopback.
  std::string authority;
  std::string certificate;
  std::string key;
};

}  // namespace chowki::sync
