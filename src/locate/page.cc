#include "locate/page.h"

namespace chowki::locate {

Size SizeMm(PageSize size) {
  switch (size) {
    case PageSize::kId1:
      return {85.6, 53.98};
    case PageSize::kId2:
      return {105, 74};
    case PageSize::kId3:
      return {125, 88};
    case PageSize::kVisaA:
      return {120, 80};
    case PageSize::kVisaB:
      return {105, 74};
  }
  return {};
}

}  // namespace chowki::locate
