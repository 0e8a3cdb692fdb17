// SPDX-License-Identifier: Apache-2.0
// A region: where a firm settles, what density saves, and how scarce labour is shared.
#pragma once

namespace drumbeat {

// The region in which a firm settles: with probability `home_share` that of its technology area's ecosystem, else any,
// each as likely. `u` and `v` are standard uniforms.
int settled_in(int home, int regions, double home_share, double u, double v);

// Unit cost relative to that at rest, falling by `fall` with each doubling of the region's output: (Q/Q0)^log2(1-fall),
// the ratio held within [1/4, 4].
double agglomeration_factor(double output, double at_rest, double fall);

// Share of the wanted hires that a region's labour market grants: all, as long as they are no more than `growth` of its
// staff, then the same share to each firm.
double hires_granted(double wanted, double staff, double growth);

// Unit cost relative to that in a slack labour market: 1 + response (1 - granted).
double wage_factor(double granted, double response);

} // namespace drumbeat
