// Holds every #include below src/ against the floor table (floors.txt).

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace {

namespace fs = std::filesystem;

struct Room {
  int floor = 0;
  std::set<std::string> may_include;
};

struct Door {
  std::set<std::string> rooms;
  std::vector<std::string> prefixes;
};

struct Plan {
  std::map<std::string, Room> rooms;
  std::map<std::string, Door> doors;
};

std::vector<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Plan ReadPlan(const fs::path& file) {
  std::ifstream in(file);
  Plan plan;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t colon = line.find(':');
    REQUIRE(colon != std::string::npos);
    const auto left = Words(line.substr(0, colon));
    const auto right = Words(line.substr(colon + 1));
    REQUIRE(left.size() >= 3);
    if (left[0] == "room") {
      plan.rooms[left[1]] = {std::stoi(left[2]), {right.begin(), right.end()}};
    } else {
      plan.doors[left[1]] = {{left.begin() + 2, left.end()}, right};
    }
  }
  return plan;
}

bool IsStandardHeader(const std::string& header) {
  static const std::regex kStandard(
      "[a-z_0-9]+|(sys|netinet|arpa)/"
      "[a-z]+\\.h|(unistd|fcntl|poll|signal|time|stdlib|stdio|errno|pwd|termios|netdb)\\.h");
  return std::regex_match(header, kStandard);
}

// What is wrong with one include of one room; empty when it is allowed.
std::string Objection(const Plan& plan, const std::string& room, const std::string& header,
                      bool quoted) {
  if (quoted) {
    const std::string target = header.substr(0, header.find('/'));
    if (target == room || target == "base") return {};
    if (plan.rooms.contains(target)) {
      const Room& from = plan.rooms.at(room);
      const bool listed = from.may_include.contains(target) || from.may_include.contains("*");
      if (!listed) return "room " + room + " may not include room " + target;
      if (plan.rooms.at(target).floor >= from.floor) return "uphill: " + room + " -> " + target;
      return {};
    }
  } else if (IsStandardHeader(header)) {
    return {};
  }
  // Of several doors the one that is named most closely.
  std::string name;
  size_t longest = 0;
  for (const auto& [door_name, door] : plan.doors) {
    for (const std::string& prefix : door.prefixes) {
      if (prefix.size() <= longest || header.compare(0, prefix.size(), prefix) != 0) continue;
      longest = prefix.size();
      name = door_name;
    }
  }
  if (!name.empty()) {
    const Door& door = plan.doors.at(name);
    if (door.rooms.contains(room) || door.rooms.contains("*")) return {};
    return "room " + room + " has no door to " + name;
  }
  return "no door is named for this header";
}

std::vector<std::string> Objections(const Plan& plan, const fs::path& src) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(src)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const fs::path relative = fs::relative(entry.path(), src);
    const std::string room = relative.begin()->string();
    if (!plan.rooms.contains(room)) {
      found.push_back(relative.string() + ": room " + room + " is not in floors.txt");
      continue;
    }
    std::ifstream in(entry.path());
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      std::smatch match;
      if (!std::regex_search(line, match, kInclude)) continue;
      const std::string objection = Objection(plan, room, match[2], match[1] == "\"");
      if (!objection.empty()) {
        found.push_back("src/" + relative.string() + ":" + std::to_string(number) + ": includes " +
                        match[2].str() + ": " + objection);
      }
    }
  }
  return found;
}

const fs::path kRoot = CHOWKI_SOURCE_DIR;

TEST_CASE("every include goes down the floors and through its own doors", "[architecture]") {
  const Plan plan = ReadPlan(kRoot / "tests/architecture/floors.txt");
  for (const std::string& objection : Objections(plan, kRoot / "src")) FAIL_CHECK(objection);
}

TEST_CASE("the table itself never points uphill", "[architecture]") {
  const Plan plan = ReadPlan(kRoot / "tests/architecture/floors.txt");
  for (const auto& [name, room] : plan.rooms) {
    for (const std::string& other : room.may_include) {
      if (other == "*") continue;
      INFO(name << " -> " << other);
      REQUIRE(plan.rooms.contains(other));
      CHECK(plan.rooms.at(other).floor < room.floor);
    }
  }
}

TEST_CASE("an uphill include, a foreign door and an unknown header are refused by name",
          "[architecture]") {
  const Plan plan = ReadPlan(kRoot / "tests/architecture/floors.txt");
  CHECK(Objection(plan, "icao", "read/identity.h", true) == "room icao may not include room read");
  CHECK(Objection(plan, "verify", "identify/match.h", true) ==
        "room verify may not include room identify");
  CHECK(Objection(plan, "icao", "opencv2/core.hpp", false) == "room icao has no door to opencv");
  CHECK(Objection(plan, "icao", "unnamed/library.hpp", false) ==
        "no door is named for this header");
  CHECK(Objection(plan, "trust", "chowki/screening/v1/match.pb.h", true) ==
        "room trust has no door to protobuf");
  CHECK(Objection(plan, "trust", "chowki/sync/v1/manifest.pb.h", true).empty());
  CHECK(Objection(plan, "read", "icao/mrz_record.h", true).empty());
  CHECK(Objection(plan, "capture", "opencv2/core.hpp", false).empty());
}

TEST_CASE("every room has a README and stands in the build file", "[architecture]") {
  std::ifstream in(kRoot / "src/CMakeLists.txt");
  const std::string build((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const auto& entry : fs::directory_iterator(kRoot / "src")) {
    if (!entry.is_directory()) continue;
    INFO(entry.path().filename().string());
    CHECK(fs::exists(entry.path() / "README.md"));
    CHECK(build.find("add_subdirectory(" + entry.path().filename().string() + ")") !=
          std::string::npos);
  }
}

}  // namespace
