# Warnings, sanitizers, linker and cache. Our code links chowki_warnings; generated code does not.

add_library(chowki_warnings INTERFACE)
target_compile_options(chowki_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wmissing-declarations)

# Hardening that costs next to nothing: bounds of fixed buffers, stack, read-only relocations.
add_compile_options(-fstack-protector-strong -fno-plt)
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" OR CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_link_options(-Wl,-z,relro,-z,now)
# A program loads the libraries it uses, not all that its rooms know.
add_link_options(-Wl,--as-needed)

if(CHOWKI_SANITIZE)
  add_compile_options(-fsanitize=${CHOWKI_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CHOWKI_SANITIZE})
endif()

if(CHOWKI_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CHOWKI_MOLD mold)
if(CHOWKI_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(CHOWKI_CCACHE ccache)
if(CHOWKI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CHOWKI_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CHOWKI_CCACHE})
endif()
