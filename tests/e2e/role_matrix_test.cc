// Who may call what, asked of the programs themselves: every method of the contract with the
// certificate of every role, and with none, at a post, at the centre and at its port for enrolment.

#include <future>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <grpcpp/generic/generic_stub.h>

#include "e2e/running_centre.h"
#include "e2e/running_checkpoint.h"
#include "service/access.h"
#include "support/contract.h"

namespace chowki::e2e {
namespace {

using pki::Role;
using service::RolesFor;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr std::chrono::seconds kAnswer{60};  // comes at once, also from a busy machine
constexpr char kUnlisted[] = "/chowki.screening.v1.ScreeningService/DeleteScreening";

// One empty message to any method, until it answers with a message or ends.
class Call final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Call(const Channel& channel, const std::string& method) : stub_(channel) {
    test::SetDeadline(context_, kAnswer);
    stub_.PrepareBidiStreamingCall(&context_, method, grpc::StubOptions(), this);
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(&response_);
    StartCall();
  }
  // OK: there was a message.
  grpc::Status Wait() { return done_.get_future().get(); }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    answered_ = true;
    context_.TryCancel();
  }
  void OnDone(const grpc::Status& status) override {
    done_.set_value(answered_ ? grpc::Status::OK : status);
  }

 private:
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  const grpc::Slice empty_;
  const grpc::ByteBuffer request_{&empty_, 1};
  grpc::ByteBuffer response_;
  bool answered_ = false;
  std::promise<grpc::Status> done_;
};

bool IsRefused(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::PERMISSION_DENIED ||
         status.error_code() == grpc::StatusCode::UNAUTHENTICATED;
}

// What somebody who is let in may hear of an empty message. Streams that wait for news answer
// before.
bool IsAnswer(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return false;
    default:
      return true;
  }
}

std::set<std::string> AllMethods() {
  const auto ours = test::ContractMethods();
  std::set<std::string> methods(ours.begin(), ours.end());
  for (const service::AccessRow& row : service::kAccess) methods.emplace(row.method);
  methods.insert(kUnlisted);
  return methods;
}

class Matrix {
 public:
  // Asks a server for every method as somebody. A service that is not there is UNIMPLEMENTED to
  // whoever is known.
  void Ask(const Channel& channel, Role role) {
    for (const std::string& method : methods_) {
      const grpc::Status status = Call(channel, method).Wait();
      const grpc::StatusCode code = status.error_code();
      if (code == grpc::StatusCode::UNIMPLEMENTED) continue;
      INFO(pki::Name(role) << " " << method << ": status " << code << " "
                           << status.error_message());
      CHECK(IsRefused(status) != RolesFor(method).Has(role));
      CHECK(IsAnswer(code));
      if (!IsRefused(status)) {
        answered_[role].insert(method);
      } else if (RolesFor(method) != service::RoleSet{} && method.starts_with("/chowki.")) {
        CHECK(test::ReasonOf(status) == "ROLE_MISSING");
      }
    }
  }

  // Without a certificate nobody gets as far as a method.
  void AskInVain(const Channel& channel) {
    for (const std::string& method : methods_) {
      INFO(method);
      CHECK(Call(channel, method).Wait().error_code() == grpc::StatusCode::UNAVAILABLE);
    }
  }

  // Whatever a row promises was to be had somewhere.
  void CheckWhole(Role role) {
    for (const std::string& method : methods_) {
      INFO(pki::Name(role) << " " << method);
      CHECK(answered_[role].contains(method) == RolesFor(method).Has(role));
    }
  }

 private:
  const std::set<std::string> methods_ = AllMethods();
  std::map<Role, std::set<std::string>> answered_;
};

TEST_CASE("at post and centre every role is let into the methods of its rows, and into no other",
          "[e2e][central]") {
  Site post;
  post.Start();
  Deployment people;
  RunningCentre centre(
      people, "sqlite:" + people.File("central.db"),
      {"enrol.address=127.0.0.1:0", "enrol.authority=" + people.authority().string(),
       "enrol.authority_key=" + (people.authority().parent_path() / "ca.key").string()});
  centre.Start();

  Matrix matrix;
  for (const Role role : pki::kAllRoles) {
    const std::string name(pki::Name(role));
    const pki::KeyPair at_post = post.pki().Client(name, {role});
    matrix.Ask(test::Dial(post.port(), post.pki().authority(), &at_post), role);
    matrix.Ask(test::Dial(centre.port(), people.authority(), &people.CertificateOf(name, role)),
               role);
    matrix.CheckWhole(role);
  }
  matrix.AskInVain(test::Dial(post.port(), post.pki().authority(), nullptr));
  matrix.AskInVain(test::Dial(centre.port(), people.authority(), nullptr));
  matrix.Ask(test::Dial(centre.enrolment_port(), people.authority(), nullptr), Role::kStranger);
  matrix.CheckWhole(Role::kStranger);
}

}  // namespace
}  // namespace chowki::e2e
