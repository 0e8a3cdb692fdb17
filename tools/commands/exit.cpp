// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/exit.hpp"

#include "outputs/files/results.hpp"
#include "outputs/pages/inert_text.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

namespace drumbeat::tools {
namespace {

// No fmt here: this also speaks when memory is short.
void say(const char* text) noexcept {
    std::fputs("drumbeat: ", stderr);
    tell_inert(text);
}

// What could not be written when fmt failed: it names no stream.
bool is_lost_output(const std::system_error& problem) noexcept {
    return std::string_view(problem.what()).starts_with("cannot write to file");
}

} // namespace

void tell_inert(std::string_view text) noexcept {
    constexpr char32_t no_character = 0xFFFD;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t c = next_character(text, at);
        if (c != '\n' && (is_active(c) || c == no_character))
            std::fputc('?', stderr);
        else
            std::fwrite(text.data() + from, 1, at - from, stderr);
    }
    std::fputc('\n', stderr);
}

Exit told(std::span<const Problem> problems, bool strict) {
    for (const Problem& problem : problems) tell_inert(to_text(problem));
    const bool warned =
        std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return p.severity == Severity::warning; });
    if (has_errors(problems)) return Exit::input;
    if (!strict || !warned) return Exit::done;
    say("warnings count as mistakes here (--strict)");
    return Exit::input;
}

Exit told_exception() noexcept {
    try {
        throw;
    } catch (const FileProblem& problem) {
        say(problem.what());
        return problem.input ? Exit::input : Exit::environment;
    } catch (const std::bad_alloc&) {
        say("out of memory");
    } catch (const std::system_error& problem) {
        if (is_lost_output(problem))
            std::fprintf(stderr, "drumbeat: cannot write to standard output: %s\n",
                         std::strerror(problem.code().value()));
        else
            say(problem.what());
    } catch (const std::exception& problem) {
        say(problem.what());
    } catch (...) {
        say("stopped for an unknown reason");
    }
    return Exit::environment;
}

} // namespace drumbeat::tools
