# chowki_migrations(<room> <sql folder>)
#
# Builds the numbered .sql files of src/<room>/<sql folder> into the room: writes a source file that
# defines chowki::<room>::Migrations() as declared in src/<room>/migrations.h. Call it after
# chowki_room().
function(chowki_migrations room folder)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.sql)
  list(SORT files)
  set(rows)
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} sql)
    string(APPEND rows "    {\"${name}\", R\"sql(${sql})sql\"},\n")
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/generated/${room}_migrations.cc)
  file(CONFIGURE OUTPUT ${out} CONTENT [[
#include "@room@/migrations.h"

namespace chowki::@room@ {

std::span<const sqlite::Migration> Migrations() {
  static constexpr sqlite::Migration kMigrations[] = {
@rows@  };
  return kMigrations;
}

}  // namespace chowki::@room@
]] @ONLY)
  target_sources(chowki_${room} PRIVATE ${out})
endfunction()
