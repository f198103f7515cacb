# Initial cache: clang with the address and undefined-behaviour sanitizers. cmake -C tests/cmake/asan.cmake -S . -B build/asan
set(CMAKE_C_COMPILER clang CACHE STRING "")
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g" CACHE STRING "")
set(CMAKE_COMPILE_WARNING_AS_ERROR ON CACHE BOOL "")
set(REFERAT_SANITIZE "address;undefined" CACHE STRING "")
