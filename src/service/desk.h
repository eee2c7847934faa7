#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/metrics.h"
#include "base/status.h"
#include "identify/match.h"
#include "journal/journal.h"
#include "safeguard/watch.h"
#include "screen/screener.h"
#include "service/admission.h"
#include "service/caller.h"
#include "service/feed.h"
#include "service/provisional_list.h"
#include "service/recent_images.h"
#include "service/request_claims.h"
#include "service/uploads.h"
#include "wire/late_alert.h"
#include "wire/read_log.h"
#include "wire/screening_service.h"

namespace chowki::service {

using ScreeningFeed = Feed<screening::v1::ScreeningSummary>;

// What the lists say about an identity, and how old they are.
struct IdentityAnswer {
  std::vector<identify::Match> matches;
  std::vector<watchlist::ListState> lists;
};

// What the service does, without gRPC: takes a document in when there is room, screens it once,
// records it before answering.
//
// thread  safe.
class Desk {
 public:
  struct Parts {
    const screen::Screener* screener = nullptr;  // never null, as the others
    journal::Journal* journal = nullptr;
    Admission* admission = nullptr;
    Metrics* metrics = nullptr;
    const Clock* clock = nullptr;
    screen::PinLists lists;
    std::string checkpoint;
    ProvisionalList* provisional = nullptr;
    RecentImages* images = nullptr;  // nullptr: none are kept
    Uploads* uploads = nullptr;
    // How documents may be captured that are taken in.
    std::set<screen::Capture> captures{screen::Capture::kScanner, screen::Capture::kCamera,
                                       screen::Capture::kFile};
    safeguard::Watch* watch = nullptr;  // nullptr: nobody looks for who may need help
    bool portraits = false;             // are compared, too, where the screener has a FaceReader
  };
  explicit Desk(Parts parts) : parts_(std::move(parts)) {}

  // caller   whose uploads the request may name.
  // returns  the record; of the first request when this one is a repeat. The uploads that were
  //          screened are gone then.
  // errors   as Uploads::Find naming the image; as Screener::Screen, Admission::Enter,
  // RequestClaims::Take and Journal::Append;
  //          kFailedPrecondition with CAPTURE_NOT_ACCEPTED; SCREENING_UNKNOWN as Get, for the one
  //          that is done again and the traveller's others.
  [[nodiscard]] Result<journal::Record> Screen(const wire::ScreenRequest& request,
                                               const Caller& caller, const Deadline& deadline,
                                               screen::Observer* observer = nullptr);

  // errors  as Uploads::Append.
  [[nodiscard]] Result<wire::UploadState> AppendUpload(const wire::UploadPiece& piece,
                                                       const Caller& caller);

  // errors  as Uploads::Get.
  [[nodiscard]] Result<wire::UploadState> GetUpload(const Digest& digest, const Caller& caller);

  // errors  kFailedPrecondition with WATCHLIST_NOT_LOADED; kUnavailable with
  //         WATCHLIST_NAMES_NOT_READY when a name is asked for too soon; as Admission::Enter.
  [[nodiscard]] Result<IdentityAnswer> CheckIdentity(const wire::IdentityRequest& request,
                                                     const Deadline& deadline);

  // What answers rest on now.
  [[nodiscard]] std::vector<watchlist::ListState> Lists() const;

  // errors  kNotFound with SCREENING_UNKNOWN.
  [[nodiscard]] Result<journal::Record> Get(const wire::ScreeningName& name) const;

  // errors  as Journal::List.
  [[nodiscard]] Result<journal::Page> List(const wire::ListRequest& request) const;

  // officer  who decides: the caller.
  // errors   as Journal::RecordDecision; kPermissionDenied with SECOND_OFFICER_NOT_VERIFIED when
  //          the caller signed in with a password and the second officer that he names did not.
  [[nodiscard]] Result<journal::Record> RecordDecision(wire::DecisionRequest request,
                                                       const Caller& officer);

  // officer  who signs or sends back: the caller, with nobody beside him.
  // errors   as Journal::SignDecision.
  [[nodiscard]] Result<journal::Record> SignDecision(wire::SignatureRequest request,
                                                     const Caller& officer);

  // errors  as Journal::Count.
  [[nodiscard]] Result<journal::Statistics> Count(const journal::StatisticsSpan& span) const;

  // errors  as Journal::ListLate.
  [[nodiscard]] Result<journal::LatePage> ListLate(const wire::LateListRequest& request) const;

  // officer  who says it: the caller.
  // errors   as Journal::AcknowledgeLate.
  [[nodiscard]] Result<journal::LateAlert> AcknowledgeLate(wire::LateAcknowledgementRequest request,
                                                           const Caller& officer);

  // Whether somebody of the second line wants to see the traveller, as it is now.
  [[nodiscard]] bool SecondLine(const journal::Record& record) const;

  // A record and its line in a list, as they are told now.
  [[nodiscard]] screening::v1::Screening MessageOf(const journal::Record& record) const;
  [[nodiscard]] screening::v1::ScreeningSummary SummaryOf(const journal::Record& record) const;

  // Tells who watches a screening (id) that is not as it was told: who belongs to it may have been
  // selected since. One that does not exist is nobody's.
  void TellAgain(const std::string& screening);

  // The post's own list.
  [[nodiscard]] ProvisionalList& provisional() { return *parts_.provisional; }

  // Writes down that somebody reads, before he is answered.
  //
  // method   "/chowki.screening.v1.ScreeningService/GetScreening"
  // subject  name of the screening, or ""
  // query    what else was asked for (Journal::RecordRead)
  [[nodiscard]] Status NoteRead(const Caller& reader, std::string_view method,
                                const std::string& subject, const std::string& query);

  // Nothing for another checkpoint. errors  as Journal::ListReads.
  [[nodiscard]] Result<journal::ReadPage> ListReads(const wire::ReadsRequest& request) const;

  // What was screened and decided lately.
  [[nodiscard]] ScreeningFeed& feed() { return feed_; }

 private:
  // What was screened is not held any longer.
  void DropUploads(const wire::ScreenRequest& request, const Caller& caller);

  // Tells who watches what became of a decision.
  [[nodiscard]] Result<journal::Record> Tell(const wire::ScreeningName& name,
                                             Result<journal::Record> record);

  Parts parts_;
  RequestClaims claims_;
  ScreeningFeed feed_;
};

}  // namespace chowki::service
