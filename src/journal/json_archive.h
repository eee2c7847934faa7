#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/digest.h"
#include "base/geometry.h"

namespace chowki::journal {

// Writes and reads values as JSON by one list of fields each: a Fields(archive, value) beside the
// archive names every member once, so that what is written is what is read.
//
// Object keys are sorted and numbers are written shortest-exact: the same value gives the same
// bytes.

// All values of an enum whose Name() is its text in the journal.
template <typename E>
struct EnumValues;  // specialised with: static constexpr std::array kAll = {...}

class JsonWriter {
 public:
  using Json = nlohmann::json;

  template <typename T>
  void operator()(const char* name, const T& value) {
    object_[name] = Write(value);
  }

  template <typename T>
  void Added(const char* name, const T& value) {
    (*this)(name, value);
  }

  template <typename T>
  [[nodiscard]] static Json Write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      return std::string(Name(value));
    } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, char>) {
      return value;
    } else {
      JsonWriter writer;
      // Fields takes its value by reference for reading's sake; writing does not change it.
      Fields(writer, const_cast<T&>(value));
      return std::move(writer.object_);
    }
  }
  [[nodiscard]] static Json Write(const std::string& value) { return value; }
  [[nodiscard]] static Json Write(char value) { return std::string(1, value); }
  [[nodiscard]] static Json Write(const Digest& value) { return ToHex(value); }
  [[nodiscard]] static Json Write(const Point& value) { return Json{value.x, value.y}; }
  [[nodiscard]] static Json Write(const Quad& value) {
    Json corners = Json::array();
    for (const Point& corner : value.corners) corners.push_back(Write(corner));
    return corners;
  }
  [[nodiscard]] static Json Write(Time value) {
    return Write(std::chrono::duration_cast<std::chrono::microseconds>(value.time_since_epoch()));
  }
  template <typename Rep, typename Period>
  [[nodiscard]] static Json Write(std::chrono::duration<Rep, Period> value) {
    return value.count();
  }
  template <typename T>
  [[nodiscard]] static Json Write(const std::vector<T>& values) {
    Json array = Json::array();
    for (const T& value : values) array.push_back(Write(value));
    return array;
  }
  template <typename T>
  [[nodiscard]] static Json Write(const std::optional<T>& value) {
    return value ? Write(*value) : Json();
  }
  template <typename T>
  [[nodiscard]] static Json Write(const std::map<std::string, T>& values) {
    Json object = Json::object();
    for (const auto& [key, value] : values) object[key] = Write(value);
    return object;
  }
  template <typename A, typename B>
  [[nodiscard]] static Json Write(const std::pair<A, B>& value) {
    return Json{Write(value.first), Write(value.second)};
  }

 private:
  Json object_ = Json::object();
};

// Throws nlohmann::json::exception or std::runtime_error when the text is not what was written.
class JsonReader {
 public:
  using Json = nlohmann::json;

  explicit JsonReader(const Json& object) : object_(object) {}

  template <typename T>
  void operator()(const char* name, T& value) {
    Read(object_.at(name), value);
  }

  // A member that journals of earlier versions lack: it keeps its default.
  template <typename T>
  void Added(const char* name, T& value) {
    if (object_.contains(name)) Read(object_.at(name), value);
  }

  template <typename T>
  static void Read(const Json& json, T& value) {
    if constexpr (std::is_enum_v<T>) {
      const auto& text = json.get_ref<const std::string&>();
      for (const T candidate : EnumValues<T>::kAll) {
        if (Name(candidate) == text) {
          value = candidate;
          return;
        }
      }
      throw std::runtime_error("unknown value " + text);
    } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, char>) {
      json.get_to(value);
    } else {
      JsonReader reader(json);
      Fields(reader, value);
    }
  }
  static void Read(const Json& json, std::string& value) { json.get_to(value); }
  static void Read(const Json& json, char& value) {
    const auto& text = json.get_ref<const std::string&>();
    if (text.size() != 1) throw std::runtime_error("not one character");
    value = text[0];
  }
  static void Read(const Json& json, Digest& value) {
    const auto digest = DigestFromHex(json.get_ref<const std::string&>());
    if (!digest.ok()) throw std::runtime_error(Message(digest.status()));
    value = *digest;
  }
  static void Read(const Json& json, Point& value) {
    json.at(0).get_to(value.x);
    json.at(1).get_to(value.y);
  }
  static void Read(const Json& json, Quad& value) {
    for (size_t i = 0; i < value.corners.size(); ++i) Read(json.at(i), value.corners[i]);
  }
  static void Read(const Json& json, Time& value) {
    std::chrono::microseconds since{};
    Read(json, since);
    value = Time(since);
  }
  template <typename Rep, typename Period>
  static void Read(const Json& json, std::chrono::duration<Rep, Period>& value) {
    value = std::chrono::duration<Rep, Period>(json.get<Rep>());
  }
  template <typename T>
  static void Read(const Json& json, std::vector<T>& values) {
    values.clear();
    for (const Json& element : json) Read(element, values.emplace_back());
  }
  template <typename T>
  static void Read(const Json& json, std::optional<T>& value) {
    value.reset();
    if (!json.is_null()) Read(json, value.emplace());
  }
  template <typename T>
  static void Read(const Json& json, std::map<std::string, T>& values) {
    values.clear();
    for (const auto& [key, element] : json.items()) Read(element, values[key]);
  }
  template <typename A, typename B>
  static void Read(const Json& json, std::pair<A, B>& value) {
    Read(json.at(0), value.first);
    Read(json.at(1), value.second);
  }

 private:
  const Json& object_;
};

}  // namespace chowki::journal
