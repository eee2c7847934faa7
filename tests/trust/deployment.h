#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "trust/bundle.h"
#include "trust/byte_text.h"
#include "trust/heartbeat.h"
#include "trust/manifest.h"
#include "trust/sealing_key.h"
#include "trust/trust_root.h"

namespace chowki::trust::test {

// 2026-11-01, when everything here begins.
inline constexpr std::int64_t kStart = 1'793'491'200;
[[nodiscard]] inline Time At(std::int64_t hours) {
  return Time(std::chrono::seconds(kStart + hours * 3600));
}

// The same for the same name, always.
[[nodiscard]] SigningKey KeyOf(const std::string& name);
[[nodiscard]] OpeningKey OpeningKeyOf(const std::string& name);

// An envelope signed by the keys of these names.
[[nodiscard]] Envelope SignedBy(std::string_view type, const std::string& payload,
                                const std::vector<std::string>& keys);

// An entry's bytes as trust sees them: head, then whatever.
[[nodiscard]] std::string EntryBytes(const std::string& id, std::int64_t revision,
                                     const std::string& text);

struct Change {
  std::string id;
  bool remove = false;
  std::string text = "changed";
};

struct ChangeSetDraft {
  std::vector<Change> changes;
  std::string author = "amina";
  std::vector<std::string> signers = {"amina", "bilal"};
};

// One published version with all that belongs to it; edit, then Sign again.
struct Version {
  Manifest manifest;
  std::vector<std::string> signers = {"centre"};
  std::map<std::string, std::string> entries;  // id -> bytes
  std::map<std::string, std::int64_t> revisions;
  std::string envelope;
  Digest digest{};
  void Sign();
};

// A bundle in parts, to be spoiled.
struct Offer {
  BundleHeader header;
  std::vector<std::string> files;
  std::vector<SealingKey> recipients;
  bool keep_sections = false;  // header.sections stay as they are
  [[nodiscard]] std::string Bytes() const;
};

// The centre of an invented deployment: signs roots, publishes lists, fills bundles.
//
// Owners: "rania", "rolf", "rosa" (root, two of them needed), "centre" (publisher), "pulse"
// (heartbeat, receiver), "amina", "bilal", "chitra" (author and approver, one approval needed).
class Deployment {
 public:
  explicit Deployment(const std::string& name = "utopia");

  TrustRoot root;                  // the newest; edit, then SignRoot
  std::vector<std::string> roots;  // envelopes
  Heartbeat heartbeat;             // the newest; edit, then SignHeartbeat
  std::string heartbeat_envelope;
  std::map<std::string, std::vector<Version>> lists;
  std::map<Digest, std::string> files;  // by content address

  void NextRoot(const std::function<void(TrustRoot&)>& edit,
                const std::vector<std::string>& signers = {"rania", "rolf"});
  Version& Publish(const std::string& list, const std::vector<ChangeSetDraft>& sets);
  // The next part of the same story: 40 entries; then versions that change, add and remove.
  Version& PublishNext(const std::string& list);
  // The next heartbeat, naming the newest versions.
  void Beat(const std::vector<std::string>& signers = {"pulse"});
  void SignHeartbeat(const std::vector<std::string>& signers = {"pulse"});

  FileSpec Pack(const std::string& content);
  FileSpec Store(const std::string& packed, std::int64_t content_bytes);
  [[nodiscard]] Version& Newest(const std::string& list) { return lists.at(list).back(); }

  // Everything there is, with all files of versions above `from`.
  [[nodiscard]] Offer Bundle(std::int64_t from = 0) const;

 private:
  std::int64_t hour_ = 1;
};

}  // namespace chowki::trust::test
