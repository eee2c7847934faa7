#include "central/file_store.h"

#include <ostream>
#include <streambuf>

#include "trust/refusal.h"

namespace chowki::central {
namespace {

// A stream whose bytes become rows of `chunk`. The first error stays, and the stream fails.
class ChunkBuffer final : public std::streambuf {
 public:
  ChunkBuffer(sql::Connection& store, std::int64_t file) : store_(store), file_(file) {}

  [[nodiscard]] Status End() {
    if (status_.ok() && !chunk_.empty()) WriteChunk();
    return status_;
  }

 protected:
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
  }

  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    for (std::streamsize done = 0; done < count && status_.ok();) {
      const auto room = static_cast<std::streamsize>(trust::kChunkBytes - chunk_.size());
      const std::streamsize part = std::min(room, count - done);
      chunk_.append(bytes + done, static_cast<size_t>(part));
      done += part;
      if (chunk_.size() == trust::kChunkBytes) WriteChunk();
    }
    return status_.ok() ? count : 0;
  }

 private:
  void WriteChunk() {
    status_ = store_.Execute("INSERT INTO chunk (file, number, bytes) VALUES ($1, $2, $3)", file_,
                             next_++, sql::Blob{chunk_});
    chunk_.clear();
  }
  sql::Connection& store_;
  const std::int64_t file_;
  std::int64_t next_ = 0;
  std::string chunk_;
  Status status_ = Ok();
};

Status DropFile(sql::Connection& store, std::int64_t file) {
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM chunk WHERE file = $1", file));
  return store.Execute("DELETE FROM file WHERE number = $1", file);
}

}  // namespace

Result<trust::FileSpec> WriteFile(sql::Connection& store, const std::string& list,
                                  std::int64_t version,
                                  const std::function<Status(trust::RecordFileWriter&)>& make) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t file,
      store.QueryInt("INSERT INTO file (list, version) VALUES ($1, $2) RETURNING number", list,
                     version));
  ChunkBuffer buffer(store, file);
  std::ostream out(&buffer);
  trust::RecordFileWriter writer(out);
  CHOWKI_RETURN_IF_ERROR(make(writer));
  auto spec = writer.Finish();
  CHOWKI_RETURN_IF_ERROR(buffer.End());
  if (!spec.ok()) return spec;
  CHOWKI_ASSIGN_OR_RETURN(
      const auto same, store.QueryOne("SELECT number FROM file WHERE sha256 = $1", spec->sha256));
  if (same) {
    CHOWKI_RETURN_IF_ERROR(DropFile(store, file));
    CHOWKI_RETURN_IF_ERROR(store.Execute(
        "UPDATE file SET list = $1, version = $2 WHERE number = $3", list, version, same->Int(0)));
  } else {
    CHOWKI_RETURN_IF_ERROR(
        store.Execute("UPDATE file SET sha256 = $1 WHERE number = $2", spec->sha256, file));
  }
  return spec;
}

Result<std::optional<std::string>> ReadChunk(sql::Connection& store, const Digest& sha256,
                                             std::int64_t chunk) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row, store.QueryOne("SELECT f.number, c.bytes FROM file AS f LEFT JOIN chunk AS c "
                                     "ON c.file = f.number AND c.number = $1 WHERE f.sha256 = $2",
                                     chunk, sha256));
  if (!row) return trust::Refuse(trust::Refusal::kFileMissing, {{"file", ToHex(sha256)}});
  if (row->IsNull(1)) return std::optional<std::string>();
  return std::optional<std::string>(row->Bytes(1));
}

Status MarkStep(sql::Connection& store, const Digest& sha256) {
  return store.Execute("UPDATE file SET step = 1 WHERE sha256 = $1", sha256);
}

Status DropFilesBelow(sql::Connection& store, const std::string& list, std::int64_t version,
                      std::int64_t step) {
  CHOWKI_ASSIGN_OR_RETURN(const auto rows,
                          store.Query("SELECT number FROM file WHERE list = $1 AND version < $2 "
                                      "AND (step = 0 OR version < $3)",
                                      list, version, step));
  for (const sql::Row& row : rows) CHOWKI_RETURN_IF_ERROR(DropFile(store, row.Int(0)));
  return Ok();
}

}  // namespace chowki::central
