# find_package(gradwalk) gives gradwalk::engine and gradwalk::nn, as they are
# installed: static or shared, and wherever the prefix was moved to.
include(CMakeFindDependencyMacro)
find_dependency(fmt)
find_dependency(Threads)

set(libraries ${CMAKE_CURRENT_LIST_DIR}/../..)
find_path(gradwalk_HEADERS gradwalk/engine.hpp REQUIRED NO_DEFAULT_PATH
  PATHS ${libraries}/../include ${libraries}/../../include)
find_library(gradwalk_ENGINE gradwalk REQUIRED NO_DEFAULT_PATH
  PATHS ${libraries})
find_library(gradwalk_NN gradwalk_nn REQUIRED NO_DEFAULT_PATH
  PATHS ${libraries})
mark_as_advanced(gradwalk_HEADERS gradwalk_ENGINE gradwalk_NN)
if(TARGET gradwalk::nn)
  return()
endif()

add_library(gradwalk::engine UNKNOWN IMPORTED)
set_target_properties(gradwalk::engine PROPERTIES
  IMPORTED_LOCATION ${gradwalk_ENGINE}
  INTERFACE_INCLUDE_DIRECTORIES ${gradwalk_HEADERS}
  INTERFACE_COMPILE_FEATURES cxx_std_20
  INTERFACE_COMPILE_OPTIONS -ffp-contract=off
  INTERFACE_LINK_LIBRARIES "fmt::fmt;Threads::Threads")
add_library(gradwalk::nn UNKNOWN IMPORTED)
set_target_properties(gradwalk::nn PROPERTIES
  IMPORTED_LOCATION ${gradwalk_NN}
  INTERFACE_LINK_LIBRARIES gradwalk::engine)
