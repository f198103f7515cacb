# Initial cache: the library instrumented for libFuzzer. cmake -C tests/cmake/fuzz.cmake -S . -B build/fuzz
set(CMAKE_C_COMPILER clang CACHE STRING "")
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g" CACHE STRING "")
set(REFERAT_SANITIZE "address;undefined" CACHE STRING "")
set(REFERAT_FUZZ ON CACHE BOOL "")
