#include "app/chowki_central/centre_process.h"

#include <optional>

#include "app/chowki_central/relaying.h"
#include "app/file_text.h"
#include "app/web_page.h"
#include "base/log.h"
#include "base/metrics.h"
#include "central/intake.h"
#include "central/roots.h"
#include "central/store.h"
#include "central_service/centre.h"
#include "central_service/certificate_watch.h"
#include "central_service/issuance.h"
#include "central_service/late_watch.h"
#include "central_service/shared_keys.h"
#include "console/console_assets.h"
#include "service/server.h"
#include "trust/key_file.h"

namespace chowki::app {
namespace {

constexpr int kMiB = 1 << 20;
constexpr std::chrono::hours kPartitionPeriod{24};
constexpr std::chrono::hours kForgetPeriod{1};
constexpr std::chrono::seconds kEnrolmentCall{10};
constexpr int kEnrolmentMessageBytes = 16 << 10;
constexpr std::size_t kEnrolmentMemoryBytes = 16 << 20;
constexpr int kEnrolmentThreads = 8;

Result<service::ServerOptions> ServerOptionsOf(const CentralConfig& config) {
  service::ServerOptions options;
  options.address = config.listen_address;
  service::TlsIdentity tls;
  CHOWKI_ASSIGN_OR_RETURN(tls.certificate, ReadText(config.tls_certificate));
  CHOWKI_ASSIGN_OR_RETURN(tls.key, ReadText(config.tls_key));
  CHOWKI_ASSIGN_OR_RETURN(tls.client_authority, ReadText(config.tls_client_authority));
  options.tls = std::move(tls);
  options.longest_call = std::chrono::seconds(config.limits_call_s);
  options.message_bytes = config.limits_message_mib * kMiB;
  options.memory_bytes = static_cast<std::size_t>(config.limits_memory_mib) * kMiB;
  options.threads = config.limits_threads;
  options.streams_per_connection = config.limits_streams;
  return options;
}

// The port for posts that have no certificate yet: whoever reaches it is a stranger, and costs
// little.
service::ServerOptions EnrolmentOptionsOf(const CentralConfig& config,
                                          const service::ServerOptions& of_centre,
                                          const pki::Issuer& issuer) {
  service::ServerOptions options;
  options.address = config.enrol_address;
  // With the authority's certificate, by which the token knows us.
  options.tls = service::TlsIdentity{of_centre.tls->certificate + issuer.certificate(),
                                     of_centre.tls->key, std::nullopt};
  options.without_certificate = service::Caller{"stranger", {pki::Role::kStranger}};
  options.longest_call = kEnrolmentCall;
  options.message_bytes = kEnrolmentMessageBytes;
  options.memory_bytes = kEnrolmentMemoryBytes;
  options.threads = kEnrolmentThreads;
  options.streams_per_connection = 1;
  return options;
}

Result<central::Publisher::Keys> ReadKeys(const CentralConfig& config) {
  CHOWKI_ASSIGN_OR_RETURN(auto publisher, trust::ReadSigningKey(config.keys_publisher));
  CHOWKI_ASSIGN_OR_RETURN(auto heartbeat, trust::ReadSigningKey(config.keys_heartbeat));
  return central::Publisher::Keys{std::move(publisher), std::move(heartbeat)};
}

central::Publisher::Options PublisherOptionsOf(const CentralConfig& config) {
  central::Publisher::Options options;
  options.manifest_valid = std::chrono::hours(24 * config.publish_manifest_d);
  options.heartbeat_valid = std::chrono::hours(config.publish_heartbeat_h);
  options.versions_kept = config.publish_versions_kept;
  options.steps_kept = config.publish_steps_kept;
  return options;
}

}  // namespace

// In the order in which they are built; taken down in reverse, the server first.
struct CentreProcess::Parts {
  explicit Parts(const CentralConfig& from) : config(from) {}

  // The part of whoever has keys, and of a relay.
  [[nodiscard]] Status BeginPublishing();
  [[nodiscard]] Status BeginRelaying();
  [[nodiscard]] Status ReadIssuance();
  [[nodiscard]] Status BeginEnrolling(const service::ServerOptions& of_centre);
  [[nodiscard]] bool is_relay() const { return !config.relay_server.empty(); }
  [[nodiscard]] Status OpenPage();
  [[nodiscard]] Status TakeRoot();
  [[nodiscard]] Status ReadRevoked() const;
  [[nodiscard]] Status MakePartitions();

  const CentralConfig config;
  SystemClock clock;
  Metrics metrics;
  std::unique_ptr<sql::Pool> store;
  std::unique_ptr<central::Publisher> publisher;
  std::optional<central_service::HeadWatch> heads;
  std::unique_ptr<central_service::CertificateWatch> certificates;
  std::optional<central_service::Issuance> issuance;         // nothing: no post is enrolled here
  std::unique_ptr<central_service::SharedKeys> shared_keys;  // null: posts share nothing
  central_service::Centre centre;
  std::unique_ptr<service::Server> server;
  std::unique_ptr<service::Server> enrolment;        // null: as above
  std::unique_ptr<WebPage> page;                     // null: there is none
  std::unique_ptr<central_service::LateWatch> late;  // null: nobody looks back
  std::unique_ptr<Relaying> relaying;                // of a relay, which has no publisher
  Time beaten{};
  Time metrics_written{};
  Time partitions_made{};
  Time forgotten{};
};

Status CentreProcess::Parts::BeginPublishing() {
  CHOWKI_ASSIGN_OR_RETURN(auto keys, ReadKeys(config));
  publisher = std::make_unique<central::Publisher>(store.get(), std::move(keys),
                                                   PublisherOptionsOf(config), &clock);
  // Fails here, and not at the first publication, when the trust root does not know our keys.
  CHOWKI_RETURN_IF_ERROR(publisher->Beat());
  beaten = clock.Now();
  return Ok();
}

Status CentreProcess::Parts::BeginRelaying() {
  Relaying::Options options;
  options.centre.server = config.relay_server;
  CHOWKI_ASSIGN_OR_RETURN(options.centre.authority, ReadText(config.relay_authority));
  CHOWKI_ASSIGN_OR_RETURN(options.centre.certificate, ReadText(config.relay_certificate));
  CHOWKI_ASSIGN_OR_RETURN(options.centre.key, ReadText(config.relay_key));
  options.certificate = {config.relay_certificate, config.relay_key};
  options.downloads = config.relay_downloads;
  options.versions_kept = config.publish_versions_kept;
  options.steps_kept = config.publish_steps_kept;
  CHOWKI_ASSIGN_OR_RETURN(relaying, Relaying::Start(options, store.get(), &*heads, &clock));
  return Ok();
}

Status CentreProcess::Parts::ReadIssuance() {
  if (config.enrol_authority.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const std::string certificate, ReadText(config.enrol_authority));
  CHOWKI_ASSIGN_OR_RETURN(const std::string key, ReadText(config.enrol_authority_key));
  auto issuer = pki::Issuer::Load(certificate, key);
  if (!issuer.ok()) return Annotate(issuer.status(), "enrol.authority");
  issuance.emplace(central_service::Issuance{*std::move(issuer), config.enrol_valid_d});
  return Ok();
}

Status CentreProcess::Parts::BeginEnrolling(const service::ServerOptions& of_centre) {
  if (config.enrol_address.empty()) return Ok();
  // Else no post could tell by its token that this is the centre.
  if (!issuance->issuer.Issued(of_centre.tls->certificate)) {
    return InvalidInput("tls.certificate is not issued by enrol.authority");
  }
  CHOWKI_ASSIGN_OR_RETURN(
      enrolment,
      service::Server::Start(EnrolmentOptionsOf(config, of_centre, issuance->issuer), &metrics,
                             central_service::ServeEnrolment(centre, server->port())));
  return Ok();
}

Status CentreProcess::Parts::OpenPage() {
  if (config.console_address.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const auto root, store->ReadFor([](sql::Connection& open) {
    return central::NewestRoot(open);
  }));
  WebPage::Options options;
  options.address = config.console_address;
  const bool own = !config.console_certificate.empty();
  options.certificate = own ? config.console_certificate : config.tls_certificate;
  options.key = own ? config.console_key : config.tls_key;
  options.accounts = config.console_accounts;
  options.idle_lock_s = config.console_idle_lock_s;
  options.message_mib = config.limits_message_mib;
  options.place = root->deployment;
  options.services = central_service::ServicesForPeople();
  options.assets = console::CentreAssets();
  CHOWKI_ASSIGN_OR_RETURN(page, WebPage::Start(std::move(options), server.get()));
  return Ok();
}

Status CentreProcess::Parts::TakeRoot() {
  if (config.trust_root.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const std::string envelope, ReadText(config.trust_root));
  return store->Write([&](sql::Connection& open) {
    return Annotate(central::AddRoot(open, envelope, clock.Now()), config.trust_root);
  });
}

Status CentreProcess::Parts::ReadRevoked() const {
  if (config.tls_revoked.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(config.tls_revoked));
  auto serials = service::ParseRevokedSerials(text);
  if (!serials.ok()) return Annotate(serials.status(), config.tls_revoked);
  server->SetRevoked(*std::move(serials));
  return Ok();
}

Status CentreProcess::Parts::MakePartitions() {
  return store->Write(
      [&](sql::Connection& open) { return central::MakeEventPartitions(open, clock.Now()); });
}

CentreProcess::CentreProcess(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

CentreProcess::~CentreProcess() = default;

Result<std::unique_ptr<CentreProcess>> CentreProcess::Start(const CentralConfig& config) {
  auto parts = std::make_unique<Parts>(config);
  CHOWKI_ASSIGN_OR_RETURN(
      parts->store,
      central::OpenStore(config.store_where, std::chrono::seconds(config.store_failover_s)));
  CHOWKI_RETURN_IF_ERROR(parts->TakeRoot());
  CHOWKI_RETURN_IF_ERROR(parts->MakePartitions());
  parts->partitions_made = parts->clock.Now();
  if (!parts->is_relay()) CHOWKI_RETURN_IF_ERROR(parts->BeginPublishing());
  parts->heads.emplace(parts->store.get(), central::ListenerFor(config.store_where));

  CHOWKI_ASSIGN_OR_RETURN(parts->certificates,
                          central_service::CertificateWatch::Start(
                              parts->store.get(), [&heads = *parts->heads] { heads.Release(); }));
  CHOWKI_RETURN_IF_ERROR(parts->ReadIssuance());

  if (!config.shared_keys.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(
        parts->shared_keys,
        central_service::SharedKeys::Open(config.shared_keys,
                                          {config.shared_retention_d, config.shared_period_d},
                                          parts->store.get(), &parts->clock));
    // Fails here, and not at the first post, when another replica has other keys.
    CHOWKI_RETURN_IF_ERROR(parts->shared_keys->Give().status());
  }
  central_service::Centre& centre = parts->centre;
  centre.store = parts->store.get();
  centre.publisher = parts->publisher.get();
  centre.heads = &*parts->heads;
  centre.clock = &parts->clock;
  centre.certificates = parts->certificates.get();
  if (parts->issuance) centre.issuance = &*parts->issuance;
  centre.shared_keys = parts->shared_keys.get();
  centre.guards.removed_share = config.guards_removed_percent / 100.0;
  centre.guards.changed_share = config.guards_changed_percent / 100.0;
  centre.provisional_list = config.provisional_list;
  CHOWKI_ASSIGN_OR_RETURN(auto options, ServerOptionsOf(config));
  options.vet = [certificates = parts->certificates.get()](const service::Caller& caller) {
    return certificates->Check(caller);
  };
  CHOWKI_ASSIGN_OR_RETURN(
      parts->server,
      service::Server::Start(options, &parts->metrics,
                             parts->is_relay() ? central_service::ServeRelay(centre)
                                               : central_service::ServeCentre(centre)));
  CHOWKI_RETURN_IF_ERROR(parts->ReadRevoked());
  CHOWKI_RETURN_IF_ERROR(parts->BeginEnrolling(options));
  if (parts->is_relay()) CHOWKI_RETURN_IF_ERROR(parts->BeginRelaying());
  if (!parts->is_relay() && config.late_days > 0) {
    central_service::LateLook::Options back;
    back.days = std::chrono::days(config.late_days);
    parts->late = std::make_unique<central_service::LateWatch>(
        central_service::LateLook(parts->store.get(), &parts->clock, &parts->metrics, back));
  }
  CHOWKI_RETURN_IF_ERROR(parts->OpenPage());
  parts->server->SetHealth(service::kReady, true);
  return std::unique_ptr<CentreProcess>(new CentreProcess(std::move(parts)));
}

int CentreProcess::port() const { return parts_->server->port(); }

int CentreProcess::enrolment_port() const {
  return parts_->enrolment ? parts_->enrolment->port() : 0;
}

int CentreProcess::console_port() const { return parts_->page ? parts_->page->port() : 0; }

void CentreProcess::Tick() {
  const Time now = parts_->clock.Now();
  // What is due now; at the next second again when it fails.
  const auto when_due = [now](Time& last, std::chrono::seconds period, const char* event,
                              const std::function<Status()>& work) {
    // Also when the clock was set back.
    if (now >= last && now - last < period) return;
    const Status status = work();
    if (status.ok()) {
      last = now;
    } else {
      log::Error(event, {{"fault", log::Value::Id(Message(status))}});
    }
  };
  if (!parts_->is_relay()) {
    when_due(parts_->beaten, std::chrono::seconds(parts_->config.publish_beat_s),
             "central.heartbeat_failed", [&] {
               CHOWKI_RETURN_IF_ERROR(parts_->publisher->Beat());
               parts_->heads->Look();
               return Ok();
             });
  }
  when_due(parts_->partitions_made, kPartitionPeriod, "central.partitions_failed",
           [&] { return parts_->MakePartitions(); });
  if (parts_->shared_keys) {
    bool more = false;
    when_due(parts_->forgotten, kForgetPeriod, "central.not_forgotten", [&]() -> Status {
      CHOWKI_ASSIGN_OR_RETURN(more, parts_->shared_keys->ForgetSome());
      return Ok();
    });
    // A little at every second, so that nobody waits for it.
    if (more) parts_->forgotten = Time();
  }
  if (parts_->config.metrics_file.empty()) return;
  when_due(parts_->metrics_written, std::chrono::seconds(parts_->config.metrics_period_s),
           "metrics.not_written",
           [&] { return ReplaceText(parts_->config.metrics_file, parts_->metrics.ToText()); });
}

void CentreProcess::Reload() {
  for (const Status& status : {parts_->TakeRoot(), parts_->ReadRevoked()}) {
    if (!status.ok()) log::Error("central.reload", {{"fault", log::Value::Id(Message(status))}});
  }
}

void CentreProcess::Drain() {
  parts_->server->SetHealth(service::kReady, false);
  parts_->heads->Stop();
  if (parts_->enrolment) parts_->enrolment->Drain(std::chrono::milliseconds(0));
  parts_->server->Drain(std::chrono::seconds(parts_->config.limits_drain_s));
}

}  // namespace chowki::app
