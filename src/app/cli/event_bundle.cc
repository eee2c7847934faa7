#include "app/cli/event_bundle.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "app/cli/json_lines.h"
#include "app/file_text.h"
#include "base/clock.h"
#include "central/store.h"
#include "central_service/event_bundle.h"
#include "sync/event_bundle.h"
#include "trust/byte_text.h"
#include "trust/key_file.h"
#include "trust/rules.h"
#include "trust/verifier.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<trust::Verified<trust::TrustRoot>> ReadRoot(const std::string& file) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string envelope, ReadText(file));
  return trust::Verifier::Pin(envelope);
}

// A bundle that is only half written must not look like one.
Status WriteWhole(const std::string& file, const std::string& bytes) {
  const std::string side = file + ".new";
  std::ofstream out(side, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  std::error_code error;
  std::filesystem::rename(side, file, error);
  return out && !error ? Ok() : Unavailable("{}: cannot be written", file);
}

Status Export(const EventBundleOptions& options) {
  if (options.device_keys.size() != 1) return InvalidInput("--device-key: the device has one");
  CHOWKI_ASSIGN_OR_RETURN(const auto root, ReadRoot(options.root));
  CHOWKI_ASSIGN_OR_RETURN(const auto key, trust::ReadSigningKey(options.device_keys.front()));
  std::vector<trust::SealingKey> to;
  for (const std::string& file : options.recipients) {
    CHOWKI_ASSIGN_OR_RETURN(to.emplace_back(), trust::ReadSealingKey(file));
  }
  const SystemClock clock;
  if (!std::filesystem::exists(options.journal)) {
    return NotFound("{}: there is no journal", options.journal);
  }
  CHOWKI_ASSIGN_OR_RETURN(
      const auto journal,
      journal::Journal::Open(options.journal, clock, {.keys = options.keys, .read_only = true}));
  const sync::EventSender sender{root->deployment, options.device, options.stream_epoch};
  std::int64_t after = 0;
  if (!options.receipt.empty()) {
    std::ifstream in(options.receipt, std::ios::binary);
    if (!in) return NotFound("{}: cannot be opened", options.receipt);
    trust::StreamSource source(in);
    auto receipt = sync::ReadReceipt(source, *root, sender, *journal);
    if (!receipt.ok()) return Annotate(receipt.status(), options.receipt);
    after = (*receipt)->through_sequence;
  }
  std::ostringstream out;
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t last,
                          sync::ExportEvents(*journal, sender, after, key, to, clock.Now(), out));
  CHOWKI_RETURN_IF_ERROR(WriteWhole(options.bundle, out.str()));
  std::fputs(ToLine(Json{{"bundle", options.bundle},
                         {"device", options.device},
                         {"first_sequence", after + 1},
                         {"last_sequence", last}})
                 .c_str(),
             stdout);
  return Ok();
}

Result<std::map<std::string, trust::VerifyKey>> DeviceKeys(const EventBundleOptions& options) {
  std::map<std::string, trust::VerifyKey> keys;
  for (const std::string& named : options.device_keys) {
    const size_t equals = named.find('=');
    if (equals == std::string::npos) return InvalidInput("--device-key NAME=FILE, not {}", named);
    CHOWKI_ASSIGN_OR_RETURN(keys[named.substr(0, equals)],
                            trust::ReadVerifyKey(named.substr(equals + 1)));
  }
  return keys;
}

Status Import(const EventBundleOptions& options) {
  if (!options.provisional_list.empty() && !trust::IsName(options.provisional_list)) {
    return InvalidInput("--provisional-list: no list's name: {}", options.provisional_list);
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto root, ReadRoot(options.root));
  CHOWKI_ASSIGN_OR_RETURN(const auto opening_key, trust::ReadOpeningKey(options.opening_key));
  CHOWKI_ASSIGN_OR_RETURN(const auto receipt_key, trust::ReadSigningKey(options.receiver_key));
  CHOWKI_ASSIGN_OR_RETURN(const auto device_keys, DeviceKeys(options));
  CHOWKI_ASSIGN_OR_RETURN(const auto store, central::OpenStore(options.central));
  const central_service::EventReceiver receiver{
      root->deployment, &opening_key, &receipt_key,
      [&](const std::string& device) {
        const auto found = device_keys.find(device);
        return found != device_keys.end() ? std::optional(found->second) : std::nullopt;
      },
      options.provisional_list};
  std::ifstream in(options.bundle, std::ios::binary);
  if (!in) return NotFound("{}: cannot be opened", options.bundle);
  trust::StreamSource source(in);
  std::ostringstream receipt;
  const auto cursor =
      central_service::TakeEventBundle(*store, source, receiver, SystemClock().Now(), receipt);
  if (!cursor.ok()) return Annotate(cursor.status(), options.bundle);
  CHOWKI_RETURN_IF_ERROR(WriteWhole(options.receipt, receipt.str()));
  std::fputs(ToLine(Json{{"stream_epoch", cursor->stream_epoch},
                         {"through_sequence", cursor->sequence},
                         {"receipt", options.receipt}})
                 .c_str(),
             stdout);
  return Ok();
}

int Done(const Status& status) {
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

}  // namespace

void AddEventExportOptions(CLI::App& command, EventBundleOptions& options) {
  command.add_flag("--events", options.events,
                   "The journal of a post without a line, to the centre, instead of lists");
  command.add_option("--journal", options.journal,
                     "--events: the journal (default chowki-journal.db)");
  command.add_option("--keys", options.keys,
                     "--events: the folder of its keys (default beside it)");
  command.add_option("--device", options.device, "--events: the post's name at the centre");
  command.add_option("--device-key", options.device_keys, "--events: signs for the post");
  command.add_option("--receipt", options.receipt,
                     "--events: the last one that came back; what it covers stays here");
  command.add_option("--stream-epoch", options.stream_epoch,
                     "--events: one more when the post lost its journal (default 1)");
}

void AddEventImportOptions(CLI::App& command, EventBundleOptions& options) {
  command.add_option("--central", options.central,
                     "Events: the centre's store.where, into which they go");
  command.add_option("--receiver-key", options.receiver_key, "--central: signs the receipt");
  command.add_option("--receipt", options.receipt, "--central: the receipt to write");
  command.add_option("--device-key", options.device_keys,
                     "--central: NAME=FILE, the public key of a post");
  command.add_option("--provisional-list", options.provisional_list,
                     "--central: as the centre's provisional.list (default from-posts)");
}

int ExportEventBundle(const EventBundleOptions& options) { return Done(Export(options)); }
int ImportEventBundle(const EventBundleOptions& options) { return Done(Import(options)); }

}  // namespace chowki::app::cli
