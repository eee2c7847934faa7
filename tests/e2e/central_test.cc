// Two people, the centre and a stick, all of them real programs; docs/central.md as a test.

#include <fstream>

#include <catch2/catch.hpp>
#include <signal.h>

#include "e2e/running_centre.h"

namespace chowki::e2e {
namespace {

const std::filesystem::path kChowki = std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki";
constexpr char kFirst[] = "watchlists/national/changeSets/1";

TEST_CASE("two people bring a list to a stick, through a centre that is killed", "[e2e][central]") {
  Deployment people;
  RunningCentre centre(people, "sqlite:" + people.File("central.db"));
  centre.Start();
  std::ofstream(people.File("list.csv"))
      << "id,kind,surname,given_names,birth_dates,sex,nationalities,documents,category\n"
         "uto-1,person,LOVEGOOD,PANDORA,1950-01-01,F,UTO,P:UTO:QX1234567,wanted\n"
         "uto-2,person,ERIKSSON,ANNA MARIA,1974-08-12,F,UTO,P:UTO:L898902C3,wanted\n";
  const std::string plan = people.File("first.plan");
  const std::vector<std::string> make_plan = {
      "changes", "plan", "--list", "national", "--from", "csv:" + people.File("list.csv"),
      "--out",   plan};
  std::vector<std::string> with_impact = make_plan;
  with_impact.emplace_back("--impact");
  const auto planned = people.As("amina", centre.port(), with_impact);
  CHECK(planned.status == 2);
  CHECK(planned.out.find("no post sent any screening yet") != std::string::npos);
  const auto submit = people.As("amina", centre.port(),
                                {"changes", "submit", plan, "--root", people.Root(), "--sign",
                                 people.Key("amina"), "-o", "jsonl"});
  REQUIRE(submit.status == 0);
  CHECK(submit.out.find("\"state\":\"submitted\"") != std::string::npos);
  CHECK(people
            .As("amina", centre.port(),
                {"changes", "approve", kFirst, "--root", people.Root(), "--sign",
                 people.Key("amina")})
            .status == 1);
  CHECK(people.As("amina", centre.port(), {"changes", "publish", "--list", "national"}).status ==
        1);
  REQUIRE(people
              .As("bilal", centre.port(),
                  {"changes", "approve", kFirst, "--root", people.Root(), "--sign",
                   people.Key("bilal")})
              .status == 0);

  CHECK(people
            .As("amina", centre.port(),
                {"audit", "head", "--root", people.Root(), "--out", people.File("log.head")})
            .status == 0);

  CHECK(centre.Stop(SIGKILL) == 128 + SIGKILL);
  centre.Start();
  const auto published = people.As("amina", centre.port(),
                                   {"changes", "publish", "--list", "national", "-o", "jsonl"});
  REQUIRE(published.status == 0);
  CHECK(published.out.find("\"version\":1") != std::string::npos);
  CHECK(people.As("amina", centre.port(), make_plan).status == 0);  // nothing would change

  // What was written down before still holds; another log's head does not.
  const auto prove = [&](const std::string& since) {
    return people
        .As("amina", centre.port(),
            {"audit", "prove", "--root", people.Root(), "--since", since, "--record", "1", "-o",
             "jsonl"})
        .status;
  };
  CHECK(prove(people.File("log.head")) == 0);
  CHECK(people.As("amina", centre.port(), {"audit", "log"}).out.find("versions.publish") !=
        std::string::npos);
  std::ofstream(people.File("other.head")) << test::ReadText(people.Root());
  CHECK(prove(people.File("other.head")) == 1);
  CHECK(people.As("amina", centre.port(), {"fleet", "list"}).status == 0);

  // What cannot wait: one person, at once, and no second time.
  std::ofstream(people.File("one.csv"))
      << "id,kind,surname,given_names,birth_dates,sex,nationalities,documents,category\n"
         "uto-9,person,TJELD,ODDVAR,1969-03-27,M,UTO,P:UTO:K48201735,wanted\n";
  const std::vector<std::string> urgent = {"changes", "urgent",
                                           "--list",  "national",
                                           "--from",  "csv:" + people.File("one.csv"),
                                           "--root",  people.Root(),
                                           "--sign",  people.Key("amina")};
  CHECK(people.As("amina", centre.port(), urgent).status == 0);
  CHECK(people.As("amina", centre.port(), urgent).status == 1);
  CHECK(people.As("amina", centre.port(), {"audit", "log"}).out.find("changes.submit_urgent") !=
        std::string::npos);

  const std::string stick = people.File("stick.chb");
  CHECK(people.As("amina", centre.port(), {"bundle", "export", stick, "--root", people.Root()})
            .status == 0);
  CHECK(test::Run(kChowki, {"bundle", "verify", stick, "--root", people.Root()}).status == 0);
  CHECK(centre.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
