#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>
#include <grpcpp/channel.h>

#include "base/status.h"

namespace chowki::app::cli {

// What the methods of a service look like: as the service itself tells (gRPC's reflection), or as
// this program was built.
class ServiceTypes {
 public:
  // Of one service, as it tells itself.
  //
  // errors  those of the call: kPermissionDenied for callers without the role admin; kNotFound when
  //         there is no such service; kInvalidArgument when what it tells makes no sense.
  [[nodiscard]] static Result<ServiceTypes> Ask(const std::shared_ptr<grpc::Channel>& channel,
                                                const std::string& service,
                                                std::chrono::system_clock::time_point deadline);
  [[nodiscard]] static ServiceTypes BuiltIn();

  // method  "package.Service/Method".
  // errors  kNotFound naming what is there instead.
  [[nodiscard]] Result<const google::protobuf::MethodDescriptor*> Find(
      std::string_view method) const;

  // An empty message of that type, which lives as long as this.
  [[nodiscard]] std::unique_ptr<google::protobuf::Message> Make(
      const google::protobuf::Descriptor& type) const;

 private:
  ServiceTypes() = default;
  std::unique_ptr<google::protobuf::SimpleDescriptorDatabase> files_;  // none: what is built in
  std::unique_ptr<google::protobuf::DescriptorPool::ErrorCollector> complaints_;
  std::unique_ptr<google::protobuf::DescriptorPool> pool_;
  std::unique_ptr<google::protobuf::DynamicMessageFactory> factory_;
};

// Names of the services that are there.
//
// errors  as Ask.
[[nodiscard]] Result<std::vector<std::string>> AskServices(
    const std::shared_ptr<grpc::Channel>& channel, std::chrono::system_clock::time_point deadline);

// "package.Service/Method" as its service.
[[nodiscard]] std::string ServiceOf(std::string_view method);

}  // namespace chowki::app::cli
