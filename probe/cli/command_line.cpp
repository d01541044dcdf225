// SPDX-License-Identifier: Apache-2.0
// The one unit that includes CLI11.
#include "probe/cli/command_line.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/nearest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <utility>

namespace probe::cli {
namespace {

/// The parser and what it fills. CLI11 keeps references, hence one object that does not move.
struct Parser {
  /// A command, and what the line says of what every command has.
  struct Entry {
    Command command;
    CLI::App* app = nullptr;
    OutputArguments output = {};
    std::optional<std::string> exit_zero_on = {};
    Job job = {};
  };

  explicit Parser(std::span<const Command> commands);
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Null for the program itself.
  [[nodiscard]] const Entry* find(const CLI::App& wanted) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.app == &wanted; });
    return found == entries.end() ? nullptr : &*found;
  }

  CLI::App app{"", "sstp-probe"};
  bool version = false;
  std::deque<Entry> entries;  // CLI11's references hold while it grows
};

UsageError explain(const CLI::ParseError& error, const CLI::App& app);
HelpPage page_of(const Parser& parser, const CLI::App& app);

const CLI::App& chosen(const Parser& parser) {
  const auto commands = parser.app.get_subcommands();
  return commands.empty() ? parser.app : *commands.front();
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// The command of that name, or the program itself.
const CLI::App& named(const Parser& parser, std::string_view command) {
  for (const auto* app : commands_of(parser.app))
    if (app->get_name() == command) return *app;
  return parser.app;
}

Parsed<CommandLine> ready(const Parser::Entry& entry) {
  CommandLine line;
  // Before anything is done: a mistake here would be seen hours later.
  const auto zeroed = parse_exit_codes(entry.exit_zero_on.value_or(""));
  if (!zeroed) return zeroed.error();
  const auto output = output_request(entry.output, entry.command.product);
  if (!output) return output.error();
  line.asks = CommandLine::Asks::command;
  line.job = entry.job;
  line.output = *output;
  line.zeroed = *zeroed;
  return line;
}

}  // namespace

Parsed<CommandLine> parse_command_line(int argc, const char* const* argv, std::span<const Command> commands) {
  Parser parser(commands);
  CommandLine line;
  // "help scan" is "scan --help".
  std::vector<const char*> words(argv, argv + argc);
  if (words.size() > 1 && std::string_view(words[1]) == "help") {
    words.erase(words.begin() + 1);
    words.push_back("--help");
  }
  try {
    parser.app.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::CallForHelp&) {
    line.asks = CommandLine::Asks::help;
    line.page = render(page_of(parser, chosen(parser)));
    return line;
  } catch (const CLI::ParseError& error) {
    return explain(error, chosen(parser));
  }
  if (const auto* const entry = parser.find(chosen(parser)); entry != nullptr && !parser.version) return ready(*entry);
  if (!parser.version) line.page = render(page_of(parser, parser.app));
  line.asks = parser.version ? CommandLine::Asks::version : CommandLine::Asks::nothing;
  return line;
}

std::string_view command_of(int argc, const char* const* argv, std::span<const Command> commands) {
  for (int at = 1; at < argc; ++at)
    for (const auto& command : commands)
      if (command.name == argv[at]) return command.name;
  return {};
}

std::string help_text(std::string_view command, std::span<const Command> commands) {
  const Parser parser(commands);
  return render(page_of(parser, named(parser, command)));
}

std::vector<CommandPage> command_pages(std::span<const Command> commands) {
  const Parser parser(commands);
  std::vector<CommandPage> pages{{"", page_of(parser, parser.app)}};
  for (const auto* command : commands_of(parser.app)) pages.push_back({command->get_name(), page_of(parser, *command)});
  return pages;
}

std::vector<std::string> option_names(std::string_view command, std::span<const Command> commands) {
  const Parser parser(commands);
  std::vector<std::string> names;
  for (const auto* option : named(parser, command).get_options()) {
    if (!option->nonpositional()) continue;
    names.push_back(option->get_lnames().empty() ? "-" + option->get_snames().front()
                                                 : "--" + option->get_lnames().front());
  }
  return names;
}

void Options::word(const char* name, std::string& value) { app_.add_option(name, value, "")->required(); }

void Options::optional_word(const char* name, std::string& value) { app_.add_option(name, value, ""); }

void Options::words(const char* name, std::vector<std::string>& values) { app_.add_option(name, values, ""); }

void Options::flag(const FlagText& option, bool& value) {
  app_.add_flag(option.names, value, option.text)->group(option.group);
}

void Options::value(const OptionText& option, std::optional<std::string>& value) {
  app_.add_option(option.names, value, option.text)->type_name(option.value)->group(option.group);
}

void Options::last(const OptionText& option, std::optional<std::string>& value) {
  app_.add_option(option.names, value, option.text)->type_name(option.value)->group(option.group)->take_last();
}

void Options::joined(const OptionText& option, std::optional<std::string>& value) {
  app_.add_option(option.names, value, option.text)->type_name(option.value)->group(option.group)->join(',');
}

void Options::each(const OptionText& option, std::vector<std::string>& values) {
  app_.add_option(option.names, values, option.text)
      ->type_name(option.value)
      ->group(option.group)
      ->take_all()
      ->allow_extra_args(false);
}

namespace {

Parser::Parser(std::span<const Command> commands) {
  app.set_help_flag("-h,--help", "this page")->group(kOptions);
  app.add_flag("-V,--version", version,
               "the program's version, the commit and day it is built from, its compiler and libraries")
      ->group(kOptions);
  app.require_subcommand(0, 1);
  app.allow_windows_style_options(false);  // or a path that begins with a slash is none on Windows
  for (const auto& command : commands) {
    auto& entry = entries.emplace_back(Entry{command});
    entry.app = app.add_subcommand(std::string(command.name), std::string(command.summary));
    entry.app->set_help_flag("-h,--help", "this page")->group(kOptions);
    Options options(*entry.app);
    add_output_options(options, command.product, entry.output);
    if (command.ends == Command::Ends::with_ruling)
      options.joined({"--exit-zero-on", "CODES",
                      "end with 0 in place of these exit codes, 1, 2 or both: for schedulers that would run the job "
                      "again",
                      kOutput},
                     entry.exit_zero_on);
    entry.job = command.prepare(options);
  }
}

/// The words that no option and no command took.
std::vector<std::string> strangers(const CLI::App& app) {
  std::vector<std::string> words;
  for (const auto& word : app.remaining(true)) {
    if (word != "--") words.push_back(word);
  }
  return words;
}

/// "scan, report and check"
std::string names_of(const std::vector<const CLI::App*>& commands) {
  std::string names;
  for (std::size_t at = 0; at < commands.size(); ++at)
    names += (at == 0 ? "" : at + 1 == commands.size() ? " and " : ", ") + commands[at]->get_name();
  return names;
}

/// All that begin with a dash, as they are typed.
std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// CLI11's own words are for programmers; these are for whoever typed the line.
UsageError explain(const CLI::ParseError& error, const CLI::App& app) {
  const std::string what = error.what();
  const auto unexpected = strangers(app);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unexpected.empty()) {
    const auto& word = unexpected.front();
    if (word.size() > 1 && word[0] == '-')
      return {"there is no option " + quote(word) + did_you_mean(word.substr(0, word.find('=')), options_of(app))};
    if (app.get_parent() != nullptr) return {quote(word) + " is one word too many"};
    const bool like_a_target = word.find_first_of(".:") != std::string::npos;
    if (like_a_target) return {quote(word) + " is not a command: write 'sstp-probe scan " + printable(word) + "'"};
    std::vector<std::string> names;
    for (const auto* command : commands_of(app)) names.push_back(command->get_name());
    const auto meant = did_you_mean(word, names);
    return {quote(word) + " is not a command" + (meant.empty() ? ": " + names_of(commands_of(app)) + " are" : meant)};
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && what.find(" missing") != std::string::npos) {
    return {printable(what.substr(0, what.find(':'))) + " wants a value behind it"};
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    return {printable(what.substr(0, what.find(' '))) + " is missing"};
  return {printable(what)};
}

HelpEntry entry_of(const CLI::Option& option) {
  HelpEntry entry;
  for (const auto& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) entry.names.push_back("--" + name);
  if (option.get_type_size() != 0) entry.value = option.get_type_name();
  entry.text = option.get_description();
  return entry;
}

/// Groups in the order in which their first option was declared; behind what is a command's own stands what all have,
/// and
/// --help last.
std::vector<HelpGroup> option_groups(const CLI::App& app) {
  std::vector<HelpGroup> groups;
  auto options = app.get_options();
  const auto place = [&](const CLI::Option* option) {
    return option == app.get_help_ptr() ? 2 : option->get_group() == kOutput ? 1 : 0;
  };
  std::stable_sort(options.begin(), options.end(),
                   [&](const CLI::Option* one, const CLI::Option* other) { return place(one) < place(other); });
  for (const auto* option : options) {
    if (!option->nonpositional()) continue;
    const auto title = option->get_group();
    const auto same = [&](const HelpGroup& group) { return group.title == title; };
    auto found = std::find_if(groups.begin(), groups.end(), same);
    if (found == groups.end()) found = groups.insert(groups.end(), HelpGroup{title, {}});
    found->entries.push_back(entry_of(*option));
  }
  return groups;
}

HelpPage program_page() {
  HelpPage page;
  page.usage = "sstp-probe COMMAND [OPTIONS]";
  page.summary = "Tells which TLS versions and cipher suites an SSTP gateway accepts.";
  page.examples = {
      {"sstp-probe scan vpn.example.net", "the main job"},
      {"sstp-probe scan --help", "everything about it"},
  };
  page.ending = kScanExitCodes;
  return page;
}

HelpPage page_of(const Parser& parser, const CLI::App& app) {
  const auto* const entry = parser.find(app);
  auto page = entry == nullptr ? program_page() : entry->command.page();
  const auto commands = commands_of(app);
  if (!commands.empty()) page.groups.push_back({kCommandsTitle, {}});
  for (const auto* command : commands)
    page.groups.back().entries.push_back({{command->get_name()}, "", command->get_description()});
  const auto options = option_groups(app);
  page.groups.insert(page.groups.end(), options.begin(), options.end());
  return page;
}

}  // namespace
}  // namespace probe::cli
