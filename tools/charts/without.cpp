// SPDX-License-Identifier: Apache-2.0
// Instead of the charts, in a program that is built without them.
#include "outputs/pages/chart_assets.hpp"

namespace drumbeat {

const ChartAssets& chart_assets() {
    static const ChartAssets none;
    return none;
}

} // namespace drumbeat
