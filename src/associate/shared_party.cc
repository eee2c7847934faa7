#include "associate/shared_party.h"

#include <cstring>

namespace chowki::associate {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr size_t kMostOfAny = 200 * 32;  // tags of a question: lists of a party are shorter

template <typename T>
void Put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void PutText(std::string& bytes, const std::string& text) {
  Put(bytes, static_cast<std::uint16_t>(text.size()));
  bytes += text;
}

void PutTags(std::string& bytes, const std::vector<Tag>& tags) {
  Put(bytes, static_cast<std::uint16_t>(tags.size()));
  for (const Tag tag : tags) Put(bytes, tag);
}

// Reads what was put, in its order; zeros behind the end, which is remembered.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T Get() {
    T value{};
    const std::string_view taken = Take(sizeof value);
    if (!taken.empty()) std::memcpy(&value, taken.data(), sizeof value);
    return value;
  }
  std::string GetText() { return std::string(Take(Get<std::uint16_t>())); }
  size_t GetCount() {
    const size_t count = Get<std::uint16_t>();
    if (count > kMostOfAny) whole_ = false;
    return whole_ ? count : 0;
  }
  std::vector<Tag> GetTags() {
    std::vector<Tag> tags(GetCount());
    for (Tag& tag : tags) tag = Get<Tag>();
    return tags;
  }
  [[nodiscard]] bool AtEnd() const { return whole_ && bytes_.empty(); }

 private:
  std::string_view Take(size_t size) {
    if (size > bytes_.size()) {
      whole_ = false;
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view bytes_;
  bool whole_ = true;
};

}  // namespace

std::string ToBytes(const SharedParty& party) {
  std::string bytes;
  Put(bytes, kVersion);
  Put(bytes, party.minute);
  Put(bytes, static_cast<std::uint16_t>(party.travellers.size()));
  for (const SharedTraveller& traveller : party.travellers) {
    PutText(bytes, traveller.sealed);
    PutTags(bytes, traveller.tags);
    Put(bytes, static_cast<std::uint8_t>(traveller.step));
    Put(bytes, static_cast<std::uint16_t>(traveller.asks.size()));
    for (const Ask& ask : traveller.asks) {
      Put(bytes, static_cast<std::uint8_t>(ask.link));
      Put(bytes, static_cast<std::int8_t>(ask.first_step / kSeriesLength));
    }
  }
  Put(bytes, static_cast<std::uint16_t>(party.questions.size()));
  for (const SharedQuestion& question : party.questions) {
    PutText(bytes, ToIso(question.period));
    PutTags(bytes, question.tags);
    PutTags(bytes, question.surnames);
  }
  return bytes;
}

Result<SharedParty> SharedPartyFromBytes(std::string_view bytes) {
  Reader reader(bytes);
  const auto version = reader.Get<std::uint8_t>();
  SharedParty party;
  party.minute = reader.Get<std::int64_t>();
  party.travellers.resize(reader.GetCount());
  size_t asks = 0;
  for (SharedTraveller& traveller : party.travellers) {
    traveller.sealed = reader.GetText();
    traveller.tags = reader.GetTags();
    traveller.step = reader.Get<std::uint8_t>();
    traveller.asks.resize(reader.GetCount());
    for (Ask& ask : traveller.asks) {
      ask.link = static_cast<Link>(reader.Get<std::uint8_t>());
      ask.first_step = reader.Get<std::int8_t>() * kSeriesLength;
    }
    asks += traveller.asks.size();
  }
  party.questions.resize(reader.GetCount());
  bool fits = !party.travellers.empty();
  for (SharedQuestion& question : party.questions) {
    const auto period = ParseIsoDate(reader.GetText());
    question.period = period.value_or(Date());
    question.tags = reader.GetTags();
    question.surnames = reader.GetTags();
    fits = fits && period.ok() && question.tags.size() == asks &&
           question.surnames.size() == party.travellers.size();
  }
  if (version != kVersion || !fits || !reader.AtEnd()) {
    return DataLoss("these {} bytes are no party of version {}", bytes.size(), kVersion);
  }
  return party;
}

}  // namespace chowki::associate
