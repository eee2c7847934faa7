#include "trust/submission.h"

#include "chowki/sync/v1/submission.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {

std::string ToPayload(const Submission& submission) {
  sync::v1::Submission message;
  message.set_deployment(submission.deployment);
  message.set_list(submission.list);
  message.set_change_set_sha256(AsText(submission.change_set));
  message.set_author(submission.author);
  message.set_submitted_at_unix(ToUnix(submission.submitted));
  message.set_urgent(submission.urgent);
  return message.SerializeAsString();
}

Result<Submission> ParseSubmission(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::Submission>(payload));
  Rules rules;
  Submission submission;
  submission.deployment = rules.Name(message.deployment(), "deployment");
  submission.list = rules.Name(message.list(), "list");
  submission.change_set = rules.Bytes32(message.change_set_sha256(), "change_set_sha256");
  submission.author = message.author();
  rules.Require(IsOwner(submission.author), "author");
  submission.submitted = rules.Seconds(message.submitted_at_unix(), "submitted_at_unix");
  submission.urgent = message.urgent();
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return submission;
}

}  // namespace chowki::trust
