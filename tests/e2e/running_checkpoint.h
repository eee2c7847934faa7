#pragma once

#include <memory>
#include <string>
#include <vector>

#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "support/grpc_client.h"
#include "support/process.h"

namespace chowki::e2e {

using Stub = screening::v1::ScreeningService::Stub;

// A folder with an authority, a watchlist and a journal, in which chowkid is started and killed.
class Site {
 public:
  Site();

  // settings  "limits.queue=1" each, beside those that every test needs.
  void Start(const std::vector<std::string>& settings = {});
  // Exit status.
  int Stop(int signal);
  [[nodiscard]] bool Running() { return process_ && process_->Running(); }
  void Signal(int signal) { process_->Signal(signal); }

  // Builds the watchlist from rows of chowki's own CSV and puts it in the place of the old one.
  void PutWatchlist(const std::vector<std::string>& rows);

  // A stub over a connection of its own, with a certificate of that role.
  [[nodiscard]] std::unique_ptr<Stub> As(pki::Role role);

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] test::TestPki& pki() { return pki_; }
  [[nodiscard]] std::filesystem::path journal() const { return folder_ / "journal.db"; }
  [[nodiscard]] std::filesystem::path log() const { return folder_ / "log.jsonl"; }
  [[nodiscard]] const test::TempFolder& folder() const { return folder_; }

 private:
  void WaitUntilReady();

  test::TestPki pki_;
  test::TempFolder folder_;
  pki::KeyPair server_ = pki_.Server();
  std::map<pki::Role, pki::KeyPair> clients_;
  std::unique_ptr<test::Process> process_;
  int starts_ = 0;
  int port_ = 0;
};

// A UUID that was not given out before in this process.
[[nodiscard]] std::string NewRequestId();

// One image in visible light.
[[nodiscard]] screening::v1::ScreenDocumentRequest RequestFor(std::string image,
                                                              std::string request_id);

struct Screened {
  grpc::Status status;
  screening::v1::ScreenDocumentResponse response;
};
[[nodiscard]] Screened Screen(Stub& stub, const screening::v1::ScreenDocumentRequest& request,
                              std::chrono::milliseconds wait = std::chrono::seconds(60));

}  // namespace chowki::e2e
