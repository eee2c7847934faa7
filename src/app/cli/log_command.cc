#include "app/cli/log_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/date.h"
#include "base/text.h"
#include "chowki/audit/v1/audit_service.grpc.pb.h"
#include "trust/merkle.h"
#include "trust/signers.h"
#include "trust/tree_head.h"
#include "trust/verifier.h"

namespace chowki::app::cli {
namespace {

namespace pb = audit::v1;
using Json = nlohmann::ordered_json;
using Stub = pb::AuditService::Stub;

struct Options {
  ConnectionOptions connection;
  std::string root;
  std::string out;
  std::string since;
  std::int64_t first = 0;
  std::int64_t record = -1;
  bool jsonl = false;
};

// The calls, and the trust root that says whose word counts.
class Log {
 public:
  explicit Log(const Options& options) : options_(options) {}

  [[nodiscard]] Status Open() {
    CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(options_.connection));
    stub_ = pb::AuditService::NewStub(channel);
    return Ok();
  }

  template <typename Request, typename Response>
  [[nodiscard]] Result<Response> Ask(grpc::Status (Stub::*call)(grpc::ClientContext*,
                                                                const Request&, Response*),
                                     const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(options_.connection.timeout_s));
    Response response;
    CHOWKI_RETURN_IF_ERROR(FromGrpc(((*stub_).*call)(&context, request, &response)));
    return response;
  }

  // An envelope to the head in it, when the deployment's centre signed it.
  [[nodiscard]] Result<trust::TreeHead> Read(const std::string& envelope_bytes) const {
    CHOWKI_ASSIGN_OR_RETURN(const std::string root_bytes, ReadText(options_.root));
    CHOWKI_ASSIGN_OR_RETURN(const auto root, trust::Verifier::Pin(root_bytes));
    CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                            trust::ParseEnvelope(envelope_bytes, trust::kMaxStatementBytes));
    if (envelope.payload_type != trust::TreeHead::kPayloadType) {
      return InvalidInput("not the head of a log");
    }
    CHOWKI_RETURN_IF_ERROR(trust::CheckThreshold(envelope, *root, trust::Role::kHeartbeat));
    CHOWKI_ASSIGN_OR_RETURN(const trust::TreeHead head, trust::ParseTreeHead(envelope.payload));
    if (head.deployment == root->deployment) return head;
    return InvalidInput("the log of {}, not of {}", head.deployment, root->deployment);
  }

  [[nodiscard]] Result<std::string> NewestHead() {
    CHOWKI_ASSIGN_OR_RETURN(const auto response, Ask(&Stub::GetTreeHead, pb::GetTreeHeadRequest()));
    return response.signed_head();
  }

 private:
  const Options& options_;
  std::unique_ptr<Stub> stub_;
};

Result<std::vector<Digest>> PathOf(const google::protobuf::RepeatedPtrField<std::string>& path) {
  std::vector<Digest> hashes;
  for (const std::string& bytes : path) {
    Digest hash{};
    if (bytes.size() != hash.size()) return DataLoss("a hash of the proof has no 32 bytes");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    hashes.push_back(hash);
  }
  return hashes;
}

// What the leaf of a record is: proto/chowki/audit/v1/audit_service.proto.
std::string LeafOf(const pb::Record& record) {
  std::string leaf;
  const auto append = [&leaf](std::uint64_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      leaf += static_cast<char>(number >> shift & 0xff);
    }
  };
  append(static_cast<std::uint64_t>(record.time_unix_ms()), 8);
  for (const std::string* text : {&record.actor(), &record.action(), &record.resource(),
                                  &record.outcome(), &record.detail()}) {
    append(text->size(), 4);
    leaf += *text;
  }
  return leaf;
}

void Print(const Options& options, const Json& json, const std::string& text) {
  std::fputs(options.jsonl ? ToLine(json).c_str() : text.c_str(), stdout);
}

void PrintHead(const Options& options, const trust::TreeHead& head, const char* what) {
  Print(options, {{"result", what}, {"size", head.size}, {"root", ToHex(head.root)}},
        fmt::format("{}: {} records\nroot {}\n", what, head.size, ToHex(head.root)));
}

Status Head(const Options& options, Log& log) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string envelope, log.NewestHead());
  CHOWKI_ASSIGN_OR_RETURN(const trust::TreeHead head, log.Read(envelope));
  if (!options.out.empty()) CHOWKI_RETURN_IF_ERROR(ReplaceText(options.out, envelope));
  PrintHead(options, head, "signed");
  return Ok();
}

Status Records(const Options& options, Log& log) {
  pb::ListRecordsRequest request;
  request.set_first_index(options.first);
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const auto page, log.Ask(&Stub::ListRecords, request));
    for (const pb::Record& record : page.records()) {
      const std::string time = ToIsoTime(Time(std::chrono::milliseconds(record.time_unix_ms())));
      Print(options,
            {{"index", record.index()},
             {"time", time},
             {"actor", record.actor()},
             {"action", record.action()},
             {"resource", record.resource()},
             {"outcome", record.outcome()},
             {"detail", record.detail()}},
            fmt::format("{:>7}  {}  {}  {}  {}  {}\n", record.index(), time,
                        Printable(record.actor()), Printable(record.action()),
                        Printable(record.resource()), Printable(record.outcome())));
    }
    if (page.records().empty()) return Ok();
    request.set_first_index(page.records().rbegin()->index() + 1);
  }
}

Status ProveContinues(Log& log, const trust::TreeHead& before, const trust::TreeHead& now) {
  const Status changed = DataLoss("the log does not continue the head that was written down");
  if (now.size < before.size) return changed;
  if (before.size == 0) return Ok();
  pb::GetConsistencyProofRequest request;
  request.set_first_size(before.size);
  request.set_second_size(now.size);
  CHOWKI_ASSIGN_OR_RETURN(const auto proof, log.Ask(&Stub::GetConsistencyProof, request));
  CHOWKI_ASSIGN_OR_RETURN(const auto path, PathOf(proof.path()));
  const bool continues = trust::Continues(before.root, static_cast<size_t>(before.size), now.root,
                                          static_cast<size_t>(now.size), path);
  return continues ? Ok() : changed;
}

Status ProveIncludes(Log& log, const trust::TreeHead& head, std::int64_t index) {
  pb::ListRecordsRequest list;
  list.set_first_index(index);
  list.set_page_size(1);
  CHOWKI_ASSIGN_OR_RETURN(const auto records, log.Ask(&Stub::ListRecords, list));
  if (records.records().empty()) return NotFound("there is no record {}", index);
  pb::GetInclusionProofRequest request;
  request.set_index(index);
  request.set_tree_size(head.size);
  CHOWKI_ASSIGN_OR_RETURN(const auto proof, log.Ask(&Stub::GetInclusionProof, request));
  CHOWKI_ASSIGN_OR_RETURN(const auto path, PathOf(proof.path()));
  const Digest leaf = trust::LeafHash(LeafOf(records.records(0)));
  const bool included = trust::Includes(head.root, static_cast<size_t>(head.size),
                                        static_cast<size_t>(index), leaf, path);
  return included ? Ok() : DataLoss("record {} is not the one that the log was signed with", index);
}

Status Prove(const Options& options, Log& log) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string written, ReadText(options.since));
  CHOWKI_ASSIGN_OR_RETURN(const trust::TreeHead before, log.Read(written));
  CHOWKI_ASSIGN_OR_RETURN(const std::string newest, log.NewestHead());
  CHOWKI_ASSIGN_OR_RETURN(const trust::TreeHead now, log.Read(newest));
  CHOWKI_RETURN_IF_ERROR(ProveContinues(log, before, now));
  if (options.record >= 0) CHOWKI_RETURN_IF_ERROR(ProveIncludes(log, now, options.record));
  if (!options.out.empty()) CHOWKI_RETURN_IF_ERROR(ReplaceText(options.out, newest));
  PrintHead(options, now, "proven");
  return Ok();
}

using Verb = Status (*)(const Options&, Log&);

int Run(const Options& options, Verb verb) {
  const GrpcLifetime grpc;
  Log log(options);
  const Status opened = log.Open();
  const Status status = opened.ok() ? verb(options, log) : opened;
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return opened.ok() ? kSomeFailed : kUsage;
}

}  // namespace

void AddLogCommands(CLI::App& audit, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* about, Verb verb) {
    CLI::App* sub = audit.add_subcommand(name, about);
    AddConnectionOptions(*sub, options->connection);
    sub->add_option_function<std::string>(
           "-o,--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
           "text or jsonl")
        ->check(CLI::IsMember({"text", "jsonl"}));
    sub->callback(
        [options, verb, &chosen] { chosen = [options, verb] { return Run(*options, verb); }; });
    return sub;
  };
  const auto root = [&](CLI::App* sub) {
    sub->add_option("--root", options->root, "file of the trust root")->required();
    sub->add_option("--out", options->out, "file for the signed head, to be kept elsewhere");
  };
  root(add("head", "How far the centre's log goes, signed.", Head));
  add("log", "Who did what at the centre.", Records)
      ->add_option("--first", options->first, "index of the first record");
  CLI::App* prove =
      add("prove", "That the log continues the head that was written down; exit 1 if not.", Prove);
  root(prove);
  prove->add_option("--since", options->since, "file that head or prove wrote")->required();
  prove->add_option("--record", options->record, "and that this record is in it");
}

}  // namespace chowki::app::cli
