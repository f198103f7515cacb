# Initial cache: for a debugger. cmake -C tests/cmake/debug.cmake -S . -B build/debug
set(CMAKE_C_COMPILER gcc CACHE STRING "")
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
