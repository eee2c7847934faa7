#include "app/cli/changes_json.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/text.h"

namespace chowki::app::cli {
namespace {

namespace pb = watchlist::v1;
using Json = nlohmann::ordered_json;

std::string Hex(const std::string& bytes) {
  return ToHex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// "STATE_DRAFT" -> "draft"
std::string Lower(const std::string& name) {
  std::string text = name.substr(name.find('_') + 1);
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

Json ChangeSetJson(const pb::ChangeSet& set) {
  Json json{
      {"change_set", set.name()},    {"state", Lower(pb::ChangeSet::State_Name(set.state()))},
      {"title", set.title()},        {"content", Lower(pb::ChangeSet::Content_Name(set.content()))},
      {"author", set.author()},      {"rows", set.rows()},
      {"records", set.records()},    {"base_version", set.base_version()},
      {"digest", Hex(set.digest())}, {"accepted_guards", Json::array()},
      {"approvers", Json::array()},  {"published_version", set.published_version()},
      {"remark", set.remark()}};
  for (const std::string& guard : set.accepted_guards()) json["accepted_guards"].push_back(guard);
  for (const std::string& approver : set.approvers()) json["approvers"].push_back(approver);
  return json;
}

Json PlanJson(const pb::Plan& plan) {
  Json json{{"base_version", plan.base_version()}, {"added", plan.added()},
            {"changed", plan.changed()},           {"removed", plan.removed()},
            {"unchanged", plan.unchanged()},       {"entries_after", plan.entries_after()},
            {"digest", Hex(plan.digest())},        {"problems", Json::array()}};
  for (const pb::Plan::Problem& problem : plan.problems()) {
    json["problems"].push_back({{"code", problem.code()},
                                {"guard", problem.guard()},
                                {"row", problem.row()},
                                {"id", problem.id()},
                                {"detail", problem.detail()}});
  }
  return json;
}

Json VersionJson(const pb::Version& version) {
  Json json{{"version", version.number()},
            {"epoch", version.epoch()},
            {"entries", version.entries()},
            {"state_root", Hex(version.state_root())},
            {"manifest", Hex(version.manifest_sha256())},
            {"change_sets", Json::array()}};
  for (const std::string& set : version.change_sets()) json["change_sets"].push_back(set);
  return json;
}

Json PlannedChangeJson(const pb::PlannedChange& change) {
  return {{"change", Lower(pb::PlannedChange::Kind_Name(change.kind()))}, {"id", change.id()}};
}

std::string ChangeSetText(const pb::ChangeSet& set) {
  std::string text =
      fmt::format("{}  {}  by {}: {}\n", set.name(), Lower(pb::ChangeSet::State_Name(set.state())),
                  Printable(set.author()), Printable(set.title()));
  if (set.records() > 0) {
    text += fmt::format("  {} records on version {}, digest {}\n", set.records(),
                        set.base_version(), Hex(set.digest()));
  }
  for (const std::string& guard : set.accepted_guards()) {
    text += fmt::format("  the author accepted: {}\n", guard);
  }
  for (const std::string& approver : set.approvers()) {
    text += fmt::format("  approved by {}\n", Printable(approver));
  }
  if (set.published_version() > 0) {
    text += fmt::format("  published in version {}\n", set.published_version());
  }
  if (!set.remark().empty()) text += fmt::format("  {}\n", Printable(set.remark()));
  return text;
}

std::string PlanText(const pb::Plan& plan) {
  std::string text = fmt::format(
      "Plan on version {}: {} to add, {} to change, {} to remove, {} unchanged; {} entries then.\n",
      plan.base_version(), plan.added(), plan.changed(), plan.removed(), plan.unchanged(),
      plan.entries_after());
  for (const pb::Plan::Problem& problem : plan.problems()) {
    text += problem.guard()
                ? fmt::format("  guard {}: {} (submit --accept {} if it is meant)\n",
                              problem.code(), Printable(problem.detail()), problem.code())
                : fmt::format("  error in row {}: {}: {} ({})\n", problem.row(), problem.code(),
                              Printable(problem.detail()), Printable(problem.id()));
  }
  return text;
}

}  // namespace chowki::app::cli
