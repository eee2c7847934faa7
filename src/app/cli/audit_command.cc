#include "app/cli/audit_command.h"

#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "app/cli/log_command.h"
#include "base/text.h"
#include "journal/verify.h"

namespace chowki::app::cli {
namespace {

struct Options {
  std::string journal;
  std::string head;
  std::string keys;
  bool jsonl = false;
};

std::string ToText(const journal::Head& head) {
  return fmt::format("{}:{}", head.sequence, ToHex(head.hash));
}

// "12:<64 hex digits>", as verify prints it.
Result<journal::Head> ParseHead(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos) return InvalidInput("--head is SEQUENCE:HASH");
  journal::Head head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, head.sequence);
  if (error != std::errc() || end != text.data() + colon || head.sequence < 1) {
    return InvalidInput("--head is SEQUENCE:HASH, with a sequence from 1 on");
  }
  CHOWKI_ASSIGN_OR_RETURN(head.hash, DigestFromHex(std::string_view(text).substr(colon + 1)));
  return head;
}

void Print(const journal::Verification& found, bool jsonl) {
  if (jsonl) {
    nlohmann::ordered_json line = {
        {"intact", found.intact}, {"records", found.records}, {"head", ToText(found.head)}};
    line["erased"] = found.erased;
    if (found.erased > 0) line["newest_erased"] = ToIsoTime(found.newest_erased);
    if (!found.intact) {
      line["broken_at"] = found.broken_at;
      line["reason"] = found.reason;
    }
    std::puts(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
  } else if (found.intact) {
    std::printf("intact: %lld records\nhead %s\n", static_cast<long long>(found.records),
                ToText(found.head).c_str());
  } else {
    std::printf("BROKEN at record %lld: %s\n%lld records before it hold\n",
                static_cast<long long>(found.broken_at), Printable(found.reason).c_str(),
                static_cast<long long>(found.records));
  }
  if (jsonl || found.erased == 0) return;
  std::printf("%lld records are erased, the newest of %s\n", static_cast<long long>(found.erased),
              ToIsoTime(found.newest_erased).c_str());
}

int Verify(const Options& options) {
  std::optional<journal::Head> expected;
  if (!options.head.empty()) {
    const auto head = ParseHead(options.head);
    if (!head.ok()) {
      PrintError(Message(head.status()));
      return kUsage;
    }
    expected = *head;
  }
  const auto found = journal::Verify(options.journal, expected, options.keys);
  if (!found.ok()) {
    PrintError(Message(found.status()));
    return kSomeFailed;
  }
  Print(*found, options.jsonl);
  return found->intact ? kDone : kSomeFailed;
}

}  // namespace

void AddAuditCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* audit =
      app.add_subcommand("audit", "Looks after records: a post's journal, the centre's log.");
  audit->require_subcommand(1);
  AddLogCommands(*audit, chosen);
  CLI::App* verify = audit->add_subcommand(
      "verify", "Walks a journal's chain; exit status 1 when it is broken, naming the record.");
  auto options = std::make_shared<Options>();
  verify->add_option("--journal", options->journal, "The journal file")->required();
  verify->add_option(
      "--head", options->head,
      "SEQUENCE:HASH that was noted down earlier: it must still be there, unchanged");
  verify->add_option(
      "--keys", options->keys,
      "The folder of its keys (default: beside it, \"journal.db\" -> \"journal.keys\")");
  verify
      ->add_option_function<std::string>(
          "--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  verify->callback([options, &chosen] { chosen = [options] { return Verify(*options); }; });
}

}  // namespace chowki::app::cli
