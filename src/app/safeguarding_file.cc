#include "app/safeguarding_file.h"

#include <algorithm>
#include <optional>
#include <set>

#include <toml++/toml.h>

#include "app/file_text.h"
#include "associate/crossing.h"

namespace chowki::app {
namespace {

constexpr std::uintmax_t kMostBytes = 8u << 20;
constexpr int kSoonDays = 14;  // before its end somebody has to prolong it, or not

// One table of the file: gives its values by name and type, and knows which were asked for.
class Row {
 public:
  Row(const toml::table& table, const std::string& file) : table_(table), file_(file) {}

  template <typename... Args>
  [[nodiscard]] Status Wrong(fmt::format_string<Args...> format, Args&&... args) const {
    return InvalidInput("{}:{}: {}", file_, table_.source().begin.line,
                        fmt::format(format, std::forward<Args>(args)...));
  }

  [[nodiscard]] Status At(const Status& status) const {
    return status.ok() ? Ok() : Wrong("{}", Message(status));
  }

  [[nodiscard]] Status Text(std::string_view key, std::string& value, bool needed = true) {
    const toml::node* node = Ask(key);
    if (node == nullptr) return needed ? Wrong("{} is missing", key) : Ok();
    if (!node->is_string()) return Wrong("{} is not a text", key);
    value = node->as_string()->get();
    return needed && value.empty() ? Wrong("{} is empty", key) : Ok();
  }

  [[nodiscard]] Status Texts(std::string_view key, std::vector<std::string>& values,
                             bool needed = true) {
    const toml::node* node = Ask(key);
    if (node == nullptr) return needed ? Wrong("{} is missing", key) : Ok();
    if (!node->is_array()) return Wrong("{} is not a list of texts", key);
    for (const toml::node& element : *node->as_array()) {
      if (!element.is_string()) return Wrong("{} is not a list of texts", key);
      values.push_back(element.as_string()->get());
    }
    return Ok();
  }

  [[nodiscard]] Status Day(std::string_view key, Date& day) {
    const toml::node* node = Ask(key);
    const auto* given = node == nullptr ? nullptr : node->as_date();
    if (given == nullptr) return Wrong("{} is missing or not a day: 2026-12-31", key);
    day = {given->get().year, given->get().month, given->get().day};
    return IsValid(day) ? Ok() : Wrong("{} is no day of the calendar", key);
  }

  [[nodiscard]] Status Minutes(std::string_view key, std::chrono::minutes& minutes) {
    const toml::node* node = Ask(key);
    if (node == nullptr || !node->is_integer()) return Wrong("{} is missing or no number", key);
    minutes = std::chrono::minutes(node->as_integer()->get());
    return Ok();
  }

  // A person as documents have him; the birth date may have unknown parts.
  template <typename Person>
  [[nodiscard]] Status ReadPerson(Person& person) {
    CHOWKI_RETURN_IF_ERROR(Text("surname", person.surname, false));
    CHOWKI_RETURN_IF_ERROR(Text("given_names", person.given_names, false));
    std::string birth;
    CHOWKI_RETURN_IF_ERROR(Text("birth", birth));
    auto date = ParsePartialDate(birth);
    if (!date.ok()) return Wrong("birth: {}", Message(date.status()));
    person.birth = *date;
    return person.surname.empty() && person.given_names.empty() ? Wrong("a name is missing") : Ok();
  }

  // The tables of a list, one after the other.
  template <typename Read>
  [[nodiscard]] Status Rows(std::string_view key, Read read) {
    const toml::node* node = Ask(key);
    if (node == nullptr) return Ok();
    if (!node->is_array()) return Wrong("{} is not a list of tables: [[{}]]", key, key);
    for (const toml::node& element : *node->as_array()) {
      if (!element.is_table()) return Wrong("{} is not a list of tables: [[{}]]", key, key);
      Row row(*element.as_table(), file_);
      CHOWKI_RETURN_IF_ERROR(read(row));
      CHOWKI_RETURN_IF_ERROR(row.Finish());
    }
    return Ok();
  }

  // Whether something is there that nobody asked for.
  [[nodiscard]] Status Finish() const {
    for (const auto& [key, node] : table_) {
      if (asked_.contains(key.str())) continue;
      return InvalidInput("{}:{}: there is no {} here", file_, node.source().begin.line,
                          std::string_view(key.str()));
    }
    return Ok();
  }

 private:
  const toml::node* Ask(std::string_view key) {
    asked_.emplace(key);
    return table_.get(key);
  }

  const toml::table& table_;
  const std::string& file_;
  std::set<std::string, std::less<>> asked_;
};

Result<safeguard::PostContact> ReadContact(Row& row) {
  safeguard::PostContact contact;
  CHOWKI_RETURN_IF_ERROR(row.Text("role", contact.role));
  CHOWKI_RETURN_IF_ERROR(row.Text("name", contact.name));
  CHOWKI_RETURN_IF_ERROR(row.Text("telephone", contact.telephone));
  CHOWKI_RETURN_IF_ERROR(row.Texts("languages", contact.languages, false));
  CHOWKI_RETURN_IF_ERROR(row.Text("hours", contact.hours, false));
  CHOWKI_RETURN_IF_ERROR(row.At(safeguard::Validate(contact)));
  return contact;
}

Result<associate::Allowance> ReadAllowance(Row& row) {
  associate::Allowance allowance;
  std::string kind;
  CHOWKI_RETURN_IF_ERROR(row.Text("kind", kind));
  if (kind == "escort") {
    associate::Traveller adult;
    CHOWKI_RETURN_IF_ERROR(row.Text("issuing_state", adult.issuing_state));
    CHOWKI_RETURN_IF_ERROR(row.Text("document_code", adult.document_code));
    CHOWKI_RETURN_IF_ERROR(row.Text("document_number", adult.document_number));
    allowance.kind = associate::Allowance::Kind::kEscort;
    allowance.value = associate::DocumentText(adult);
  } else if (kind == "contact") {
    allowance.kind = associate::Allowance::Kind::kContact;
    CHOWKI_RETURN_IF_ERROR(row.Text("contact", allowance.value));
    associate::Traveller agency;
    agency.contacts = {allowance.value};
    if (associate::ContactTexts(agency).empty()) return row.Wrong("contact is too short");
  } else {
    return row.Wrong("kind is '{}', escort or contact expected", kind);
  }
  CHOWKI_RETURN_IF_ERROR(row.Day("last_day", allowance.last_day));
  CHOWKI_RETURN_IF_ERROR(row.Text("author", allowance.author));
  CHOWKI_RETURN_IF_ERROR(row.Text("reason", allowance.reason));
  return allowance;
}

Status ReadTravelTime(Row& row, associate::TravelTimes& times) {
  std::vector<std::string> posts;
  std::chrono::minutes shortest{};
  CHOWKI_RETURN_IF_ERROR(row.Texts("posts", posts));
  CHOWKI_RETURN_IF_ERROR(row.Minutes("shortest_min", shortest));
  if (posts.size() != 2) return row.Wrong("posts: {} named, two expected", posts.size());
  return row.At(times.Set(posts[0], posts[1], shortest));
}

Status ReadChild(Row& row, associate::TracedChild& child) {
  CHOWKI_RETURN_IF_ERROR(row.ReadPerson(child));
  return row.Rows("adult",
                  [&](Row& adult) { return adult.ReadPerson(child.adults.emplace_back()); });
}

Result<associate::EmergencyProfile> ReadEmergency(Row& row) {
  associate::EmergencyProfile profile;
  CHOWKI_RETURN_IF_ERROR(row.Text("name", profile.name));
  CHOWKI_RETURN_IF_ERROR(row.Day("first_day", profile.first_day));
  CHOWKI_RETURN_IF_ERROR(row.Day("last_day", profile.last_day));
  CHOWKI_RETURN_IF_ERROR(row.Text("author", profile.author));
  CHOWKI_RETURN_IF_ERROR(row.Text("legal_basis", profile.legal_basis));
  CHOWKI_RETURN_IF_ERROR(row.Texts("posts", profile.posts));
  std::string leaving;
  CHOWKI_RETURN_IF_ERROR(row.Text("leaving", leaving));
  if (leaving != "out" && leaving != "in") {
    return row.Wrong("leaving is '{}', out or in expected", leaving);
  }
  profile.leaving = leaving == "in" ? associate::Direction::kIn : associate::Direction::kOut;
  CHOWKI_RETURN_IF_ERROR(row.Rows(
      "child", [&](Row& child) { return ReadChild(child, profile.tracing_list.emplace_back()); }));
  CHOWKI_RETURN_IF_ERROR(row.At(associate::Validate(profile)));
  return profile;
}

Result<SafeguardingFile> ReadAll(const toml::table& table, const std::string& name) {
  SafeguardingFile file;
  Row root(table, name);
  CHOWKI_RETURN_IF_ERROR(root.Rows("contact", [&](Row& row) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(file.contacts.emplace_back(), ReadContact(row));
    return Ok();
  }));
  CHOWKI_RETURN_IF_ERROR(root.Rows("allowance", [&](Row& row) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(file.setting.allowances.emplace_back(), ReadAllowance(row));
    return Ok();
  }));
  CHOWKI_RETURN_IF_ERROR(root.Rows(
      "travel_time", [&](Row& row) { return ReadTravelTime(row, file.setting.travel_times); }));
  CHOWKI_RETURN_IF_ERROR(root.Rows("emergency", [&](Row& row) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(file.setting.emergencies.emplace_back(), ReadEmergency(row));
    return Ok();
  }));
  CHOWKI_RETURN_IF_ERROR(root.Finish());
  return file;
}

// " has ended" or " ends on ...", where somebody should know.
std::optional<std::string> EndOf(const Date& last_day, const Date& today) {
  if (last_day < today) return fmt::format("has ended on {}", ToIso(last_day));
  if (DaysBetween(today, last_day) > kSoonDays) return std::nullopt;
  return fmt::format("ends on {}", ToIso(last_day));
}

}  // namespace

Result<SafeguardingFile> ParseSafeguarding(std::string_view text, const std::string& name) {
  try {
    return ReadAll(toml::parse(text, name), name);
  } catch (const toml::parse_error& error) {
    return InvalidInput("{}:{}: {}", name, error.source().begin.line, error.description());
  }
}

Result<SafeguardingFile> LoadSafeguarding(const std::filesystem::path& file) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  if (!error && bytes > kMostBytes) {
    return InvalidInput("{} has {} bytes, at most {} expected", file.string(), bytes, kMostBytes);
  }
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
  return ParseSafeguarding(text, file.string());
}

std::vector<std::string> WhatIsMissing(const SafeguardingFile& file, const Date& today) {
  std::vector<std::string> missing;
  for (const std::string_view role : safeguard::kNeededContacts) {
    if (std::ranges::find(file.contacts, role, &safeguard::PostContact::role) ==
        file.contacts.end()) {
      missing.push_back(fmt::format("there is no contact with the role {}", role));
    }
  }
  for (const associate::EmergencyProfile& profile : file.setting.emergencies) {
    if (const auto end = EndOf(profile.last_day, today)) {
      missing.push_back(fmt::format("emergency {} {}", profile.name, *end));
    }
  }
  for (const associate::Allowance& allowance : file.setting.allowances) {
    if (const auto end = EndOf(allowance.last_day, today)) {
      missing.push_back(fmt::format("the allowance by {} {}", allowance.author, *end));
    }
  }
  return missing;
}

}  // namespace chowki::app
