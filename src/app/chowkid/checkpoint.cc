#include "app/chowkid/checkpoint.h"

#include <mutex>
#include <thread>

#include <opencv2/core.hpp>

#include "app/calibration_file.h"
#include "app/chowkid/event_push.h"
#include "app/chowkid/list_sync.h"
#include "app/chowkid/lists_in_force.h"
#include "app/chowkid/look_back_thread.h"
#include "app/chowkid/memory_share.h"
#include "app/chowkid/referral_report.h"
#include "app/chowkid/watchlist_watch.h"
#include "app/document_models.h"
#include "app/file_text.h"
#include "app/layout_files.h"
#include "app/model_directory.h"
#include "app/model_manifest.h"
#include "app/safeguarding_file.h"
#include "app/version.h"
#include "app/web_page.h"
#include "base/log.h"
#include "base/metrics.h"
#include "console/console_assets.h"
#include "journal/journal.h"
#include "read/mrz_reader.h"
#include "read/tesseract.h"
#include "read/visual_reader.h"
#include "safeguard/referrals.h"
#include "safeguard/watch.h"
#include "screen/screener.h"
#include "service/referral_service.h"
#include "service/screening_service.h"
#include "service/server.h"
#include "verify/catalogue.h"

namespace chowki::app {
namespace {

constexpr int kMiB = 1 << 20;
// Handlers beside those that work or wait: refusals, look-ups, health.
constexpr int kSpareThreads = 32;

// In the folder of the memory's keys: who is chosen at random.
constexpr char kShareSecret[] = "second-line.secret";
constexpr int kEraseEvery_s = 3600;

// A list of some ten thousand names is whole when the first call comes.
constexpr std::chrono::milliseconds kPatienceForNames{500};

int WorkersOf(const Config& config) {
  if (config.limits_workers > 0) return config.limits_workers;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Result<service::ServerOptions> ServerOptionsOf(const Config& config) {
  service::ServerOptions options;
  options.address = config.listen_address;
  if (config.listen_insecure) {
    options.without_certificate = service::Caller{"developer", {pki::Role::kOfficer}};
  } else {
    service::TlsIdentity tls;
    CHOWKI_ASSIGN_OR_RETURN(tls.certificate, ReadText(config.tls_certificate));
    CHOWKI_ASSIGN_OR_RETURN(tls.key, ReadText(config.tls_key));
    CHOWKI_ASSIGN_OR_RETURN(tls.client_authority, ReadText(config.tls_client_authority));
    options.tls = std::move(tls);
  }
  options.longest_call = std::chrono::seconds(config.limits_call_s);
  options.message_bytes = config.limits_message_mib * kMiB;
  options.memory_bytes = static_cast<std::size_t>(config.limits_memory_mib) * kMiB;
  options.threads = WorkersOf(config) + config.limits_queue + kSpareThreads;
  options.streams_per_connection = config.limits_streams;
  return options;
}

Result<ListSync::Options> SyncOptionsOf(const Config& config) {
  ListSync::Options options;
  options.centre.server = config.sync_server;
  if (!config.sync_insecure) {
    CHOWKI_ASSIGN_OR_RETURN(options.centre.authority, ReadText(config.sync_authority));
    CHOWKI_ASSIGN_OR_RETURN(options.centre.certificate, ReadText(config.sync_certificate));
    CHOWKI_ASSIGN_OR_RETURN(options.centre.key, ReadText(config.sync_key));
    options.certificate = {config.sync_certificate, config.sync_key};
  }
  options.store = config.sync_store;
  if (!config.sync_root.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(options.first_root, ReadText(config.sync_root));
  }
  options.policy.check_approvals = config.sync_check_approvals;
  return options;
}

// images  must outlive the page.
WebPage::Options PageOptionsOf(const Config& config, service::RecentImages* images) {
  WebPage::Options options;
  options.address = config.console_address;
  const bool own = !config.console_certificate.empty();
  options.certificate = own ? config.console_certificate : config.tls_certificate;
  options.key = own ? config.console_key : config.tls_key;
  options.accounts = config.console_accounts;
  options.idle_lock_s = config.console_idle_lock_s;
  options.message_mib = config.limits_message_mib;
  options.place = config.checkpoint_name;
  options.services = {"chowki.screening.v1.ScreeningService", "chowki.referral.v1.ReferralService"};
  options.assets = console::CheckpointAssets();
  options.picture = [images](const Digest& digest) -> std::optional<gateway::Picture> {
    auto image = images->Find(digest);
    if (!image) return std::nullopt;
    return gateway::Picture{std::move(image->media_type), std::move(image->bytes)};
  };
  return options;
}

}  // namespace

// In the order in which they are built; taken down in reverse, the server first.
struct Checkpoint::Parts {
  explicit Parts(const Config& from)
      : config(from),
        lists(from, &metrics),
        watchlist(from.watchlist_file, lists.OfFile()),
        admission(WorkersOf(from), from.limits_queue),
        uploads({.bytes = static_cast<std::size_t>(from.limits_uploads_mib) * kMiB}) {}

  [[nodiscard]] Status ReadRevoked() const;
  // Makes the watch over who may need help; none where the configuration wants none.
  [[nodiscard]] Status StartWatch();
  // Shares what the watch remembers with other posts.
  [[nodiscard]] Status StartSharing(const sync::CentreAddress& centre,
                                    const sync::CertificateFiles& certificate);
  // Takes what people of the country and the post say; what holds stays where their file is broken.
  [[nodiscard]] Status ReadSafeguarding();
  [[nodiscard]] std::vector<safeguard::PostContact> Contacts() const;
  [[nodiscard]] Status OpenReferrals();
  [[nodiscard]] service::MakeServices Services();
  // Destroys what is past its time.
  [[nodiscard]] Status Erase();
  void TellHealth(Time now);
  void TellMetrics(Time now);

  const Config config;
  SystemClock clock;
  Metrics metrics;
  ListsInForce lists;
  WatchlistWatch watchlist;
  service::Admission admission;
  service::Uploads uploads;
  std::optional<read::MrzReader> mrz_reader;
  std::optional<read::VisualReader> visual_reader;
  DocumentModels documents;
  std::unique_ptr<screen::Screener> screener;
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<service::ProvisionalList> provisional;
  std::unique_ptr<EventPush> push;  // null: the journal stays here
  std::unique_ptr<ListSync> sync;   // in the place of the watch; null: the one list is a file
  service::Feed<std::string> referral_feed;
  std::unique_ptr<safeguard::Referrals> referrals;  // null as the watch
  std::unique_ptr<safeguard::Watch> watch;          // null: nobody looks for who may need help
  mutable std::mutex contacts_mutex;
  std::vector<safeguard::PostContact> contacts;
  std::unique_ptr<service::Desk> desk;
  std::unique_ptr<MemoryShare> share;           // null: what is remembered stays here
  std::optional<service::RecentImages> images;  // none: nobody could look at them
  std::unique_ptr<service::Server> server;
  std::unique_ptr<WebPage> page;  // null: there is none
  std::unique_ptr<LookBackThread> look_back;
  std::unique_ptr<ReferralReport> referral_report;  // null: no centre, or no referrals
  Time looked{};
  Time erased{};
  Time metrics_written{};
};

Status Checkpoint::Parts::ReadRevoked() const {
  if (config.tls_revoked.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(config.tls_revoked));
  auto serials = service::ParseRevokedSerials(text);
  if (!serials.ok()) return Annotate(serials.status(), config.tls_revoked);
  server->SetRevoked(*std::move(serials));
  return Ok();
}

Status Checkpoint::Parts::ReadSafeguarding() {
  if (!watch || config.safeguarding_file.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(SafeguardingFile file, LoadSafeguarding(config.safeguarding_file));
  watch->SetSetting(std::move(file.setting));
  const std::lock_guard lock(contacts_mutex);
  contacts = std::move(file.contacts);
  return Ok();
}

std::vector<safeguard::PostContact> Checkpoint::Parts::Contacts() const {
  const std::lock_guard lock(contacts_mutex);
  return contacts;
}

Status Checkpoint::Parts::StartWatch() {
  if (!config.safeguarding_enabled) return Ok();
  safeguard::Watch::Parts watching;
  watching.clock = &clock;
  watching.metrics = &metrics;
  const associate::Retention retention{config.safeguarding_days, config.safeguarding_period_days};
  watching.open_memory = [this, retention](Time now) {
    return associate::Memory::Open(MemoryFolder(config), MemoryKeyFolder(config), now, retention);
  };
  CHOWKI_ASSIGN_OR_RETURN(watching.directions, LaneDirections(config));
  std::error_code error;
  std::filesystem::create_directories(MemoryKeyFolder(config), error);
  CHOWKI_ASSIGN_OR_RETURN(watching.share,
                          safeguard::RandomShare::Open(MemoryKeyFolder(config) / kShareSecret,
                                                       config.safeguarding_random_share_percent));
  watching.find = [this](const std::string& id) -> Result<screen::Screening> {
    CHOWKI_ASSIGN_OR_RETURN(auto record, journal->Get(id));
    return std::move(record.screening);
  };
  CHOWKI_RETURN_IF_ERROR(OpenReferrals());
  watching.seen = [this](const safeguard::Seen& seen) { referrals->Count(seen); };
  watching.propose = [this](const safeguard::Proposal& proposal) {
    const auto referred = referrals->Propose(proposal);
    if (!referred.ok()) {
      log::Error("referral.not_opened", {{"fault", log::Value::Id(Message(referred.status()))}});
    }
    return referred.status();
  };
  watching.referred = [this](const std::string& id) { return referrals->IsReferred(id); };
  watching.points = [this] { return referrals->Points(); };
  watching.changed = [this](const std::string& id) { desk->TellAgain(id); };
  watch = std::make_unique<safeguard::Watch>(std::move(watching));
  return ReadSafeguarding();
}

Status Checkpoint::Parts::OpenReferrals() {
  safeguard::Referrals::Options options;
  options.file = ReferralFile(config);
  options.keys = ReferralKeyFolder(config);
  options.keep = std::chrono::days(config.safeguarding_referral_days);
  options.keep_confirmed = std::chrono::days(config.safeguarding_confirmed_days);
  options.budget.per_mille = config.safeguarding_budget_per_10000 / 10.0;
  CHOWKI_ASSIGN_OR_RETURN(referrals, safeguard::Referrals::Open(options, clock));
  referrals->OnChange([this](const std::string& id) {
    referral_feed.Tell(id);
    // The lane hears of it as of anybody whom the second line wants to see, once, and of nothing
    // that follows. What signs open is the watch's to tell: who is being answered is told with the
    // answer.
    const auto referral = referrals->Get(id);
    if (desk && referral.ok() && referral->cause == safeguard::Cause::kOfficer &&
        referral->revision == 1) {
      desk->TellAgain(referral->screening);
    }
  });
  return Ok();
}

service::MakeServices Checkpoint::Parts::Services() {
  auto screening =
      service::ServeScreening(desk.get(), {std::chrono::milliseconds(config.kiosk_answer_step_ms)});
  if (!referrals) return screening;
  service::ReferralService::Parts served;
  served.referrals = referrals.get();
  served.feed = &referral_feed;
  served.clock = &clock;
  served.checkpoint = config.checkpoint_name;
  served.observe = [this](const std::string& id, std::vector<associate::Observation> ticked) {
    return watch->Observe(id, std::move(ticked));
  };
  served.case_of = [this](const std::string& id) { return watch->CaseOf(id); };
  served.contacts = [this] { return Contacts(); };
  return service::Both(std::move(screening), service::ServeReferrals(std::move(served)));
}

Status Checkpoint::Parts::StartSharing(const sync::CentreAddress& centre,
                                       const sync::CertificateFiles& certificate) {
  if (!watch) return Ok();
  sync::SharedMemoryParts parts;
  parts.with_memory = [this](const std::function<Status(associate::Memory&)>& work) {
    return watch->WithMemory(work);
  };
  parts.take = [this](const associate::Party& remembered,
                      const associate::Recollection& of_others) {
    watch->TakeOthers(remembered, of_others);
    return Ok();
  };
  parts.allowances = [this] { return watch->Allowances(); };
  parts.clock = &clock;
  CHOWKI_ASSIGN_OR_RETURN(share,
                          MemoryShare::Start(centre, certificate, std::move(parts), &metrics));
  return Ok();
}

Status Checkpoint::Parts::Erase() {
  journal::Retention retention;
  retention.documents_days = config.retention_documents_days;
  retention.hits_days = config.retention_hits_days;
  retention.reads_days = config.retention_reads_days;
  retention.unsent_days = config.retention_unsent_days;
  std::optional<std::int64_t> sent;
  if (!config.sync_server.empty()) sent = push ? push->through() : 0;
  const auto erased = journal->Erase(retention, sent);
  metrics.Count("chowki_journal_retention_runs_total", {{"result", erased.ok() ? "ok" : "failed"}});
  if (!erased.ok()) return erased.status();
  for (const auto& [kind, days] : *erased) {
    metrics.Count("chowki_journal_erased_days_total", {{"kind", std::string(Name(kind))}}, days);
    log::Info("journal.erased", {{"kind", log::Value::Id(Name(kind))}, {"days", days}});
  }
  return Ok();
}

void Checkpoint::Parts::TellHealth(Time now) {
  server->SetHealth(service::kWatchlistFresh, lists.AllFresh(now));
  server->SetHealth(service::kReady, true);
}

void Checkpoint::Parts::TellMetrics(Time now) {
  lists.TellMetrics(now, metrics);
  const auto own = provisional->At(now);
  metrics.Set("chowki_watchlist_entries", own ? static_cast<double>(own->state.entries) : 0,
              {{"list", std::string(watchlist::kProvisionalList)}});
  metrics.Set("chowki_service_working", admission.working());
  metrics.Set("chowki_service_waiting", admission.waiting());
  metrics.Set("chowki_service_upload_bytes", static_cast<double>(uploads.bytes()));
  const Status written = ReplaceText(config.metrics_file, metrics.ToText());
  if (!written.ok()) {
    log::Warning("metrics.not_written", {{"fault", log::Value::Id(Message(written))}});
  }
}

Checkpoint::Checkpoint(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Checkpoint::~Checkpoint() = default;

Result<std::unique_ptr<Checkpoint>> Checkpoint::Start(const Config& config) {
  // One screening is one thread: workers are what uses the cores.
  cv::setNumThreads(1);
  auto parts = std::make_unique<Parts>(config);

  std::optional<std::filesystem::path> given;
  if (!config.models_directory.empty()) given = config.models_directory;
  CHOWKI_ASSIGN_OR_RETURN(const auto models, FindModelDirectory(given));
  CHOWKI_ASSIGN_OR_RETURN(const auto manifest, ReadModelManifest(models));
  CHOWKI_RETURN_IF_ERROR(VerifyModels(models, manifest));
  CHOWKI_ASSIGN_OR_RETURN(parts->mrz_reader, read::MrzReader::Load(models));
  if (!config.read_languages.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(auto layouts, LoadLayouts(models));
    CHOWKI_ASSIGN_OR_RETURN(
        parts->visual_reader,
        read::VisualReader::Load(models, config.read_languages, std::move(layouts)));
  }

  if (!config.models_documents.empty()) {
    const std::string& root = config.models_root.empty() ? config.sync_root : config.models_root;
    CHOWKI_ASSIGN_OR_RETURN(parts->documents,
                            LoadDocumentModels(config.models_documents, root, models));
  }

  CHOWKI_ASSIGN_OR_RETURN(parts->journal, journal::Journal::Open(config.journal_file, parts->clock,
                                                                 {.keys = config.journal_keys}));
  CHOWKI_RETURN_IF_ERROR(parts->Erase());
  CHOWKI_ASSIGN_OR_RETURN(
      parts->provisional,
      service::ProvisionalList::Open(parts->journal.get(), &parts->clock, config.checkpoint_name));
  const auto lists = [lists = &parts->lists, own = parts->provisional.get()](Time now) {
    screen::ListGenerations all = lists->At(now);
    if (auto provisional = own->At(now)) all.push_back(*std::move(provisional));
    return all;
  };
  screen::Screener::Parts stages;
  stages.mrz_reader = &*parts->mrz_reader;
  stages.visual_reader = parts->visual_reader ? &*parts->visual_reader : nullptr;
  stages.faces = parts->documents.faces_or_null();
  stages.page_models = parts->documents.models;
  stages.lists = lists;
  stages.suppressions = [journal = parts->journal.get()](const Digest& person, Time now) {
    return journal->SuppressionsOf(person, now);
  };
  if (!config.readers_calibrations.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(stages.calibrations, LoadCalibrations(config.readers_calibrations));
  }
  stages.calibration_days = config.readers_calibration_days;
  stages.clock = &parts->clock;
  stages.policy.mandatory_checks = verify::MandatoryChecks();
  stages.software = kVersion;
  stages.models = Versions(manifest);
  parts->documents.TellVersions(stages.models);
  parts->screener = std::make_unique<screen::Screener>(std::move(stages));

  CHOWKI_RETURN_IF_ERROR(parts->StartWatch());

  service::Desk::Parts desk;
  desk.watch = parts->watch.get();
  desk.portraits = config.safeguarding_portraits;
  desk.screener = parts->screener.get();
  desk.journal = parts->journal.get();
  desk.admission = &parts->admission;
  desk.metrics = &parts->metrics;
  desk.clock = &parts->clock;
  desk.lists = lists;
  desk.checkpoint = config.checkpoint_name;
  desk.provisional = parts->provisional.get();
  desk.uploads = &parts->uploads;
  CHOWKI_ASSIGN_OR_RETURN(desk.captures, AcceptedCaptures(config));
  if (!config.console_address.empty()) {
    service::RecentImages::Options keep;
    keep.bytes = static_cast<std::size_t>(config.console_images_mib) * kMiB;
    desk.images = &parts->images.emplace(keep);
  }
  parts->desk = std::make_unique<service::Desk>(std::move(desk));

  if (config.sync_server.empty()) {
    parts->watchlist.Look();
  } else {
    CHOWKI_ASSIGN_OR_RETURN(auto lists_from, SyncOptionsOf(config));
    sync::CentreAddress events = lists_from.centre;
    if (!config.sync_events_server.empty()) {
      events.server = config.sync_events_server;
      lists_from.buckets = events;
    }
    CHOWKI_ASSIGN_OR_RETURN(parts->push, EventPush::Start(events, lists_from.certificate,
                                                          parts->journal.get(), &parts->metrics));
    CHOWKI_RETURN_IF_ERROR(parts->StartSharing(events, lists_from.certificate));
    if (parts->referrals) {
      parts->referral_report = std::make_unique<ReferralReport>(
          events, lists_from.certificate, parts->referrals.get(), &parts->clock);
    }
    lists_from.events_waiting = [push = parts->push.get()] { return push->waiting(); };
    lists_from.lists = parts->lists.followed();
    CHOWKI_ASSIGN_OR_RETURN(parts->sync, ListSync::Start(lists_from, &parts->metrics));
  }
  parts->lists.Wait(kPatienceForNames);
  CHOWKI_ASSIGN_OR_RETURN(const auto options, ServerOptionsOf(config));
  CHOWKI_ASSIGN_OR_RETURN(parts->server,
                          service::Server::Start(options, &parts->metrics, parts->Services()));
  CHOWKI_RETURN_IF_ERROR(parts->ReadRevoked());
  service::LookBack::Options look_back;
  // A screening that is under way goes on with the lists that it began with.
  look_back.settle = std::chrono::seconds(config.limits_call_s);
  parts->look_back = std::make_unique<LookBackThread>(
      service::LookBack(parts->journal.get(), lists, &parts->clock, &parts->metrics, look_back));
  if (parts->images) {
    CHOWKI_ASSIGN_OR_RETURN(
        parts->page, WebPage::Start(PageOptionsOf(config, &*parts->images), parts->server.get()));
  }
  return std::unique_ptr<Checkpoint>(new Checkpoint(std::move(parts)));
}

int Checkpoint::port() const { return parts_->server->port(); }

std::optional<int> Checkpoint::console_port() const {
  if (!parts_->page) return std::nullopt;
  return parts_->page->port();
}

void Checkpoint::Tick() {
  const Time now = parts_->clock.Now();
  const auto due = [now](Time& last, int period_s) {
    // Also when the clock was set back.
    if (now >= last && now - last < std::chrono::seconds(period_s)) return false;
    last = now;
    return true;
  };
  parts_->provisional->EndDue(parts_->lists.At(now));
  if (parts_->watch) parts_->watch->Tick();
  if (parts_->referrals) parts_->referrals->Tick();
  if (due(parts_->looked, parts_->config.watchlist_look_s)) {
    if (!parts_->sync) parts_->watchlist.Look();
    parts_->TellHealth(now);
  }
  if (due(parts_->erased, kEraseEvery_s)) {
    const Status erased = parts_->Erase();
    if (!erased.ok()) {
      log::Error("journal.not_erased", {{"fault", log::Value::Id(Message(erased))}});
    }
  }
  if (!parts_->config.metrics_file.empty() &&
      due(parts_->metrics_written, parts_->config.metrics_period_s)) {
    parts_->TellMetrics(now);
  }
}

void Checkpoint::Reload() {
  parts_->watchlist.Reload();
  if (parts_->sync) parts_->sync->Wake();
  const Status revoked = parts_->ReadRevoked();
  if (!revoked.ok()) {
    log::Error("tls.revoked_not_read", {{"fault", log::Value::Id(Message(revoked))}});
  }
  const Status safeguarding = parts_->ReadSafeguarding();
  if (!safeguarding.ok()) {
    log::Error("safeguarding.file_not_read", {{"fault", log::Value::Id(Message(safeguarding))}});
  }
}

void Checkpoint::Drain() {
  parts_->server->SetHealth(service::kReady, false);
  parts_->desk->feed().Stop();
  parts_->referral_feed.Stop();
  parts_->server->Drain(std::chrono::seconds(parts_->config.limits_drain_s));
  if (parts_->watch) parts_->watch->Close();
}

}  // namespace chowki::app
