#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/foreign_json.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/listed_name.h"
#include "watchlist/sources/text_file.h"
#include "watchlist/sources/values.h"

// source  the schemata of FollowTheMoney (followthemoney.tech) and the topics of OpenSanctions.

namespace chowki::watchlist {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPerson = "Person";

// The texts of a property. A list as the format has it, or one text, as some writers do; what is
// nested there is passed over.
std::vector<std::string> Texts(const Json& entity, const char* property) {
  std::vector<std::string> texts;
  const auto properties = entity.find("properties");
  if (properties == entity.end() || !properties->is_object()) return texts;
  const auto values = properties->find(property);
  if (values == properties->end()) return texts;
  const auto add = [&texts](const Json& value) {
    if (value.is_string() && !Trim(value.get_ref<const std::string&>()).empty()) {
      texts.push_back(value.get<std::string>());
    }
  };
  if (values->is_array()) {
    std::ranges::for_each(*values, add);
  } else {
    add(*values);
  }
  return texts;
}

bool IsIdentification(const std::string& schema) {
  return schema == "Passport" || schema == "Identification";
}

// Passports and identity cards that stand in the file as entities of their own, by their holder.
using Identifications = std::unordered_map<std::string, std::vector<Json>>;

// Why somebody is on the list; of several topics the gravest decides.
std::string_view CategoryOf(const std::vector<std::string>& topics) {
  const auto has = [&topics](std::string_view prefix) {
    return std::ranges::any_of(topics, [prefix](const std::string& topic) {
      return topic == prefix || topic.starts_with(std::string(prefix) + ".");
    });
  };
  if (has("wanted")) return "wanted";
  if (has("sanction")) return "sanctioned";
  if (has("crime")) return "suspect";
  const bool office_only = std::ranges::all_of(topics, [](const std::string& topic) {
    return topic.starts_with("role.") || topic.starts_with("gov");
  });
  return !topics.empty() && office_only ? "exposed" : "listed";
}

class FtmPerson {
 public:
  FtmPerson(const Json& entity, CountryNames& countries, Draft& draft)
      : entity_(entity), countries_(countries), draft_(draft) {}

  void Read(const std::vector<Json>& identifications) {
    draft_.SetPurpose(CategoryOf(Texts(entity_, "topics")));
    draft_.entry().authority = Datasets();
    ReadNames();
    for (const std::string& date : Texts(entity_, "birthDate")) {
      draft_.AddBirthDate("birthDate", date);
    }
    ReadCountries("nationality");
    ReadCountries("citizenship");
    if (draft_.entry().nationalities.empty()) ReadCountries("country");
    for (const std::string& sex : Texts(entity_, "gender")) draft_.SetSex("gender", sex);
    AddDocuments(entity_, "passportNumber", "P", "");
    AddDocuments(entity_, "idNumber", "ID", "");
    for (const Json& other : identifications) ReadIdentification(other);
    ReadNested();
  }

 private:
  // The caption is the list's choice among the names.
  void ReadNames() {
    const std::string caption = JsonText(entity_, "caption");
    const std::vector<std::string> names = Texts(entity_, "name");
    if (std::ranges::find(names, caption) != names.end()) Add(caption, NameQuality::kPrimary);
    for (const std::string& name : names) {
      Add(name, draft_.entry().names.empty() ? NameQuality::kPrimary : NameQuality::kStrongAlias);
    }
    for (const std::string& name : Texts(entity_, "alias")) Add(name, NameQuality::kStrongAlias);
    for (const std::string& name : Texts(entity_, "previousName")) {
      Add(name, NameQuality::kStrongAlias);
    }
    for (const std::string& name : Texts(entity_, "weakAlias")) Add(name, NameQuality::kWeakAlias);
    const auto first = Texts(entity_, "firstName");
    const auto last = Texts(entity_, "lastName");
    if (draft_.entry().names.empty() && (!first.empty() || !last.empty())) {
      draft_.AddName(MakeName("", last.empty() ? "" : last.front(),
                              first.empty() ? "" : first.front(), NameQuality::kPrimary));
    }
  }

  void Add(std::string_view name, NameQuality quality) {
    draft_.AddName(ListedName(name, quality));
  }

  void ReadCountries(const char* property) {
    for (const std::string& text : Texts(entity_, property)) {
      draft_.AddNationality(property, countries_.FromCode(text));
    }
  }

  void AddDocuments(const Json& entity, const char* property, std::string_view type,
                    const std::string& issuer) {
    for (const std::string& text : Texts(entity, property)) {
      draft_.AddDocument(property, type, issuer, text);
    }
  }

  void ReadIdentification(const Json& entity) {
    std::string issuer;
    for (const std::string& country : Texts(entity, "country")) {
      if (auto code = countries_.FromCode(country); code.ok()) issuer = *std::move(code);
    }
    const bool passport = JsonText(entity, "schema") == "Passport";
    AddDocuments(entity, passport ? "passportNumber" : "number", passport ? "P" : "ID", issuer);
    if (passport) AddDocuments(entity, "number", "P", issuer);
  }

  // In nested targets the documents stand inside of their holder.
  void ReadNested() {
    const auto properties = entity_.find("properties");
    if (properties == entity_.end() || !properties->is_object()) return;
    for (const Json& values : *properties) {
      if (!values.is_array()) continue;
      for (const Json& value : values) {
        if (value.is_object() && IsIdentification(JsonText(value, "schema"))) {
          ReadIdentification(value);
        }
      }
    }
  }

  // Who published it: the datasets, as far as they fit.
  [[nodiscard]] std::string Datasets() const {
    std::string all;
    const auto datasets = entity_.find("datasets");
    if (datasets == entity_.end() || !datasets->is_array()) return all;
    for (const Json& name : *datasets) {
      if (!name.is_string() || all.size() + name.get_ref<const std::string&>().size() > kMaxText) {
        continue;
      }
      if (!all.empty()) all += ", ";
      all += name.get<std::string>();
    }
    return all;
  }

  const Json& entity_;
  CountryNames& countries_;
  Draft& draft_;
};

// A draft of an entity, or why it is none.
class FtmReader {
 public:
  explicit FtmReader(Intake& intake) : intake_(intake) {}

  [[nodiscard]] Result<Draft> Read(const Json& entity, std::int64_t line) {
    const std::string schema = JsonText(entity, "schema");
    const std::string id = JsonText(entity, "id");
    if (schema.empty() || id.empty()) return InvalidInput("an entity without id or schema");
    if (schema != kPerson) return InvalidInput("schema {}, no person", Printable(schema));
    const auto target = entity.find("target");
    if (target != entity.end() && *target == false && Texts(entity, "topics").empty()) {
      return InvalidInput("a person that is not on the list: no target and no topic");
    }
    Draft draft("ftm", id, line, intake_);
    static const std::vector<Json> kNone;
    const auto known = identifications_.find(id);
    FtmPerson(entity, countries_, draft)
        .Read(known == identifications_.end() ? kNone : known->second);
    return draft;
  }

  // Passes over a file for the documents that are entities of their own.
  [[nodiscard]] Status CollectIdentifications(const std::filesystem::path& path) {
    CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
    std::string line;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, file.ReadLine(line));
      if (!more) return Ok();
      if (line.find("\"Passport\"") == std::string::npos &&
          line.find("\"Identification\"") == std::string::npos) {
        continue;
      }
      const auto entity = ParseJsonObject(line);
      if (!entity.ok() || !IsIdentification(JsonText(*entity, "schema"))) continue;
      for (const std::string& holder : Texts(*entity, "holder")) {
        identifications_[holder].push_back(*entity);
      }
    }
  }

 private:
  Intake& intake_;
  CountryNames countries_;
  Identifications identifications_;
};

// Calls use(line number, object) for each line that is a JSON object. A list is never empty; an
// update may be.
template <typename Use>
Status ForEachObject(const std::filesystem::path& path, bool may_be_empty, Intake& intake,
                     Use use) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  std::string line;
  bool any = false;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, file.ReadLine(line));
    if (!more) break;
    if (file.line_number() % kProgressStep == 0) intake.Progress(file.Progress());
    if (Trim(line).empty()) continue;
    const auto object = ParseJsonObject(line);
    if (object.ok()) {
      use(file.line_number(), *object);
    } else if (!any) {
      return InvalidInput("{}: line {}: {}; a JSON object is expected on each line", path.string(),
                          file.line_number(), Message(object.status()));
    } else if (!file.LastLineEnded()) {
      return DataLoss("{}: line {}: {}; the file ends in this line: fetch it again", path.string(),
                      file.line_number(), Message(object.status()));
    } else {
      intake.Skip(file.line_number(), Message(object.status()));
    }
    any = true;
  }
  if (!any && !may_be_empty) return InvalidInput("{}: the file is empty", path.string());
  intake.Progress(1);
  return Ok();
}

}  // namespace

Status ReadFtm(const std::filesystem::path& path, Intake& intake) {
  FtmReader reader(intake);
  CHOWKI_RETURN_IF_ERROR(reader.CollectIdentifications(path));
  return ForEachObject(path, false, intake, [&](std::int64_t line, const Json& entity) {
    if (entity.contains("op")) return intake.Skip(line, "a change, no entity: take ftm-delta");
    auto draft = reader.Read(entity, line);
    if (!draft.ok()) return intake.Skip(line, Message(draft.status()));
    draft->Finish();
  });
}

Status ReadFtmDelta(const std::filesystem::path& path, Intake& intake) {
  FtmReader reader(intake);
  return ForEachObject(path, true, intake, [&](std::int64_t line, const Json& change) {
    const std::string op = JsonText(change, "op");
    const auto entity = change.find("entity");
    if (entity == change.end() || !entity->is_object()) {
      return intake.Skip(line, "a change without an entity");
    }
    if (op == "DEL") return intake.Remove(line, JsonText(*entity, "id"));
    if (op != "ADD" && op != "MOD") {
      return intake.Skip(line, fmt::format("op '{}' is none of ADD, MOD, DEL", Printable(op)));
    }
    auto draft = reader.Read(*entity, line);
    if (!draft.ok()) return intake.Skip(line, Message(draft.status()));
    draft->FinishChange();
  });
}

}  // namespace chowki::watchlist
