#include "identify/query.h"

#include "base/text.h"

namespace chowki::identify {

Query ToQuery(const read::Identity& identity) {
  Query query;
  const std::string name =
      std::string(Trim(identity.surname.value + " " + identity.given_names.value));
  if (!name.empty()) query.names.push_back(name);
  query.name_may_be_truncated = identity.name_may_be_truncated;
  query.birth_date = identity.birth_date.value;
  query.sex = identity.sex.value;
  query.nationality = identity.nationality.value;
  query.document_issuer = identity.issuing_state.value;
  query.document_number = identity.document_number.value;
  return query;
}

}  // namespace chowki::identify
