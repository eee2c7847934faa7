#include "journal/list_query.h"

#include <charconv>

#include "base/text.h"

namespace chowki::journal {
namespace {

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

// The kinds of screening_mark that a filter asks for.
std::vector<std::pair<std::string_view, std::string_view>> MarksOf(const Filter& filter) {
  std::vector<std::pair<std::string_view, std::string_view>> marks;
  if (!filter.officer.empty()) marks.emplace_back("officer", filter.officer);
  if (!filter.reason.empty()) marks.emplace_back("reason", filter.reason);
  if (filter.band) marks.emplace_back("band", Name(*filter.band));
  return marks;
}

std::string MarkOf(const Filter& filter) {
  const auto time = [](const std::optional<Time>& t) {
    return t ? std::to_string(Microseconds(*t)) : std::string("-");
  };
  const auto flag = [](bool on) { return std::string(on ? "1" : "0"); };
  return ToHex(Sha256(Join({filter.checkpoint, filter.lane,
                            filter.advice ? std::string(Name(*filter.advice)) : "-",
                            filter.state ? std::string(Name(*filter.state)) : "-",
                            ToHex(Sha256(filter.reason)), ToHex(Sha256(filter.officer)),
                            filter.band ? std::string(Name(*filter.band)) : "-", time(filter.from),
                            time(filter.to), flag(filter.only_with_matches),
                            flag(filter.only_undecided), flag(filter.only_suppressing)},
                           "\n")))
      .substr(0, 16);
}

}  // namespace

ListQuery QueryFor(const Filter& filter, const std::optional<ListPlace>& below, std::int64_t now_us,
                   std::int64_t limit) {
  ListQuery query;
  std::string where;
  const auto add = [&](std::string_view condition, std::initializer_list<sqlite::Value> values) {
    where += where.empty() ? " WHERE " : " AND ";
    where += condition;
    query.values.insert(query.values.end(), values);
  };
  const auto marks = MarksOf(filter);
  // The rows that lead: those of one mark, or the screenings.
  const std::string_view lead = marks.empty() ? "s" : "m";
  query.sql = marks.empty() ? "SELECT s.sequence, s.time_us FROM screening s"
                            : "SELECT s.sequence, s.time_us FROM screening_mark m "
                              "CROSS JOIN screening s ON s.sequence = m.sequence";
  for (size_t i = 0; i < marks.size(); ++i) {
    const auto& [kind, value] = marks[i];
    if (i == 0) {
      add("m.kind = ? AND m.value = ?", {kind, value});
    } else {
      add("EXISTS (SELECT 1 FROM screening_mark o WHERE o.kind = ? AND o.value = ? "
          "AND o.time_us = s.time_us AND o.sequence = s.sequence)",
          {kind, value});
    }
  }
  if (!filter.checkpoint.empty()) add("s.checkpoint = ?", {std::string_view(filter.checkpoint)});
  if (!filter.lane.empty()) add("s.lane = ?", {std::string_view(filter.lane)});
  if (filter.advice) add("s.advice = ?", {Name(*filter.advice)});
  if (filter.state) add("s.state = ?", {Name(*filter.state)});
  if (filter.from) add(fmt::format("{}.time_us >= ?", lead), {Microseconds(*filter.from)});
  if (filter.to) add(fmt::format("{}.time_us < ?", lead), {Microseconds(*filter.to)});
  if (filter.only_with_matches) add("s.matches > 0", {});
  if (filter.only_undecided) add("s.state <> 'in_force'", {});
  if (filter.only_suppressing) {
    add("s.id IN (SELECT screening FROM suppression WHERE until_us > ?)", {now_us});
  }
  if (below) {
    add(fmt::format("({0}.time_us, {0}.sequence) < (?, ?)", lead),
        {below->time_us, below->sequence});
  }
  query.sql += where;
  query.sql += fmt::format(" ORDER BY {0}.time_us DESC, {0}.sequence DESC LIMIT ?", lead);
  query.values.emplace_back(limit);
  return query;
}

std::string ToToken(const ListPlace& place, const Filter& filter) {
  return fmt::format("{}.{}.{}", place.time_us, place.sequence, MarkOf(filter));
}

Result<std::optional<ListPlace>> PlaceOf(const std::string& token, const Filter& filter) {
  if (token.empty()) return std::optional<ListPlace>();
  const std::vector<std::string> parts = Split(token, '.');
  ListPlace place;
  const auto number = [](const std::string& text, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (parts.size() != 3 || !number(parts[0], place.time_us) || !number(parts[1], place.sequence) ||
      place.sequence < 1 || parts[2] != MarkOf(filter)) {
    return WithDetail(InvalidInput("the page token does not belong to this list"),
                      {"PAGE_TOKEN_INVALID", {}});
  }
  return std::optional(place);
}

}  // namespace chowki::journal
