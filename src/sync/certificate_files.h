#pragma once

#include <filesystem>

namespace chowki::sync {

// Where the certificate and key of a CentreAddress come from: read anew before a call when either
// file was replaced. Empty: they never change.
struct CertificateFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

}  // namespace chowki::sync
