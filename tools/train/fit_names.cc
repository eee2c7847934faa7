// Fits the weights of names (identify/scorecard.h) to lists.
//
//   fit_names LIST ...
//
// A question is a name of the list as people and machines miswrite it (misspelling.h), or another
// name of somebody who has several. Its rivals are the names that the index finds for it. The
// weights are points, log-odds to the base 2: so the chance of a name is 2 to its points by the sum
// over all rivals and over "nobody", and the weights are changed one after another as long as that
// makes the right answers more likely: half of the questions have theirs in the list, of the other
// half it is taken out. A third of the questions is held out; what is printed of them was never
// looked at. Some aliases have nothing to do with a name: no answer counts for less than what is
// lost by calling it such a one. Deterministic.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "identify/list_index.h"
#include "identify/name_comparison.h"
#include "identify/name_units.h"
#include "misspelling.h"
#include "watchlist/store.h"

namespace {

using namespace chowki;
using identify::NameIndex;
using identify::NameWord;
using identify::Words;
using identify::scorecard::NameWeights;
using train::Random;

constexpr int kRounds = 6;
constexpr size_t kQuestions = 1200;  // a list
constexpr double kUnrelated = 0.05;  // of the questions have nothing to do with their answer
constexpr double kChanceOfUnrelated = 1.0 / 64;

struct Weight {
  const char* name;
  float NameWeights::*member;
};
constexpr Weight kFitted[] = {
    {"particle", &NameWeights::particle},
    {"title", &NameWeights::title},
    {"initial", &NameWeights::initial},
    {"unlike", &NameWeights::unlike},
    {"very_unlike", &NameWeights::very_unlike},
    {"short_word", &NameWeights::short_word},
    {"other_spelling", &NameWeights::other_spelling},
    {"joined", &NameWeights::joined},
    {"rare_word", &NameWeights::rare_word},
    {"beginning", &NameWeights::beginning},
    {"query_word_missing", &NameWeights::query_word_missing},
    {"query_worth_missing", &NameWeights::query_worth_missing},
    {"entry_word_missing", &NameWeights::entry_word_missing},
    {"entry_worth_missing", &NameWeights::entry_worth_missing},
    {"patronymic_missing", &NameWeights::patronymic_missing},
    {"contradiction", &NameWeights::contradiction},
    {"contradiction_by_worth", &NameWeights::contradiction_by_worth},
    {"particle_missing", &NameWeights::particle_missing},
    {"title_missing", &NameWeights::title_missing},
};

struct Model {
  NameWeights names;
  float nobody = 12;  // points of "nobody on the list"
};

struct Rival {
  std::vector<NameWord> words;
  bool right = false;
};

struct Question {
  Words text;
  std::vector<NameWord> words;
  bool truncated = false;
  bool listed = true;  // the right answers are among the rivals
  std::vector<Rival> rivals;
};

// What particles and titles are worth is a weight, too.
void Reweigh(std::vector<NameWord>& words, const NameWeights& weights) {
  for (NameWord& word : words) {
    if (word.kind == identify::WordKind::kParticle) word.worth = weights.particle;
    if (word.kind == identify::WordKind::kTitle) word.worth = weights.title;
  }
}

struct Judged {
  double lost_bits = 0;  // -log2 of the chance of the right answer
  size_t better = 0;     // wrong names with more points
};

Judged Judge(Question& question, const Model& model) {
  Reweigh(question.words, model.names);
  identify::NameComparison comparison(question.words, question.truncated, model.names);
  double all = std::exp2(model.nobody);
  double right = question.listed ? 0 : all;
  float best_right = -1e9F;
  std::vector<float> wrong;
  for (Rival& rival : question.rivals) {
    Reweigh(rival.words, model.names);
    comparison.Begin(rival.words);
    comparison.AddAll();
    const float points = comparison.Best();
    all += std::exp2(points);
    if (rival.right) {
      right += std::exp2(points);
      best_right = std::max(best_right, points);
    } else {
      wrong.push_back(points);
    }
  }
  const auto better =
      std::ranges::count_if(wrong, [&](float points) { return points > best_right; });
  const double chance = (1 - kUnrelated) * right / all + kUnrelated * kChanceOfUnrelated;
  return {-std::log2(chance), static_cast<size_t>(better)};
}

double MeanLoss(std::span<Question> questions, const Model& model) {
  double lost = 0;
  for (Question& question : questions) lost += Judge(question, model).lost_bits;
  return lost / static_cast<double>(questions.size());
}

void Report(const char* what, std::span<Question> questions, const Model& model) {
  size_t listed = 0;
  std::array<size_t, 2> among{};  // the first, the first ten
  for (Question& question : questions) {
    if (!question.listed) continue;
    ++listed;
    const size_t better = Judge(question, model).better;
    among[0] += better == 0 ? 1 : 0;
    among[1] += better < 10 ? 1 : 0;
  }
  const auto share = [&](size_t count) {
    return static_cast<double>(count) / static_cast<double>(listed);
  };
  std::printf("%-26s %.4f bits; right name first %.3f, among ten %.3f\n", what,
              MeanLoss(questions, model), share(among[0]), share(among[1]));
}

// A question about somebody of the list, or nullopt when he has no name to ask for.
std::optional<Question> Ask(const NameIndex& names, const watchlist::Entry& entry, Random& random) {
  std::vector<Words> known;
  for (const watchlist::EntryName& name : entry.names) {
    for (Words& words : identify::NameForms(name.full)) {
      if (words.size() >= 2) known.push_back(std::move(words));
    }
  }
  if (known.empty()) return std::nullopt;
  Question question;
  const Words original = known[random() % known.size()];
  const bool by_alias = known.size() > 1 && random() % 2 == 0;
  question.text = by_alias ? original : train::Misspell(original, random, question.truncated);
  if (question.text.empty() || (!by_alias && question.text == original)) return std::nullopt;
  std::erase(known, question.text);
  if (known.empty()) return std::nullopt;
  question.listed = random() % 2 == 0;

  question.words = names.Weighed(question.text);
  for (const identify::NameHit& hit :
       names.Find(question.words, question.truncated, identify::kAnyYear)) {
    Rival rival;
    Words text;
    for (const identify::WordId word : names.WordsOf(hit.name)) {
      rival.words.push_back(names.Listed(word));
      text.emplace_back(rival.words.back().text);
    }
    if (text == question.text && by_alias) continue;
    rival.right = std::ranges::find(known, text) != known.end();
    std::erase(known, text);
    if (question.listed || !rival.right) question.rivals.push_back(std::move(rival));
  }
  if (question.listed) {
    for (const Words& missed : known) {
      Rival rival{{}, true};
      for (const std::string& word : missed) {
        // The text of the index outlives this one.
        if (const auto id = names.vocabulary().Find(word)) rival.words.push_back(names.Listed(*id));
      }
      if (!rival.words.empty()) question.rivals.push_back(std::move(rival));
    }
  }
  static_cast<void>(identify::NameUnits(names, question.words, question.truncated));
  return question;
}

std::vector<Question> QuestionsOf(const watchlist::Snapshot& list, const NameIndex& names,
                                  Random& random) {
  std::vector<size_t> several;  // who has several names: those teach most
  for (size_t i = 0; i < list.size(); ++i) {
    if (list.At(i).names.size() > 1) several.push_back(i);
  }
  std::vector<Question> questions;
  while (questions.size() < kQuestions) {
    const bool any = several.empty() || random() % 4 == 0;
    const size_t who = any ? random() % list.size() : several[random() % several.size()];
    if (auto question = Ask(names, list.At(who), random)) {
      questions.push_back(*std::move(question));
    }
  }
  return questions;
}

// Every weight up and down, by less and less, as long as it helps.
void Fit(std::span<Question> questions, Model& model) {
  double least = MeanLoss(questions, model);
  double step = 0.3;
  for (int round = 0; round < kRounds; ++round, step *= 0.6) {
    const auto try_out = [&](float& weight) {
      for (const double factor : {1 + step, 1 / (1 + step)}) {
        const float before = weight;
        weight = static_cast<float>(before * factor);
        const double loss = MeanLoss(questions, model);
        if (loss < least - 1e-5) {
          least = loss;
          return;
        }
        weight = before;
      }
    };
    try_out(model.nobody);
    for (const Weight& weight : kFitted) try_out(model.names.*weight.member);
    std::printf("round %d: %.4f bits\n", round + 1, least);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: fit_names LIST ...\n");
    return 2;
  }
  Random random(1);                         // NOLINT: the same each time
  std::deque<identify::ListIndex> indexes;  // the questions' words lie in them
  std::vector<Question> fitted;
  std::vector<Question> held_out;
  for (const char* path : std::span(argv + 1, static_cast<size_t>(argc - 1))) {
    const auto list = watchlist::Load(path);
    if (!list.ok()) {
      std::fprintf(stderr, "%s\n", Message(list.status()).c_str());
      return 1;
    }
    const auto& index = indexes.emplace_back(*list, identify::ListIndex::Names::kAll);
    for (size_t asked = 0; Question & question : QuestionsOf(*list, index.names(), random)) {
      (asked++ % 3 == 2 ? held_out : fitted).push_back(std::move(question));
    }
  }
  Model model;
  Report("before, held out", held_out, model);
  Fit(fitted, model);
  Report("fitted", fitted, model);
  Report("after, held out", held_out, model);
  std::printf("nobody %.2f\n", static_cast<double>(model.nobody));
  for (const Weight& weight : kFitted) {
    std::printf("  float %s = %.3gF;\n", weight.name,
                static_cast<double>(model.names.*weight.member));
  }
  return 0;
}
