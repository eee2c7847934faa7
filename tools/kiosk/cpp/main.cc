// chowki-kiosk: one document, as a kiosk has it screened. Prints the advice and whether the
// document was read, and nothing else is known here.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <grpc/grpc.h>

#include "kiosk_client.h"

namespace {

constexpr char kUsage[] =
    "usage: chowki-kiosk --server HOST:PORT --ca F --cert F --key F --visible F\n"
    "                    [--infrared F] [--ultraviolet F] [--lane NAME] [--request-id UUID]\n"
    "                    [--group NAME] [--direction out|in] [--piece-kib N] [--patience-s N]\n";

bool ReadFile(const std::string& name, std::string& bytes) {
  std::ifstream in(name, std::ios::binary);
  bytes.assign(std::istreambuf_iterator<char>(in), {});
  if (!in.good() && !in.eof()) bytes.clear();
  if (bytes.empty()) std::fprintf(stderr, "chowki-kiosk: %s cannot be read\n", name.c_str());
  return !bytes.empty();
}

const char* Word(kiosk::pb::Advice advice) {
  // Refer is also what this version does not know: an officer looks.
  return advice == kiosk::pb::ADVICE_CLEAR ? "clear" : "refer";
}

int Run(std::map<std::string, std::string>& given) {
  kiosk::Connection connection{given["--server"], {}, {}, {}};
  if (!ReadFile(given["--ca"], connection.authority) ||
      !ReadFile(given["--cert"], connection.certificate) ||
      !ReadFile(given["--key"], connection.key)) {
    return 2;
  }
  kiosk::Document document{
      given["--request-id"].empty() ? kiosk::NewRequestId() : given["--request-id"],
      given["--lane"],
      {}};
  document.group = given["--group"];
  if (given["--direction"] == "out") document.direction = kiosk::pb::DIRECTION_OUT;
  if (given["--direction"] == "in") document.direction = kiosk::pb::DIRECTION_IN;
  for (const auto& [option, light] : {std::pair{"--visible", chowki::type::v1::LIGHT_VISIBLE},
                                      {"--infrared", chowki::type::v1::LIGHT_INFRARED},
                                      {"--ultraviolet", chowki::type::v1::LIGHT_ULTRAVIOLET}}) {
    if (given[option].empty()) continue;
    if (!ReadFile(given[option], document.pictures.emplace_back(kiosk::Picture{light, {}}).bytes)) {
      return 2;
    }
  }

  kiosk::Policy policy;
  policy.piece_bytes = std::strtoul(given["--piece-kib"].c_str(), nullptr, 10) << 10;
  policy.patience = std::chrono::seconds(std::strtol(given["--patience-s"].c_str(), nullptr, 10));
  const auto outcome = kiosk::Client(kiosk::Connect(connection), policy).Screen(document);
  if (!outcome.answer) {
    std::fprintf(stderr, "chowki-kiosk: %s %s\n", outcome.failure.reason.c_str(),
                 outcome.failure.message.c_str());
    return 1;
  }
  const bool repeat = outcome.answer->presentation() == kiosk::pb::KioskAnswer::PRESENTATION_REPEAT;
  std::printf("%s, document %s, %s\n", Word(outcome.answer->advice()), repeat ? "repeat" : "read",
              outcome.answer->name().c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> given{
      {"--server", ""},      {"--ca", ""},       {"--cert", ""},        {"--key", ""},
      {"--visible", ""},     {"--infrared", ""}, {"--ultraviolet", ""}, {"--lane", ""},
      {"--request-id", ""},  {"--group", ""},    {"--direction", ""},   {"--piece-kib", "256"},
      {"--patience-s", "60"}};
  bool usable = argc % 2 == 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    usable = usable && given.contains(argv[i]);
    given[argv[i]] = argv[i + 1];
  }
  for (const char* needed : {"--server", "--ca", "--cert", "--key", "--visible"}) {
    usable = usable && !given[needed].empty();
  }
  const std::string& direction = given["--direction"];
  usable = usable && (direction.empty() || direction == "out" || direction == "in");
  if (!usable) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  grpc_init();
  const int status = Run(given);
  grpc_shutdown_blocking();  // before OpenSSL's exit handler frees what gRPC's threads use
  return status;
}
