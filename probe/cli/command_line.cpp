// SPDX-License-Identifier: Apache-2.0
// The one unit that includes CLI11: it knows the options' names and their help, and nothing of what they mean.
#include "probe/cli/command_line.hpp"

#include "probe/cli/help_words.hpp"
#include "probe/cli/output/help_page.hpp"
#include "probe/cli/output/printable.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace probe::cli {
namespace {

/// The parser and what it fills. CLI11 keeps references into the arguments, hence one object that does not move.
struct Parser {
  Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  CLI::App app{"", "sstp-probe"};
  ScanArguments scan_arguments;
  ReportArguments report_arguments;
  CheckArguments check_arguments;
  PoliciesArguments policies_arguments;
  DiffArguments diff_arguments;
  SuitesArguments suites_arguments;
  ExplainArguments explain_arguments;
  ClientsArguments clients_arguments;
  ClientCheckArguments client_check_arguments;
  EvidenceArguments evidence_arguments;
  CompletionsArguments completions_arguments;
  bool version = false;
  CLI::App* scan = nullptr;
  CLI::App* report = nullptr;
  CLI::App* check = nullptr;
  CLI::App* policies = nullptr;
  CLI::App* diff = nullptr;
  CLI::App* suites = nullptr;
  CLI::App* explain = nullptr;
  CLI::App* clients = nullptr;
  CLI::App* client_check = nullptr;
  CLI::App* evidence = nullptr;
  CLI::App* completions = nullptr;
  CLI::App* man = nullptr;
};

UsageError explain(const CLI::ParseError& error, const CLI::App& app);
HelpPage page_of(const CLI::App& app);

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

}  // namespace

Parsed<Arguments> parse_command_line(int argc, const char* const* argv) {
  Parser parser;
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Arguments(HelpArguments{render(page_of(chosen(parser)))});
  } catch (const CLI::ParseError& error) {
    return explain(error, chosen(parser));
  }
  if (parser.version) return Arguments(VersionArguments{});
  if (parser.scan->parsed()) return Arguments(std::move(parser.scan_arguments));
  if (parser.report->parsed()) return Arguments(std::move(parser.report_arguments));
  if (parser.check->parsed()) return Arguments(std::move(parser.check_arguments));
  if (parser.policies->parsed()) return Arguments(std::move(parser.policies_arguments));
  if (parser.diff->parsed()) return Arguments(std::move(parser.diff_arguments));
  if (parser.suites->parsed()) return Arguments(std::move(parser.suites_arguments));
  if (parser.explain->parsed()) return Arguments(std::move(parser.explain_arguments));
  if (parser.clients->parsed()) return Arguments(std::move(parser.clients_arguments));
  if (parser.client_check->parsed()) return Arguments(std::move(parser.client_check_arguments));
  if (parser.evidence->parsed()) return Arguments(std::move(parser.evidence_arguments));
  if (parser.completions->parsed()) return Arguments(std::move(parser.completions_arguments));
  if (parser.man->parsed()) return Arguments(ManArguments{});
  return Arguments(HelpArguments{render(page_of(parser.app)), false});
}

std::string_view command_of(int argc, const char* const* argv) {
  const Parser parser;
  for (int at = 1; at < argc; ++at)
    if (&named(parser, argv[at]) != &parser.app) return argv[at];
  return {};
}

std::string help_text(std::string_view command) {
  const Parser parser;
  return render(page_of(named(parser, command)));
}

std::vector<CommandPage> command_pages() {
  const Parser parser;
  std::vector<CommandPage> pages{{"", page_of(parser.app)}};
  for (const auto* command : commands_of(parser.app)) pages.push_back({command->get_name(), page_of(*command)});
  return pages;
}

std::vector<std::string> option_names(std::string_view command) {
  const Parser parser;
  std::vector<std::string> names;
  for (const auto* option : named(parser, command).get_options()) {
    if (!option->nonpositional()) continue;
    names.push_back(option->get_lnames().empty() ? "-" + option->get_snames().front()
                                                 : "--" + option->get_lnames().front());
  }
  return names;
}

namespace {

constexpr const char* kTargets = "Targets";
constexpr const char* kQuestions = "What is asked";
constexpr const char* kManners = "How hard";
constexpr const char* kJudging = "Judging";
constexpr const char* kOutput = "Output";
constexpr const char* kSealing = "Sealing evidence";

void add_appearance_options(CLI::App& app, ViewArguments& view) {
  app.add_option("--color", view.color, help::kColor)->type_name("WHEN")->group(kOutput);
  app.add_flag("--ascii", view.ascii, help::kAscii)->group(kOutput);
}

void add_exit_option(CLI::App& app, std::optional<std::string>& exit_zero_on) {
  app.add_option("--exit-zero-on", exit_zero_on, help::kExitZeroOn)->type_name("CODES")->group(kOutput)->join(',');
}

void add_language_option(CLI::App& app, ViewArguments& view, const char* text) {
  app.add_option("--lang", view.lang, text)->type_name("LANGUAGE")->group(kOutput);
}

/// What a command that scans one gateway for itself takes.
void add_clients_options(CLI::App& app, ScanArguments& scan) {
  app.add_option("--sni", scan.sni, help::kSni)->type_name("NAME")->group(kTargets);
  app.add_flag("--no-sni", scan.no_sni, help::kNoSni)->group(kTargets);
  app.add_option("--connect", scan.connect, help::kConnect)->type_name("ADDRESS[:PORT]")->group(kTargets);
  app.add_option("--proxy", scan.proxy, help::kProxy)->type_name("URL")->group(kTargets);
  app.add_option("--ca", scan.ca, help::kCa)->type_name("FILE")->group(kQuestions);
  app.add_option("--timeout", scan.timeout, help::timeout())->type_name("SECONDS")->group(kManners)->take_last();
  app.add_option("--max-connections", scan.max_connections, help::max_connections())
      ->type_name("COUNT")
      ->group(kManners)
      ->take_last();
  app.add_option("-o,--output", scan.outputs, help::kClientsOutput)
      ->type_name("FORMAT=PATH")
      ->group(kOutput)
      ->take_all()
      ->allow_extra_args(false);
  app.add_flag("--quiet", scan.quiet, help::kClientsQuiet)->group(kOutput);
  add_exit_option(app, scan.exit_zero_on);
  add_appearance_options(app, scan.view);
  add_language_option(app, scan.view, help::kViewLang);
}

void add_view_options(CLI::App& app, ViewArguments& view) {
  add_appearance_options(app, view);
  app.add_flag("--all-suites", view.all_suites, help::kAllSuites)->group(kOutput);
  add_language_option(app, view, help::kLang);
}

/// Each -o takes one value, so that what follows it is a target again.
void add_output_options(CLI::App& app, std::vector<std::string>& outputs, std::optional<std::string>& browser,
                        bool& sarif_all) {
  app.add_option("-o,--output", outputs, help::output())
      ->type_name("FORMAT=PATH")
      ->group(kOutput)
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--browser", browser, help::kBrowser)->type_name("PATH")->group(kOutput);
  app.add_flag("--sarif-all", sarif_all, help::kSarifAll)->group(kOutput);
}

void add_policy_options(CLI::App& app, PolicyArguments& policy) {
  app.add_option("--policy", policy.policies, help::kPolicy)
      ->type_name("NAME|FILE")
      ->group(kJudging)
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--waivers", policy.waivers, help::kWaivers)->type_name("FILE")->group(kJudging);
  app.add_option("--as-of", policy.as_of, help::kAsOf)->type_name("DATE")->group(kJudging);
  app.add_flag("--allow-inconclusive", policy.allow_inconclusive, help::kAllowInconclusive)->group(kJudging);
  app.add_flag("--fail-on-warn", policy.fail_on_warn, help::kFailOnWarn)->group(kJudging);
  app.add_flag("--fail-on-stale-waivers", policy.fail_on_stale_waivers, help::kFailOnStaleWaivers)->group(kJudging);
}

void add_seal_options(CLI::App& app, SealArguments& seal) {
  app.add_option("--sign-key", seal.sign_key, help::kSignKey)->type_name("FILE")->group(kSealing);
  app.add_option("--sign-cert", seal.sign_cert, help::kSignCert)->type_name("FILE")->group(kSealing);
  app.add_option("--sign-pass", seal.sign_pass, help::kSignPass)->type_name("file:PATH|env:NAME")->group(kSealing);
  app.add_option("--timestamp-url", seal.timestamp_url, help::kTimestampUrl)->type_name("URL")->group(kSealing);
}

void add_evidence_options(CLI::App& app, EvidenceArguments& evidence) {
  app.add_option("ACTION", evidence.action, "")->required();
  app.add_option("BUNDLE", evidence.bundle, "")->required();
  app.add_option("CELL", evidence.cell, "");
  app.add_option("--target", evidence.target, help::kEvidenceTarget)->type_name("HOST[:PORT]");
  app.add_option("--ca", evidence.ca, help::kEvidenceCa)->type_name("FILE");
  app.add_option("--signer", evidence.signer, help::kSigner)->type_name("NAME");
  app.add_flag("--allow-unsigned", evidence.allow_unsigned, help::kAllowUnsigned);
  app.add_option("-o,--output", evidence.outputs, help::kEvidenceOutput)->type_name("FORMAT=PATH")->take_all();
  add_seal_options(app, evidence.seal);
  app.add_option("--proxy", evidence.proxy, help::kProxy)->type_name("URL")->group(kSealing);
  app.add_option("--timeout", evidence.timeout, help::timeout())->type_name("SECONDS")->group(kSealing)->take_last();
}

void add_scan_options(CLI::App& app, ScanArguments& scan) {
  app.add_option("TARGET", scan.targets, "");

  app.add_option("--targets", scan.target_file, help::kTargetFile)->type_name("FILE")->group(kTargets);
  app.add_option("--profile", scan.profiles, help::kProfile)
      ->type_name("FILE")
      ->group(kTargets)
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--sni", scan.sni, help::kSni)->type_name("NAME")->group(kTargets);
  app.add_flag("--no-sni", scan.no_sni, help::kNoSni)->group(kTargets);
  app.add_option("--connect", scan.connect, help::kConnect)->type_name("ADDRESS[:PORT]")->group(kTargets);
  app.add_flag("-4", scan.ipv4, help::kIpv4)->group(kTargets);
  app.add_flag("-6", scan.ipv6, help::kIpv6)->group(kTargets);
  app.add_flag("--all-addresses", scan.all_addresses, help::kAllAddresses)->group(kTargets);
  app.add_option("--proxy", scan.proxy, help::kProxy)->type_name("URL")->group(kTargets);

  app.add_option("--versions", scan.versions, help::kVersions)->type_name("LIST")->group(kQuestions)->join(',');
  app.add_option("--suites", scan.suites, help::kSuites)->type_name("LIST")->group(kQuestions)->join(',');
  app.add_option("--ca", scan.ca, help::kCa)->type_name("FILE")->group(kQuestions);
  app.add_option("--depth", scan.depth, help::kDepth)->type_name("RUNG")->group(kQuestions);
  app.add_option("--expect", scan.expect, help::kExpect)->type_name("absent")->group(kQuestions);
  app.add_flag("--thorough", scan.thorough, help::kThorough)->group(kQuestions);
  app.add_flag("--strict", scan.strict, help::kStrict)->group(kQuestions);

  const auto add_limit = [&](const char* name, std::optional<std::string>& value, std::string text, const char* type) {
    app.add_option(name, value, std::move(text))->type_name(type)->group(kManners)->take_last();
  };
  add_limit("--timeout", scan.timeout, help::timeout(), "SECONDS");
  add_limit("--deadline", scan.deadline, help::deadline(), "SECONDS");
  add_limit("--retries", scan.retries, help::retries(), "COUNT");
  add_limit("--max-connections", scan.max_connections, help::max_connections(), "COUNT");
  add_limit("--sstp-concurrency", scan.sstp_concurrency, help::sstp_concurrency(), "COUNT");
  add_limit("--parallel", scan.parallel, help::parallel(), "COUNT");
  add_limit("--delay", scan.delay, help::delay(), "SECONDS");
  app.add_flag("--gentle", scan.gentle, help::kGentle)->group(kManners);
  app.add_flag("--dry-run", scan.dry_run, help::kDryRun)->group(kManners);

  add_policy_options(app, scan.policy);
  add_output_options(app, scan.outputs, scan.browser, scan.sarif_all);
  app.add_option("--evidence", scan.evidence, help::kEvidence)->type_name("DIR|FILE.zip")->group(kOutput);
  add_seal_options(app, scan.seal);
  app.add_flag("--no-secrets", scan.no_secrets, help::kNoSecrets)->group(kOutput);
  app.add_flag("--quiet", scan.quiet, help::kQuiet)->group(kOutput);
  add_exit_option(app, scan.exit_zero_on);
  add_view_options(app, scan.view);
}

void add_client_check_options(CLI::App& app, ClientCheckArguments& check) {
  const auto add_list = [&](const char* name, std::vector<std::string>& values, const char* text, const char* type) {
    app.add_option(name, values, text)->type_name(type)->take_all()->allow_extra_args(false);
  };
  add_list("--reg", check.reg_files, help::kReg, "FILE");
  app.add_option("--windows", check.windows, help::kWindows)->type_name("ID");
  app.add_option("--updates", check.updates, help::kUpdates)->type_name("installed|missing");
  app.add_option("--record", check.record, help::kClientRecord)->type_name("RECORD");
  app.add_option("--ca", check.ca, help::kCa)->type_name("FILE");
  add_list("-o,--output", check.outputs, help::kChangeOutput, "FORMAT=PATH");
  add_exit_option(app, check.exit_zero_on);
}

void add_diff_options(CLI::App& app, DiffArguments& diff) {
  app.add_option("BEFORE", diff.before, "")->required();
  app.add_option("AFTER", diff.after, "")->required();
  app.add_option("--fail-on", diff.fail_on, help::fail_on())->type_name("LIST")->take_all()->allow_extra_args(false);
  app.add_option("-o,--output", diff.outputs, help::kDiffOutput)
      ->type_name("FORMAT=PATH")
      ->group(kOutput)
      ->take_all()
      ->allow_extra_args(false);
  add_exit_option(app, diff.exit_zero_on);
  add_appearance_options(app, diff.view);
  add_language_option(app, diff.view, help::kViewLang);
}

}  // namespace

Parser::Parser() {
  app.set_help_flag("-h,--help", help::kHelp);
  app.add_flag("--version", version, help::kVersion);
  app.require_subcommand(0, 1);

  scan = app.add_subcommand("scan", help::kScanCommand);
  add_scan_options(*scan, scan_arguments);

  report = app.add_subcommand("report", help::kReportCommand);
  report->add_option("RECORD", report_arguments.record, "")->required();
  add_policy_options(*report, report_arguments.policy);
  add_output_options(*report, report_arguments.outputs, report_arguments.browser, report_arguments.sarif_all);
  add_view_options(*report, report_arguments.view);

  check = app.add_subcommand("check", help::kCheckCommand);
  check->add_option("RECORD", check_arguments.record, "")->required();
  add_policy_options(*check, check_arguments.policy);
  add_output_options(*check, check_arguments.outputs, check_arguments.browser, check_arguments.sarif_all);
  check->add_flag("--quiet", check_arguments.quiet, help::kCheckQuiet)->group(kOutput);
  add_exit_option(*check, check_arguments.exit_zero_on);
  add_appearance_options(*check, check_arguments.view);
  add_language_option(*check, check_arguments.view, help::kLang);

  policies = app.add_subcommand("policies", help::kPoliciesCommand);
  policies->add_option("WORDS", policies_arguments.words, "");
  policies->add_flag("--toml", policies_arguments.toml, help::kToml);

  diff = app.add_subcommand("diff", help::kDiffCommand);
  add_diff_options(*diff, diff_arguments);

  suites = app.add_subcommand("suites", help::kSuitesCommand);
  suites->add_option("--family", suites_arguments.family, help::family())->type_name("NAME");

  explain = app.add_subcommand("explain", help::kExplainCommand);
  explain->add_option("CODE", explain_arguments.code, "")->required();
  add_appearance_options(*explain, explain_arguments.view);

  clients = app.add_subcommand("clients", help::kClientsCommand);
  clients->add_option("TARGET|RECORD", clients_arguments.where, "")->required();
  add_clients_options(*clients, clients_arguments.scan);

  client_check = app.add_subcommand("client-check", help::kClientCheckCommand);
  add_client_check_options(*client_check, client_check_arguments);

  evidence = app.add_subcommand("evidence", help::kEvidenceCommand);
  add_evidence_options(*evidence, evidence_arguments);

  completions = app.add_subcommand("completions", help::kCompletionsCommand);
  completions->add_option("SHELL", completions_arguments.shell, "")->required();

  man = app.add_subcommand("man", help::kManCommand);
}

namespace {

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

/// CLI11's own words are for programmers; these are for whoever typed the line.
UsageError explain(const CLI::ParseError& error, const CLI::App& app) {
  const std::string what = error.what();
  const auto unexpected = strangers(app);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unexpected.empty()) {
    const auto& word = unexpected.front();
    if (word.size() > 1 && word[0] == '-') return {"there is no option " + quote(word)};
    if (app.get_parent() != nullptr) return {quote(word) + " is one word too many"};
    const bool like_a_target = word.find_first_of(".:") != std::string::npos;
    return {quote(word) + (like_a_target ? " is not a command: write 'sstp-probe scan " + printable(word) + "'"
                                         : " is not a command: " + names_of(commands_of(app)) + " are")};
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

/// Groups in the order in which their first option was added; --help, which CLI11 adds first, comes last.
std::vector<HelpGroup> option_groups(const CLI::App& app) {
  std::vector<HelpGroup> groups;
  auto options = app.get_options();
  std::stable_partition(options.begin(), options.end(),
                        [&](const CLI::Option* option) { return option != app.get_help_ptr(); });
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

HelpPage page_of(const CLI::App& app) {
  auto page = help::frame(app.get_parent() == nullptr ? "" : app.get_name());
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
