#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "trust/bundle_file.h"
#include "trust/refusal.h"

// Any bytes as a bundle: read to its end, or refused with a name. A header is written as it was
// read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki::trust;
  // A known key: a sealed bundle that was made for it can be opened.
  static const OpeningKey kKey = OpeningKey::FromSecret({});
  MemorySource source(chowki::Bytes(data, size));
  const auto reader = BundleReader::Open(source, &kKey);
  if (!reader.ok()) {
    if (!RefusalOf(reader.status())) std::abort();
    return 0;
  }
  const BundleHeader& header = (*reader)->header();
  const auto again = ParseBundleHeader(ToBytes(header));
  if (!again.ok() || !(*again == header)) std::abort();
  for (size_t i = 0; i < header.sections.size(); ++i) {
    const chowki::Status drained = (*reader)->Section(i).Drain();
    if (drained.ok()) continue;
    if (!RefusalOf(drained)) std::abort();
    return 0;
  }
  const chowki::Status end = (*reader)->End();
  if (!end.ok() && !RefusalOf(end)) std::abort();
  return 0;
}
