#include "identify/document_index.h"

#include <algorithm>
#include <tuple>

#include "icao/country.h"
#include "icao/lookalike.h"
#include "identify/scorecard.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/entry_view.h"

namespace chowki::identify {
namespace {

constexpr std::uint16_t kUnknownIssuer = 0;

// FNV-1a of 32 bits: the same on every machine.
std::uint32_t Hash(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::uint16_t IssuerKey(std::string_view issuer) {
  if (icao::FindCountry(issuer) == nullptr && issuer != "DEU") return kUnknownIssuer;
  const std::uint32_t hash = Hash(icao::SameState(issuer, "D") ? "D" : issuer);
  return static_cast<std::uint16_t>((hash ^ hash >> 16) | 1);
}

bool MayBeSame(std::uint16_t a, std::uint16_t b) {
  return a == b || a == kUnknownIssuer || b == kUnknownIssuer;
}

}  // namespace

std::string ConfusableKey(std::string_view number) {
  std::string key(number);
  std::ranges::transform(key, key.begin(), icao::DigitLike);
  return key;
}

DocumentIndex::DocumentIndex(const watchlist::Snapshot& snapshot) {
  watchlist::EntryView entry;
  for (std::uint32_t i = 0; i < snapshot.size(); ++i) {
    CHOWKI_CHECK(watchlist::Read(snapshot.BytesAt(i), entry).ok());
    for (const watchlist::DocumentView& document : entry.documents) {
      const std::uint16_t issuer = IssuerKey(document.issuer);
      const std::string key = ConfusableKey(document.number);
      if (document.last_number.empty()) {
        rows_.push_back({Hash(key), issuer, i});
      } else {
        runs_.push_back({key, ConfusableKey(document.last_number), "", issuer, i});
      }
    }
  }
  std::ranges::sort(rows_);
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
  rows_.shrink_to_fit();
  std::ranges::sort(runs_, {}, [](const Run& run) {
    return std::tuple(run.first.size(), std::string_view(run.first), run.entry);
  });
  for (size_t i = 0; i < runs_.size(); ++i) {
    const bool alone = i == 0 || runs_[i - 1].first.size() != runs_[i].first.size();
    runs_[i].furthest = alone ? runs_[i].last : std::max(runs_[i - 1].furthest, runs_[i].last);
  }
}

std::vector<std::uint32_t> DocumentIndex::Find(const Query& query) const {
  std::vector<std::uint32_t> entries;
  if (query.document_number.empty()) return entries;
  const std::string key = ConfusableKey(query.document_number);
  const std::uint16_t issuer = IssuerKey(query.document_issuer);
  const std::uint32_t number = Hash(key);
  const auto take = [&](std::uint16_t first, std::uint16_t last) {
    auto row = std::ranges::lower_bound(rows_, std::pair(number, first), {}, [](const Row& one) {
      return std::pair(one.number, one.issuer);
    });
    for (; row != rows_.end() && row->number == number && row->issuer <= last; ++row) {
      if (entries.size() >= scorecard::kDocumentsCompared) return;
      entries.push_back(row->entry);
    }
  };
  if (issuer == kUnknownIssuer) {
    take(0, 0xffff);
  } else {
    take(issuer, issuer);
    take(kUnknownIssuer, kUnknownIssuer);
  }
  FindRuns(key, issuer, entries);
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  return entries;
}

void DocumentIndex::FindRuns(std::string_view key, std::uint16_t issuer,
                             std::vector<std::uint32_t>& entries) const {
  // Back from the last run that begins at or before the key, for as long as an earlier one may
  // still reach it.
  auto run = std::ranges::upper_bound(runs_, std::pair(key.size(), key), {}, [](const Run& one) {
    return std::pair(one.first.size(), std::string_view(one.first));
  });
  size_t left = scorecard::kDocumentsCompared;
  while (run != runs_.begin() && left-- > 0) {
    --run;
    if (run->first.size() != key.size() || run->furthest < key) return;
    if (run->last >= key && MayBeSame(run->issuer, issuer)) entries.push_back(run->entry);
  }
}

}  // namespace chowki::identify
