#include "watchlist/list_build.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "watchlist/entry_bytes.h"

namespace chowki::watchlist {
namespace {

// Tells the observer what goes wrong, counts it, and gives entries their revision.
class Collector : public Intake {
 public:
  Collector(const Snapshot* previous, const BuildObserver& observer)
      : previous_(previous), observer_(observer) {}

  void StartFile(const std::filesystem::path& file) override { file_ = file; }

  void Skip(std::int64_t line, std::string_view reason) override {
    ++rows_skipped_;
    Tell({file_.string(), line, true, "", std::string(reason)});
  }

  void LeaveOut(std::int64_t line, std::string_view column, std::string_view reason) override {
    ++values_left_out_;
    Tell({file_.string(), line, false, std::string(column), std::string(reason)});
  }

  void Progress(double share) override {
    if (observer_.progress) observer_.progress(file_, share);
  }

  [[nodiscard]] std::int64_t rows_taken() const { return rows_taken_; }
  [[nodiscard]] std::int64_t rows_skipped() const { return rows_skipped_; }
  [[nodiscard]] std::int64_t values_left_out() const { return values_left_out_; }

 protected:
  void SkipMissing(std::int64_t line, std::string_view id) {
    Skip(line, fmt::format("entry '{}' to take away is not there", Printable(id)));
  }

  // Counts it; the entry with the revision that it has in the previous list, or the next one if it
  // is another.
  [[nodiscard]] Entry WithRevision(Entry entry) {
    ++rows_taken_;
    const auto known = previous_ == nullptr ? std::nullopt : previous_->Find(entry.id);
    if (!known) return entry;
    const std::int64_t stated = entry.revision;
    entry.revision = previous_->At(*known).revision;
    if (ToBytes(entry) != previous_->BytesAt(*known)) {
      entry.revision = std::max(stated, entry.revision + 1);
    }
    return entry;
  }

 private:
  void Tell(const Problem& problem) const {
    if (observer_.problem) observer_.problem(problem);
  }

  const Snapshot* previous_;
  const BuildObserver& observer_;
  std::filesystem::path file_;
  std::int64_t rows_taken_ = 0;
  std::int64_t rows_skipped_ = 0;
  std::int64_t values_left_out_ = 0;
};

// Makes a whole list.
class ListCollector final : public Collector {
 public:
  using Collector::Collector;

  void Take(std::int64_t line, const Entry& entry) override {
    if (const Status added = builder_.Add(WithRevision(entry)); !added.ok()) {
      Skip(line, Message(added));
    }
  }
  void Replace(std::int64_t, const Entry& entry) override { builder_.Replace(WithRevision(entry)); }
  void Remove(std::int64_t line, std::string_view id) override {
    if (!builder_.Remove(id)) SkipMissing(line, id);
  }

  [[nodiscard]] size_t size() const { return builder_.size(); }
  [[nodiscard]] Snapshot Finish(ListState head) {
    return std::move(builder_).Finish(std::move(head));
  }

 private:
  SnapshotBuilder builder_;
};

// Makes changes to a list; of several to one entry the last counts.
class ChangeCollector final : public Collector {
 public:
  ChangeCollector(const Snapshot& base, const BuildObserver& observer)
      : Collector(&base, observer), base_(base) {}

  void Take(std::int64_t line, const Entry& entry) override { Replace(line, entry); }
  void Replace(std::int64_t, const Entry& entry) override {
    Entry next = WithRevision(entry);
    const auto known = base_.Find(next.id);
    if (known && ToBytes(next) == base_.BytesAt(*known)) {
      changes_.erase(next.id);
    } else {
      const std::string id = next.id;
      changes_.insert_or_assign(id, std::move(next));
    }
  }
  void Remove(std::int64_t line, std::string_view id) override {
    const auto changed = changes_.find(std::string(id));
    const bool there =
        changed != changes_.end() ? changed->second.has_value() : base_.Find(id).has_value();
    if (!there) return SkipMissing(line, id);
    if (base_.Find(id)) {
      changes_.insert_or_assign(std::string(id), std::nullopt);
    } else {
      changes_.erase(changed);
    }
  }

  [[nodiscard]] Changes Finish() {
    Changes changes;
    for (auto& [id, entry] : changes_) {
      if (entry) {
        changes.put.push_back(*std::move(entry));
      } else {
        changes.removed.push_back(id);
      }
    }
    return changes;
  }

 private:
  const Snapshot& base_;
  std::map<std::string, std::optional<Entry>> changes_;  // nullopt: gone
};

// A source that has rows and none that was understood is of another form than it seems.
Status ReadAll(const std::vector<SourceSpec>& sources, Collector& collector) {
  for (const SourceSpec& source : sources) {
    collector.StartFile(source.path);
    const std::int64_t taken = collector.rows_taken();
    const std::int64_t skipped = collector.rows_skipped();
    CHOWKI_RETURN_IF_ERROR(source.format->read(source.path, collector));
    if (collector.rows_taken() == taken && collector.rows_skipped() > skipped &&
        !source.format->is_update) {
      return InvalidInput("{}: no entry could be read ({} rows skipped)", source.path.string(),
                          collector.rows_skipped() - skipped);
    }
  }
  return Ok();
}

void CountEntries(const Snapshot& snapshot, BuildCounts& counts) {
  EntryView entry;
  for (size_t i = 0; i < snapshot.size(); ++i) {
    snapshot.View(i, entry);
    counts.names += std::ssize(entry.names);
    counts.documents += std::ssize(entry.documents);
  }
  counts.entries = static_cast<std::int64_t>(snapshot.size());
}

}  // namespace

Result<Build> BuildList(const std::vector<SourceSpec>& sources, ListState head,
                        const Snapshot* previous, const BuildObserver& observer) {
  ListCollector collector(previous, observer);
  CHOWKI_RETURN_IF_ERROR(ReadAll(sources, collector));
  if (collector.size() == 0) {
    std::vector<std::string> files;
    for (const SourceSpec& source : sources) files.push_back(source.path.string());
    return InvalidInput("{}: no entry could be read ({} rows skipped)", Join(files, ", "),
                        collector.rows_skipped());
  }
  Build build{collector.Finish(std::move(head)), {}};
  build.counts.rows_skipped = collector.rows_skipped();
  build.counts.values_left_out = collector.values_left_out();
  CountEntries(build.snapshot, build.counts);
  return build;
}

Result<Update> ReadUpdate(const Snapshot& base, const std::vector<SourceSpec>& sources,
                          const BuildObserver& observer) {
  ChangeCollector collector(base, observer);
  CHOWKI_RETURN_IF_ERROR(ReadAll(sources, collector));
  return Update{collector.Finish(), collector.rows_skipped(), collector.values_left_out()};
}

}  // namespace chowki::watchlist
