// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/figures.hpp"

#include "outputs/files/results.hpp"
#include "outputs/pages/chart_assets.hpp"
#include "tools/commands/child.hpp"
#include "tools/commands/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

// A folder to work in, gone with its content at the end.
class WorkFolder {
  public:
    WorkFolder() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "drumbeat-XXXXXX").string();
        if (error || !::mkdtemp(name.data()))
            throw FileProblem("no folder can be made for temporary files; is TMPDIR right, and the disk not full?",
                              false);
        path_ = name;
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  private:
    fs::path path_;
};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What a program said last.
std::string end_of(const std::string& text) {
    return text.substr(text.size() - std::min<std::size_t>(text.size(), 600));
}

std::string needed(const std::vector<std::string>& names, const char* package) {
    std::string path = find_program(names);
    if (path.empty())
        throw FileProblem(fmt::format("--figures needs {}, which is not on this machine: install the Debian package {}",
                                      names.front(), package),
                          false);
    return path;
}

std::map<std::string, std::string> drawn_in(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files[entry.path().filename().string()] = content_of(entry.path().string());
    return files;
}

std::string node() { return needed({"node", "nodejs"}, "nodejs"); }
std::string converter() { return needed({"rsvg-convert"}, "librsvg2-bin"); }

} // namespace

void check_can_draw() {
    node();
    converter();
}

std::map<std::string, std::string> draw_figures(const std::string& chart_data) {
    const ChartAssets& assets = chart_assets();
    const WorkFolder work;
    write_text_file(work / "script.js", std::string(assets.script), true);
    write_text_file(work / "document.mjs", std::string(assets.document), true);
    write_text_file(work / "figures.mjs", std::string(assets.figures), true);
    write_text_file(work / "data.json", chart_data, true);
    fs::create_directory(work / "drawn");
    const int code = run_program({node(), work / "figures.mjs", work / "script.js", work / "document.mjs",
                                  work / "data.json", work / "drawn", converter()},
                                 work / "log");
    if (code != 0)
        throw FileProblem(fmt::format("the figures cannot be drawn ({}, which must be 18 or newer): {}", node(),
                                      end_of(content_of(work / "log"))),
                          false);
    const std::map<std::string, std::string> files = drawn_in(work / "drawn");
    if (files.empty()) throw FileProblem("nothing to draw, since there is nothing to compare", true);
    return files;
}

} // namespace drumbeat::tools
