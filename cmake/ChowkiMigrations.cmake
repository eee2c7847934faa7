# chowki_migrations(<room> <sql folder> [<function>])
#
# Builds the numbered .sql files of src/<room>/<sql folder> into the room: writes a source file that
# defines chowki::<room>::<function>(), Migrations() by default, as declared in
# src/<room>/migrations.h. Call it after chowki_room().
function(chowki_migrations room folder)
  set(function Migrations)
  if(ARGC GREATER 2)
    set(function ${ARGV2})
  endif()
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.sql)
  list(SORT files)
  set(rows)
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} sql)
    string(APPEND rows "    {\"${name}\", R\"sql(${sql})sql\"},\n")
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/generated/${room}_${function}.cc)
  file(CONFIGURE OUTPUT ${out} CONTENT [[
#include "@room@/migrations.h"

namespace chowki::@room@ {

std::span<const sqlite::Migration> @function@() {
  static constexpr sqlite::Migration kMigrations[] = {
@rows@  };
  return kMigrations;
}

}  // namespace chowki::@room@
]] @ONLY)
  target_sources(chowki_${room} PRIVATE ${out})
endfunction()
