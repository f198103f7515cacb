# Initial cache: what is shipped, with gcc and warnings as errors. cmake -C tests/cmake/gcc.cmake -S . -B build/gcc
set(CMAKE_C_COMPILER gcc CACHE STRING "")
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_COMPILE_WARNING_AS_ERROR ON CACHE BOOL "")
