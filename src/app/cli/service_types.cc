#include "app/cli/service_types.h"

#include <utility>

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/message.h>

#include "app/cli/raw_call.h"
#include "chowki/reflection/v1/reflection.pb.h"

namespace chowki::app::cli {
namespace {

namespace pb = google::protobuf;
using chowki::reflection::v1::ReflectionRequest;
using chowki::reflection::v1::ReflectionResponse;

constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

Result<ReflectionResponse> AskReflection(const std::shared_ptr<grpc::Channel>& channel,
                                         const ReflectionRequest& request,
                                         std::chrono::system_clock::time_point deadline) {
  RawCall call(channel, kReflection, deadline);
  std::optional<std::string> bytes;
  if (call.Write(request.SerializeAsString())) {
    call.WritesDone();
    bytes = call.Read();
  }
  CHOWKI_RETURN_IF_ERROR(call.Finish());
  ReflectionResponse response;
  if (!bytes || !response.ParseFromString(*bytes)) {
    return InvalidInput("what the service tells of its methods cannot be read");
  }
  if (response.has_refusal()) {
    return MakeStatus(static_cast<StatusCode>(response.refusal().code()),
                      response.refusal().message());
  }
  return response;
}

// What went wrong in descriptions that came from elsewhere.
class Complaints : public pb::DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string& file, const std::string& element, const pb::Message*,
                ErrorLocation, const std::string& message) override {
    if (first.empty()) first = file + ": " + element + ": " + message;
  }
  std::string first;
};

std::string MethodsOf(const pb::ServiceDescriptor& service) {
  std::string names;
  for (int i = 0; i < service.method_count(); ++i) {
    names += (names.empty() ? "" : ", ") + service.method(i)->name();
  }
  return names;
}

}  // namespace

std::string ServiceOf(std::string_view method) {
  return std::string(method.substr(0, method.find('/')));
}

Result<std::vector<std::string>> AskServices(const std::shared_ptr<grpc::Channel>& channel,
                                             std::chrono::system_clock::time_point deadline) {
  ReflectionRequest request;
  request.set_list_services("*");
  CHOWKI_ASSIGN_OR_RETURN(const auto response, AskReflection(channel, request, deadline));
  std::vector<std::string> names;
  for (const auto& service : response.services().services()) names.push_back(service.name());
  return names;
}

Result<ServiceTypes> ServiceTypes::Ask(const std::shared_ptr<grpc::Channel>& channel,
                                       const std::string& service,
                                       std::chrono::system_clock::time_point deadline) {
  ReflectionRequest request;
  request.set_file_containing_symbol(service);
  CHOWKI_ASSIGN_OR_RETURN(const auto response, AskReflection(channel, request, deadline));
  ServiceTypes types;
  types.files_ = std::make_unique<pb::SimpleDescriptorDatabase>();
  for (const std::string& bytes : response.files().files()) {
    pb::FileDescriptorProto file;
    if (!file.ParseFromString(bytes) || !types.files_->Add(file)) {
      return InvalidInput("what the service tells of {} cannot be read", service);
    }
  }
  auto complaints = std::make_unique<Complaints>();
  types.pool_ = std::make_unique<pb::DescriptorPool>(types.files_.get(), complaints.get());
  if (types.pool_->FindServiceByName(service) == nullptr) {
    return InvalidInput("what the service tells of {} makes no sense: {}", service,
                        complaints->first);
  }
  types.complaints_ = std::move(complaints);
  types.factory_ = std::make_unique<pb::DynamicMessageFactory>(types.pool_.get());
  return types;
}

ServiceTypes ServiceTypes::BuiltIn() { return {}; }

Result<const pb::MethodDescriptor*> ServiceTypes::Find(std::string_view method) const {
  const pb::DescriptorPool& pool = pool_ ? *pool_ : *pb::DescriptorPool::generated_pool();
  const std::string name = ServiceOf(method);
  const pb::ServiceDescriptor* service = pool.FindServiceByName(name);
  if (service == nullptr) return NotFound("{}: no such service; chowki call lists them", name);
  const size_t slash = method.find('/');
  const pb::MethodDescriptor* found =
      slash == std::string_view::npos
          ? nullptr
          : service->FindMethodByName(std::string(method.substr(slash + 1)));
  if (found == nullptr) {
    return NotFound("{}: no such method; {} has {}", method, name, MethodsOf(*service));
  }
  return found;
}

std::unique_ptr<pb::Message> ServiceTypes::Make(const pb::Descriptor& type) const {
  pb::MessageFactory& factory = factory_ ? *factory_ : *pb::MessageFactory::generated_factory();
  return std::unique_ptr<pb::Message>(factory.GetPrototype(&type)->New());
}

}  // namespace chowki::app::cli
