#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "base/status.h"
#include "pki/enrolment_token.h"
#include "sync/centre_address.h"

namespace chowki::app::cli {

// The folder in which a post keeps who it is to the centre:
//   post.pem       its key and its certificate, one file so that they change together; 0600
//   centre-ca.crt  the authority under which the centre stands
//   root.bin       the trust root that it begins with
//   sync.toml      the lines of chowkid's configuration that name them
// thread  one.
class PostFolder {
 public:
  // Makes the folder when there is none.
  // errors  kUnavailable.
  [[nodiscard]] static Result<PostFolder> Open(const std::filesystem::path& dir);

  // The key of an enrolment or renewal that is under way, made when there is none: whoever asks
  // again after an answer was lost asks with the same one.
  [[nodiscard]] Result<std::string> PendingKey() const;

  // certificate  of the pending key.
  // errors       kPermissionDenied: it is of another key.
  [[nodiscard]] Status KeepIdentity(const std::string& certificate) const;

  // server  HOST:PORT that chowkid is to follow.
  [[nodiscard]] Status KeepCentre(const std::string& server, const std::string& authority,
                                  const std::string& root) const;

  // Whom the post follows, and as whom.
  // errors  kNotFound: it was not enrolled here.
  [[nodiscard]] Result<sync::CentreAddress> Centre() const;

  [[nodiscard]] std::filesystem::path config() const { return dir_ / "sync.toml"; }

 private:
  explicit PostFolder(std::filesystem::path dir) : dir_(std::move(dir)) {}
  [[nodiscard]] std::filesystem::path identity() const { return dir_ / "post.pem"; }
  [[nodiscard]] std::filesystem::path authority() const { return dir_ / "centre-ca.crt"; }
  [[nodiscard]] std::filesystem::path root() const { return dir_ / "root.bin"; }
  [[nodiscard]] std::filesystem::path pending() const { return dir_ / "pending.key"; }

  std::filesystem::path dir_;
};

}  // namespace chowki::app::cli
