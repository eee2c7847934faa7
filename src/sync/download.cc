#include "sync/download.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "sync/part_file.h"
#include "trust/file_check.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;

// The first call after a reset may still go over the connection that was reset: what becomes of it
// says nothing of the line.
constexpr int kCallsInVain = 3;

bool LineBroke(const Status& status) {
  return status.code() == StatusCode::kUnavailable ||
         status.code() == StatusCode::kDeadlineExceeded;
}

// Where a transfer stands: chunks that are checked, then the beginning of the next one.
class Transfer {
 public:
  static Result<Transfer> Resume(const trust::FileSpec& spec, const fs::path& part) {
    CHOWKI_ASSIGN_OR_RETURN(PartFile file, PartFile::Open(part));
    Transfer transfer(spec, std::move(file));
    std::ifstream in(part, std::ios::binary);
    trust::StreamSource source(in);
    CHOWKI_RETURN_IF_ERROR(transfer.check_.Resume(source));
    return transfer.KeepBeginning(in);
  }

  [[nodiscard]] bool complete() const { return check_.complete(); }
  [[nodiscard]] std::int64_t at() const { return file_.size(); }
  [[nodiscard]] std::int64_t checked() const { return check_.offset(); }

  Status Take(Bytes piece) {
    while (!piece.empty()) {
      const size_t wanted = check_.expected_bytes() - chunk_.size();
      if (wanted == 0) return trust::Refuse(trust::Refusal::kFileLengthWrong, {{"at", at()}});
      const Bytes part = piece.first(std::min(wanted, piece.size()));
      CHOWKI_RETURN_IF_ERROR(file_.Append(part));
      chunk_.insert(chunk_.end(), part.begin(), part.end());
      piece = piece.subspan(part.size());
      if (chunk_.size() < check_.expected_bytes()) continue;
      const Status accepted = check_.Accept(chunk_);
      chunk_.clear();
      if (!accepted.ok()) {
        CHOWKI_RETURN_IF_ERROR(file_.Cut(check_.offset()));
        return accepted;
      }
      old_beginning_ = false;
    }
    return Ok();
  }

  // Whether the chunk that was refused was begun on another connection, so that a relay that lied
  // before may be what spoiled it.
  [[nodiscard]] bool old_beginning() const { return old_beginning_; }
  void ForgetBeginning() { old_beginning_ = false; }

  Status Sync() { return file_.Sync(); }

 private:
  Transfer(const trust::FileSpec& spec, PartFile file) : check_(spec), file_(std::move(file)) {}

  Result<Transfer> KeepBeginning(std::ifstream& in) {
    const std::int64_t rest = file_.size() - check_.offset();
    const bool is_beginning = rest < static_cast<std::int64_t>(check_.expected_bytes());
    if (is_beginning && rest > 0) {
      chunk_.resize(static_cast<size_t>(rest));
      in.clear();
      in.seekg(check_.offset());
      in.read(reinterpret_cast<char*>(chunk_.data()), rest);
      old_beginning_ = in.good();
    }
    if (!old_beginning_) {
      chunk_.clear();
      CHOWKI_RETURN_IF_ERROR(file_.Cut(check_.offset()));
    }
    return std::move(*this);
  }

  trust::FileCheck check_;
  PartFile file_;
  std::vector<std::uint8_t> chunk_;
  bool old_beginning_ = false;
};

}  // namespace

Result<fs::path> Fetch(const trust::FileSpec& spec, Centre& centre, const fs::path& folder,
                       const FetchProgress& progress) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path whole = folder / ToHex(spec.sha256);
  if (fs::exists(whole, error)) return whole;  // read through a check again when it is applied
  fs::path part = whole;
  part += ".part";
  CHOWKI_ASSIGN_OR_RETURN(Transfer transfer, Transfer::Resume(spec, part));

  int in_vain = 0;
  while (!transfer.complete()) {
    const std::int64_t began_at = transfer.at();
    const Status status = centre.StreamFile(spec.sha256, began_at, [&](Bytes piece) -> Status {
      const std::int64_t before = transfer.checked();
      CHOWKI_RETURN_IF_ERROR(transfer.Take(piece));
      if (progress && transfer.checked() > before) progress(transfer.checked(), spec.bytes);
      return Ok();
    });
    if (transfer.complete()) break;
    if (status.ok()) {
      return trust::Refuse(trust::Refusal::kFileLengthWrong, {{"bytes", transfer.at()}});
    }
    if (trust::RefusalOf(status) == trust::Refusal::kChunkDigestMismatch &&
        transfer.old_beginning()) {
      transfer.ForgetBeginning();
      continue;
    }
    in_vain = transfer.at() > began_at ? 0 : in_vain + 1;
    if (!LineBroke(status) || in_vain == kCallsInVain) return status;
  }
  CHOWKI_RETURN_IF_ERROR(transfer.Sync());
  fs::rename(part, whole, error);
  if (error) return Unavailable("{}: {}", whole.string(), error.message());
  return whole;
}

}  // namespace chowki::sync
