#include "app/chowkid/console.h"

#include <optional>

#include "accounts/account_store.h"
#include "accounts/sessions.h"
#include "accounts/token.h"
#include "app/file_text.h"
#include "console/console_assets.h"
#include "gateway/connect_calls.h"
#include "gateway/gateway.h"
#include "gateway/http_server.h"
#include "service/recent_images.h"
#include "service/server.h"
#include "service/tickets.h"

namespace chowki::app {
namespace {

constexpr int kMiB = 1 << 20;

Result<gateway::HttpOptions> HttpOptionsOf(const Config& config) {
  gateway::HttpOptions options;
  options.address = config.console_address;
  options.body_bytes = static_cast<std::size_t>(config.limits_message_mib) * kMiB;
  const bool own = !config.console_certificate.empty();
  if (!own && config.listen_insecure) return options;
  gateway::HttpTls tls;
  CHOWKI_ASSIGN_OR_RETURN(tls.certificate,
                          ReadText(own ? config.console_certificate : config.tls_certificate));
  CHOWKI_ASSIGN_OR_RETURN(tls.key, ReadText(own ? config.console_key : config.tls_key));
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

std::optional<gateway::Picture> PictureOf(service::RecentImages& images, const Digest& digest) {
  auto image = images.Find(digest);
  if (!image) return std::nullopt;
  return gateway::Picture{std::move(image->media_type), std::move(image->bytes)};
}

}  // namespace

// In the order in which they are built; taken down in reverse, the page first.
struct Console::Parts {
  std::unique_ptr<accounts::AccountStore> accounts;
  std::optional<accounts::Sessions> sessions;
  std::optional<gateway::ConnectCalls> calls;
  std::optional<gateway::Gateway> gateway;
  std::unique_ptr<gateway::HttpServer> server;
};

Console::Console(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Console::~Console() = default;

Result<std::unique_ptr<Console>> Console::Start(const Config& config, service::Server* server,
                                                service::RecentImages* images) {
  auto parts = std::make_unique<Parts>();
  CHOWKI_ASSIGN_OR_RETURN(parts->accounts, accounts::AccountStore::Open(config.console_accounts));
  accounts::Sessions::Options sessions;
  sessions.idle_lock = std::chrono::seconds(config.console_idle_lock_s);
  parts->sessions.emplace(parts->accounts.get(), sessions);
  parts->calls.emplace(server->InProcessChannel(),
                       std::vector<std::string>{"chowki.screening.v1.ScreeningService"},
                       service::kTicketKey);
  CHOWKI_ASSIGN_OR_RETURN(const auto http, HttpOptionsOf(config));

  gateway::Gateway::Parts routes;
  routes.sessions = &*parts->sessions;
  routes.calls = &*parts->calls;
  routes.vouch = [tickets = &server->tickets()](const accounts::Account& caller,
                                                const std::string& second_officer) {
    return Vouch(*tickets, caller, second_officer);
  };
  routes.picture = [images](const Digest& digest) { return PictureOf(*images, digest); };
  routes.assets = console::ConsoleAssets();
  routes.session.checkpoint = config.checkpoint_name;
  routes.session.secure = http.tls.has_value();
  parts->gateway.emplace(std::move(routes));
  const auto answer = [gateway = &*parts->gateway](std::shared_ptr<gateway::Exchange> exchange) {
    gateway->Answer(std::move(exchange));
  };
  CHOWKI_ASSIGN_OR_RETURN(parts->server, gateway::HttpServer::Start(http, answer));
  return std::unique_ptr<Console>(new Console(std::move(parts)));
}

int Console::port() const { return parts_->server->port(); }

}  // namespace chowki::app
