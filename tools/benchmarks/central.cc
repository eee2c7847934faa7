// What the centre costs: events a second of one connection, and a publication.
//
//   bench_central WHERE [ENTRIES [EVENTS]]
//
// WHERE is a new store ("sqlite:FILE", or an empty PostgreSQL database). Entries are invented; an
// event has 2 KB. CPU is this process's own: add the server's for PostgreSQL.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "central/approval.h"
#include "central/draft.h"
#include "central/intake.h"
#include "central/publisher.h"
#include "central/roots.h"
#include "central/store.h"
#include "journal/chain.h"
#include "trust/submission.h"
#include "watchlist/entry_bytes.h"

namespace {

using namespace chowki;
using namespace chowki::central;

constexpr char kList[] = "national";
constexpr size_t kBatchEvents = 256;
constexpr size_t kEventBytes = 2048;
constexpr std::int64_t kBatchRows = 1000;

// Wall and CPU seconds since it was made.
class Watch {
 public:
  void Print(const char* what, double count) const {
    const double wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double cpu = static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC;
    std::printf("%-28s %9.0f   %8.2f s  %8.2f CPU-s  %9.0f a second\n", what, count, wall, cpu,
                count / wall);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::clock_t cpu_ = std::clock();
};

template <typename T>
T Must(Result<T> result) {
  if (!result.ok()) Die(__FILE__, __LINE__, Message(result.status()));
  return *std::move(result);
}

void Must(const Status& status) {
  if (!status.ok()) Die(__FILE__, __LINE__, Message(status));
}

std::string Signed(std::string_view type, const std::string& payload,
                   const trust::SigningKey& key) {
  const std::array<const trust::SigningKey*, 1> keys{&key};
  return trust::ToBytes(trust::Sign(type, payload, keys));
}

// A deployment in which one key does everything but approve.
struct Deployment {
  trust::SigningKey all = trust::SigningKey::Make();
  trust::SigningKey approver = trust::SigningKey::Make();
  Time now = std::chrono::floor<std::chrono::seconds>(SystemClock().Now());

  [[nodiscard]] std::string Root() const {
    using trust::Role;
    trust::TrustRoot root;
    root.deployment = "utopia";
    root.issued = now;
    root.expires = now + std::chrono::hours(24);
    root.keys = {{all.verify_key(),
                  "amina",
                  {Role::kRoot, Role::kPublisher, Role::kHeartbeat, Role::kAuthor}},
                 {approver.verify_key(), "bilal", {Role::kApprover}}};
    for (const trust::TrustedKey& key : root.keys) {
      for (const Role role : key.roles) root.thresholds[role] = 1;
    }
    return Signed(trust::TrustRoot::kPayloadType, ToPayload(root), all);
  }
};

DraftRow PersonRow(std::int64_t i, const std::string& given) {
  watchlist::Entry entry;
  entry.id = fmt::format("0193c5a4-{:04x}-7000-8000-{:012x}", i & 0xffff, i * 7919);
  entry.names.push_back({fmt::format("{} FAMILY{}", given, i % 9973),
                         fmt::format("FAMILY{}", i % 9973), given, "Latn",
                         watchlist::NameQuality::kPrimary});
  entry.nationalities = {"UTO"};
  entry.category = "wanted";
  entry.reference = fmt::format("{:09}", i * 104729 % 1'000'000'007);
  return {watchlist::ToBytes(entry), ""};
}

// Rows to a version; each step is timed.
void Publish(sql::Pool& store, const Deployment& deployment, std::int64_t rows,
             const std::string& given) {
  const Time now = deployment.now;
  const auto draft = Must(store.WriteFor([&](sql::Connection& open) {
    return CreateDraft(open, {kList, given, Content::kChanges, given}, "amina", now);
  }));
  const Watch import;
  for (std::int64_t first = 1; first <= rows; first += kBatchRows) {
    std::vector<DraftRow> batch;
    for (std::int64_t i = first; i < first + kBatchRows && i <= rows; ++i) {
      batch.push_back(PersonRow(i, given));
    }
    Must(store.WriteFor([&](sql::Connection& open) {
      return AddRows(open, draft.number, "amina", first, batch, first + kBatchRows > rows);
    }));
  }
  import.Print("import, rows", static_cast<double>(rows));
  const Watch submit;
  const auto plan = Must(store.ReadFor([&](sql::Connection& open) -> Result<Plan> {
    CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, GetChangeSet(open, draft.number));
    return MakePlan(open, set, Guards{}, {});
  }));
  const trust::Submission submission{"utopia", kList, *plan.digest, "amina", now};
  const auto envelope = [&](const trust::SigningKey& key) {
    return Signed(trust::Submission::kPayloadType, ToPayload(submission), key);
  };
  Must(store.WriteFor([&](sql::Connection& open) {
    return Submit(open, draft.number, "amina", envelope(deployment.all),
                  {"changed_share", "removed_share"}, Guards{}, now);
  }));
  Must(store.WriteFor([&](sql::Connection& open) {
    return Approve(open, draft.number, "bilal", envelope(deployment.approver), now);
  }));
  submit.Print("plan, submit, approve", static_cast<double>(rows));
  const SystemClock clock;
  const auto copy = [](const trust::SigningKey& key) {
    return trust::SigningKey::FromSeed(key.Seed());
  };
  Publisher publisher(&store, {copy(deployment.all), copy(deployment.all)}, {}, &clock);
  const Watch publish;
  Must(publisher.Publish(kList, {}, "amina"));
  publish.Print("publish, changes", static_cast<double>(rows));
}

Digest ChainOf(const Event& event, const Digest& previous) {
  return journal::HashOf({event.sequence, event.time_us, event.kind, event.payload, previous, {}});
}

void TakeIn(sql::Pool& store, std::int64_t count, Time now) {
  const std::string payload(kEventBytes, 'x');
  const Watch intake;
  for (std::int64_t next = 1; next <= count;) {
    std::vector<Event> batch;
    while (batch.size() < kBatchEvents && next <= count) {
      batch.push_back({next, next, "screening", payload});
      ++next;
    }
    Must(store.WriteFor(
        [&](sql::Connection& open) { return TakeEvents(open, "post-1", 1, batch, ChainOf, now); }));
  }
  intake.Print("intake, events", static_cast<double>(count));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_central WHERE [ENTRIES [EVENTS]]\n");
    return 2;
  }
  const std::int64_t entries = argc > 2 ? std::atoll(argv[2]) : 100'000;
  const std::int64_t events = argc > 3 ? std::atoll(argv[3]) : 20'000;
  const Deployment deployment;
  const auto store = Must(OpenStore(argv[1]));
  Must(store->Write([&](sql::Connection& open) {
    CHOWKI_RETURN_IF_ERROR(MakeEventPartitions(open, deployment.now));
    return AddRoot(open, deployment.Root(), deployment.now);
  }));
  Publish(*store, deployment, entries, "FIRST");
  Publish(*store, deployment, std::min<std::int64_t>(entries, 1000), "SECOND");
  TakeIn(*store, events, deployment.now);
  return 0;
}
