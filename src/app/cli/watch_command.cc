#include "app/cli/watch_command.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>

#include <signal.h>
#include <time.h>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/cli/screening_call.h"
#include "app/daemon.h"
#include "app/document_folder.h"
#include "app/grpc_lifetime.h"
#include "base/digest.h"
#include "base/text.h"
#include "wire/types.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;
namespace pb = screening::v1;
using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;

constexpr milliseconds kLook{200};  // between two looks at the folder, or for a signal

struct Options {
  ConnectionOptions connection;
  std::string folder;
  std::string lane;
  std::string output = "text";
  int settle_ms = 700;
  bool remove = false;
  bool once = false;
};

// The same files give the same id: after a crash the service answers what it answered before, and
// nothing is recorded twice. A UUID of version 8 (RFC 9562).
std::string RequestIdOf(const DroppedDocument& document, const pb::ScreenDocumentRequest& request) {
  std::string all = document.name;
  for (const pb::ImageInput& image : request.images()) {
    all += '\n' + std::to_string(image.light()) + ToHex(Sha256(image.content()));
  }
  std::string hex = ToHex(Sha256(all)).substr(0, 32);
  hex[12] = '8';
  hex[16] = 'a';
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20);
}

Result<pb::ScreenDocumentRequest> RequestFor(const DroppedDocument& document,
                                             const Options& options) {
  pb::ScreenDocumentRequest request;
  request.set_lane(options.lane);
  request.set_capture(pb::CAPTURE_SCANNER);
  for (const auto& [light, path] : document.pictures) {
    CHOWKI_RETURN_IF_ERROR(AddImage(path, wire::ToProto(light), request));
  }
  request.set_request_id(RequestIdOf(document, request));
  return request;
}

// Where the files of a document go that was dealt with: a folder of its own, since readers give the
// same names again.
Status PutAway(const DroppedDocument& document, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  for (const auto& [light, path] : document.pictures) {
    if (!error) fs::rename(path, to / path.filename(), error);
    if (error)
      return Internal("{} could not be moved to {}: {}", path.string(), to.string(),
                      error.message());
  }
  return Ok();
}

Status Remove(const DroppedDocument& document) {
  for (const auto& [light, path] : document.pictures) {
    std::error_code error;
    if (fs::remove(path, error); error) {
      return Internal("{} could not be removed: {}", path.string(), error.message());
    }
  }
  return Ok();
}

class Watch {
 public:
  Watch(const Options& options, std::shared_ptr<grpc::Channel> channel)
      : options_(options),
        channel_(std::move(channel)),
        stub_(pb::ScreeningService::NewStub(channel_)),
        folder_(options.folder, milliseconds(options.settle_ms)),
        signals_(BlockSignals()) {}

  int Run() {
    while (!stopped_) {
      const auto documents = folder_.Look(std::chrono::steady_clock::now());
      if (!documents.ok()) {
        PrintError(Message(documents.status()));
        if (options_.once) return kSomeFailed;
      } else {
        for (const DroppedDocument& document : *documents) {
          if (!stopped_) Deal(document);
        }
        if (options_.once && documents->empty() && !folder_.waiting()) break;
      }
      Pause(kLook);
    }
    return failed_ ? kSomeFailed : kDone;
  }

 private:
  // Waits; false when told to stop.
  bool Pause(milliseconds time) {
    const timespec wait{time.count() / 1000, (time.count() % 1000) * 1'000'000};
    const int signal = ::sigtimedwait(&signals_, nullptr, &wait);
    stopped_ = stopped_ || signal == SIGTERM || signal == SIGINT;
    return !stopped_;
  }

  // The same between two calls. gRPC connects only while somebody waits for it: who merely sleeps
  // between calls that fail at once stays without a line for half a minute.
  bool PauseConnecting(milliseconds time) {
    using Clock = std::chrono::system_clock;
    const auto until = Clock::now() + time;
    while (!stopped_ && Clock::now() < until) {
      const auto slice = std::min(until, Clock::now() + kLook);
      channel_->WaitForConnected(slice);
      Pause(std::max(milliseconds(0),
                     std::chrono::duration_cast<milliseconds>(slice - Clock::now())));
    }
    return !stopped_;
  }

  void Deal(const DroppedDocument& document) {
    if (stuck_.contains(document.name)) return;
    const auto request = RequestFor(document, options_);
    if (!request.ok()) return Tell(document, ErrorJson(request.status()));
    const auto response =
        ScreenPersistently(*stub_, *request, std::chrono::seconds(options_.connection.timeout_s),
                           [this](milliseconds pause) { return PauseConnecting(pause); });
    if (!response.ok() && stopped_) return;  // asked again at the next start
    const auto json = response.ok() ? AnswerJson(*response) : Result<Json>(response.status());
    Tell(document, json.ok() ? *json : ErrorJson(json.status()));
    const Status away =
        json.ok() && options_.remove
            ? Remove(document)
            : PutAway(document, fs::path(options_.folder) / (json.ok() ? "done" : "failed") /
                                    request->request_id());
    if (!json.ok()) failed_ = true;
    if (away.ok()) return;
    // It would be screened again and again.
    PrintError(Message(away));
    stuck_.insert(document.name);
    failed_ = true;
  }

  void Tell(const DroppedDocument& document, const Json& answer) {
    if (answer.at("status") == "error") {
      PrintError(document.name + ": " + answer.at("reason").get<std::string>() + " " +
                 answer.at("error").get<std::string>());
    }
    Json line{{"document", document.name}};
    line.update(answer);
    if (options_.output == "jsonl") {
      std::printf("%s\n", ToLine(line).c_str());
    } else if (line.at("status") == "ok") {
      std::printf("%s: %s, %s\n", Printable(document.name).c_str(),
                  line.at("advice").get<std::string>().c_str(),
                  line.at("name").get<std::string>().c_str());
    }
    std::fflush(stdout);
  }

  const Options& options_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<pb::ScreeningService::Stub> stub_;
  DocumentFolder folder_;
  const sigset_t signals_;
  std::set<std::string> stuck_;  // documents whose files could not be put away
  bool stopped_ = false;
  bool failed_ = false;
};

int Run(const Options& options) {
  const GrpcLifetime grpc;
  const auto channel = Connect(options.connection);
  if (!channel.ok()) {
    PrintError(Message(channel.status()));
    return kUsage;
  }
  return Watch(options, *channel).Run();
}

}  // namespace

void AddWatchCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "watch", "Have every document screened that a reader drops into a folder.");
  command->add_option("folder", options->folder, "the folder")
      ->required()
      ->check(CLI::ExistingDirectory);
  AddConnectionOptions(*command, options->connection);
  command->add_option("--lane", options->lane, "where the documents are presented");
  command
      ->add_option("--settle-ms", options->settle_ms,
                   "how long files must have been as they are (default: 700)")
      ->check(CLI::Range(0, 60'000));
  command->add_flag("--remove", options->remove,
                    "remove the files of what was screened, instead of moving them to done/");
  command->add_flag("--once", options->once, "stop when the folder holds no more documents");
  command->add_option("--output", options->output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command->callback([options, &chosen] { chosen = [options] { return Run(*options); }; });
}

}  // namespace chowki::app::cli
