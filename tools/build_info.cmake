# SPDX-License-Identifier: Apache-2.0
# Writes HEADER from HEADER.in with the commit of SOURCE_DIR; "unknown" where that is not the top of a git checkout.
set(git git -C ${SOURCE_DIR} -c safe.directory=${SOURCE_DIR} --no-optional-locks)
execute_process(COMMAND ${git} rev-parse --show-prefix
  OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE no_checkout)
execute_process(COMMAND ${git} rev-parse --verify HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE no_commit)
execute_process(COMMAND ${git} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
if(no_checkout OR no_commit OR prefix)
  set(commit unknown)
elseif(changes)
  string(APPEND commit -dirty)
endif()
configure_file(${HEADER}.in ${HEADER})
