#include "app/web_page.h"

#include "accounts/account_store.h"
#include "accounts/sessions.h"
#include "accounts/token.h"
#include "app/file_text.h"
#include "gateway/connect_calls.h"
#include "gateway/http_server.h"
#include "service/server.h"
#include "service/tickets.h"

namespace chowki::app {
namespace {

constexpr int kMiB = 1 << 20;

Result<gateway::HttpOptions> HttpOptionsOf(const WebPage::Options& page) {
  gateway::HttpOptions options;
  options.address = page.address;
  options.body_bytes = static_cast<std::size_t>(page.message_mib) * kMiB;
  if (page.certificate.empty()) return options;
  gateway::HttpTls tls;
  CHOWKI_ASSIGN_OR_RETURN(tls.certificate, ReadText(page.certificate));
  CHOWKI_ASSIGN_OR_RETURN(tls.key, ReadText(page.key));
  options.tls = std::move(tls);
  return options;
}

gateway::Permit Vouch(service::Tickets& tickets, const accounts::Account& account,
                      const std::string& second_officer) {
  service::Caller caller;
  caller.name = account.name;
  for (const pki::Role role : account.roles) caller.roles.Add(role);
  caller.signed_in = true;
  caller.second_officer = second_officer;
  return tickets.Issue(std::move(caller), accounts::MakeToken());
}

}  // namespace

// In the order in which they are built; taken down in reverse, the page first.
struct WebPage::Parts {
  std::unique_ptr<accounts::AccountStore> accounts;
  std::optional<accounts::Sessions> sessions;
  std::optional<gateway::ConnectCalls> calls;
  std::optional<gateway::Gateway> gateway;
  std::unique_ptr<gateway::HttpServer> server;
};

WebPage::WebPage(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

WebPage::~WebPage() = default;

Result<std::unique_ptr<WebPage>> WebPage::Start(Options options, service::Server* server) {
  auto parts = std::make_unique<Parts>();
  CHOWKI_ASSIGN_OR_RETURN(parts->accounts, accounts::AccountStore::Open(options.accounts));
  accounts::Sessions::Options sessions;
  sessions.idle_lock = std::chrono::seconds(options.idle_lock_s);
  parts->sessions.emplace(parts->accounts.get(), sessions);
  parts->calls.emplace(server->InProcessChannel(), options.services, service::kTicketKey);
  CHOWKI_ASSIGN_OR_RETURN(const auto http, HttpOptionsOf(options));

  gateway::Gateway::Parts routes;
  routes.sessions = &*parts->sessions;
  routes.calls = &*parts->calls;
  routes.vouch = [tickets = &server->tickets()](const accounts::Account& caller,
                                                const std::string& second_officer) {
    return Vouch(*tickets, caller, second_officer);
  };
  routes.picture = std::move(options.picture);
  routes.assets = options.assets;
  routes.session.checkpoint = options.place;
  routes.session.secure = http.tls.has_value();
  parts->gateway.emplace(std::move(routes));
  const auto answer = [gateway = &*parts->gateway](std::shared_ptr<gateway::Exchange> exchange) {
    gateway->Answer(std::move(exchange));
  };
  CHOWKI_ASSIGN_OR_RETURN(parts->server, gateway::HttpServer::Start(http, answer));
  return std::unique_ptr<WebPage>(new WebPage(std::move(parts)));
}

int WebPage::port() const { return parts_->server->port(); }

}  // namespace chowki::app
