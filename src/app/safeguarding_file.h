#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "associate/case.h"
#include "base/date.h"
#include "base/status.h"
#include "safeguard/contact.h"

namespace chowki::app {

// What people of the country and of the post say for who may need help: whom to call, who is
// allowed, how far posts are from one another, which disasters are declared.
struct SafeguardingFile {
  std::vector<safeguard::PostContact> contacts;
  associate::Setting setting;  // without points
};

// text  TOML as docs/configuration.md tells it, with tables contact, allowance, travel_time and
//       emergency.
// name  of the file, for messages.
// errors  kInvalidArgument naming line and what is wrong: a key that does not exist, too.
[[nodiscard]] Result<SafeguardingFile> ParseSafeguarding(std::string_view text,
                                                         const std::string& name);

// errors  as above; kNotFound naming the file; kInvalidArgument for one over 8 MiB.
[[nodiscard]] Result<SafeguardingFile> LoadSafeguarding(const std::filesystem::path& file);

// What somebody has to see to: needed contacts that are missing, allowances and emergencies that
// have ended or end within two weeks. Empty: nothing.
[[nodiscard]] std::vector<std::string> WhatIsMissing(const SafeguardingFile& file,
                                                     const Date& today);

}  // namespace chowki::app
