// SPDX-License-Identifier: Apache-2.0
// The one file that knows yaml-cpp. It takes the parser's events, not its nodes: the handler sees depth, aliases, tags
// and repeated keys as they come, and stops the parser before its recursion gets deep.
#include "config/yaml_tree.hpp"

#include "config/text.hpp"
#include "config/yaml_syntax.hpp"

#include <fmt/core.h>
#include <set>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace drumbeat {

namespace {

struct Stop {}; // thrown when reading on is of no use; the problem is told already

class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(const std::string& source, std::vector<Problem>& problems) : source_(source), problems_(problems) {}

    YamlNode root;
    int documents = 0;

    void tell(int line, std::string code, std::string message) {
        problems_.push_back({Severity::error, std::move(code), {source_, line}, path(), std::move(message)});
        if (++told_ >= most_yaml_problems) throw Stop{};
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents > 1)
            fatal(mark, "syntax", "what stands here belongs to nothing above it; a file holds one document");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        leaf(mark, {}, anchor, YamlNode::Kind::nothing, {});
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        leaf(mark, tag, anchor, YamlNode::Kind::scalar, value);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        tell(line_of(mark), "not_supported", "aliases are not read; write the value again");
        leaf(mark, {}, 0, YamlNode::Kind::nothing, {});
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::list);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::map);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        YamlNode node;
        std::set<std::string> keys{};
        bool has_key = false;
        std::string key{};
        int key_line = 0;
    };

    static int line_of(const YAML::Mark& mark) { return mark.line + 1; }

    [[noreturn]] void fatal(const YAML::Mark& mark, std::string code, std::string message) {
        tell(line_of(mark), std::move(code), std::move(message));
        throw Stop{};
    }

    std::string path() const {
        std::string path;
        for (const Open& open : stack_)
            if (open.has_key) path += (path.empty() ? "" : ".") + open.key;
        return path;
    }

    bool expects_key() const {
        return !stack_.empty() && stack_.back().node.is(YamlNode::Kind::map) && !stack_.back().has_key;
    }

    void refuse_extras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) tell(line_of(mark), "not_supported", "anchors (&name) are not read");
        if (!tag.empty() && tag != "?" && tag != "!")
            tell(line_of(mark), "not_supported", fmt::format("tags such as {} are not read", in_quotes(tag)));
        if (++nodes_ > most_yaml_nodes)
            fatal(mark, "too_large", fmt::format("the file has too many values; allowed: at most {}", most_yaml_nodes));
    }

    void leaf(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind,
              const std::string& text) {
        refuse_extras(mark, tag, anchor);
        if (expects_key()) return take_key(mark, kind, text);
        YamlNode node;
        node.kind = kind;
        node.text = text;
        node.line = line_of(mark);
        attach(std::move(node));
    }

    void take_key(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& text) {
        Open& map = stack_.back();
        if (kind != YamlNode::Kind::scalar || text.empty())
            tell(line_of(mark), "syntax", "a key is missing before ':'");
        else if (text == "<<")
            tell(line_of(mark), "not_supported", "merge keys (<<) are not read; use 'base' or 'like'");
        const bool first = map.keys.insert(text).second;
        map.has_key = true;
        map.key = text;
        map.key_line = line_of(mark);
        if (!first) tell(line_of(mark), "duplicate_key", "stands twice in this group");
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
        refuse_extras(mark, tag, anchor);
        if (expects_key())
            fatal(mark, "syntax", "a key is a plain word, not a list or a group (is a bracket left open?)");
        if (stack_.size() >= static_cast<std::size_t>(deepest_yaml))
            fatal(mark, "too_deep",
                  fmt::format("groups are nested too deeply; allowed: at most {} levels", deepest_yaml));
        YamlNode node;
        node.kind = kind;
        node.line = line_of(mark);
        stack_.push_back({std::move(node)});
    }

    void close() {
        YamlNode node = std::move(stack_.back().node);
        stack_.pop_back();
        attach(std::move(node));
    }

    void attach(YamlNode node) {
        if (stack_.empty()) {
            root = std::move(node);
            return;
        }
        Open& parent = stack_.back();
        if (parent.has_key) {
            node.key = std::move(parent.key);
            node.line = parent.key_line;
            parent.has_key = false;
        }
        parent.node.children.push_back(std::move(node));
    }

    const std::string& source_;
    std::vector<Problem>& problems_;
    std::vector<Open> stack_;
    int nodes_ = 0;
    std::size_t told_ = 0;
};

// The line of the first tab that indents, 0 when there is none.
int tab_line(std::string_view text) {
    int line = 1;
    bool indenting = true;
    for (const char c : text) {
        if (c == '\n') {
            ++line;
            indenting = true;
        } else if (indenting && c == '\t') {
            return line;
        } else if (c != ' ') {
            indenting = false;
        }
    }
    return 0;
}

// What a file must not be, whatever it says. Empty when it may be parsed.
Problem raw_fault(std::string_view text, const std::string& source, std::size_t largest) {
    const auto fault = [&](std::string code, int line, std::string message) {
        return Problem{Severity::error, std::move(code), {source, line}, "", std::move(message)};
    };
    if (text.size() > largest)
        return fault("too_large", 0, fmt::format("the file has more than {} bytes, the most that is read", largest));
    if (const int line = unreadable_line(text)) return fault("not_text", line, "holds bytes that are no UTF-8 text");
    if (const int line = tab_line(text)) return fault("syntax", line, "indent with blanks, not with tabs");
    return {};
}

// yaml-cpp takes an open quote at the end of a file for a closed one, but not before a line that ends the document.
std::string ended(std::string_view text) {
    std::string all(text);
    if (trimmed(text).ends_with("\n...")) return all;
    return all + (text.ends_with('\n') ? "...\n" : "\n...\n");
}

void parse(std::string_view text, TreeBuilder& builder) {
    std::istringstream stream{ended(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
}

} // namespace

const YamlNode* YamlNode::find(std::string_view name) const {
    for (const YamlNode& child : children)
        if (child.key == name) return &child;
    return nullptr;
}

namespace {

Problem no_yaml(const std::string& source, int line, const std::string& why) {
    return {Severity::error, "syntax", {source, line}, "", "this is no YAML: " + why};
}

Problem no_yaml(const std::string& source, std::string_view text, const YAML::Exception& e) {
    const int line = e.mark.line + 1;
    const bool open = e.msg == YAML::ErrorMsg::DOC_IN_SCALAR;
    return no_yaml(source, line, open ? std::string("a quote is left open") : syntax_advice(text, line, e.msg));
}

} // namespace

YamlNode read_yaml(std::string_view text, const std::string& source, std::vector<Problem>& problems,
                   std::size_t largest) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (Problem fault = raw_fault(text, source, largest); !fault.code.empty()) {
        problems.push_back(std::move(fault));
        return {};
    }
    TreeBuilder builder(source, problems);
    try {
        parse(text, builder);
        if (builder.root.is(YamlNode::Kind::nothing))
            builder.tell(0, "empty", "the file is empty; `drumbeat init` writes one to start from");
        else if (!builder.root.is(YamlNode::Kind::map))
            builder.tell(builder.root.line, "wrong_type", "expects 'key: value' lines at the top");
        else
            return std::move(builder.root);
    } catch (const Stop&) {
    } catch (const YAML::Exception& e) {
        problems.push_back(no_yaml(source, text, e));
    } catch (const std::exception& e) {
        problems.push_back(no_yaml(source, 0, e.what()));
    }
    return {};
}

} // namespace drumbeat
