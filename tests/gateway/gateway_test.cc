// The gateway as a browser meets it: HTTP in, the real services behind it, a real journal.

#include "gateway/gateway.h"

#include <array>

#include <absl/strings/escaping.h>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <nlohmann/json.hpp>

#include "accounts/token.h"
#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "gateway/connect_codec.h"
#include "gateway/http_server.h"
#include "google/rpc/error_details.pb.h"
#include "service/recent_images.h"
#include "service/screening_service.h"
#include "support/grpc_client.h"
#include "support/http_client.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::gateway {
namespace {

using nlohmann::json;
using pki::Role;
using test::Ask;
using test::HttpAnswer;
using test::HttpRequest;
namespace pb = screening::v1;

constexpr char kService[] = "/chowki.screening.v1.ScreeningService/";
constexpr char kPassword[] = "a long way to Taftan";
constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
constexpr char kJson[] = "Content-Type: application/json\r\n";

constexpr std::array kPage{Asset{"/index.html", "<!doctype html>"},
                           Asset{"/assets/index-1a2b.js", "start()"}};

service::ServerOptions OnAnyPort() {
  service::ServerOptions options;
  options.address = "127.0.0.1:0";
  return options;
}

class Post {
 public:
  Post() {
    for (const Role role :
         {Role::kOfficer, Role::kSupervisor, Role::kAuditor, Role::kSafeguarding}) {
      REQUIRE(store_->Add({std::string(pki::Name(role)), {role}}, kPassword).ok());
    }
    Gateway::Parts parts;
    parts.sessions = &sessions_;
    parts.calls = &calls_;
    parts.vouch = [this](const accounts::Account& account, const std::string& second) {
      service::Caller caller;
      caller.name = account.name;
      for (const Role role : account.roles) caller.roles.Add(role);
      caller.signed_in = true;
      caller.second_officer = second;
      return services_->tickets().Issue(std::move(caller), accounts::MakeToken());
    };
    parts.picture = [this](const Digest& digest) -> std::optional<Picture> {
      const auto image = images_.Find(digest);
      if (!image) return std::nullopt;
      return Picture{image->media_type, image->bytes};
    };
    parts.assets = kPage;
    parts.session = {"tor-1", true};
    gateway_.emplace(std::move(parts));
    HttpOptions options;
    options.address = "127.0.0.1:0";
    server_ = HttpServer::Start(options, [this](std::shared_ptr<Exchange> exchange) {
                gateway_->Answer(std::move(exchange));
              }).value();
  }

  // The cookie's header line of a new session.
  std::string SignIn(const std::string& name) {
    const auto answer = Ask(port(), HttpRequest("POST", "/session", kJson, Credentials(name)));
    REQUIRE(answer.status == 200);
    const std::string cookie = answer.HeaderOf("Set-Cookie");
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  }
  static std::string Credentials(const std::string& name, const std::string& password = kPassword) {
    return json{{"name", name}, {"password", password}}.dump();
  }
  HttpAnswer Call(const std::string& method, const std::string& headers, const std::string& body) {
    return Ask(port(), HttpRequest("POST", kService + method, headers, body));
  }
  [[nodiscard]] int port() const { return server_->port(); }

  test::TempFolder folder_;
  SystemClock clock_;
  Metrics metrics_;
  service::Admission admission_{1, 1};
  service::RecentImages images_{{}};
  service::Uploads uploads_{{}};
  std::unique_ptr<journal::Journal> journal_ =
      journal::Journal::Open(folder_ / "journal.db", clock_).value();
  std::unique_ptr<service::ProvisionalList> provisional_ =
      service::ProvisionalList::Open(journal_.get(), &clock_, "tor-1").value();
  service::Desk desk_{{nullptr, journal_.get(), &admission_, &metrics_, &clock_,
                       [](Time) { return std::vector<screen::ListGeneration>{}; }, "tor-1",
                       provisional_.get(), &images_, &uploads_}};
  std::unique_ptr<service::Server> services_ =
      service::Server::Start(OnAnyPort(), &metrics_, service::ServeScreening(&desk_, {})).value();
  std::unique_ptr<accounts::AccountStore> store_ =
      accounts::AccountStore::Open(folder_ / "accounts.db").value();
  accounts::Sessions sessions_{store_.get(), {}};
  ConnectCalls calls_{
      services_->InProcessChannel(), {"chowki.screening.v1.ScreeningService"}, service::kTicketKey};
  std::optional<Gateway> gateway_;
  std::unique_ptr<HttpServer> server_;
};

// The reason in the ErrorInfo of an error as the protocol writes it.
std::string ReasonOf(const json& error) {
  for (const json& detail : error.value("details", json::array())) {
    if (detail.at("type") != "google.rpc.ErrorInfo") continue;
    std::string bytes;
    google::rpc::ErrorInfo info;
    REQUIRE(absl::Base64Unescape(detail.at("value").get<std::string>(), &bytes));
    REQUIRE(info.ParseFromString(bytes));
    return info.reason();
  }
  return "none";
}
std::string ReasonOf(const HttpAnswer& answer) { return ReasonOf(json::parse(answer.body)); }

TEST_CASE("who signs in gets a session that only his browser can show") {
  Post post;
  const auto wrong = Ask(
      post.port(), HttpRequest("POST", "/session", kJson, Post::Credentials("officer", "wrong")));
  CHECK(wrong.status == 401);
  CHECK(ReasonOf(wrong) == "PASSWORD_WRONG");
  CHECK(json::parse(wrong.body).at("reason") == "PASSWORD_WRONG");
  CHECK(Ask(post.port(), HttpRequest("GET", "/session")).status == 401);

  const auto answer =
      Ask(post.port(), HttpRequest("POST", "/session", kJson, Post::Credentials("officer")));
  REQUIRE(answer.status == 200);
  const json who = json::parse(answer.body);
  CHECK(who.at("name") == "officer");
  CHECK(who.at("roles") == json::array({"officer"}));
  CHECK(who.at("checkpoint") == "tor-1");
  const std::string cookie = answer.HeaderOf("Set-Cookie");
  for (const char* word : {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"}) {
    INFO(word);
    CHECK(cookie.find(word) != std::string::npos);
  }
  const std::string session = post.SignIn("officer");
  CHECK(Ask(post.port(), HttpRequest("GET", "/session", session)).status == 200);
  CHECK(Ask(post.port(), HttpRequest("DELETE", "/session", session)).status == 204);
  CHECK(Ask(post.port(), HttpRequest("GET", "/session", session)).status == 401);
}

TEST_CASE("a locked session answers nothing until its password opens it") {
  Post post;
  const std::string session = post.SignIn("officer");
  CHECK(Ask(post.port(), HttpRequest("POST", "/session/lock", session)).status == 204);
  const auto refused =
      post.Call("ListScreenings", session + kJson, R"({"parent":"checkpoints/-"})");
  CHECK(refused.status == 401);
  CHECK(ReasonOf(refused) == "SESSION_LOCKED");
  CHECK(json::parse(Ask(post.port(), HttpRequest("GET", "/session", session)).body).at("locked") ==
        true);
  CHECK(Ask(post.port(),
            HttpRequest("POST", "/session/unlock", session + kJson, R"({"password":"wrong"})"))
            .status == 401);
  CHECK(Ask(post.port(), HttpRequest("POST", "/session/unlock", session + kJson,
                                     fmt::format(R"({{"password":"{}"}})", kPassword)))
            .status == 200);
  CHECK(post.Call("ListScreenings", session + kJson, R"({"parent":"checkpoints/-"})").status ==
        200);
}

TEST_CASE("a call in JSON and in binary is answered in kind") {
  Post post;
  REQUIRE(post.journal_->Append(test::SampleScreening()).ok());
  const std::string session = post.SignIn("officer");
  const std::string name = fmt::format("checkpoints/tor-1/screenings/{}", kUuid);

  const auto text = post.Call("GetScreening", session + kJson, json{{"name", name}}.dump());
  REQUIRE(text.status == 200);
  CHECK(text.HeaderOf("Content-Type") == "application/json");
  const json screening = json::parse(text.body);
  CHECK(screening.at("name") == name);
  CHECK(screening.at("verdict").contains("advice"));

  pb::GetScreeningRequest request;
  request.set_name(name);
  const auto binary = post.Call("GetScreening", session + "Content-Type: application/proto\r\n",
                                request.SerializeAsString());
  REQUIRE(binary.status == 200);
  pb::Screening message;
  REQUIRE(message.ParseFromString(binary.body));
  CHECK(message.name() == name);

  const auto unknown =
      post.Call("GetScreening", session + kJson, R"({"name":"checkpoints/tor-1/screenings/none"})");
  CHECK(unknown.status == 404);
  CHECK(json::parse(unknown.body).at("code") == "not_found");
  CHECK(ReasonOf(unknown) == "SCREENING_UNKNOWN");
}

TEST_CASE("roles of accounts count as those of certificates do") {
  Post post;
  const auto absent = post.Call("ListScreenings", kJson, "{}");
  CHECK(absent.status == 401);
  CHECK(ReasonOf(absent) == "SESSION_ABSENT");
  const auto refused = post.Call("RecordDecision", post.SignIn("auditor") + kJson, "{}");
  CHECK(refused.status == 403);
  CHECK(ReasonOf(refused) == "ROLE_MISSING");
}

TEST_CASE("a ticket that this process did not write is worth nothing") {
  Post post;
  const auto channel = grpc::CreateChannel(fmt::format("127.0.0.1:{}", post.services_->port()),
                                           grpc::InsecureChannelCredentials());
  const auto stub = pb::ScreeningService::NewStub(channel);
  grpc::ClientContext context;
  context.AddMetadata(service::kTicketKey, accounts::MakeToken());
  pb::ListScreeningsResponse response;
  CHECK(test::ReasonOf(stub->ListScreenings(&context, {}, &response)) == "SESSION_ABSENT");
}

TEST_CASE("what is no call is refused by name") {
  Post post;
  const std::string session = post.SignIn("officer");
  const auto reason = [&](const std::string& method, const std::string& headers,
                          const std::string& body) {
    return ReasonOf(post.Call(method, session + headers, body));
  };
  CHECK(reason("Invent", kJson, "{}") == "METHOD_UNKNOWN");
  CHECK(reason("ListScreenings", kJson, "{") == "MESSAGE_MALFORMED");
  CHECK(reason("ListScreenings", kJson, R"({"parents":"x"})") == "MESSAGE_MALFORMED");
  CHECK(reason("ListScreenings", kJson, std::string(100000, '[')) == "MESSAGE_MALFORMED");
  CHECK(reason("ListScreenings", "Content-Type: text/plain\r\n", "{}") == "FIELD_INVALID");
  CHECK(reason("ListScreenings", std::string(kJson) + "Content-Encoding: gzip\r\n", "{}") ==
        "FIELD_INVALID");
  CHECK(reason("ListScreenings", std::string(kJson) + "Connect-Timeout-Ms: soon\r\n", "{}") ==
        "FIELD_INVALID");
  CHECK(reason("ListScreenings", kJson, "{}") == "FIELD_INVALID");  // the service's own word
  CHECK(Ask(post.port(), HttpRequest("GET", std::string(kService) + "ListScreenings", session))
            .status == 405);
  // Who asks for a stream is told in a stream.
  const auto stream =
      post.Call("ListScreenings", session + "Content-Type: application/connect+json\r\n", "{}");
  CHECK(stream.status == 200);
  CHECK(ReasonOf(json::parse(stream.body.substr(5)).at("error")) == "FIELD_INVALID");
  // Services that are not named are not reached.
  CHECK(Ask(post.port(), HttpRequest("POST", "/grpc.health.v1.Health/Check", session + kJson, "{}"))
            .status == 405);
}

// The next envelope of a stream that is not its end, as JSON.
json NextMessage(test::HttpClient& client) {
  const std::string chunk = client.ReceiveChunk();
  REQUIRE(chunk.size() > 5);
  REQUIRE(chunk[0] == kMessage);
  return json::parse(chunk.substr(5));
}

TEST_CASE("the queue is watched: what is there, and then what happens") {
  Post post;
  REQUIRE(post.journal_->Append(test::SampleScreening()).ok());
  const std::string session = post.SignIn("officer");
  const std::string stream = "Content-Type: application/connect+json\r\n";
  test::HttpClient client(post.port());
  client.Send(HttpRequest("POST", std::string(kService) + "WatchScreenings",
                          session + stream + "Connect-Timeout-Ms: 3000\r\n",
                          Envelope(kMessage, R"({"parent":"checkpoints/tor-1"})")));
  CHECK(client.ReceiveHead().status == 200);
  const json first = NextMessage(client);
  REQUIRE(first.at("screenings").size() == 1);
  const std::string name = first["screenings"][0].at("name");

  const auto decided =
      post.Call("RecordDecision", session + kJson,
                json{{"name", name},
                     {"requestId", kUuid},
                     {"decision", {{"outcome", "DECISION_OUTCOME_PROCEED"}, {"note", "seen"}}}}
                    .dump());
  REQUIRE(decided.status == 200);
  CHECK(json::parse(decided.body).at("decision").at("officer") == "officer");
  const json second = NextMessage(client);
  REQUIRE(second.at("screenings").size() == 1);
  CHECK(second["screenings"][0].at("name") == name);
  CHECK(second["screenings"][0].at("decision") == "DECISION_OUTCOME_PROCEED");
  CHECK(second["screenings"][0].at("etag") != first["screenings"][0].at("etag"));

  // Its deadline ends it, with the reason in the last envelope.
  const std::string end = client.ReceiveChunk();
  REQUIRE(end.size() > 5);
  CHECK(end[0] == kEndOfStream);
  CHECK(json::parse(end.substr(5)).at("error").at("code") == "deadline_exceeded");
  CHECK(client.ReceiveChunk().empty());

  const auto absent = post.Call("WatchScreenings", stream, Envelope(kMessage, "{}"));
  CHECK(absent.status == 200);
  CHECK(ReasonOf(json::parse(absent.body.substr(5)).at("error")) == "SESSION_ABSENT");
}

TEST_CASE("the second officer of a decision has to agree with his own password") {
  Post post;
  const auto record = post.journal_->Append(test::SampleScreening());
  REQUIRE(record.ok());
  const std::string session = post.SignIn("officer");
  const auto decide = [&](const std::string& headers, const std::string& request_id) {
    return post.Call(
        "RecordDecision", session + kJson + headers,
        json{{"name", fmt::format("checkpoints/tor-1/screenings/{}", kUuid)},
             {"requestId", request_id},
             {"decision", {{"outcome", "DECISION_OUTCOME_REFER"}, {"secondOfficer", "supervisor"}}}}
            .dump());
  };
  const auto claimed = decide("", kUuid);
  CHECK(claimed.status == 403);
  CHECK(ReasonOf(claimed) == "SECOND_OFFICER_NOT_VERIFIED");

  const auto agreed = Ask(post.port(), HttpRequest("POST", "/session/second", session + kJson,
                                                   Post::Credentials("supervisor")));
  REQUIRE(agreed.status == 200);
  const std::string header =
      "Chowki-Second-Officer: " + json::parse(agreed.body).at("token").get<std::string>() + "\r\n";
  const auto decided = decide(header, kUuid);
  REQUIRE(decided.status == 200);
  CHECK(json::parse(decided.body).at("decision").at("secondOfficer") == "supervisor");
  CHECK(ReasonOf(decide(header, "0193c5a4-7a10-7c3e-8f00-0123456789ac")) ==
        "SECOND_OFFICER_NOT_VERIFIED");
}

TEST_CASE("who signs a waiting decision is who is signed in, whoever agrees beside him") {
  Post post;
  REQUIRE(post.journal_->Append(test::SampleScreening()).ok());
  const std::string name = fmt::format("checkpoints/tor-1/screenings/{}", kUuid);
  const std::string officer = post.SignIn("officer");
  const auto waiting = post.Call(
      "RecordDecision", officer + kJson,
      json{{"name", name},
           {"requestId", kUuid},
           {"decision", {{"outcome", "DECISION_OUTCOME_REFUSE"}, {"awaitsSignature", true}}}}
          .dump());
  REQUIRE(waiting.status == 200);
  const std::string sign =
      json{{"name", name}, {"requestId", kUuid}, {"etag", json::parse(waiting.body).at("etag")}}
          .dump();

  // The first officer does not become the second by having one beside him.
  const auto agreed = Ask(post.port(), HttpRequest("POST", "/session/second", officer + kJson,
                                                   Post::Credentials("supervisor")));
  REQUIRE(agreed.status == 200);
  const std::string header =
      "Chowki-Second-Officer: " + json::parse(agreed.body).at("token").get<std::string>() + "\r\n";
  const auto own = post.Call("SignDecision", officer + kJson + header, sign);
  CHECK(own.status == 403);
  CHECK(ReasonOf(own) == "SECOND_OFFICER_SAME");
  CHECK(ReasonOf(post.Call("SignDecision", post.SignIn("auditor") + kJson, sign)) ==
        "ROLE_MISSING");

  const auto done = post.Call("SignDecision", post.SignIn("supervisor") + kJson, sign);
  REQUIRE(done.status == 200);
  const json decision = json::parse(done.body).at("decision");
  CHECK(decision.at("officer") == "officer");
  CHECK(decision.at("secondOfficer") == "supervisor");
  CHECK_FALSE(decision.contains("awaitsSignature"));
}

TEST_CASE("images are shown by digest to whom screenings are shown, as long as they are held") {
  Post post;
  const std::string bytes = "\xff\xd8 an image";
  const Digest digest = Sha256(bytes);
  post.images_.Keep(digest, "image/jpeg",
                    Bytes(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  const std::string path = "/images/" + ToHex(digest);
  CHECK(Ask(post.port(), HttpRequest("GET", path)).status == 401);
  CHECK(Ask(post.port(), HttpRequest("GET", path, post.SignIn("auditor"))).status == 403);
  const std::string session = post.SignIn("officer");
  const auto shown = Ask(post.port(), HttpRequest("GET", path, session));
  CHECK(shown.status == 200);
  CHECK(shown.body == bytes);
  CHECK(shown.HeaderOf("Content-Type") == "image/jpeg");
  CHECK(shown.HeaderOf("Cache-Control") == "no-store");
  CHECK(Ask(post.port(), HttpRequest("GET", path, post.SignIn("safeguarding"))).status == 200);
  for (const std::string& wrong : {"/images/" + ToHex(Sha256("another")), std::string("/images/"),
                                   std::string("/images/../../etc/passwd")}) {
    INFO(wrong);
    const auto absent = Ask(post.port(), HttpRequest("GET", wrong, session));
    CHECK(absent.status == 404);
    CHECK(ReasonOf(absent) == "IMAGE_NOT_HELD");
  }
}

TEST_CASE("the page is served with rules that let nothing else in") {
  Post post;
  const auto page = Ask(post.port(), HttpRequest("GET", "/"));
  CHECK(page.status == 200);
  CHECK(page.body == "<!doctype html>");
  CHECK(page.HeaderOf("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.HeaderOf("Content-Security-Policy")
            .starts_with("default-src 'none'; script-src 'self'"));
  CHECK(page.HeaderOf("X-Content-Type-Options") == "nosniff");
  CHECK(page.HeaderOf("Cache-Control") == "no-cache");
  const auto script = Ask(post.port(), HttpRequest("GET", "/assets/index-1a2b.js"));
  CHECK(script.HeaderOf("Cache-Control") == "public, max-age=31536000, immutable");
  for (const char* path : {"/other", "/assets/", "/../index.html", "/%2e%2e/index.html"}) {
    INFO(path);
    CHECK(Ask(post.port(), HttpRequest("GET", path)).status == 404);
  }
}

TEST_CASE("what another site makes a browser send is refused") {
  Post post;
  const std::string session = post.SignIn("officer");
  const auto status = [&](const std::string& headers) {
    return post.Call("ListScreenings", session + kJson + headers, R"({"parent":"checkpoints/-"})")
        .status;
  };
  CHECK(status("Origin: https://elsewhere.example\r\n") == 403);
  CHECK(status("Origin: null\r\n") == 403);
  CHECK(status("Sec-Fetch-Site: cross-site\r\n") == 403);
  CHECK(status("Origin: http://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n") == 200);
}

}  // namespace
}  // namespace chowki::gateway
