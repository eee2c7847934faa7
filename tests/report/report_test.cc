#include "report/report.h"

#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "icao/mrz_parse.h"
#include "report/html.h"
#include "verify/outcome.h"

namespace chowki::report {
namespace {

using capture::Light;
using verify::Contribution;

capture::Image Drawn(Light light) {
  return {cv::Mat(120, 180, CV_8UC3, cv::Scalar(90, 120, 150)), light, {}, std::nullopt};
}

const Quad kPlace = ToQuad({0.2, 0.2, 0.2, 0.1});

// The standard's specimen with a wrong date digit, and its finding.
screen::Screening Altered() {
  screen::Screening screening;
  screening.id = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
  screening.transcript.mrz.status = read::MrzStatus::kRead;
  screening.transcript.mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                    "L898902C36UTO7508122F1204159ZE184226B<<<<<10"};
  screening.transcript.mrz.doubtful.push_back({0, 5, {{'E', 0.6}, {'F', 0.4}}});
  auto record = icao::ParseMrz(screening.transcript.mrz.lines, {2010, 6, 1});
  REQUIRE(record.ok());
  screening.record = *record;
  screening.transcript.visual["birth_date"] = {"1974-08-12", 0.9, read::Source::kVisual, kPlace,
                                               "12 AUG 74"};
  verify::Finding finding =
      verify::Failed("birth_date_digit_wrong", Contribution::kRefer, verify::kNearProof);
  finding.check = "mrz.check_digits";
  finding.value = 0.98;
  finding.threshold = 0.7;
  finding.evidence.push_back({Light::kVisible, kPlace, "1", "2"});
  screening.findings.push_back(finding);
  verify::Finding good = verify::Successful();
  good.check = "mrz.found";
  screening.findings.push_back(good);
  screening.verdict.advice = decide::Advice::kRefer;
  screening.verdict.risk = 0.9;
  return screening;
}

std::string Report(const screen::Screening& screening, const std::vector<capture::Image>& images,
                   std::string_view title = "a.jpg") {
  auto html = WriteReport(screening, images, title);
  REQUIRE(html.ok());
  return *std::move(html);
}

bool Has(const std::string& html, std::string_view text) {
  return html.find(text) != std::string::npos;
}

int Count(const std::string& html, std::string_view text) {
  int count = 0;
  for (size_t at = html.find(text); at != std::string::npos; at = html.find(text, at + 1)) ++count;
  return count;
}

// Every tag that is opened is closed in the right order.
void CheckNesting(const std::string& html) {
  static const std::regex kTag(R"(<(/?)([a-zA-Z0-9]+)((?:[^<>"]|"[^"]*")*?)(/?)>)");
  static const std::set<std::string> kVoid = {"meta", "br"};
  std::vector<std::string> open;
  const std::string body = html.substr(html.find("</style>") + 8);
  for (std::sregex_iterator it(body.begin(), body.end(), kTag), end; it != end; ++it) {
    const std::string name = (*it)[2];
    if (kVoid.contains(name) || (*it)[4].length() > 0) continue;
    if ((*it)[1].length() == 0) {
      open.push_back(name);
      continue;
    }
    if (name == "head" || name == "html") continue;
    REQUIRE_FALSE(open.empty());
    REQUIRE(open.back() == name);
    open.pop_back();
  }
  CHECK(open.empty());
}

TEST_CASE("a finding is numbered in the page and told in words", "[report]") {
  const std::string html = Report(Altered(), {Drawn(Light::kVisible)});
  CheckNesting(html);
  CHECK(Has(html, "href=\"#finding-1\""));
  CHECK(Has(html, "id=\"finding-1\""));
  CHECK(Has(html, "id=\"place-visible-1\""));
  CHECK(Has(html, "Birth date digit wrong"));
  CHECK(Has(html, "The same for the date of birth."));  // docs/findings.md
  CHECK(Has(html, "Second line: compares the date with the visual zone"));
  CHECK(Has(html, "Measured <b>0.98</b>, limit 0.7"));
  CHECK(Has(html, "An officer decides."));
  CHECK(Has(html, "href=\"#octagon\""));
  CHECK(Has(html, ">Failed<"));
}

TEST_CASE("an alarm says how often genuine documents give it", "[report]") {
  const std::string html = Report(Altered(), {Drawn(Light::kVisible)});
  CHECK(
      std::regex_search(html, std::regex("of [0-9]+ genuine specimens gave this, too: at most ")));
  screen::Screening unknown = Altered();
  unknown.findings[0].reason = "never_heard_of";
  CHECK_FALSE(Has(Report(unknown, {}), "genuine specimens gave this"));
}

TEST_CASE("values stand side by side with what differs marked", "[report]") {
  const std::string html = Report(Altered(), {Drawn(Light::kVisible)});
  CHECK(Has(html, "<bdi>197<mark>5</mark>-08-12</bdi>"));
  CHECK(Has(html, "<bdi>197<mark>4</mark>-08-12</bdi>"));
  CHECK(Has(html, "<mark class=\"wrong\" title=\"check digit 2 printed,"));
  CHECK(Has(html, "<mark class=\"doubtful\" title=\"in doubt\">E</mark>"));
}

TEST_CASE("nothing in the page runs or is fetched", "[report]") {
  const std::string html = Report(Altered(), {Drawn(Light::kVisible)});
  CHECK(Has(html, "default-src 'none'; img-src data:; style-src 'sha256-"));
  CHECK_FALSE(Has(html, "<script"));
  CHECK_FALSE(Has(html, " style="));
  CHECK_FALSE(Has(html, "http://"));
  CHECK_FALSE(Has(html, "https://"));
  CHECK_FALSE(Has(html, "unsafe"));
  // The digest in the policy is that of the style sheet as it stands there.
  const size_t from = html.find("<style>") + 7;
  const std::string style = html.substr(from, html.find("</style>") - from);
  CHECK(Has(html, "sha256-" + Base64(Sha256(style)) + "'"));
}

TEST_CASE("hostile text in a document stays text", "[report]") {
  const std::string hostile =
      "</bdi><script>alert(1)</script><img src=x onerror='a'>\"\xE2\x80\xAE&\x1B[2J";
  screen::Screening screening = Altered();
  screening.id = hostile;
  screening.record->issuing_state = hostile;
  screening.record->surname = hostile;
  screening.transcript.mrz.lines[0] = hostile;
  screening.transcript.visual["surname"] = {hostile, 0.9, read::Source::kVisual, kPlace, hostile};
  screening.findings[0].check = hostile;
  screening.findings[0].reason = hostile;
  screening.findings[0].generic_id = hostile;
  screening.findings[0].evidence.push_back({Light::kVisible, kPlace, hostile, "x"});
  screening.verdict.reasons.push_back(
      {decide::Advice::kRefer, decide::ReasonKind::kSystem, -1, hostile});
  screening.provenance.models[hostile] = hostile;
  screening.provenance.software = hostile;
  const std::string html = Report(screening, {Drawn(Light::kVisible)}, hostile);
  CHECK_FALSE(Has(html, "<script"));
  CHECK_FALSE(Has(html, "<img"));
  CHECK_FALSE(Has(html, "\x1B"));
  CHECK_FALSE(Has(html, "\xE2\x80\xAE"));
  CHECK(Has(html, "&lt;script&gt;"));
  CheckNesting(html);
}

TEST_CASE("each light has its picture or says that there is none", "[report]") {
  screen::Screening screening = Altered();
  screening.findings[0].evidence.push_back({Light::kUltraviolet, kPlace, "", ""});
  const std::string one = Report(screening, {Drawn(Light::kVisible)});
  CHECK(Count(one, "No picture in this light was given.") == 2);
  CHECK(Count(one, "data:image/jpeg;base64,") == 1);
  CHECK_FALSE(Has(one, "place-ultraviolet"));

  const std::string all = Report(
      screening, {Drawn(Light::kUltraviolet), Drawn(Light::kVisible), Drawn(Light::kInfrared)});
  CHECK(Count(all, "No picture in this light was given.") == 0);
  CHECK(Count(all, "data:image/jpeg;base64,") == 3);
  CHECK(Has(all, "place-ultraviolet-1"));
  CheckNesting(all);
  CHECK(Report(screening, {}).size() > 1000);
}

TEST_CASE("a document without an MRZ has a report", "[report]") {
  screen::Screening screening;
  verify::Finding finding = verify::Undetermined("mrz_absent", Contribution::kAttention, 0);
  finding.check = "mrz.found";
  screening.findings.push_back(finding);
  screening.transcript.visual["surname"] = {"ERIKSSON", 0.9, read::Source::kVisual, kPlace,
                                            "Eriksson"};
  const std::string html = Report(screening, {Drawn(Light::kVisible)});
  CHECK(Has(html, "No machine-readable zone was read."));
  CHECK(Has(html, "<bdi>Eriksson</bdi>"));
  CheckNesting(html);
}

TEST_CASE("a clear document says that nothing was asked, and silent findings stay so", "[report]") {
  screen::Screening screening = Altered();
  screening.findings[0].silent = true;
  screening.verdict.advice = decide::Advice::kClear;
  const std::string html = Report(screening, {Drawn(Light::kVisible)});
  CHECK(Has(html, "No check asked for a second look."));
  CHECK_FALSE(Has(html, "birth_date_digit_wrong"));
  CHECK_FALSE(Has(html, "Birth date digit wrong"));
}

}  // namespace
}  // namespace chowki::report
