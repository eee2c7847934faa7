# chowki_room(<name> SOURCES a.cc ... [ON room ...] [DOORS library ...] [HIDDEN_DOORS library ...])
#
# Makes the static library of src/<name>. ON names the rooms below it, DOORS the third-party
# libraries that its headers show, HIDDEN_DOORS those that only its .cc files see.
#
# A room's headers are reachable as "<name>/x.h" only through its own include folder (a link in the
# build tree), so that including a room that is not listed, directly or below, does not compile.
function(chowki_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ON;DOORS;HIDDEN_DOORS" ${ARGN})
  set(include_dir ${CMAKE_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${include_dir})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${include_dir}/${name} SYMBOLIC)

  if(ROOM_SOURCES)
    add_library(chowki_${name} STATIC ${ROOM_SOURCES})
    set(public PUBLIC)
    target_link_libraries(chowki_${name} PRIVATE chowki_warnings)
  else()
    add_library(chowki_${name} INTERFACE)
    set(public INTERFACE)
  endif()
  target_include_directories(chowki_${name} ${public} ${include_dir})
  list(TRANSFORM ROOM_ON PREPEND chowki_)
  list(TRANSFORM ROOM_DOORS PREPEND door::)
  list(TRANSFORM ROOM_HIDDEN_DOORS PREPEND door::)
  target_link_libraries(chowki_${name} ${public} ${ROOM_ON} ${ROOM_DOORS})
  if(ROOM_HIDDEN_DOORS)
    target_link_libraries(chowki_${name} PRIVATE ${ROOM_HIDDEN_DOORS})
  endif()
endfunction()

# chowki_test(<name> SOURCES a_test.cc ... [ON room ...] [DOORS library ...] [LONG] [SPECIMENS])
#
# One test executable test_<name>; every TEST_CASE becomes a ctest entry with the label <name>, or
# with the label "long" when it is LONG: tools/test --quick leaves those out. SPECIMENS makes ctest draw the
# specimens first; the test finds them with tests/support/specimens.h.
function(chowki_test name)
  cmake_parse_arguments(T "LONG;SPECIMENS" "" "SOURCES;ON;DOORS" ${ARGN})
  add_executable(test_${name} ${T_SOURCES} $<TARGET_OBJECTS:chowki_test_main>)
  list(TRANSFORM T_ON PREPEND chowki_)
  list(TRANSFORM T_DOORS PREPEND door::)
  target_link_libraries(test_${name} PRIVATE chowki_warnings chowki_test_support Catch2::Catch2
                        ${T_ON} ${T_DOORS})
  set(label ${name})
  if(T_LONG)
    set(label long)
  endif()
  set(fixtures)
  if(T_SPECIMENS)
    set(fixtures FIXTURES_REQUIRED specimens)
  endif()
  catch_discover_tests(test_${name} TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
                       PROPERTIES LABELS ${label} TIMEOUT 900 ${fixtures})
endfunction()

# chowki_benchmark(<name> SOURCES a_benchmark.cc ... [ON room ...] [DOORS library ...])
function(chowki_benchmark name)
  cmake_parse_arguments(B "" "" "SOURCES;ON;DOORS" ${ARGN})
  add_executable(bench_${name} ${B_SOURCES})
  list(TRANSFORM B_ON PREPEND chowki_)
  list(TRANSFORM B_DOORS PREPEND door::)
  target_link_libraries(bench_${name} PRIVATE chowki_warnings benchmark::benchmark ${B_ON} ${B_DOORS})
endfunction()

# chowki_fuzzer(<name> SOURCES a_fuzz.cc ... [ON room ...] [DOORS library ...])
#
# One libFuzzer driver fuzz_<name>; the preset "fuzz" builds them with clang.
function(chowki_fuzzer name)
  cmake_parse_arguments(F "" "" "SOURCES;ON;DOORS" ${ARGN})
  add_executable(fuzz_${name} ${F_SOURCES})
  list(TRANSFORM F_ON PREPEND chowki_)
  list(TRANSFORM F_DOORS PREPEND door::)
  target_link_libraries(fuzz_${name} PRIVATE chowki_warnings ${F_ON} ${F_DOORS})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
