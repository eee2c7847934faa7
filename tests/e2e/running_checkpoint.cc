#include "e2e/running_checkpoint.h"

#include <atomic>
#include <cstdio>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace pb = screening::v1;

constexpr char kHeader[] =
    "id,kind,surname,given_names,birth_dates,sex,nationalities,documents,category\n";

// The port in the last line of that event, when it is there as often as the program was started.
int PortIn(const std::filesystem::path& log, int starts) {
  static const std::regex kReady(R"re("event":"chowkid\.ready".*"port":([0-9]+))re");
  std::ifstream in(log);
  int port = 0;
  int seen = 0;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, kReady)) continue;
    port = std::stoi(match[1]);
    ++seen;
  }
  return seen == starts ? port : 0;
}

}  // namespace

Site::Site() { PutWatchlist({}); }

void Site::PutWatchlist(const std::vector<std::string>& rows) {
  {
    std::ofstream csv(folder_ / "list.csv", std::ios::trunc);
    csv << kHeader << "uto-1,person,LOVEGOOD,PANDORA,1950-01-01,F,UTO,P:UTO:QX1234567,wanted\n";
    for (const std::string& row : rows) csv << row << '\n';
  }
  test::Process build("chowki",
                      {"list", "build", "--out", folder_ / "list.db", "--list", "national",
                       "--from", "csv:" + (folder_ / "list.csv").string()},
                      folder_ / "build.log");
  const int status = build.Wait();
  INFO(test::ReadText(folder_ / "build.log"));
  REQUIRE(status == 0);
}

void Site::Start(const std::vector<std::string>& settings) {
  std::vector<std::string> arguments;
  const auto set = [&](const std::string& assignment) {
    arguments.insert(arguments.end(), {"--set", assignment});
  };
  set("listen.address=127.0.0.1:0");
  set("tls.certificate=" + server_.certificate.string());
  set("tls.key=" + server_.key.string());
  set("tls.client_authority=" + pki_.authority().string());
  set("checkpoint.name=tor-1");
  set("watchlist.file=" + (folder_ / "list.db").string());
  set("watchlist.look_s=1");
  set("journal.file=" + journal().string());
  set("models.directory=" CHOWKI_SOURCE_DIR "/models");
  set("safeguarding.random_share_percent=0");
  for (const std::string& setting : settings) set(setting);
  process_ = std::make_unique<test::Process>("chowkid", arguments, log());
  ++starts_;
  WaitUntilReady();
}

void Site::WaitUntilReady() {
  const auto give_up = std::chrono::steady_clock::now() + 60s;
  while ((port_ = PortIn(log(), starts_)) == 0) {
    if (!process_->Running() || std::chrono::steady_clock::now() > give_up) {
      FAIL("chowkid did not start:\n" << test::ReadText(log()));
    }
    std::this_thread::sleep_for(10ms);
  }
}

int Site::Stop(int signal) {
  process_->Signal(signal);
  return process_->Wait();
}

std::unique_ptr<Stub> Site::As(pki::Role role) {
  auto known = clients_.find(role);
  if (known == clients_.end()) {
    known = clients_.emplace(role, pki_.Client(std::string(pki::Name(role)), {role})).first;
  }
  return pb::ScreeningService::NewStub(test::Dial(port_, pki_.authority(), &known->second));
}

std::string NewRequestId() {
  static std::atomic<unsigned> next = 0;
  char text[40];
  std::snprintf(text, sizeof text, "0193c5a4-7a10-7c3e-8f00-%06x%06x",
                static_cast<unsigned>(::getpid()) & 0xffffffu, next++ & 0xffffffu);
  return text;
}

pb::ScreenDocumentRequest RequestFor(std::string image, std::string request_id) {
  pb::ScreenDocumentRequest request;
  request.set_request_id(std::move(request_id));
  request.set_lane("arrivals-1");
  pb::ImageInput* input = request.add_images();
  input->set_light(type::v1::LIGHT_VISIBLE);
  input->set_content(std::move(image));
  return request;
}

Screened Screen(Stub& stub, const pb::ScreenDocumentRequest& request,
                std::chrono::milliseconds wait) {
  grpc::ClientContext context;
  test::SetDeadline(context, wait);
  Screened screened;
  screened.status = stub.ScreenDocument(&context, request, &screened.response);
  return screened;
}

}  // namespace chowki::e2e
