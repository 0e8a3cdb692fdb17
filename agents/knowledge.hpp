// SPDX-License-Identifier: Apache-2.0
// Research: knowledge is made and fades, spills over to neighbours, and lowers unit cost.
#pragma once

namespace drumbeat {

// A firm's knowledge after a year, relative to that of a firm at rest: (1-d) k + d flow, where the flow, relative to
// that at rest, is 1 for a firm at rest. The perpetual inventory of R&D capital (Griliches 1979).
double knowledge_after(double knowledge, double relative_flow, double decay);

// Research that reaches a firm relative to one at rest: its own per unit of size, and a share of what is done per unit
// of size around it. (own + spillover around) / (rest (1 + spillover)).
double relative_research(double own, double around, double at_rest, double spillover);

// Unit cost relative to that at rest: k^-elasticity (S40, S30: output elasticities of R&D capital).
double knowledge_factor(double knowledge, double elasticity);

// A firm's research relative to what it would do without more public research: (public / base)^elasticity
// (S30: Moretti, Steinwender and Van Reenen, 10 % more public research goes with 5 to 6 % more private).
double research_response(double public_meur, double base_meur, double elasticity);

} // namespace drumbeat
