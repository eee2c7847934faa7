// A country's year of crossings, judged by src/associate.
//
//   simulate ASSUMPTIONS.toml SEED... [--crossings N] [--rings N] [--csv FILE] [--svg FILE]
//            [--signs] [--tune RULES.INC]
//
// Invented people and rings of traffickers by assumptions; one memory for all posts. Prints, at a
// referral rate of 0.1 % of travellers, who is referred. The figures describe the simulation, not
// the world. --rings puts more rings at work than there would be, for more victims to count; the
// people of rings then weigh less in the referral rate, as if there were as many as assumed.
// --signs adds what each sign met, the points that follow from it, and which signs led to
// referrals. --tune writes the points that follow into a file like rules.inc and prints the limit
// for kReferralPoints; what is in the file or in rules.inc already has no part in it (README.md).

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <numbers>
#include <regex>
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

constexpr double kRate = 0.001;       // referrals of travellers
constexpr int kThird = 3;             // crossings of one ring
constexpr double kFamilies = 0.0005;  // of their travellers
constexpr double kVictims = 0.4;      // at their first crossing
constexpr double kRings = 0.85;       // by their third

// Tuning: the rule stands in README.md.
constexpr double kMostPoints = 10;
constexpr double kMostOfNote = 0.3;
constexpr double kAdded = 0.5;     // cases of each kind: nothing is never or always
constexpr double kFirstLimit = 9;  // while the points are what the literature's weights say
constexpr double kHighestLimit = 20;
constexpr double kLimitStep = 0.1;

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
  std::string signs;
};

// How often a sign met whom, half as strong ones counted half.
struct Tally {
  double victims = 0;
  double others = 0;
};

struct Year {
  std::vector<Judged> judged;  // who may be referred
  std::int64_t travellers = 0;
  std::int64_t family_travellers = 0;
  std::int64_t victims = 0;
  std::map<int, int> trips;  // of each ring
  std::map<std::string, Tally> signs;
};

struct Score {
  double referred = 0;
  double first = 0;
  double third = 0;
  double families = 0;
  double families_referred = 0;
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
  score.families_referred = families;
  score.families =
      families / static_cast<double>(std::max<std::int64_t>(1, year.family_travellers));
  score.first = victims / static_cast<double>(std::max<std::int64_t>(1, year.victims));
  score.third = static_cast<double>(caught.size()) / std::max(1, score.rings);
  return score;
}

// How surely what is wanted is reached where that is least sure, in standard errors.
double Margin(const Year& year, const Score& score) {
  const auto beyond = [](double share, double wanted, double of) {
    return (share - wanted) / std::sqrt(wanted * (1 - wanted) / std::max(1.0, of));
  };
  return std::min(
      {beyond(score.first, kVictims, static_cast<double>(year.victims)),
       beyond(score.third, kRings, score.rings),
       -beyond(score.referred, kRate, static_cast<double>(year.travellers)),
       -beyond(score.families, kFamilies, static_cast<double>(year.family_travellers))});
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

// How rules weigh while a year is lived.
struct Weights {
  std::map<std::string, double, std::less<>> points;  // {}: those of rules.inc
  double limit = kReferralPoints;
};

void Live(const Assumptions& assumptions, std::uint64_t seed, const Weights& weights, Year& year) {
  World world(assumptions, seed, weights.points);
  const int first_ring = static_cast<int>(seed % 1'000) * 100'000;
  auto memory = Memory::OpenInMemory();
  for (int day = 0; day < assumptions.days; ++day) {
    std::set<int> referred;
    std::vector<Party> parties;
    for (const auto& post : world.NextDay()) {
      std::ranges::move(FormParties(post), std::back_inserter(parties));
    }
    std::ranges::stable_sort(parties, {}, [](const Party& one) { return one.passage().time; });
    for (const Party& party : parties) {
      const auto past = memory->Recall(party);
      CHOWKI_CHECK(past.ok());
      const std::vector<Sign> found = Judge({party, *past, world.setting()});
      CHOWKI_CHECK(memory->NoteReturns(party, *past).ok());
      CHOWKI_CHECK(memory->Remember({&party, 1}).ok());
      for (const Traveller& one : party.travellers) {
        const Truth& truth = world.truths()[std::stoul(one.screening)];
        const std::vector<Sign> own = Concerning(found, one.screening);
        Judged judged;
        judged.family = truth.kind == Kind::kFamily || truth.kind == Kind::kRelative;
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
        }
        if (judged.points[kAll] >= weights.limit && truth.ring >= 0) referred.insert(truth.ring);
        ++year.travellers;
        year.family_travellers += judged.family ? 1 : 0;
        year.victims += truth.victim ? 1 : 0;
        std::map<std::string, double> strengths;
        for (const Sign& sign : own) {
          double& strength = strengths[sign.id];
          strength = std::max(strength, sign.strength);
        }
        for (const auto& [id, strength] : strengths) {
          (truth.victim ? year.signs[id].victims : year.signs[id].others) += strength;
        }
        if (judged.points[kAll] > 0) {
          std::string& ids = judged.signs;
          for (const auto& [id, strength] : strengths) {
            ids += (ids.empty() ? "" : " ") + id + (strength < 1 ? "/2" : "");
          }
          year.judged.push_back(std::move(judged));
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

// Before anything was simulated: a sign of weight w is as good as its literature says.
double PointsOfWeight(const SignRule& rule) {
  return std::min(kMostPoints, -2 * std::log2(1 - rule.weight));
}

// The rule by which points follow from what was met (README.md).
double TunedPoints(const SignRule& rule, const Year& year) {
  if (rule.weight == 0) return 0;
  const auto found = year.signs.find(std::string(rule.id));
  double points = PointsOfWeight(rule);
  if (found != year.signs.end()) {
    const double met = found->second.victims + kAdded;
    const double met_others = found->second.others + kAdded;
    const double victims = static_cast<double>(year.victims) + 2 * kAdded;
    const double others = static_cast<double>(year.travellers - year.victims) + 2 * kAdded;
    const double error = std::sqrt(1 / met + 1 / met_others) / std::numbers::ln2;
    points = std::log2(met / victims / (met_others / others)) - error;
  }
  const double most = LevelOf(rule) == Level::kNote ? kMostOfNote : kMostPoints;
  return std::round(10 * std::clamp(points, 0.0, most)) / 10;
}

// Writes the points into a copy of rules.inc, in their places.
Status WritePoints(const std::string& file, const Weights& weights) {
  std::ifstream in(file);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in && text.empty()) return NotFound("{} cannot be read", file);
  for (const auto& [id, points] : weights.points) {
    const std::regex place("(RULE\\(\"" + id + "\",\\s*k\\w+,\\s*[0-9.]+,)\\s*[0-9.]+,");
    if (!std::regex_search(text, place)) return InvalidInput("{} has no rule {}", file, id);
    char value[16];
    std::snprintf(value, sizeof value, "%5.1f,", points);
    text = std::regex_replace(text, place, std::string("$1") + value);
  }
  std::ofstream out(file);
  out << text;
  out.close();
  if (!out) return FailedPrecondition("{} cannot be written", file);
  return Ok();
}

void PrintSigns(const Year& year, double limit) {
  for (const SignRule& rule : Rules()) {
    const auto found = year.signs.find(std::string(rule.id));
    const Tally tally = found == year.signs.end() ? Tally{} : found->second;
    std::printf("%-24s %6.2f %% of victims, %8.4f %% of others: %.1f points\n",
                std::string(rule.id).c_str(),
                100 * tally.victims / static_cast<double>(year.victims),
                100 * tally.others / static_cast<double>(year.travellers - year.victims),
                TunedPoints(rule, year));
  }
  const auto common = [&](const char* who, const auto& of) {
    std::map<std::string, int> counts;
    for (const Judged& one : year.judged) {
      if (one.points[kAll] >= limit && of(one)) ++counts[one.signs];
    }
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [signs, count] : counts) order.emplace_back(count, signs);
    std::ranges::sort(order, std::greater{});
    order.resize(std::min<size_t>(order.size(), 12));
    std::printf("%s who are referred:\n", who);
    for (const auto& [count, signs] : order) std::printf("%6d %s\n", count, signs.c_str());
  };
  common("victims", [](const Judged& one) { return one.victim; });
  common("families", [](const Judged& one) { return one.family; });
  common("others", [](const Judged& one) { return !one.family && one.ring < 0; });
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
  std::string tune;
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
  app.add_option("--tune", tune, "a file like rules.inc, into which the points go that follow");
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

  const auto live = [&](const Weights& weights) {
    Year year;
    for (const std::uint64_t seed : seeds) Live(*assumptions, seed, weights, year);
    return year;
  };
  std::printf("These figures describe the simulation, not the world.\n");
  Weights weights;
  if (!tune.empty()) {
    Weights first{{}, kFirstLimit};
    for (const SignRule& rule : Rules()) {
      first.points.emplace(rule.id, PointsOfWeight(rule));
    }
    const Year met = live(first);
    for (const SignRule& rule : Rules()) {
      weights.points.emplace(rule.id, TunedPoints(rule, met));
    }
    if (const Status written = WritePoints(tune, weights); !written.ok()) {
      std::fprintf(stderr, "%s\n", Message(written).c_str());
      return 1;
    }
  }
  const Year year = live(weights);

  std::printf("%zu years, %lld crossings, %lld victims, %zu rings (weight %.2f), %.0f s CPU\n",
              seeds.size(), static_cast<long long>(year.travellers),
              static_cast<long long>(year.victims), year.trips.size(), ring_weight,
              std::chrono::duration<double>(ThreadCpuTime()).count());
  if (!tune.empty()) {
    double most = -std::numeric_limits<double>::infinity();
    for (double limit = kHighestLimit; limit > kLimitStep; limit -= kLimitStep) {
      // Between two steps, as no sum of points is.
      const double margin = Margin(year, ScoreAt(year, ring_weight, kAll, limit - kLimitStep / 2));
      if (margin <= most) continue;
      most = margin;
      weights.limit = limit;
    }
    std::printf("limit for kReferralPoints: %.1f, %.1f standard errors within what is wanted\n",
                weights.limit, most);
  }
  std::array<std::vector<Score>, kViews> curves;
  std::ofstream table;
  if (!csv.empty()) {
    table.open(csv);
    table << "signs,limit_points,referred,victims_at_first_crossing,rings_by_third,families\n";
  }
  const auto print = [](const char* what, double limit, const Score& score) {
    std::printf(
        "%-36s from %.2f points: %.3f %% referred; victims at their first crossing %.1f %%; "
        "rings by their third %.1f %% of %d; families %.4f %% (%.0f)\n",
        what, limit, 100 * score.referred, 100 * score.first, 100 * score.third, score.rings,
        100 * score.families, score.families_referred);
  };
  for (int view = 0; view < kViews; ++view) {
    const auto which = static_cast<size_t>(view);
    Score best;
    double limit = 0;
    for (const double one : Limits(year, view)) {
      const Score score = ScoreAt(year, ring_weight, view, one);
      curves[which].push_back(score);
      table << '"' << kViewNames[which] << "\"," << one << ',' << score.referred << ','
            << score.first << ',' << score.third << ',' << score.families << '\n';
      if (score.referred <= kRate && score.families <= kFamilies) {
        best = score;
        limit = one;
      }
    }
    print(kViewNames[which], limit, best);
    print("  as built", weights.limit, ScoreAt(year, ring_weight, view, weights.limit));
  }
  if (show_signs) PrintSigns(year, weights.limit);
  if (!svg.empty()) DrawCurve(svg, curves);
  return 0;
}
