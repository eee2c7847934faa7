#include "base/text.h"
#include "figures/monthly.h"

namespace chowki::figures {
namespace {

constexpr char kAll[] = "all";

// Spreadsheets run what begins like a formula: it is made a text. (OWASP, "CSV injection".)
std::string Cell(std::string_view text) {
  std::string cell = Printable(text);
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
    cell.insert(cell.begin(), '\'');
  }
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

struct Place {
  std::string post = kAll;
  std::string direction = kAll;
  std::string state = kAll;
  std::string age = kAll;
  std::string sex = kAll;
};

void AddLine(const Monthly& monthly, const Figure& figure, const Place& place, const Count& count,
             std::string& csv) {
  if (count.mark == Mark::kShown && count.value == 0) return;
  csv += Join({ToText(monthly.month), Cell(figure.kind), Cell(figure.code), Cell(place.post),
               Cell(place.direction), Cell(place.state), Cell(place.age), Cell(place.sex),
               ToText(count)},
              ",") +
         "\r\n";
}

}  // namespace

std::string ToCsv(const Monthly& monthly) {
  std::string csv = "month,kind,code,post,direction,issuing_state,age,sex,count\r\n";
  for (const Figure& figure : monthly.figures) {
    AddLine(monthly, figure, {}, figure.people.total(), csv);
    const Table& people = figure.people;
    for (size_t r = 0; r <= people.rows.size(); ++r) {
      for (size_t c = 0; c <= people.columns.size(); ++c) {
        if (r == people.rows.size() && c == people.columns.size()) continue;
        Place place;
        if (r < people.rows.size()) place.age = people.rows[r];
        if (c < people.columns.size()) place.sex = people.columns[c];
        AddLine(monthly, figure, place, people.At(r, c), csv);
      }
    }
    const Table& routes = figure.routes;
    for (size_t r = 0; r <= routes.rows.size(); ++r) {
      for (size_t c = 0; c <= routes.columns.size(); ++c) {
        if (r == routes.rows.size() && c == routes.columns.size()) continue;
        Place place;
        if (r < routes.rows.size()) {
          const size_t slash = routes.rows[r].rfind('/');
          place.post = routes.rows[r].substr(0, slash);
          place.direction = routes.rows[r].substr(slash + 1);
        }
        if (c < routes.columns.size()) place.state = routes.columns[c];
        AddLine(monthly, figure, place, routes.At(r, c), csv);
      }
    }
  }
  return csv;
}

}  // namespace chowki::figures
