// SPDX-License-Identifier: Apache-2.0
// The random numbers of a run as a page: what somebody needs who builds the model again.
#pragma once

#include <string>

namespace drumbeat {

std::string draws_markdown(); // the table in docs/odd.md

} // namespace drumbeat
