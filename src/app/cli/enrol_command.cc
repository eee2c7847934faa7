#include "app/cli/enrol_command.h"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "app/cli/post_folder.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/date.h"
#include "base/text.h"
#include "chowki/fleet/v1/enrolment_service.grpc.pb.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"
#include "pki/certificate.h"
#include "pki/certificate_request.h"
#include "pki/presented_chain.h"
#include "sync/grpc_status.h"
#include "sync/line.h"
#include "trust/verifier.h"

namespace chowki::app::cli {
namespace {

namespace pb = fleet::v1;

constexpr std::chrono::seconds kPatience{20};
constexpr int kMaxAnswerBytes = 4 << 20;  // all trust roots of a deployment, and two certificates

struct Options {
  std::string centre;
  std::string token;
  std::string dir;
  std::string server;
  bool renew = false;
  int left_d = 0;
};

Result<pki::EnrolmentToken> ReadToken(const std::string& file) {
  if (file != "-") {
    CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
    return pki::ParseEnrolmentToken(text);
  }
  std::string line;
  std::getline(std::cin, line);
  return pki::ParseEnrolmentToken(line);
}

// The line to whoever stands under the authority that the token names; to nobody else.
Result<std::shared_ptr<grpc::Channel>> DialPinned(const std::string& centre,
                                                  const std::string& authority) {
  grpc::SslCredentialsOptions credentials;
  credentials.pem_root_certs = authority;
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
  return grpc::CreateCustomChannel(centre, grpc::SslCredentials(credentials), arguments);
}

// The trust root that the token names; without a name the newest one.
Result<std::string> RootOf(const pb::EnrolResponse& answer, const pki::EnrolmentToken& token) {
  for (auto root = answer.trust_roots().rbegin(); root != answer.trust_roots().rend(); ++root) {
    if (token.root_sha256 && Sha256(*root) != *token.root_sha256) continue;
    CHOWKI_RETURN_IF_ERROR(trust::Verifier::Pin(*root).status());
    return *root;
  }
  return PermissionDenied("the centre does not have the trust root that the token names");
}

Status CheckIsOurs(const std::string& certificate, const std::string& device) {
  CHOWKI_ASSIGN_OR_RETURN(const pki::Certificate read, pki::ReadCertificate(certificate));
  if (read.name == device) return Ok();
  return PermissionDenied("the centre sent a certificate for {}", Printable(read.name));
}

void PrintDone(const PostFolder& folder, const std::string& certificate) {
  const auto read = pki::ReadCertificate(certificate);
  if (!read.ok()) return;
  std::printf("%s: certificate until %s; chowkid's lines are in %s\n",
              Printable(read->name).c_str(), ToIsoTime(read->not_after).c_str(),
              folder.config().c_str());
}

Status Enrol(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const pki::EnrolmentToken token, ReadToken(options.token));
  CHOWKI_ASSIGN_OR_RETURN(const PostFolder folder, PostFolder::Open(options.dir));
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, folder.PendingKey());
  CHOWKI_ASSIGN_OR_RETURN(const std::string certificate_request, pki::MakeRequest(key));
  CHOWKI_ASSIGN_OR_RETURN(const auto shown, pki::FetchPresentedChain(options.centre, kPatience));
  CHOWKI_ASSIGN_OR_RETURN(const std::string authority,
                          pki::FindByFingerprint(shown, token.authority_sha256));
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, DialPinned(options.centre, authority));

  pb::EnrolRequest request;
  request.set_device(token.device);
  request.set_secret(token.secret);
  request.set_certificate_request(certificate_request);
  pb::EnrolResponse answer;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  CHOWKI_RETURN_IF_ERROR(
      sync::FromGrpc(pb::EnrolmentService::NewStub(channel)->Enrol(&context, request, &answer)));

  CHOWKI_RETURN_IF_ERROR(CheckIsOurs(answer.certificate(), token.device));
  CHOWKI_ASSIGN_OR_RETURN(const std::string root, RootOf(answer, token));
  const std::string host = options.centre.substr(0, options.centre.rfind(':'));
  const std::string server =
      options.server.empty() ? fmt::format("{}:{}", host, answer.sync_port()) : options.server;
  CHOWKI_RETURN_IF_ERROR(folder.KeepCentre(server, authority, root));
  CHOWKI_RETURN_IF_ERROR(folder.KeepIdentity(answer.certificate()));
  if (!token.root_sha256) {
    std::printf("compare with what the centre tells you: sha256 of its trust root is %s\n",
                ToHex(Sha256(root)).c_str());
  }
  PrintDone(folder, answer.certificate());
  return Ok();
}

Status Renew(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const PostFolder folder, PostFolder::Open(options.dir));
  CHOWKI_ASSIGN_OR_RETURN(sync::CentreAddress address, folder.Centre());
  CHOWKI_ASSIGN_OR_RETURN(const pki::Certificate held, pki::ReadCertificate(address.certificate));
  const auto left = held.not_after - SystemClock().Now();
  if (options.left_d > 0 && left > std::chrono::days(options.left_d)) return Ok();
  if (!options.server.empty()) address.server = options.server;
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, folder.PendingKey());
  pb::RenewCertificateRequest request;
  CHOWKI_ASSIGN_OR_RETURN(*request.mutable_certificate_request(), pki::MakeRequest(key));
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, sync::Dial(address));
  pb::RenewCertificateResponse answer;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  CHOWKI_RETURN_IF_ERROR(sync::FromGrpc(
      pb::FleetService::NewStub(channel)->RenewCertificate(&context, request, &answer)));
  CHOWKI_RETURN_IF_ERROR(CheckIsOurs(answer.certificate(), held.name));
  CHOWKI_RETURN_IF_ERROR(folder.KeepIdentity(answer.certificate()));
  PrintDone(folder, answer.certificate());
  return Ok();
}

int Run(const Options& options) {
  if (!options.renew && (options.centre.empty() || options.token.empty())) {
    PrintError("--centre and --token are needed, or --renew");
    return kUsage;
  }
  const GrpcLifetime grpc;
  const Status status = options.renew ? Renew(options) : Enrol(options);
  if (status.ok()) return kDone;
  const auto detail = Detail(status);
  PrintError(detail ? fmt::format("{} ({})", Message(status), detail->reason) : Message(status));
  return kSomeFailed;
}

}  // namespace

void AddEnrolCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* enrol = root.add_subcommand(
      "enrol", "Make this post known to the centre, with a token of chowki fleet invite.");
  enrol->add_option("--centre", options->centre, "HOST:PORT where the centre enrols posts");
  enrol->add_option("--token", options->token, "file of the token; - is standard input");
  enrol->add_option("--out", options->dir, "folder for key, certificate and settings")->required();
  enrol->add_option("--server", options->server,
                    "HOST:PORT that chowkid is to follow, when it is another one: a relay");
  CLI::Option* renew =
      enrol->add_flag("--renew", options->renew, "the next certificate of the post in that folder");
  enrol
      ->add_option("--when-left", options->left_d,
                   "renew only when the certificate ends within so many days")
      ->needs(renew)
      ->check(CLI::Range(1, 3650));
  enrol->callback([options, &chosen] { chosen = [options] { return Run(*options); }; });
}

}  // namespace chowki::app::cli
