#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "e2e/running_centre.h"

namespace chowki::e2e {

// What a command printed with "-o jsonl".
[[nodiscard]] std::vector<nlohmann::json> Lines(const std::string& text);

// Two people who bring one entry after another into the list, at whichever centre answers.
class Editors {
 public:
  Editors(Deployment& people, std::vector<int> ports) : people_(people), ports_(std::move(ports)) {}

  // From new entries to an approved change set: its name. nullopt when somebody was told no.
  [[nodiscard]] std::optional<std::string> Prepare(int rows);
  [[nodiscard]] bool Publish(const std::string& change_set);
  // Both, and whether everything was answered with yes. at_publish runs in between.
  [[nodiscard]] bool Bring(int rows, const std::function<void()>& at_publish = {});

  [[nodiscard]] test::ProgramRun As(const std::string& who, std::vector<std::string> arguments);

  // What they were told is so.
  std::set<std::string> approved;
  std::map<int, std::string> versions;  // and their manifests' digests

 private:
  [[nodiscard]] bool Says(const std::string& who, std::vector<std::string> arguments);
  [[nodiscard]] std::string Rows(int count);

  Deployment& people_;
  const std::vector<int> ports_;
  size_t turn_ = 0;
  int row_ = 0;
};

}  // namespace chowki::e2e
