# chowki_text(<room> <file> <constant>)
#
# Builds a text file into a room: writes a source file that defines the std::string_view
# chowki::<room>::<constant> with what the file holds. <file> is absolute; call it after
# chowki_room().
function(chowki_text room file constant)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(out ${CMAKE_BINARY_DIR}/generated/${room}_${constant}.cc)
  file(CONFIGURE OUTPUT ${out} CONTENT [[
#include <string_view>

namespace chowki::@room@ {

extern const std::string_view @constant@;
constinit const std::string_view @constant@ = R"~~text~~(@text@)~~text~~";

}  // namespace chowki::@room@
]] @ONLY)
  target_sources(chowki_${room} PRIVATE ${out})
endfunction()
