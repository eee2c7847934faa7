#include "service/desk.h"

#include "identify/matcher.h"
#include "identify/suppress.h"
#include "service/relay_observer.h"
#include "wire/record.h"
#include "wire/status.h"

namespace chowki::service {
namespace {

constexpr int kNamesRetryMs = 1000;

Status UnknownScreening(const wire::ScreeningName& name) {
  return WithDetail(NotFound("there is no such screening"),
                    {"SCREENING_UNKNOWN", {{"name", wire::ToText(name)}}});
}

// The screening names its images in the order of the inputs.
void KeepImages(const std::vector<screen::Input>& inputs, const screen::Screening& screening,
                RecentImages& images) {
  for (std::size_t i = 0; i < inputs.size() && i < screening.images.size(); ++i) {
    images.Keep(screening.images[i].digest, screening.images[i].media_type, inputs[i].bytes);
  }
}

// An account and a certificate may have the same name.
std::string OwnerOf(const Caller& caller) {
  return (caller.signed_in ? "account " : "certificate ") + caller.name;
}

// What the request names is put in its inputs.
// returns  the owners of the bytes.
Result<std::vector<Uploads::Image>> FetchUploads(const wire::ScreenRequest& request,
                                                 const std::string& owner, Uploads& uploads,
                                                 std::vector<screen::Input>& inputs) {
  std::vector<Uploads::Image> images;
  for (const auto& [input, digest] : request.uploaded) {
    auto image = uploads.Find(owner, digest);
    if (!image.ok()) {
      auto detail = Detail(image.status()).value_or(ErrorDetail{});
      detail.metadata["image"] = std::to_string(input);
      return WithDetail(image.status(), detail);
    }
    inputs[input].bytes =
        Bytes(reinterpret_cast<const std::uint8_t*>((*image)->data()), (*image)->size());
    images.push_back(*std::move(image));
  }
  return images;
}

// Keeps the portrait that is seen on the way: of one screening, in memory only.
class PortraitCatch final : public RelayObserver {
 public:
  using RelayObserver::RelayObserver;
  void PortraitKnown(const face::Embedding& portrait) override {
    portrait_ = portrait;
    RelayObserver::PortraitKnown(portrait);
  }
  [[nodiscard]] const std::optional<face::Embedding>& portrait() const { return portrait_; }

 private:
  std::optional<face::Embedding> portrait_;
};

safeguard::Presentation PresentationOf(const wire::ScreenRequest& request) {
  safeguard::Presentation presentation;
  presentation.group = request.group;
  presentation.direction = request.direction;
  presentation.contacts = request.contacts;
  for (const wire::ScreeningName& name : request.same_traveller) {
    presentation.same_traveller.push_back(name.id);
  }
  return presentation;
}

}  // namespace

Result<wire::UploadState> Desk::AppendUpload(const wire::UploadPiece& piece, const Caller& caller) {
  return parts_.uploads->Append(OwnerOf(caller), piece);
}

Result<wire::UploadState> Desk::GetUpload(const Digest& digest, const Caller& caller) {
  return parts_.uploads->Get(OwnerOf(caller), digest);
}

void Desk::DropUploads(const wire::ScreenRequest& request, const Caller& caller) {
  for (const auto& upload : request.uploaded) parts_.uploads->Drop(OwnerOf(caller), upload.digest);
}

Result<journal::Record> Desk::Screen(const wire::ScreenRequest& request, const Caller& caller,
                                     const Deadline& deadline, screen::Observer* observer) {
  CHOWKI_ASSIGN_OR_RETURN(const auto claim, claims_.Take(request.request_id));
  const journal::RequestKey key{request.request_id, request.content};
  CHOWKI_ASSIGN_OR_RETURN(auto first, parts_.journal->FindByRequestId(parts_.checkpoint, key));
  if (first) {
    DropUploads(request, caller);
    return *std::move(first);
  }

  if (!parts_.captures.contains(request.capture)) {
    const std::string capture(screen::Name(request.capture));
    return WithDetail(FailedPrecondition(
                          "this checkpoint takes no documents from a {} (capture.accept)", capture),
                      {"CAPTURE_NOT_ACCEPTED", {{"capture", capture}}});
  }
  if (!request.corrects.empty()) {
    CHOWKI_RETURN_IF_ERROR(Get({parts_.checkpoint, request.corrects}).status());
  }

  std::vector<screen::Input> inputs = request.inputs;
  CHOWKI_ASSIGN_OR_RETURN(const auto held,
                          FetchUploads(request, OwnerOf(caller), *parts_.uploads, inputs));

  CHOWKI_ASSIGN_OR_RETURN(const auto place, parts_.admission->Enter(deadline));
  screen::Request order;
  order.checkpoint = parts_.checkpoint;
  order.lane = request.lane;
  order.capture = request.capture;
  order.typed_mrz = request.typed_mrz;
  order.corrects = request.corrects;
  for (const wire::ScreeningName& name : request.same_traveller) {
    CHOWKI_ASSIGN_OR_RETURN(const auto other, Get(name));
    const screen::Screening& seen = other.screening;
    // Where no MRZ was read there is nothing to compare with.
    if (seen.record) order.others.push_back({name.id, seen.transcript.mrz, *seen.record});
  }
  order.portrait = parts_.watch != nullptr && parts_.portraits;
  PortraitCatch seen(observer);
  CHOWKI_ASSIGN_OR_RETURN(const auto screening,
                          parts_.screener->Screen(inputs, order, deadline, &seen));
  CHOWKI_RETURN_IF_ERROR(deadline.Check("journal"));
  CHOWKI_ASSIGN_OR_RETURN(auto record, parts_.journal->Append(screening, key));
  parts_.metrics->Count("chowki_service_screenings_total",
                        {{"advice", std::string(decide::Name(screening.verdict.advice))}});
  if (parts_.watch != nullptr) {
    safeguard::Presentation presentation = PresentationOf(request);
    presentation.portrait = seen.portrait();
    parts_.watch->Take(screening, presentation);
  }
  if (parts_.images != nullptr) KeepImages(inputs, screening, *parts_.images);
  DropUploads(request, caller);
  feed_.Tell(SummaryOf(record));
  return record;
}

Result<IdentityAnswer> Desk::CheckIdentity(const wire::IdentityRequest& request,
                                           const Deadline& deadline) {
  CHOWKI_ASSIGN_OR_RETURN(const auto place, parts_.admission->Enter(deadline));
  const Time now = parts_.clock->Now();
  const screen::ListGenerations lists = parts_.lists(now);
  if (!screen::AnyUsable(lists)) {
    return WithDetail(FailedPrecondition("there is no usable watchlist"),
                      {"WATCHLIST_NOT_LOADED", {}});
  }
  if (!request.query.names.empty() && screen::AnyWithoutNames(lists)) {
    return WithDetail(
        Unavailable("the names of the watchlist cannot be searched yet"),
        {"WATCHLIST_NAMES_NOT_READY", {{wire::kRetryAfterMs, std::to_string(kNamesRetryMs)}}});
  }
  identify::Query query = request.query;
  query.today = ToDate(now);
  IdentityAnswer answer{screen::FindInAll(lists, query, request.limit), screen::StatesOf(lists)};
  if (const auto person = identify::PersonKey(query)) {
    const auto said = parts_.journal->SuppressionsOf(*person, now);
    if (said.ok()) identify::Suppress(*said, now, answer.matches);
  }
  return answer;
}

std::vector<watchlist::ListState> Desk::Lists() const {
  return screen::StatesOf(parts_.lists(parts_.clock->Now()));
}

Result<journal::Record> Desk::Get(const wire::ScreeningName& name) const {
  if (name.checkpoint != parts_.checkpoint) return UnknownScreening(name);
  auto record = parts_.journal->Get(name.id);
  if (record.status().code() == StatusCode::kNotFound) return UnknownScreening(name);
  return record;
}

Result<journal::Page> Desk::List(const wire::ListRequest& request) const {
  return parts_.journal->List(request.filter, request.page_size, request.page_token);
}

Result<journal::Record> Desk::RecordDecision(wire::DecisionRequest request, const Caller& officer) {
  if (request.name.checkpoint != parts_.checkpoint) return UnknownScreening(request.name);
  if (officer.signed_in && request.decision.second_officer != officer.second_officer) {
    return WithDetail(PermissionDenied("the second officer did not sign"),
                      {"SECOND_OFFICER_NOT_VERIFIED", {}});
  }
  request.decision.officer = officer.name;
  return Tell(request.name, parts_.journal->RecordDecision(request.name.id, request.decision,
                                                           request.etag, request.request_id));
}

Result<journal::Record> Desk::SignDecision(wire::SignatureRequest request, const Caller& officer) {
  if (request.name.checkpoint != parts_.checkpoint) return UnknownScreening(request.name);
  request.signature.officer = officer.name;
  return Tell(request.name, parts_.journal->SignDecision(request.name.id, request.signature,
                                                         request.etag, request.request_id));
}

Result<journal::Record> Desk::Tell(const wire::ScreeningName& name,
                                   Result<journal::Record> record) {
  if (record.status().code() == StatusCode::kNotFound) return UnknownScreening(name);
  if (record.ok()) feed_.Tell(SummaryOf(*record));
  return record;
}

Status Desk::NoteRead(const Caller& reader, std::string_view method, const std::string& subject,
                      const std::string& query) {
  return parts_.journal->RecordRead({.reader = reader.name,
                                     .roles = reader.RolesText(),
                                     .method = std::string(method.substr(method.rfind('/') + 1)),
                                     .subject = subject},
                                    query);
}

Result<journal::ReadPage> Desk::ListReads(const wire::ReadsRequest& request) const {
  if (!request.checkpoint.empty() && request.checkpoint != parts_.checkpoint) {
    return journal::ReadPage();
  }
  return parts_.journal->ListReads(request.reader, request.page_size, request.page_token);
}

Result<journal::LatePage> Desk::ListLate(const wire::LateListRequest& request) const {
  if (!request.checkpoint.empty() && request.checkpoint != parts_.checkpoint) {
    return journal::LatePage();
  }
  return parts_.journal->ListLate(request.only_open, request.page_size, request.page_token);
}

Result<journal::LateAlert> Desk::AcknowledgeLate(wire::LateAcknowledgementRequest request,
                                                 const Caller& officer) {
  if (request.name.checkpoint != parts_.checkpoint) {
    const std::string name = wire::ToText(request.name);
    return WithDetail(NotFound("there is no {} at this post", name),
                      {"RESOURCE_UNKNOWN", {{"name", name}}});
  }
  request.acknowledgement.officer = officer.name;
  return parts_.journal->AcknowledgeLate(request.name.id, request.acknowledgement, request.etag,
                                         request.request_id);
}

bool Desk::SecondLine(const journal::Record& record) const {
  if (parts_.watch == nullptr) return false;
  const screen::Screening& screening = record.screening;
  return parts_.watch->Selected(screening.id) ||
         (!screening.corrects.empty() && parts_.watch->Selected(screening.corrects));
}

screening::v1::Screening Desk::MessageOf(const journal::Record& record) const {
  auto message = wire::ToProto(record);
  message.set_second_line(SecondLine(record));
  return message;
}

screening::v1::ScreeningSummary Desk::SummaryOf(const journal::Record& record) const {
  auto summary = wire::ToSummary(record);
  summary.set_second_line(SecondLine(record));
  return summary;
}

void Desk::TellAgain(const std::string& screening) {
  const auto record = parts_.journal->Get(screening);
  if (record.ok()) feed_.Tell(SummaryOf(*record));
}

Result<journal::Statistics> Desk::Count(const journal::StatisticsSpan& span) const {
  return parts_.journal->Count(span);
}

}  // namespace chowki::service
