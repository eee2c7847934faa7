#include "journal/requests.h"

#include "sqlite/statement.h"

namespace chowki::journal {

Status Reused(const std::string& id) {
  return WithDetail(AlreadyExists("request id {} was used before for something else", id),
                    {"REQUEST_ID_REUSED", {{"request_id", id}}});
}

Result<Earlier> FindRequest(sqlite::Database& database, const std::string& scope,
                            const std::string& id, const Digest& content) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT content, sequence FROM request WHERE scope = ? AND id = ?"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(scope, id));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return Earlier{};
  return Earlier{true, find.DigestAt(0) == content, find.Int(1)};
}

Status PutRequest(sqlite::Database& database, const std::string& scope, const std::string& id,
                  const Digest& content, std::int64_t sequence) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT INTO request VALUES (?, ?, ?, ?)"));
  return put.Run(scope, id, content, sequence);
}

}  // namespace chowki::journal
