// SPDX-License-Identifier: Apache-2.0
// How large the chunks of a results file are.
#pragma once

#include "outputs/files/datasets.hpp"

#include <vector>

namespace drumbeat {

// Sets the chunk sizes of all datasets.
void size_chunks(std::vector<Dataset>&, const Manifest&);

} // namespace drumbeat
