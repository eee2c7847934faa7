# chowki_catalogue(<variable> <list> <folder>)
#
# Sets <variable> to the .cc files of <folder> that <list> names, one a line: ENTRY(name, ...) is
# <folder>/name.cc. A file without its line or a line without its file does not configure. Both paths
# are relative to the caller's folder.
function(chowki_catalogue variable list folder)
  set(list_path ${CMAKE_CURRENT_SOURCE_DIR}/${list})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list_path})
  file(STRINGS ${list_path} lines REGEX "^ENTRY\\(")
  set(sources)
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^ENTRY\\(([a-z0-9_]+),.*" "\\1" name "${line}")
    set(source ${folder}/${name}.cc)
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${source})
      message(FATAL_ERROR "${list} names ${name}, but there is no file ${source}")
    endif()
    list(APPEND sources ${source})
  endforeach()

  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}
       ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cc)
  foreach(file IN LISTS files)
    if(NOT file IN_LIST sources)
      message(FATAL_ERROR "${file} has no line in ${list}")
    endif()
  endforeach()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
