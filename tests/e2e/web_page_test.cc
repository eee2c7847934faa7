// The web page of the centre as a browser meets it: TLS, a session, calls of the services in the
// name of who is signed in.

#include <array>
#include <fstream>
#include <memory>

#include <absl/strings/escaping.h>
#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "e2e/running_centre.h"

namespace chowki::e2e {
namespace {

using nlohmann::json;

const std::filesystem::path kChowki = std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki";
constexpr char kPassword[] = "a long way to Taftan";

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

// A browser that trusts one authority; every request has a connection of its own.
class Browser {
 public:
  Browser(int port, const std::filesystem::path& authority)
      : port_(port), tls_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free) {
    REQUIRE(SSL_CTX_load_verify_locations(tls_.get(), authority.c_str(), nullptr) == 1);
    SSL_CTX_set_verify(tls_.get(), SSL_VERIFY_PEER, nullptr);
  }

  Answer Ask(const std::string& method, const std::string& path, const std::string& body = "") {
    const std::string head = method + " " + path +
                             " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                             "Content-Type: application/json\r\n" +
                             cookie_ + "Content-Length: " + std::to_string(body.size()) +
                             "\r\n\r\n";
    const std::string told = Exchange(head + body);
    const std::size_t end = told.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {std::stoi(told.substr(9, 3)), told.substr(0, end), told.substr(end + 4)};
  }

  // As that person from now on.
  void SignIn(const std::string& who) {
    cookie_.clear();
    const Answer answer =
        Ask("POST", "/session", json{{"name", who}, {"password", kPassword}}.dump());
    REQUIRE(answer.status == 200);
    const std::size_t at = answer.head.find("Set-Cookie: ") + 12;
    cookie_ = "Cookie: " + answer.head.substr(at, answer.head.find(';', at) - at) + "\r\n";
  }

  Answer Call(const std::string& method, const json& request = json::object()) {
    return Ask("POST", "/chowki." + method, request.dump());
  }

 private:
  std::string Exchange(const std::string& request) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const std::unique_ptr<SSL, decltype(&SSL_free)> line(SSL_new(tls_.get()), &SSL_free);
    SSL_set_fd(line.get(), socket);
    REQUIRE(SSL_connect(line.get()) == 1);
    REQUIRE(SSL_write(line.get(), request.data(), static_cast<int>(request.size())) > 0);
    std::string told;
    std::array<char, 65536> piece{};
    for (int n = 0; (n = SSL_read(line.get(), piece.data(), piece.size())) > 0;) {
      told.append(piece.data(), static_cast<std::size_t>(n));
    }
    ::close(socket);
    return told;
  }

  const int port_;
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls_;
  std::string cookie_;
};

std::string ReasonOf(const Answer& answer) {
  return json::parse(answer.body).value("reason", answer.body);
}

TEST_CASE("people of the centre do at its page what their roles allow, and nothing else", "[e2e]") {
  Deployment people;
  std::ofstream(people.File("password")) << kPassword;
  const std::string accounts = people.File("accounts.db");
  for (const auto& [who, role] : {std::pair{"amina", "admin"},
                                  {"bilal", "approver"},
                                  {"asif", "auditor"},
                                  {"sara", "supervisor"}}) {
    REQUIRE(test::Run(kChowki, {"account", "--store", accounts, "add", who, "--roles", role,
                                "--password-file", people.File("password")})
                .status == 0);
  }
  RunningCentre centre(people, "sqlite:" + people.File("central.db"),
                       {"console.address=127.0.0.1:0", "console.accounts=" + accounts});
  centre.Start();
  REQUIRE(centre.console_port() != 0);
  Browser browser(centre.console_port(), people.authority());

  CHECK(browser.Ask("GET", "/").head.find("Content-Security-Policy: default-src 'none'") !=
        std::string::npos);
  const Answer stranger = browser.Call("watchlist.v1.WatchlistService/ListWatchlists");
  CHECK(stranger.status == 401);
  CHECK(ReasonOf(stranger) == "SESSION_ABSENT");

  std::string csv;
  absl::Base64Escape("id,kind,surname,category\nuto-1,person,LOVEGOOD,wanted\nuto-2,person\n",
                     &csv);
  const json draft{{"parent", "watchlists/national"},
                   {"changeSet", {{"title", "from the page"}, {"content", "CONTENT_CHANGES"}}},
                   {"requestId", "0193c5a4-7a10-7c3e-8f00-0123456789ab"},
                   {"format", "csv"},
                   {"file", csv}};
  const std::string make = "watchlist.v1.WatchlistService/DraftFromFile";
  browser.SignIn("amina");
  CHECK(json::parse(browser.Ask("GET", "/session").body).at("checkpoint") == "utopia");
  const Answer made = browser.Call(make, draft);
  REQUIRE(made.status == 200);
  const json told = json::parse(made.body);
  CHECK(told.at("changeSet").at("author") == "amina");
  CHECK(told.at("changeSet").at("rows") == "1");
  CHECK(told.at("rowsSkipped") == "1");
  CHECK(told.at("problems").at(0).at("line") == "3");
  // The answer was lost on the way: the same again is the same draft.
  CHECK(json::parse(browser.Call(make, draft).body).at("changeSet").at("name") ==
        told.at("changeSet").at("name"));
  const json name{{"name", told.at("changeSet").at("name")}};
  const json plan =
      json::parse(browser.Call("watchlist.v1.WatchlistService/PlanChangeSet", name).body);
  CHECK(plan.at("plan").at("added") == "1");
  CHECK(browser.Call("watchlist.v1.WatchlistService/ApproveChangeSet", name).status == 403);
  CHECK(browser.Call("sync.v1.SyncService/ReportState").status == 403);
  // What posts call is not on the page at all.
  CHECK(browser.Call("event.v1.EventService/GetCursor").status == 405);
  CHECK(browser.Ask("GET", "/images/" + std::string(64, '0')).status == 403);

  browser.SignIn("bilal");
  const Answer refused = browser.Call(make, draft);
  CHECK(refused.status == 403);
  CHECK(refused.body.find("ROLE_MISSING") != std::string::npos);
  CHECK(browser.Call("watchlist.v1.WatchlistService/GetChangeSet", name).status == 200);
  CHECK(browser.Call("sync.v1.SyncService/GetRoots").status == 200);
  CHECK(browser.Call("audit.v1.AuditService/ListRecords").status == 403);

  browser.SignIn("asif");
  CHECK(browser.Call("audit.v1.AuditService/ListRecords").body.find("changes.create") !=
        std::string::npos);
  CHECK(browser.Call("fleet.v1.FleetService/ListDevices").status == 200);
  CHECK(browser.Call("fleet.v1.FleetService/RevokeDevice", {{"device", "post-7"}}).status == 403);

  browser.SignIn("sara");
  CHECK(browser.Call("watchlist.v1.WatchlistService/ListWatchlists").status == 403);
  CHECK(centre.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
