// SPDX-License-Identifier: Apache-2.0
// What the screen says of a sampled study: how far the main effect reaches over the points, and which factors it
// follows.
#include "outputs/pages/screen_parts.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {

namespace {

constexpr std::size_t most_numbers = 8;

std::string numbers_text(const std::vector<std::size_t>& numbers) {
    std::string text = fmt::format(
        "{}", fmt::join(numbers.begin(),
                        numbers.begin() + static_cast<std::ptrdiff_t>(std::min(most_numbers, numbers.size())), ", "));
    return text + (numbers.size() > most_numbers ? ", ..." : "");
}

std::string points_text(const Verdict& v, const SampledQuantity& main, Language language) {
    const Sampled& s = *v.sampled;
    const auto count = [&](std::size_t n) { return grouped(static_cast<double>(n), 0, language); };
    const std::string factors =
        say(language, s.factors.size() == 1 ? Phrase::one_factor : Phrase::many_factors, {count(s.factors.size())});
    const Interval range{main.low, main.high};
    const bool effect = !main.contrast.empty();
    std::string text =
        say(language, effect ? Phrase::screen_points : Phrase::screen_level_points,
            {count(s.points), factors, effect ? range_text(range, 1, language) : screen_interval(range, 1, language)});
    if (s.partial > 0)
        text += say(language, Phrase::screen_incomplete_points, {count(s.partial), numbers_text(s.incomplete)});
    if (s.missing > 0) text += say(language, Phrase::screen_missing_points, {count(s.missing)});
    return text;
}

// "-0.62 (-0.66 to -0.57)".
std::string correlation_text(const RankCorrelation& r, Language language) {
    if (!r.assessed()) return "-";
    return with_sign(r.value, 2, language) + " (" + range_text({r.low, r.high}, 2, language) + ")";
}

} // namespace

void screen_sampled(Page& page, const Verdict& v, std::size_t most_factors, Language language) {
    if (!v.sampled || (v.sampled->effects.empty() && v.sampled->levels.empty())) return;
    const SampledQuantity& main = v.sampled->effects.empty() ? v.sampled->levels.front() : v.sampled->effects.front();
    screen_field(page, say(language, Phrase::screen_sampled), points_text(v, main, language));
    if (most_factors == 0) return;
    screen_field(page, say(language, Phrase::screen_follows),
                 say(language, main.contrast.empty() ? Phrase::screen_follows_level : Phrase::screen_follows_effect));
    const std::vector<std::size_t> order = by_size(main);
    for (std::size_t i = 0; i < std::min(most_factors, order.size()); ++i)
        page.line("  " + left(shortened(v.sampled->factors[order[i]], 44), 46) +
                  correlation_text(main.correlation[order[i]], language));
}

} // namespace drumbeat
