#include "watchlist/list_build.h"

namespace chowki::watchlist {
namespace {

class Collector final : public Intake {
 public:
  Collector(const BuildObserver& observer, SnapshotBuilder& builder, BuildCounts& counts)
      : observer_(observer), builder_(builder), counts_(counts) {}

  void StartFile(const std::filesystem::path& file) { file_ = file; }

  void Take(std::int64_t line, const Entry& entry) override {
    if (const Status added = builder_.Add(entry); !added.ok()) {
      Skip(line, Message(added));
      return;
    }
    ++counts_.entries;
    counts_.names += std::ssize(entry.names);
    counts_.documents += std::ssize(entry.documents);
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
  void Tell(const Problem& problem) const {
    if (observer_.problem) observer_.problem(problem);
  }

  const BuildObserver& observer_;
  SnapshotBuilder& builder_;
  BuildCounts& counts_;
  std::filesystem::path file_;
};

}  // namespace

Result<Build> BuildList(const std::vector<SourceSpec>& sources, ListState head,
                        const BuildObserver& observer) {
  SnapshotBuilder builder;
  BuildCounts counts;
  Collector collector(observer, builder, counts);
  for (const SourceSpec& source : sources) {
    collector.StartFile(source.path);
    CHOWKI_RETURN_IF_ERROR(source.format->read(source.path, collector));
  }
  if (builder.size() == 0) {
    return InvalidInput("no entry could be read ({} rows skipped)", counts.rows_skipped);
  }
  return Build{std::move(builder).Finish(std::move(head)), counts};
}

}  // namespace chowki::watchlist
