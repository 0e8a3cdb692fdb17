// SPDX-License-Identifier: Apache-2.0
// Texts in English and Dutch, made of templates that have places {0}, {1}, ... in both, so that words may stand in
// another order.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drumbeat {

struct Bilingual {
    std::string en, nl;

    Bilingual() = default;
    Bilingual(std::string english, std::string dutch) : en(std::move(english)), nl(std::move(dutch)) {}
    // What is the same in both: names, numbers.
    Bilingual(const std::string& same) : en(same), nl(same) {}
    Bilingual(const char* same) : en(same), nl(same) {}

    bool empty() const { return en.empty(); }
    friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

std::string filled(std::string_view text, const std::vector<std::string>& values);
Bilingual filled(std::string_view en, std::string_view nl, const std::vector<Bilingual>& values);

Bilingual joined(const std::vector<Bilingual>&, const Bilingual& separator);

} // namespace drumbeat
