#include "app/cli/call_command.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>

#include <google/protobuf/util/json_util.h>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/cli/raw_call.h"
#include "app/cli/screening_call.h"
#include "app/cli/service_types.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/text.h"
#include "service/access.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = google::protobuf;
using Time = std::chrono::system_clock::time_point;
using Channel = std::shared_ptr<grpc::Channel>;

struct Options {
  ConnectionOptions connection;
  std::string method;
  std::string data;
  bool describe = false;
  std::string output = "text";
};

// One answer after the other, as people or programs read it.
void Print(const Json& json, const std::string& output) {
  if (output == "jsonl") {
    std::fputs(ToLine(json).c_str(), stdout);
  } else {
    std::istringstream lines(json.dump(2, ' ', false, Json::error_handler_t::replace));
    for (std::string line; std::getline(lines, line);) std::puts(Printable(line).c_str());
  }
  std::fflush(stdout);
}

int Fail(const Status& status, const Options& options) {
  if (options.output == "jsonl") {
    std::fputs(ToLine(ErrorJson(status)).c_str(), stdout);
  } else {
    const Json json = ErrorJson(status);
    const std::string reason = TextOf(json, "reason");
    const std::string metadata = TextOf(json, "metadata");
    PrintError((reason.empty() ? "" : reason + ": ") + Message(status) +
               (metadata.empty() || metadata == "{}" ? "" : " " + metadata));
  }
  return kSomeFailed;
}

// The methods of services; those of ours with the roles that may call them.
Status ListMethods(const Channel& channel, Time deadline) {
  const auto told = AskServices(channel, deadline);
  if (!told.ok() && told.status().code() != StatusCode::kPermissionDenied) return told.status();
  if (!told.ok()) PrintError("only the role admin is told what is there; this program knows:");
  std::set<std::string> services;
  if (told.ok()) services.insert(told->begin(), told->end());
  for (const service::AccessRow& row : service::kAccess) {
    const std::string method(row.method.substr(1));
    const std::string name = ServiceOf(method);
    if (told.ok() && !services.contains(name)) continue;
    std::string roles;
    for (const pki::Role role : pki::kAllRoles) {
      if (row.roles.Has(role)) roles.append(roles.empty() ? "" : ", ").append(pki::Name(role));
    }
    if (row.roles.Has(pki::Role::kStranger)) roles = "without a certificate";
    std::printf("%s  (%s)\n", method.c_str(), roles.c_str());
  }
  return Ok();
}

// Descriptions of a message and of what it is made of, each once.
void Describe(const pb::Descriptor& type, std::set<const void*>& seen, std::string& text) {
  if (!seen.insert(&type).second) return;
  text += "\n// " + type.full_name() + "\n" + type.DebugString();
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    if (field.message_type() != nullptr) Describe(*field.message_type(), seen, text);
    if (field.enum_type() != nullptr && seen.insert(field.enum_type()).second) {
      text += "\n// " + field.enum_type()->full_name() + "\n" + field.enum_type()->DebugString();
    }
  }
}

void Describe(const pb::MethodDescriptor& method) {
  std::string text = method.DebugString();
  std::set<const void*> seen;
  Describe(*method.input_type(), seen, text);
  Describe(*method.output_type(), seen, text);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) std::puts(Printable(line).c_str());
}

// The messages of --data, one JSON object after the other, as bytes.
Result<std::vector<std::string>> ReadMessages(const std::string& data, const ServiceTypes& types,
                                              const pb::MethodDescriptor& method) {
  std::string text = data.empty() ? "{}" : data;
  if (data == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else if (data.starts_with('@')) {
    CHOWKI_ASSIGN_OR_RETURN(text, ReadText(data.substr(1)));
  }
  std::vector<std::string> messages;
  std::istringstream in(text);
  while (in >> std::ws && in.peek() != std::istringstream::traits_type::eof()) {
    Json json;
    try {
      in >> json;
    } catch (const Json::exception& error) {
      return InvalidInput("--data, message {}: {}", messages.size() + 1, error.what());
    }
    const auto message = types.Make(*method.input_type());
    const auto read = pb::util::JsonStringToMessage(json.dump(), message.get());
    if (!read.ok()) {
      return InvalidInput("--data, message {} is no {}: {}", messages.size() + 1,
                          method.input_type()->full_name(),
                          std::string(read.message().data(), read.message().size()));
    }
    messages.push_back(message->SerializeAsString());
  }
  if (!method.client_streaming() && messages.size() != 1) {
    return InvalidInput("--data has {} messages; {} takes one", messages.size(), method.name());
  }
  return messages;
}

Result<Json> ReadAnswer(const std::string& bytes, const ServiceTypes& types,
                        const pb::MethodDescriptor& method) {
  const auto message = types.Make(*method.output_type());
  pb::util::JsonPrintOptions options;
  options.always_print_primitive_fields = false;
  std::string text;
  if (!message->ParseFromString(bytes) ||
      !pb::util::MessageToJsonString(*message, &text, options).ok()) {
    return InvalidInput("an answer is no {}", method.output_type()->full_name());
  }
  return Json::parse(text, nullptr, false);
}

Status Talk(const Channel& channel, const ServiceTypes& types, const pb::MethodDescriptor& method,
            const std::vector<std::string>& messages, const Options& options, Time deadline) {
  RawCall call(channel, "/" + method.service()->full_name() + "/" + method.name(), deadline);
  for (const std::string& message : messages) {
    if (!call.Write(message)) return call.Finish();
  }
  call.WritesDone();
  while (const auto bytes = call.Read()) {
    CHOWKI_ASSIGN_OR_RETURN(const Json answer, ReadAnswer(*bytes, types, method));
    Print(answer, options.output);
  }
  return call.Finish();
}

Result<ServiceTypes> TypesOf(const Channel& channel, const std::string& service, Time deadline) {
  auto told = ServiceTypes::Ask(channel, service, deadline);
  if (told.ok() || told.status().code() != StatusCode::kPermissionDenied) return told;
  return ServiceTypes::BuiltIn();
}

int Call(const Options& options) {
  const GrpcLifetime grpc;
  const auto channel = Connect(options.connection);
  if (!channel.ok()) {
    PrintError(Message(channel.status()));
    return kUsage;
  }
  const Time deadline =
      std::chrono::system_clock::now() + std::chrono::seconds(options.connection.timeout_s);
  if (options.method.empty()) {
    const Status listed = ListMethods(*channel, deadline);
    return listed.ok() ? kDone : Fail(listed, options);
  }
  const auto types = TypesOf(*channel, ServiceOf(options.method), deadline);
  if (!types.ok()) return Fail(types.status(), options);
  const auto method = types->Find(options.method);
  if (!method.ok()) {
    PrintError(Message(method.status()));
    return kUsage;
  }
  if (options.describe) {
    Describe(**method);
    return kDone;
  }
  const auto messages = ReadMessages(options.data, *types, **method);
  if (!messages.ok()) {
    PrintError(Message(messages.status()));
    return kUsage;
  }
  const Status status = Talk(*channel, *types, **method, *messages, options, deadline);
  return status.ok() ? kDone : Fail(status, options);
}

}  // namespace

void AddCallCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* call = root.add_subcommand(
      "call", "Call any method of a service with JSON; without one, list what is there.");
  AddConnectionOptions(*call, options->connection);
  call->add_option("method", options->method, "package.Service/Method");
  call->add_option(
      "--data", options->data,
      "the message as JSON, @FILE or - for standard input; of a stream several, one after "
      "the other, all sent before the answers are read");
  call->add_flag("--describe", options->describe, "print what the method takes and gives instead");
  call->add_option("--output", options->output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  call->callback([options, &chosen] { chosen = [options] { return Call(*options); }; });
}

}  // namespace chowki::app::cli
