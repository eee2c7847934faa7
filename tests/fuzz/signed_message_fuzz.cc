#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "trust/envelope.h"
#include "trust/event_batch.h"
#include "trust/heartbeat.h"
#include "trust/manifest.h"
#include "trust/receipt.h"
#include "trust/refusal.h"
#include "trust/submission.h"
#include "trust/trust_root.h"

// Any bytes as an envelope and as each signed message: a value that is written as it was read, or a
// refusal with its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace chowki::trust;

template <typename T>
void ReadTwice(const chowki::Result<T>& value, chowki::Result<T> (*parse)(std::string_view)) {
  if (!value.ok()) {
    if (!RefusalOf(value.status())) std::abort();
    return;
  }
  const auto again = parse(ToPayload(*value));
  if (!again.ok() || !(*again == *value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(data, data + size);
  const auto envelope = ParseEnvelope(bytes, kMaxManifestBytes);
  if (envelope.ok()) {
    const auto again = ParseEnvelope(ToBytes(*envelope), 2 * kMaxManifestBytes);
    if (!again.ok() || !(*again == *envelope)) std::abort();
    bytes = envelope->payload;
  } else if (RefusalOf(envelope.status()) != Refusal::kEnvelopeMalformed) {
    std::abort();
  }
  ReadTwice(ParseTrustRoot(bytes), ParseTrustRoot);
  ReadTwice(ParseHeartbeat(bytes), ParseHeartbeat);
  ReadTwice(ParseManifest(bytes), ParseManifest);
  ReadTwice(ParseSubmission(bytes), ParseSubmission);
  ReadTwice(ParseEventBatch(bytes), ParseEventBatch);
  ReadTwice(ParseReceipt(bytes), ParseReceipt);
  return 0;
}
