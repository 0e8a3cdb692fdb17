# SPDX-License-Identifier: Apache-2.0
# Read by ctest, once per test program: each doctest case becomes a test "room: name" with the labels `room` and
# `quick` or `long` (a case or suite whose name starts with "long:").
# Takes room, program, folder (where the tests run) and timeout_factor.
cmake_policy(VERSION 3.25)
if(NOT EXISTS "${program}")
  add_test("${room}: not built" "${program}")
  set_tests_properties("${room}: not built" PROPERTIES LABELS "quick;long;${room}")
  return()
endif()
execute_process(COMMAND "${program}" --list-test-cases --reporters=xml
  OUTPUT_VARIABLE listing ERROR_VARIABLE listing RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${program} cannot list its tests:\n${listing}")
endif()

# Characters that CMake's lists take apart travel as control characters.
string(ASCII 1 semicolon)
string(ASCII 2 opening)
string(ASCII 3 closing)
string(REPLACE ";" "${semicolon}" listing "${listing}")
string(REPLACE "[" "${opening}" listing "${listing}")
string(REPLACE "]" "${closing}" listing "${listing}")
string(REGEX MATCHALL "<TestCase( [a-z]+=\"[^\"]*\")+" cases "${listing}")

set(seen "")
foreach(case IN LISTS cases)
  if(NOT case MATCHES " name=\"([^\"]*)\"")
    message(FATAL_ERROR "a test case of ${program} has no name: ${case}")
  endif()
  set(name "${CMAKE_MATCH_1}")
  if(name IN_LIST seen)
    message(FATAL_ERROR "${room}: two test cases are named \"${name}\"")
  endif()
  list(APPEND seen "${name}")
  if(case MATCHES " (name|testsuite)=\"long:")
    set(label long)
    math(EXPR timeout "1200 * ${timeout_factor}")
  else()
    set(label quick)
    math(EXPR timeout "120 * ${timeout_factor}")
  endif()

  string(REPLACE "${semicolon}" ";" name "${name}")
  string(REPLACE "${opening}" "[" name "${name}")
  string(REPLACE "${closing}" "]" name "${name}")
  string(REPLACE "&lt;" "<" name "${name}")
  string(REPLACE "&gt;" ">" name "${name}")
  string(REPLACE "&quot;" "\"" name "${name}")
  string(REPLACE "&amp;" "&" name "${name}")
  string(REPLACE "," "\\," filter "${name}") # doctest separates filters by commas
  add_test("${room}: ${name}" "${program}" "--test-case=${filter}" --no-intro)
  # a filter that matches nothing must not pass
  set_tests_properties("${room}: ${name}" PROPERTIES LABELS "${label};${room}" TIMEOUT ${timeout}
    WORKING_DIRECTORY "${folder}" FAIL_REGULAR_EXPRESSION "test cases: +0 ")
endforeach()
