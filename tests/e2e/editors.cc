#include "e2e/editors.h"

#include <fstream>
#include <sstream>

namespace chowki::e2e {

std::vector<nlohmann::json> Lines(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

test::ProgramRun Editors::As(const std::string& who, std::vector<std::string> arguments) {
  return people_.As(who, ports_[turn_ % ports_.size()], std::move(arguments));
}

// The next question goes to the next centre when this one did not say yes.
bool Editors::Says(const std::string& who, std::vector<std::string> arguments) {
  const bool yes = As(who, std::move(arguments)).status == 0;
  turn_ += yes ? 0 : 1;
  return yes;
}

std::optional<std::string> Editors::Prepare(int rows) {
  const std::string csv = people_.File("change.csv");
  std::ofstream(csv) << Rows(rows);
  const std::string plan = people_.File("change.plan");
  const auto planned = As("amina", {"changes", "plan", "--list", "national", "--from", "csv:" + csv,
                                    "--out", plan, "-o", "jsonl"});
  if (planned.status != 2) {
    ++turn_;
    return std::nullopt;
  }
  const std::string name = Lines(planned.out).front()["change_set"];
  const auto sign = [&](const std::string& who, const char* verb, const std::string& what) {
    return Says(who, {"changes", verb, what, "--root", people_.Root(), "--sign", people_.Key(who)});
  };
  if (!sign("amina", "submit", plan) || !sign("bilal", "approve", name)) return std::nullopt;
  approved.insert(name);
  return name;
}

bool Editors::Publish(const std::string& change_set) {
  const auto published =
      As("amina", {"changes", "publish", "--list", "national", change_set, "-o", "jsonl"});
  if (published.status != 0) {
    ++turn_;
    return false;
  }
  const auto version = Lines(published.out).front();
  versions[version["version"]] = version["manifest"];
  return true;
}

bool Editors::Bring(int rows, const std::function<void()>& at_publish) {
  const auto name = Prepare(rows);
  if (!name) return false;
  if (at_publish) at_publish();
  return Publish(*name);
}

std::string Editors::Rows(int count) {
  std::string rows = "id,kind,surname,given_names,birth_dates,sex,nationalities,category\n";
  for (int i = 0; i < count; ++i) {
    rows += "uto-" + std::to_string(++row_) + ",person,ERIKSSON,ANNA,1974-08-12,F,UTO,wanted\n";
  }
  return rows;
}

}  // namespace chowki::e2e
