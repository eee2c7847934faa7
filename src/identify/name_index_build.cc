#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <unordered_map>

#include "identify/name_index.h"
#include "identify/scorecard.h"
#include "watchlist/entry_view.h"

namespace chowki::identify {
namespace {

// All different names of a list while they are collected; words are numbered as they come.
class Collected {
 public:
  void Add(const watchlist::EntryView& entry, std::uint32_t index) {
    YearSet years = entry.birth_dates.empty() ? kAnyYear : 0;
    for (const watchlist::EntryBirthDate& date : entry.birth_dates) years |= YearsOf(date.span);
    for (const watchlist::NameView& name : entry.names) {
      for (const Words& words : NameForms(name.full)) {
        const NameId id = IdOf(words);
        years_[id] |= years;
        bearers_.emplace_back(
            id, Bearer{index & ((1U << 30) - 1), static_cast<unsigned>(name.quality) & 3});
      }
    }
  }

  NameIndex::Built Finish(const NameIndex* worths) &&;

 private:
  std::vector<std::string_view> NumberWordsByLetters(std::string& letters);
  void NumberNamesByRarity(std::span<const std::uint32_t> names_with);
  NameId IdOf(const Words& words) {
    key_.clear();
    for (const std::string& word : words) {
      key_.push_back(
          word_ids_.try_emplace(word, static_cast<WordId>(word_ids_.size())).first->second);
    }
    if ((ends_.size() + 1) * 2 > table_.size()) Grow();
    size_t place = HashOf(key_) & (table_.size() - 1);
    for (; table_[place] != 0; place = (place + 1) & (table_.size() - 1)) {
      if (std::ranges::equal(WordsOf(table_[place] - 1), key_)) return table_[place] - 1;
    }
    words_.insert(words_.end(), key_.begin(), key_.end());
    ends_.push_back(static_cast<std::uint32_t>(words_.size()));
    years_.push_back(0);
    table_[place] = static_cast<NameId>(ends_.size());
    return table_[place] - 1;
  }
  [[nodiscard]] std::span<const WordId> WordsOf(NameId name) const {
    const std::uint32_t begin = name == 0 ? 0 : ends_[name - 1];
    return std::span(words_).subspan(begin, ends_[name] - begin);
  }
  static size_t HashOf(std::span<const WordId> words) {
    size_t hash = 0;
    for (const WordId word : words) hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 32;
  }
  void Grow() {
    std::vector<NameId> table(std::max<size_t>(table_.size() * 2, 1024));
    for (NameId name = 0; name < ends_.size(); ++name) {
      size_t place = HashOf(WordsOf(name)) & (table.size() - 1);
      while (table[place] != 0) place = (place + 1) & (table.size() - 1);
      table[place] = name + 1;
    }
    table_ = std::move(table);
  }

  std::unordered_map<std::string, WordId> word_ids_;
  std::vector<WordId> words_;  // name after name
  std::vector<std::uint32_t> ends_;
  std::vector<YearSet> years_;
  std::vector<NameId> table_;  // 1 + name by hash of its words; 0: free
  std::vector<std::pair<NameId, Bearer>> bearers_;
  std::vector<WordId> key_;
};

// letters  of the words, which are handed out as parts of it.
std::vector<std::string_view> Collected::NumberWordsByLetters(std::string& letters) {
  std::vector<std::string_view> texts(word_ids_.size());
  for (const auto& [text, id] : word_ids_) texts[id] = text;
  std::vector<WordId> order(texts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](WordId id) { return texts[id]; });
  std::vector<WordId> number(texts.size());
  for (WordId place = 0; place < order.size(); ++place) number[order[place]] = place;
  std::ranges::sort(texts);
  for (WordId& word : words_) word = number[word];
  // The words one after another take a tenth of what the table takes.
  for (const std::string_view text : texts) letters += text;
  size_t begin = 0;
  for (std::string_view& text : texts) {
    text = std::string_view(letters).substr(begin, text.size());
    begin += text.size();
  }
  word_ids_ = {};
  return texts;
}

// Names that share their rarest words lie together, so that a search touches few places.
void Collected::NumberNamesByRarity(std::span<const std::uint32_t> names_with) {
  std::vector<WordId> by_rarity(names_with.size());
  std::iota(by_rarity.begin(), by_rarity.end(), 0U);
  std::ranges::sort(by_rarity, [&](WordId a, WordId b) {
    return names_with[a] != names_with[b] ? names_with[a] < names_with[b] : a < b;
  });
  std::vector<std::uint32_t> rank(names_with.size());
  for (std::uint32_t i = 0; i < by_rarity.size(); ++i) rank[by_rarity[i]] = i;
  by_rarity = {};

  // The ranks of the three rarest words in one number; ranks beyond its bits are equal.
  constexpr unsigned kBits = 21;
  constexpr std::uint32_t kMostRank = (1U << kBits) - 1;
  std::vector<std::pair<std::uint64_t, NameId>> order;
  order.reserve(ends_.size());
  for (NameId name = 0; name < ends_.size(); ++name) {
    std::array<std::uint32_t, 3> rarest{kMostRank, kMostRank, kMostRank};
    for (const WordId word : WordsOf(name)) {
      std::uint32_t place = std::min(rank[word], kMostRank);
      for (std::uint32_t& other : rarest) {
        if (place < other) std::swap(place, other);
      }
    }
    order.emplace_back(
        std::uint64_t{rarest[0]} << 2 * kBits | std::uint64_t{rarest[1]} << kBits | rarest[2],
        name);
  }
  std::ranges::sort(order);

  std::vector<WordId> words;
  words.reserve(words_.size());
  std::vector<std::uint32_t> ends;
  ends.reserve(ends_.size());
  std::vector<YearSet> years;
  years.reserve(years_.size());
  std::vector<NameId> number(ends_.size());
  for (const auto& [key, name] : order) {
    number[name] = static_cast<NameId>(ends.size());
    const auto of_name = WordsOf(name);
    words.insert(words.end(), of_name.begin(), of_name.end());
    ends.push_back(static_cast<std::uint32_t>(words.size()));
    years.push_back(years_[name]);
  }
  words_ = std::move(words);
  ends_ = std::move(ends);
  years_ = std::move(years);
  for (auto& [name, bearer] : bearers_) name = number[name];
}

NameIndex::Built Collected::Finish(const NameIndex* worths) && {
  table_ = {};
  std::string letters;
  const std::vector<std::string_view> texts = NumberWordsByLetters(letters);
  NameIndex::Built built;
  NameColumns<Owned>& names = built.names;
  // A name that has a word twice counts once for it.
  std::vector<std::uint32_t> counts(texts.size());
  const auto repeated = [&](NameId name, size_t at) {
    const auto words = WordsOf(name);
    return std::ranges::find(words.first(at), words[at]) !=
           words.begin() + static_cast<std::ptrdiff_t>(at);
  };
  for (NameId name = 0; name < ends_.size(); ++name) {
    const auto words = WordsOf(name);
    for (size_t at = 0; at < words.size(); ++at) {
      if (!repeated(name, at)) ++counts[words[at]];
    }
  }
  NumberNamesByRarity(counts);
  names.posting_ends.resize(counts.size());
  std::partial_sum(counts.begin(), counts.end(), names.posting_ends.begin());
  std::vector<std::uint32_t> next(counts.size());
  std::exclusive_scan(counts.begin(), counts.end(), next.begin(), 0U);
  names.postings.resize(names.posting_ends.empty() ? 0 : names.posting_ends.back());
  for (NameId name = 0; name < ends_.size(); ++name) {
    const auto words = WordsOf(name);
    for (size_t at = 0; at < words.size(); ++at) {
      if (!repeated(name, at)) names.postings[next[words[at]]++] = name;
    }
  }

  const double all = static_cast<double>(ends_.size());
  built.words = Vocabulary::Build(texts, counts, [&](std::string_view word, std::uint32_t with) {
    return worths != nullptr ? worths->WorthOf(word) : WordWorth(word, with, all);
  });
  std::ranges::sort(bearers_, [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second.entry != b.second.entry ? a.second.entry < b.second.entry
                                            : a.second.quality < b.second.quality;
  });
  const auto same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.entry == b.second.entry;
  };
  bearers_.erase(std::unique(bearers_.begin(), bearers_.end(), same), bearers_.end());
  names.names.resize(ends_.size());
  for (NameId name = 0; name < ends_.size(); ++name) {
    names.names[name] = {ends_[name], 0, years_[name]};
    float worth = 0;
    for (const WordId word : WordsOf(name)) worth += built.words.words[word].worth;
    names.name_worth.push_back(static_cast<std::uint8_t>(std::min(worth * kWorthSteps, 255.0F)));
  }
  names.bearers.reserve(bearers_.size());
  for (const auto& [name, bearer] : bearers_) {
    names.bearers.push_back(bearer);
    names.names[name].bearers_end = static_cast<std::uint32_t>(names.bearers.size());
  }
  names.name_words = std::move(words_);
  return built;
}

}  // namespace

NameIndex::Built NameIndex::Build(const watchlist::Snapshot& snapshot, const NameIndex* worths) {
  Collected collected;
  watchlist::EntryView entry;
  for (std::uint32_t index = 0; index < snapshot.size(); ++index) {
    snapshot.View(index, entry);
    if (entry.kind == watchlist::EntryKind::kPerson) collected.Add(entry, index);
  }
  return std::move(collected).Finish(worths);
}

}  // namespace chowki::identify
