// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/completions.hpp"

#include "probe/policy/builtin.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace probe::cli {
namespace {

struct Option {
  std::vector<std::string> names;
  bool takes_value = false;
  std::string value;
  Values values;
  std::string text;  ///< a few words of what it does
};

struct Command {
  std::string name, text;
  Values first;
  std::vector<Option> options;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// `text` with a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char character : text) {
    if (special.find(character) != std::string_view::npos) out += '\\';
    out += character;
  }
  return out;
}

/// Up to where the help goes into details.
std::string first_words(std::string_view text) {
  for (const std::string_view end : {"\n", "; ", " (", ": "}) text = text.substr(0, text.find(end));
  return std::string(text);
}

std::vector<Option> options_of(const HelpPage& page) {
  std::vector<Option> options;
  for (const auto& group : page.groups) {
    if (group.title == kCommandsTitle) continue;
    for (const auto& entry : group.entries)
      options.push_back(
          {entry.names, !entry.value.empty(), entry.value, values_of(entry.value), first_words(entry.text)});
  }
  return options;
}

/// In the order of --help, which has a few words for each.
std::vector<Command> commands_of(std::span<const CommandPage> pages) {
  std::vector<Command> commands;
  for (const auto& page : pages.subspan(1))
    commands.push_back({page.command, "", first_values(page), options_of(page.page)});
  for (const auto& group : pages.front().page.groups) {
    for (const auto& entry : group.entries) {
      const auto named = [&](const Command& command) { return command.name == entry.names.front(); };
      if (const auto found = std::find_if(commands.begin(), commands.end(), named); found != commands.end())
        found->text = first_words(entry.text);
    }
  }
  return commands;
}

std::string names_of(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const auto& command : commands) names.push_back(command.name);
  return joined(names);
}

std::string names_of(const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const auto& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return joined(names);
}

std::string bash_reply(const Values& values) {
  std::string out;
  if (!values.words.empty()) out += fmt::format(" COMPREPLY+=($(compgen -W '{}' -- \"$cur\"));", joined(values.words));
  if (values.files) out += " _sstp_probe_files;";
  return out.empty() ? " :;" : out;
}

std::string bash(const std::vector<Command>& commands, const std::vector<Option>& globals) {
  std::string values, firsts, options;
  for (const auto& command : commands) {
    for (const auto& option : command.options) {
      if (!option.takes_value) continue;
      std::string patterns;
      for (const auto& name : option.names) patterns += (patterns.empty() ? "" : "|") + command.name + "," + name;
      values += fmt::format("    {}){} return ;;\n", patterns, bash_reply(option.values));
    }
    firsts += fmt::format("    {}){} ;;\n", command.name, bash_reply(command.first));
    options += fmt::format("    {}) words='{}' ;;\n", command.name, names_of(command.options));
  }
  return fmt::format(R"(# bash completion for sstp-probe; made by 'sstp-probe completions bash'
_sstp_probe_files() {{
  compopt -o filenames 2>/dev/null
  local IFS=$'\n'
  COMPREPLY+=($(compgen -f -- "$cur"))
}}

_sstp_probe() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= words= word at
  COMPREPLY=()
  # Readline takes = for a word of its own.
  [ "$cur" = = ] && cur=
  if [ "$before" = = ]; then
    before=${{COMP_WORDS[COMP_CWORD-2]}}
    case $before in
    -*) ;;
    *) _sstp_probe_files; return ;;
    esac
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case ${{COMP_WORDS[at]}} in
    -*) ;;
    *) command=${{COMP_WORDS[at]}}; break ;;
    esac
  done
  case $command,$before in
{}  esac
  case $command in
    '') words='{}' ;;
{}  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$words" -- "$cur")); return ;;
  esac
  case $command in
    '') COMPREPLY=($(compgen -W '{}' -- "$cur")) ;;
{}  esac
}}
complete -F _sstp_probe sstp-probe
)",
                     values, names_of(globals), options, names_of(commands), firsts);
}

std::string zsh_quoted(std::string_view text) {
  std::string out = "'";
  for (const char character : text) out += character == '\'' ? std::string("'\\''") : std::string(1, character);
  return out + "'";
}

std::string zsh_action(const Values& values) {
  if (values.words.empty()) return values.files ? "_files" : " ";
  if (!values.files) return "(" + joined(values.words) + ")";
  return "{ _alternative \"words:word:(" + joined(values.words) + ")\" \"files:file:_files\" }";
}

std::string zsh_option(const Option& option) {
  std::string out;
  for (const auto& name : option.names) {
    const bool is_long = name.starts_with("--");
    auto spec = "*" + name +
                (!option.takes_value ? ""
                 : is_long           ? "="
                                     : "+") +
                "[" + escaped(option.text, "[]:\\") + "]";
    if (option.takes_value) spec += ":" + escaped(option.value, ":\\") + ":" + zsh_action(option.values);
    out += " \\\n      " + zsh_quoted(spec);
  }
  return out;
}

std::string zsh(const std::vector<Command>& commands, const std::vector<Option>& globals) {
  std::string rows, cases, global;
  for (const auto& option : globals) global += zsh_option(option);
  for (const auto& command : commands) {
    rows += "    " + zsh_quoted(escaped(command.name, ":") + ":" + command.text) + "\n";
    cases += "  " + command.name + ")\n    _arguments -S";
    for (const auto& option : command.options) cases += zsh_option(option);
    const bool only_first = !command.first.words.empty();
    if (only_first) cases += " \\\n      " + zsh_quoted("1:word:" + zsh_action({command.first.words, false}));
    if (command.first.files) cases += " \\\n      " + zsh_quoted("*:file:_files");
    cases += " ;;\n";
  }
  return fmt::format(R"(#compdef sstp-probe
# zsh completion for sstp-probe; made by 'sstp-probe completions zsh'
_sstp-probe() {{
  local context state state_descr line
  local -A opt_args
  local -a commands=(
{}  )
  _arguments -C{} \
      '1:command:->command' '*::argument:->argument'
  case $state in
  command) _describe command commands; return ;;
  argument) ;;
  *) return ;;
  esac
  case $line[1] in
{}  esac
}}
if [ "$funcstack[1]" = _sstp-probe ]; then _sstp-probe "$@"; else compdef _sstp-probe sstp-probe; fi
)",
                     rows, global, cases);
}

std::string fish_quoted(std::string_view text) { return "'" + escaped(text, "'\\") + "'"; }

std::string fish_option(const Option& option, const std::string& condition) {
  auto line = "complete -c sstp-probe -n " + fish_quoted(condition);
  for (const auto& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.takes_value) line += option.values.files ? " -r -F" : " -x";
  if (!option.values.words.empty()) line += " -a " + fish_quoted(joined(option.values.words));
  return line + " -d " + fish_quoted(option.text) + "\n";
}

std::string fish(const std::vector<Command>& commands, const std::vector<Option>& globals) {
  std::string out =
      "# fish completion for sstp-probe; made by 'sstp-probe completions fish'\ncomplete -c sstp-probe -f\n";
  for (const auto& option : globals) out += fish_option(option, "__fish_use_subcommand");
  for (const auto& command : commands)
    out += "complete -c sstp-probe -n __fish_use_subcommand -a " + command.name + " -d " + fish_quoted(command.text) +
           "\n";
  for (const auto& command : commands) {
    const auto condition = "__fish_seen_subcommand_from " + command.name;
    for (const auto& option : command.options) out += fish_option(option, condition);
    const auto& first = command.first;
    if (!first.words.empty())
      out += "complete -c sstp-probe -n " + fish_quoted(condition) + " -a " + fish_quoted(joined(first.words)) + "\n";
    if (first.files) out += "complete -c sstp-probe -n " + fish_quoted(condition) + " -F\n";
  }
  return out;
}

}  // namespace

std::optional<Shell> shell_from(std::string_view word) {
  if (word == "bash") return Shell::bash;
  if (word == "zsh") return Shell::zsh;
  if (word == "fish") return Shell::fish;
  return std::nullopt;
}

std::string completions(Shell shell, std::span<const CommandPage> pages) {
  const auto commands = commands_of(pages);
  const auto globals = options_of(pages.front().page);
  switch (shell) {
    case Shell::bash:
      return bash(commands, globals);
    case Shell::zsh:
      return zsh(commands, globals);
    case Shell::fish:
      return fish(commands, globals);
  }
  return {};
}

Values values_of(std::string_view name) {
  Values values;
  if (name == "NAME|FILE")
    for (const auto& policy : builtin_policies()) values.words.emplace_back(policy.name);
  values.files = name.find("FILE") != std::string_view::npos || name.find("PATH") != std::string_view::npos ||
                 name.find("RECORD") != std::string_view::npos;

  // Words in small letters stand for themselves.
  const auto is_word = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
  };
  while (!name.empty()) {
    const auto word = name.substr(0, name.find('|'));
    if (is_word(word)) values.words.emplace_back(word);
    name.remove_prefix(std::min(word.size() + 1, name.size()));
  }
  return values;
}

Values first_values(const CommandPage& page) {
  std::string_view usage = page.page.usage;
  usage.remove_prefix(std::min(usage.find(page.command) + page.command.size(), usage.size()));
  // "[show NAME|FILE]" and "verify|seal|show [OPTIONS] BUNDLE [CELL]".
  usage.remove_prefix(std::min(usage.find_first_not_of(" ["), usage.size()));
  auto values = values_of(usage.substr(0, usage.find(' ')));
  for (const auto* name : {"RECORD", "BUNDLE", "BEFORE", "FILE"})
    if (page.page.usage.find(name) != std::string::npos) values.files = true;
  return values;
}

}  // namespace probe::cli
