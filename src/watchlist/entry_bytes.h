#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/status.h"
#include "watchlist/entry.h"
#include "watchlist/entry_view.h"

namespace chowki::watchlist {

// The one form of an entry that is stored, hashed and handed on: protobuf's wire format with the
// fields of entry_bytes.cc in ascending order and defaults left out, so that equal entries have
// equal bytes.
[[nodiscard]] std::string ToBytes(const Entry& entry);

// The entry that bytes stand for. ToBytes(FromBytes(x)) == x.
//
// bytes   may come from anywhere.
// errors  kDataLoss telling what is wrong and at which byte: cut off, unknown or repeated field,
//         wrong order, number out of range, text that is not UTF-8.
// thread  pure.
[[nodiscard]] Result<Entry> FromBytes(std::string_view bytes);

// The same without copying: the view's texts point into the bytes. What the view held before is
// gone; after an error it means nothing.
[[nodiscard]] Status Read(std::string_view bytes, EntryView& view);

// The id alone, without reading the rest; "" when the bytes do not begin with one.
[[nodiscard]] std::string_view IdOf(std::string_view bytes);

}  // namespace chowki::watchlist
