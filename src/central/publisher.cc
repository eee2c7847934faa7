#include "central/publisher.h"

#include <algorithm>
#include <array>

#include "central/audit_log.h"
#include "central/change_set.h"
#include "central/file_store.h"
#include "central/head.h"
#include "central/list_change.h"
#include "central/list_files.h"
#include "central/roots.h"
#include "central/store.h"
#include "trust/heartbeat.h"
#include "trust/manifest.h"
#include "trust/refusal.h"
#include "trust/signers.h"
#include "trust/tree_head.h"

namespace chowki::central {
namespace {

constexpr char kSchema[] = "entry.v1";
// Any number that only publishers use.
constexpr std::int64_t kPublisherLock = 0x63686f77'7075626c;

// Whole seconds, as in everything that is signed.
Time Now(const Clock& clock) { return std::chrono::floor<std::chrono::seconds>(clock.Now()); }

// Signs, and checks that posts will take it: our key may have left the trust root.
Result<trust::Envelope> SignAs(trust::Role role, std::string_view type, const std::string& payload,
                               const trust::SigningKey& key, const trust::TrustRoot& root) {
  const std::array<const trust::SigningKey*, 1> keys{&key};
  trust::Envelope envelope = trust::Sign(type, payload, keys);
  CHOWKI_RETURN_IF_ERROR(trust::CheckThreshold(envelope, root, role));
  return envelope;
}

// Nobody else publishes or beats until the transaction ends, in this process or another. The
// deployment's row would do as well, but whoever writes to the audit log waits for that one: it is
// changed last, so that people work on while a large list is packed. SQLite has one writer anyway.
Status BecomePublisher(sql::Connection& store) {
  if (store.dialect() != sql::Dialect::kPostgres) return Ok();
  return store.Execute("SELECT pg_advisory_xact_lock($1)", kPublisherLock);
}

// Listeners hear of it after the commit. Here alone: a NOTIFY takes a lock over all commits, so it
// must not stand where events come in.
Status Announce(sql::Connection& store) {
  if (store.dialect() != sql::Dialect::kPostgres) return Ok();
  return store.Execute("SELECT pg_notify($1, '')", kHeadChannel);
}

Status BeatOnce(sql::Connection& store, const trust::TrustRoot& root, const trust::SigningKey& key,
                std::chrono::seconds valid, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t sequence,
      store.QueryInt(
          "UPDATE deployment SET heartbeat_sequence = heartbeat_sequence + 1 WHERE one = 1 "
          "RETURNING heartbeat_sequence"));
  trust::Heartbeat heartbeat;
  heartbeat.deployment = root.deployment;
  heartbeat.epoch = root.epoch;
  heartbeat.sequence = sequence;
  heartbeat.issued = now;
  heartbeat.expires = now + valid;
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT list, version, manifest_sha256 FROM version AS v WHERE epoch = $1 AND "
                  "version = (SELECT max(version) FROM version WHERE list = v.list AND epoch = $1)",
                  root.epoch));
  for (const sql::Row& row : rows) {
    heartbeat.heads[row.Text(0)] = {row.Int(1), row.DigestAt(2).value_or(Digest{})};
  }
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                          SignAs(trust::Role::kHeartbeat, trust::Heartbeat::kPayloadType,
                                 ToPayload(heartbeat), key, root));
  CHOWKI_RETURN_IF_ERROR(store.Execute("UPDATE deployment SET heartbeat = $1 WHERE one = 1",
                                       sql::Blob{trust::ToBytes(envelope)}));
  return Announce(store);
}

// The change sets to publish, locked.
Result<std::vector<ChangeSet>> Chosen(sql::Connection& store, const std::string& list,
                                      std::vector<std::int64_t> numbers) {
  if (numbers.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(
        const auto rows, store.Query("SELECT number FROM change_set WHERE list = $1 AND state = $2 "
                                     "ORDER BY submitted_order",
                                     list, static_cast<std::int64_t>(State::kApproved)));
    for (const sql::Row& row : rows) numbers.push_back(row.Int(0));
  }
  if (numbers.empty()) {
    return WithDetail(FailedPrecondition("nothing is approved for list {}", list),
                      {"CHANGE_SET_EMPTY", {}});
  }
  std::vector<ChangeSet> sets;
  for (const std::int64_t number : numbers) {
    CHOWKI_ASSIGN_OR_RETURN(ChangeSet set, LockChangeSet(store, number));
    if (set.list != list) return InvalidInput("change set {} is for list {}", number, set.list);
    const auto twice = std::find_if(sets.begin(), sets.end(), [number](const ChangeSet& earlier) {
      return earlier.number == number;
    });
    if (twice != sets.end()) return InvalidInput("change set {} is named twice", number);
    sets.push_back(std::move(set));
  }
  return sets;
}

// The version that holds all of them already, or 0.
std::int64_t PublishedTogether(const std::vector<ChangeSet>& sets) {
  const std::int64_t version = sets.front().published_version;
  const bool all = std::all_of(sets.begin(), sets.end(), [version](const ChangeSet& set) {
    return set.state == State::kPublished && set.published_version == version;
  });
  return all ? version : 0;
}

Result<trust::ChangeSet> ForManifest(const ChangeSet& set) {
  trust::ChangeSet signed_set;
  signed_set.records = set.records;
  CHOWKI_ASSIGN_OR_RETURN(signed_set.signatures,
                          trust::ParseEnvelope(set.submission, trust::kMaxStatementBytes));
  CHOWKI_ASSIGN_OR_RETURN(signed_set.submission,
                          trust::ParseSubmission(signed_set.signatures.payload));
  return signed_set;
}

// One publication within one transaction, step by step.
class Edition {
 public:
  Edition(sql::Connection& store, const trust::TrustRoot& root, const std::string& list, Time now)
      : store_(store), root_(root) {
    version_.list = list;
    version_.epoch = root.epoch;
    version_.published = now;
  }

  [[nodiscard]] Status Begin() {
    CHOWKI_ASSIGN_OR_RETURN(before_, NewestVersion(store_, version_.list, version_.epoch));
    version_.number = before_ ? before_->number + 1 : 1;
    return Ok();
  }

  // Puts those that still fit into the list; the others are conflicted. A set whose approvers are
  // no longer enough for the trust root is refused.
  [[nodiscard]] Status Take(std::vector<ChangeSet> sets) {
    for (ChangeSet& set : sets) {
      CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kApproved));
      CHOWKI_ASSIGN_OR_RETURN(const trust::ChangeSet signed_set, ForManifest(set));
      CHOWKI_RETURN_IF_ERROR(
          trust::CheckApprovals(signed_set.signatures, signed_set.submission, root_));
      CHOWKI_ASSIGN_OR_RETURN(const bool fits, Fits(store_, set));
      if (!fits) {
        conflicted.push_back(set.number);
        CHOWKI_RETURN_IF_ERROR(SetState(store_, set.number, State::kConflicted,
                                        "another change set moved the same entries"));
        continue;
      }
      CHOWKI_RETURN_IF_ERROR(ApplyToList(store_, set, version_));
      CHOWKI_RETURN_IF_ERROR(store_.Execute(
          "UPDATE change_set SET state = $1, published_version = $2 "
          "WHERE number = $3",
          static_cast<std::int64_t>(State::kPublished), version_.number, set.number));
      manifest_.change_sets.push_back(signed_set);
      taken_.push_back(std::move(set));
    }
    return Ok();
  }

  [[nodiscard]] bool empty() const { return taken_.empty(); }

  [[nodiscard]] Result<Version> Finish(const Publisher::Options& options,
                                       const trust::SigningKey& key) {
    CHOWKI_RETURN_IF_ERROR(WriteFiles(options));
    manifest_.deployment = root_.deployment;
    manifest_.list = version_.list;
    manifest_.epoch = version_.epoch;
    manifest_.version = version_.number;
    if (before_) manifest_.previous = before_->manifest_sha256;
    manifest_.issued = version_.published;
    manifest_.expires = version_.published + options.manifest_valid;
    manifest_.entry_count = version_.entries;
    manifest_.state_root = version_.state_root;
    manifest_.schema = kSchema;
    manifest_.root_version_needed = root_.version;
    const std::string payload = ToPayload(manifest_);
    CHOWKI_RETURN_IF_ERROR(trust::ParseManifest(payload).status());
    CHOWKI_ASSIGN_OR_RETURN(
        const trust::Envelope envelope,
        SignAs(trust::Role::kPublisher, trust::Manifest::kPayloadType, payload, key, root_));
    version_.manifest_sha256 = Sha256(payload);
    CHOWKI_RETURN_IF_ERROR(AddVersion(store_, version_, trust::ToBytes(envelope)));
    return version_;
  }

  std::vector<std::int64_t> conflicted;

 private:
  [[nodiscard]] Status WriteFiles(const Publisher::Options& options) {
    CHOWKI_ASSIGN_OR_RETURN(const Snapshot snapshot, WriteSnapshot(store_, version_));
    version_.entries = snapshot.entries;
    version_.state_root = trust::StateRoot(snapshot.digests);
    manifest_.snapshot = snapshot.file;
    CHOWKI_RETURN_IF_ERROR(SetDigests(store_, version_, snapshot.digests));
    if (before_) {
      CHOWKI_ASSIGN_OR_RETURN(auto step, WriteStep(store_, version_, *before_, taken_));
      manifest_.deltas.push_back(std::move(step));
    }
    for (std::int64_t span = 2; span <= options.longest_span && span < version_.number; span *= 2) {
      CHOWKI_ASSIGN_OR_RETURN(const Version from, GetVersion(store_, version_.list, version_.epoch,
                                                             version_.number - span));
      CHOWKI_ASSIGN_OR_RETURN(auto delta, WriteSpan(store_, version_, from));
      if (!delta) break;  // longer ones are no better than the snapshot
      manifest_.deltas.push_back(*std::move(delta));
    }
    return DropFilesBelow(store_, version_.list, version_.number - options.versions_kept,
                          version_.number - options.steps_kept);
  }

  sql::Connection& store_;
  const trust::TrustRoot& root_;
  Version version_;
  std::optional<Version> before_;
  trust::Manifest manifest_;
  std::vector<ChangeSet> taken_;
};

}  // namespace

Result<Publication> Publisher::Publish(const std::string& list,
                                       std::vector<std::int64_t> change_sets,
                                       const std::string& caller) {
  const Time now = Now(*clock_);
  Publication publication;
  Status all_conflicted = Ok();
  const auto publish = [&](sql::Connection& store) -> Status {
    publication = {};
    all_conflicted = Ok();
    CHOWKI_RETURN_IF_ERROR(BecomePublisher(store));
    CHOWKI_ASSIGN_OR_RETURN(const auto root, NewestRoot(store));
    CHOWKI_ASSIGN_OR_RETURN(auto sets, Chosen(store, list, change_sets));
    if (const std::int64_t done = PublishedTogether(sets); done > 0) {
      CHOWKI_ASSIGN_OR_RETURN(publication.version, GetVersion(store, list, root->epoch, done));
      return BeatOnce(store, *root, keys_.heartbeat, options_.heartbeat_valid, now);
    }
    Edition edition(store, *root, list, now);
    CHOWKI_RETURN_IF_ERROR(edition.Begin());
    CHOWKI_RETURN_IF_ERROR(edition.Take(std::move(sets)));
    publication.conflicted = edition.conflicted;
    if (edition.empty()) {
      // Commits what they are now.
      all_conflicted = WithDetail(Aborted("the list moved under all of the change sets"),
                                  {"CHANGE_SET_CONFLICTED", {{"list", list}}});
      return BeatOnce(store, *root, keys_.heartbeat, options_.heartbeat_valid, now);
    }
    CHOWKI_ASSIGN_OR_RETURN(publication.version, edition.Finish(options_, keys_.publisher));
    CHOWKI_RETURN_IF_ERROR(
        Append(store, {0, now, caller, "versions.publish",
                       fmt::format("watchlists/{}/versions/{}", list, publication.version.number),
                       "ok", ToHex(publication.version.manifest_sha256)}));
    return BeatOnce(store, *root, keys_.heartbeat, options_.heartbeat_valid, now);
  };
  CHOWKI_RETURN_IF_ERROR(store_->Write(publish));
  if (!all_conflicted.ok()) return all_conflicted;
  return publication;
}

Status Publisher::Beat() {
  const Time now = Now(*clock_);
  return store_->Write([&](sql::Connection& store) -> Status {
    CHOWKI_RETURN_IF_ERROR(BecomePublisher(store));
    CHOWKI_ASSIGN_OR_RETURN(const auto root, NewestRoot(store));
    return BeatOnce(store, *root, keys_.heartbeat, options_.heartbeat_valid, now);
  });
}

Result<std::string> Publisher::SignTreeHead(std::int64_t size, const Digest& root) const {
  CHOWKI_ASSIGN_OR_RETURN(const auto trusted, store_->ReadFor([](sql::Connection& store) {
    return NewestRoot(store);
  }));
  const trust::TreeHead head{trusted->deployment, size, root, Now(*clock_)};
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                          SignAs(trust::Role::kHeartbeat, trust::TreeHead::kPayloadType,
                                 ToPayload(head), keys_.heartbeat, *trusted));
  return trust::ToBytes(envelope);
}

}  // namespace chowki::central
