#include "watchlist/list_build.h"

#include <algorithm>

#include "base/text.h"
#include "watchlist/entry_bytes.h"

namespace chowki::watchlist {
namespace {

// What happens to an entry whose id is there already.
enum class OnSameId { kSkip, kReplace };

class Collector final : public Intake {
 public:
  Collector(const Snapshot* previous, OnSameId on_same_id, const BuildObserver& observer,
            SnapshotBuilder& builder, BuildCounts& counts)
      : previous_(previous),
        on_same_id_(on_same_id),
        observer_(observer),
        builder_(builder),
        counts_(counts) {}

  void StartFile(const std::filesystem::path& file) override { file_ = file; }

  void Take(std::int64_t line, const Entry& entry) override {
    if (on_same_id_ == OnSameId::kReplace) return Replace(line, entry);
    if (const Status added = builder_.Add(WithRevision(entry)); !added.ok()) {
      Skip(line, Message(added));
      return;
    }
  }

  void Replace(std::int64_t, const Entry& entry) override { builder_.Replace(WithRevision(entry)); }

  void Remove(std::int64_t line, std::string_view id) override {
    if (!builder_.Remove(id)) {
      Skip(line, fmt::format("entry '{}' to take away is not there", Printable(id)));
    }
  }

  void Skip(std::int64_t line, std::string_view reason) override {
    ++counts_.rows_skipped;
    Tell({file_.string(), line, true, "", std::string(reason)});
  }

  void LeaveOut(std::int64_t line, std::string_view column, std::string_view reason) override {
    ++counts_.values_left_out;
    Tell({file_.string(), line, false, std::string(column), std::string(reason)});
  }

  void Progress(double share) override {
    if (observer_.progress) observer_.progress(file_, share);
  }

 private:
  [[nodiscard]] Entry WithRevision(Entry entry) const {
    const auto known = previous_ == nullptr ? std::nullopt : previous_->Find(entry.id);
    if (!known) return entry;
    const std::int64_t stated = entry.revision;
    entry.revision = previous_->At(*known).revision;
    if (ToBytes(entry) != previous_->BytesAt(*known)) {
      entry.revision = std::max(stated, entry.revision + 1);
    }
    return entry;
  }

  void Tell(const Problem& problem) const {
    if (observer_.problem) observer_.problem(problem);
  }

  const Snapshot* previous_;
  OnSameId on_same_id_;
  const BuildObserver& observer_;
  SnapshotBuilder& builder_;
  BuildCounts& counts_;
  std::filesystem::path file_;
};

void CountEntries(const Snapshot& snapshot, BuildCounts& counts) {
  EntryView entry;
  for (size_t i = 0; i < snapshot.size(); ++i) {
    snapshot.View(i, entry);
    counts.names += std::ssize(entry.names);
    counts.documents += std::ssize(entry.documents);
  }
  counts.entries = static_cast<std::int64_t>(snapshot.size());
}

Status ReadAll(const std::vector<SourceSpec>& sources, Collector& collector) {
  for (const SourceSpec& source : sources) {
    collector.StartFile(source.path);
    CHOWKI_RETURN_IF_ERROR(source.format->read(source.path, collector));
  }
  return Ok();
}

Result<Build> Finish(const std::vector<SourceSpec>& sources, SnapshotBuilder& builder,
                     ListState head, BuildCounts counts) {
  if (builder.size() == 0) {
    std::vector<std::string> files;
    for (const SourceSpec& source : sources) files.push_back(source.path.string());
    return InvalidInput("{}: no entry could be read ({} rows skipped)", Join(files, ", "),
                        counts.rows_skipped);
  }
  Build build{std::move(builder).Finish(std::move(head)), counts};
  CountEntries(build.snapshot, build.counts);
  return build;
}

}  // namespace

Result<Build> BuildList(const std::vector<SourceSpec>& sources, ListState head,
                        const Snapshot* previous, const BuildObserver& observer) {
  SnapshotBuilder builder;
  BuildCounts counts;
  Collector collector(previous, OnSameId::kSkip, observer, builder, counts);
  CHOWKI_RETURN_IF_ERROR(ReadAll(sources, collector));
  return Finish(sources, builder, std::move(head), counts);
}

Result<Build> UpdateList(const Snapshot& base, const std::vector<SourceSpec>& sources,
                         ListState head, const BuildObserver& observer) {
  SnapshotBuilder builder(base);
  BuildCounts counts;
  Collector collector(&base, OnSameId::kReplace, observer, builder, counts);
  CHOWKI_RETURN_IF_ERROR(ReadAll(sources, collector));
  return Finish(sources, builder, std::move(head), counts);
}

}  // namespace chowki::watchlist
