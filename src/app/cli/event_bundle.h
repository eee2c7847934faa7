#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki bundle export --events, and chowki bundle import --central: a journal on a stick.
struct EventBundleOptions {
  std::string bundle;
  std::string root;                      // trust root
  std::string receipt;                   // export: the last one; import: to be written
  std::vector<std::string> device_keys;  // export: its secret key; import: NAME=PUBLIC.KEY
  // export
  bool events = false;
  std::string journal = "chowki-journal.db";
  std::string keys;
  std::string device;
  std::int64_t stream_epoch = 1;
  std::vector<std::string> recipients;
  // import
  std::string central;
  std::string opening_key;
  std::string receiver_key;
  std::string provisional_list = "from-posts";
};

void AddEventExportOptions(CLI::App& command, EventBundleOptions& options);
void AddEventImportOptions(CLI::App& command, EventBundleOptions& options);

// Exit statuses.
[[nodiscard]] int ExportEventBundle(const EventBundleOptions& options);
[[nodiscard]] int ImportEventBundle(const EventBundleOptions& options);

}  // namespace chowki::app::cli
