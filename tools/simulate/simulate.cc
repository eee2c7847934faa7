// A country's year of crossings, judged by src/associate.
//
//   simulate ASSUMPTIONS.toml SEED... [--crossings N] [--rings N] [--csv FILE] [--svg FILE]
//            [--signs]
//
// Invented people and rings of traffickers by assumptions; one memory for all posts. Prints, at a
// referral rate of 0.1 % of travellers, who is referred. The figures describe the simulation, not
// the world. --rings puts more rings at work than there would be, for more victims to count; the
// people of rings then weigh less in the referral rate, as if there were as many as assumed.
// --signs adds what each sign met, and the points that follow from it: the logarithm (base 2) of
// how much more often it concerns victims than others, from 0 to kMostPoints.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "associate/judge.h"
#include "associate/memory.h"
#include "associate/rule.h"
#include "base/clock.h"
#include "world.h"

namespace {

using namespace chowki;
using namespace chowki::associate;
using namespace chowki::simulate;

constexpr double kRate = 0.001;  // referrals of travellers
constexpr int kThird = 3;        // crossings of one ring
constexpr double kMostPoints = 10;

// Which signs count.
enum View { kAll, kDocumentsAndPeople, kDocumentsOnly, kViews };
constexpr std::array<const char*, kViews> kViewNames = {"all signs", "no watchlist, no face",
                                                        "no watchlist, face or observation"};

bool Counts(const Sign& sign, int view) {
  if (view == kAll) return true;
  if (sign.family == Family::kList || sign.id == "portrait_two_identities") return false;
  return view != kDocumentsOnly || sign.family != Family::kObservation;
}

// A traveller.
struct Judged {
  std::array<double, kViews> points{};  // 0: nothing is proposed
  bool family = false;
  bool victim = false;  // at its first crossing
  int ring = -1;        // with a seed: rings of several years are not the same
  int trip = 0;
};

struct Year {
  std::vector<Judged> judged;  // who may be referred
  std::int64_t travellers = 0;
  std::int64_t family_travellers = 0;
  std::int64_t victims = 0;
  std::map<int, int> trips;  // of each ring
};

struct Tally {
  std::int64_t victims = 0;
  std::int64_t others = 0;
};

struct Score {
  double referred = 0;
  double first = 0;
  double third = 0;
  double families = 0;
  int rings = 0;
};

// ring_weight  how many people of rings there would be for each that is simulated
Score ScoreAt(const Year& year, double ring_weight, int view, double limit) {
  Score score;
  double travellers = 0;
  double families = 0;
  double victims = 0;
  std::set<int> caught;
  for (const Judged& one : year.judged) {
    if (one.points[static_cast<size_t>(view)] < limit) continue;
    travellers += one.ring >= 0 ? ring_weight : 1;
    families += one.family ? 1 : 0;
    victims += one.victim ? 1 : 0;
    if (one.ring >= 0 && one.trip <= kThird) caught.insert(one.ring);
  }
  for (const auto& [ring, trips] : year.trips) {
    if (trips >= kThird || caught.contains(ring)) ++score.rings;
  }
  score.referred = travellers / static_cast<double>(year.travellers);
  score.families =
      families / static_cast<double>(std::max<std::int64_t>(1, year.family_travellers));
  score.first = victims / static_cast<double>(std::max<std::int64_t>(1, year.victims));
  score.third = static_cast<double>(caught.size()) / std::max(1, score.rings);
  return score;
}

// All limits that make a difference, highest first.
std::vector<double> Limits(const Year& year, int view) {
  std::set<double, std::greater<>> limits;
  for (const Judged& one : year.judged) {
    if (one.points[static_cast<size_t>(view)] > 0)
      limits.insert(one.points[static_cast<size_t>(view)]);
  }
  return {limits.begin(), limits.end()};
}

void Live(const Assumptions& assumptions, std::uint64_t seed, Year& year,
          std::map<std::string, Tally>& signs) {
  World world(assumptions, seed);
  const int first_ring = static_cast<int>(seed % 1'000) * 100'000;
  auto memory = Memory::OpenInMemory();
  for (int day = 0; day < assumptions.days; ++day) {
    std::set<int> referred;
    for (const auto& post : world.NextDay()) {
      std::vector<Party> parties = FormParties(post);
      for (const Party& party : parties) {
        const auto past = memory->Recall(party);
        CHOWKI_CHECK(past.ok());
        const std::vector<Sign> found = Judge({party, *past, world.setting()});
        CHOWKI_CHECK(memory->NoteReturns(party, *past).ok());
        CHOWKI_CHECK(memory->Remember({&party, 1}).ok());
        for (const Traveller& one : party.travellers) {
          const Truth& truth = world.truths()[std::stoul(one.screening)];
          const bool family = truth.kind == Kind::kFamily || truth.kind == Kind::kRelative;
          const std::vector<Sign> own = Concerning(found, one.screening);
          Judged judged;
          judged.family = family;
          judged.victim = truth.victim;
          judged.trip = truth.trip;
          if (truth.ring >= 0) {
            judged.ring = first_ring + truth.ring;
            int& trips = year.trips[judged.ring];
            trips = std::max(trips, truth.trip);
          }
          for (int view = 0; view < kViews; ++view) {
            std::vector<Sign> counted;
            std::ranges::copy_if(own, std::back_inserter(counted),
                                 [&](const Sign& sign) { return Counts(sign, view); });
            const Concern concern = Weigh(counted);
            judged.points[static_cast<size_t>(view)] = concern.may_refer ? concern.points : 0;
            if (view == kAll && ProposesReferral(concern) && truth.ring >= 0) {
              referred.insert(truth.ring);
            }
          }
          ++year.travellers;
          year.family_travellers += family ? 1 : 0;
          year.victims += truth.victim ? 1 : 0;
          std::set<std::string> ids;
          for (const Sign& sign : own) {
            if (!ids.insert(sign.id).second) continue;
            ++(truth.victim ? signs[sign.id].victims : signs[sign.id].others);
          }
          if (judged.points[kAll] > 0) year.judged.push_back(judged);
        }
      }
    }
    // What came of the referrals is known in the evening.
    for (const int ring : referred) world.Refer(ring);
    CHOWKI_CHECK(memory
                     ->Forget(Time(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)) +
                              std::chrono::days(day))
                     .ok());
  }
}

void DrawCurve(const std::string& file, const std::array<std::vector<Score>, kViews>& curves) {
  constexpr int kWidth = 640;
  constexpr int kHeight = 400;
  constexpr int kMargin = 50;
  constexpr double kMostRate = 0.003;
  constexpr std::array<const char*, kViews> kColours = {"#0b5394", "#b45f06", "#38761d"};
  std::ofstream out(file);
  out << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " << kWidth << " " << kHeight
      << "' font-family='sans-serif' font-size='12'><rect width='100%' height='100%' "
         "fill='white'/>";
  const auto x = [&](double rate) { return kMargin + rate / kMostRate * (kWidth - 2 * kMargin); };
  const auto y = [&](double share) { return kHeight - kMargin - share * (kHeight - 2 * kMargin); };
  for (int i = 0; i <= 5; ++i) {
    out << "<line x1='" << kMargin << "' x2='" << kWidth - kMargin << "' y1='" << y(i / 5.0)
        << "' y2='" << y(i / 5.0) << "' stroke='#ddd'/><text x='10' y='" << y(i / 5.0) + 4 << "'>"
        << 20 * i << " %</text>";
  }
  for (int i = 0; i <= 6; ++i) {
    char label[16];
    std::snprintf(label, sizeof label, "%.2f %%", i * 0.05);
    out << "<text x='" << x(i * 0.0005) - 18 << "' y='" << kHeight - 30 << "'>" << label
        << "</text>";
  }
  out << "<line x1='" << x(kRate) << "' x2='" << x(kRate) << "' y1='" << y(0) << "' y2='" << y(1)
      << "' stroke='#999' stroke-dasharray='4'/>";
  for (size_t view = 0; view < kViews; ++view) {
    out << "<polyline fill='none' stroke-width='2' stroke='" << kColours[view] << "' points='"
        << x(0) << "," << y(0);
    for (const Score& score : curves[view]) {
      if (score.referred <= kMostRate) out << " " << x(score.referred) << "," << y(score.first);
    }
    out << "'/><text x='" << kMargin + 10 << "' y='" << 20 + 15 * static_cast<int>(view)
        << "' fill='" << kColours[view] << "'>" << kViewNames[view] << "</text>";
  }
  out << "<text x='" << kMargin << "' y='" << kHeight - 10
      << "'>travellers referred; upwards: victims referred at their first crossing "
         "(simulated)</text></svg>\n";
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app("A country's year of crossings, judged by the signs of src/associate.", "simulate");
  std::string file;
  std::vector<std::uint64_t> seeds;
  std::string csv;
  std::string svg;
  int crossings = 0;
  int rings = 0;
  bool show_signs = false;
  app.add_option("assumptions", file, "TOML file")->required();
  app.add_option("seeds", seeds, "a year each")->required();
  app.add_option("--crossings", crossings, "of a year")->check(CLI::PositiveNumber);
  app.add_option("--rings", rings, "at work at a time")->check(CLI::PositiveNumber);
  app.add_option("--csv", csv, "the curve of recall against referral rate as a table");
  app.add_option("--svg", svg, "the same as a picture");
  app.add_flag("--signs", show_signs, "what each sign met, and the points that follow from it");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  auto assumptions = ReadAssumptions(file);
  if (!assumptions.ok()) {
    std::fprintf(stderr, "%s\n", Message(assumptions.status()).c_str());
    return 1;
  }
  if (crossings > 0) assumptions->crossings = crossings;
  const double expected = assumptions->rings.a_million * assumptions->crossings / 1e6;
  assumptions->rings.at_once = std::max(1, rings > 0 ? rings : static_cast<int>(expected + 0.5));
  const double ring_weight = expected / assumptions->rings.at_once;

  Year year;
  std::map<std::string, Tally> signs;
  for (const std::uint64_t seed : seeds) Live(*assumptions, seed, year, signs);

  std::printf("These figures describe the simulation, not the world.\n");
  std::printf("%zu years, %lld crossings, %lld victims, %zu rings (weight %.2f), %.0f s CPU\n",
              seeds.size(), static_cast<long long>(year.travellers),
              static_cast<long long>(year.victims), year.trips.size(), ring_weight,
              std::chrono::duration<double>(ThreadCpuTime()).count());
  std::array<std::vector<Score>, kViews> curves;
  std::ofstream table;
  if (!csv.empty()) {
    table.open(csv);
    table << "signs,limit_points,referred,victims_at_first_crossing,rings_by_third,families\n";
  }
  for (int view = 0; view < kViews; ++view) {
    const auto which = static_cast<size_t>(view);
    Score best;
    double limit = 0;
    for (const double one : Limits(year, view)) {
      const Score score = ScoreAt(year, ring_weight, view, one);
      curves[which].push_back(score);
      table << '"' << kViewNames[which] << "\"," << one << ',' << score.referred << ','
            << score.first << ',' << score.third << ',' << score.families << '\n';
      if (score.referred <= kRate) {
        best = score;
        limit = one;
      }
    }
    std::printf(
        "%-36s from %.2f points: %.3f %% referred; victims at their first crossing %.1f %%; "
        "rings by their third %.1f %% of %d; families %.4f %%\n",
        kViewNames[which], limit, 100 * best.referred, 100 * best.first, 100 * best.third,
        best.rings, 100 * best.families);
  }
  const Score now = ScoreAt(year, ring_weight, kAll, kReferralPoints);
  std::printf(
      "as built, from %.2f points: %.3f %% referred; victims %.1f %%; rings %.1f %%; families "
      "%.4f %%\n",
      kReferralPoints, 100 * now.referred, 100 * now.first, 100 * now.third, 100 * now.families);
  if (show_signs) {
    for (const SignRule& rule : Rules()) {
      const Tally& tally = signs[std::string(rule.id)];
      const auto victims = static_cast<double>(year.victims);
      const auto others = static_cast<double>(year.travellers - year.victims);
      const double ratio = (static_cast<double>(tally.victims) + 0.5) / (victims + 1) /
                           ((static_cast<double>(tally.others) + 0.5) / (others + 1));
      std::printf("%-24s %6.2f %% of victims, %8.4f %% of others: %.2f points\n",
                  std::string(rule.id).c_str(), 100 * static_cast<double>(tally.victims) / victims,
                  100 * static_cast<double>(tally.others) / others,
                  std::clamp(std::log2(ratio), 0.0, kMostPoints));
    }
  }
  if (!svg.empty()) DrawCurve(svg, curves);
  return 0;
}
