// SPDX-License-Identifier: Apache-2.0
// How a long row is cut.
#pragma once

#include <algorithm>
#include <concepts>

namespace drumbeat {

// As few parts as possible, all about equally long and none longer than `most`, cover `count`: how long they are, 1 at
// least.
template <std::integral T> T even_part(T count, T most) {
    const T parts = std::max<T>(1, (count + most - 1) / most);
    return std::max<T>(1, (count + parts - 1) / parts);
}

} // namespace drumbeat
