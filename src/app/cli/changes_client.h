#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/connection.h"
#include "base/digest.h"
#include "chowki/watchlist/v1/watchlist_service.grpc.pb.h"

namespace chowki::app::cli {

// Calls of an admin or approver to the centre, one function each. Errors: those of the service.
class ChangesClient {
 public:
  // errors  as Connect.
  [[nodiscard]] static Result<ChangesClient> Open(const ConnectionOptions& options);

  [[nodiscard]] Result<watchlist::v1::ChangeSet> Create(const std::string& list,
                                                        const std::string& title, bool whole_list);
  // Sends rows in batches and goes on where a broken line stopped, some times.
  // progress  told how many rows are kept.
  [[nodiscard]] Status Import(const std::string& name,
                              const std::vector<watchlist::v1::Change>& rows,
                              const std::function<void(size_t)>& progress);
  [[nodiscard]] Result<watchlist::v1::Plan> Plan(const std::string& name);
  [[nodiscard]] Result<watchlist::v1::ChangeSet> Get(const std::string& name);
  [[nodiscard]] Result<std::vector<watchlist::v1::ChangeSet>> List(const std::string& list);
  // Every record; the digest over them, which is what people sign.
  [[nodiscard]] Result<Digest> ForEachChange(
      const std::string& name,
      const std::function<void(const watchlist::v1::PlannedChange&)>& take);

  [[nodiscard]] Result<watchlist::v1::ChangeSet> Submit(const std::string& name,
                                                        const std::string& submission,
                                                        const std::vector<std::string>& accepted);
  [[nodiscard]] Result<watchlist::v1::ChangeSet> Approve(const std::string& name,
                                                         const std::string& approval);
  [[nodiscard]] Result<watchlist::v1::ChangeSet> Reject(const std::string& name,
                                                        const std::string& reason);
  [[nodiscard]] Result<watchlist::v1::ChangeSet> Withdraw(const std::string& name);
  [[nodiscard]] Result<watchlist::v1::PublishVersionResponse> Publish(
      const std::string& list, const std::vector<std::string>& names);
  [[nodiscard]] Result<watchlist::v1::ChangeSet> Revert(const std::string& list,
                                                        std::int64_t to_version);
  [[nodiscard]] Result<std::vector<watchlist::v1::Version>> Versions(const std::string& list);

 private:
  ChangesClient(std::shared_ptr<grpc::Channel> channel, int timeout_s);
  [[nodiscard]] Status ImportOnce(const std::string& name,
                                  const std::vector<watchlist::v1::Change>& rows,
                                  const std::function<void(size_t)>& progress, size_t& kept);
  void SetDeadline(grpc::ClientContext& context) const;

  std::shared_ptr<grpc::Channel> channel_;
  std::shared_ptr<watchlist::v1::WatchlistService::Stub> stub_;
  int timeout_s_;
};

}  // namespace chowki::app::cli
