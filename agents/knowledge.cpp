// SPDX-License-Identifier: Apache-2.0
#include "agents/knowledge.hpp"

#include "agents/maths.hpp"

namespace drumbeat {

double knowledge_after(double knowledge, double relative_flow, double decay) {
    return (1 - decay) * knowledge + decay * relative_flow;
}

double relative_research(double own, double around, double at_rest, double spillover) {
    return at_rest > 0 ? (own + spillover * around) / (at_rest * (1 + spillover)) : 1;
}

double knowledge_factor(double knowledge, double elasticity) {
    return knowledge > 0 ? maths::pow(knowledge, -elasticity) : 1;
}

double research_response(double public_meur, double base_meur, double elasticity) {
    return maths::pow(public_meur / base_meur, elasticity);
}

} // namespace drumbeat
