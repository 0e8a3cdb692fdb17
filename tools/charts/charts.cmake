# SPDX-License-Identifier: Apache-2.0
# The library that draws charts, from npm, pinned by package-lock.json, and our own script, as data inside the program: the
# target drumbeat_chart_assets. It needs node and npm while building, and nothing at run time.
option(DRUMBEAT_CHARTS "Build the charts of `report --html` and `--figures` into the program (needs node and npm)" ON)

set(charts_source ${PROJECT_SOURCE_DIR}/tools/charts)
set(charts_build ${PROJECT_BINARY_DIR}/charts)

if(NOT DRUMBEAT_CHARTS)
  add_library(drumbeat_chart_assets STATIC ${charts_source}/without.cpp)
  target_link_libraries(drumbeat_chart_assets PRIVATE drumbeat_flags)
  return()
endif()

find_program(DRUMBEAT_NODE NAMES node nodejs)
find_program(DRUMBEAT_NPM npm)
if(NOT DRUMBEAT_NODE OR NOT DRUMBEAT_NPM)
  message(FATAL_ERROR "The charts of `report --html` need node and npm while building (Debian: nodejs, npm). "
    "To build all else without them, configure with -DDRUMBEAT_CHARTS=OFF")
endif()

set(charts_npm_options --ignore-scripts --no-progress --loglevel=error)
if(NOT DRUMBEAT_TESTS)
  list(APPEND charts_npm_options --omit=dev)
endif()
# Copies that change only when their text does, so that packages are fetched no more often than that.
foreach(name package.json package-lock.json .npmrc)
  configure_file(${charts_source}/${name} ${charts_build}/packages/${name} COPYONLY)
endforeach()
add_custom_command(
  OUTPUT ${charts_build}/packages/installed
  COMMAND ${CMAKE_COMMAND} -E chdir ${charts_build}/packages ${DRUMBEAT_NPM} ci ${charts_npm_options}
  COMMAND ${CMAKE_COMMAND} -E touch ${charts_build}/packages/installed
  DEPENDS ${charts_build}/packages/package.json ${charts_build}/packages/package-lock.json
  COMMENT "Fetching the charts' library from npm (without it: -DDRUMBEAT_CHARTS=OFF)"
  VERBATIM)

file(GLOB charts_scripts CONFIGURE_DEPENDS ${charts_source}/*.js ${charts_source}/*.mjs ${charts_source}/*.css)
set(charts_assets ${charts_build}/assets)
add_custom_command(
  OUTPUT ${charts_assets}/chart_assets.cpp
  BYPRODUCTS ${charts_assets}/script ${charts_assets}/style ${charts_assets}/document ${charts_assets}/figures
  COMMAND ${DRUMBEAT_NODE} ${charts_source}/assemble.mjs ${charts_source} ${charts_build}/packages ${charts_assets}
  DEPENDS ${charts_scripts} ${charts_build}/packages/installed
  COMMENT "Assembling the charts' script"
  VERBATIM)
add_library(drumbeat_chart_assets STATIC ${charts_assets}/chart_assets.cpp)
target_link_libraries(drumbeat_chart_assets PRIVATE drumbeat_flags)
