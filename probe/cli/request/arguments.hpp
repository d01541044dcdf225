// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace probe::cli {

// What the command line said, word by word: what it means is found out in scan_request.hpp and its neighbours.

/// Options that say how the terminal view looks.
struct ViewArguments {
  std::string color = "auto";
  bool ascii = false;
  bool all_suites = false;
  std::string lang = "en";  ///< of the page and the terminal view
};

/// What to judge by.
struct PolicyArguments {
  std::vector<std::string> policies;
  std::optional<std::string> waivers, as_of;
  bool allow_inconclusive = false, fail_on_warn = false, fail_on_stale_waivers = false;
};

/// Who vouches for a bundle, and for its time.
struct SealArguments {
  std::optional<std::string> sign_key, sign_cert, sign_pass, timestamp_url;
};

struct ScanArguments {
  std::vector<std::string> targets;
  std::optional<std::string> target_file;
  std::optional<std::string> sni, connect;
  bool no_sni = false, ipv4 = false, ipv6 = false, all_addresses = false;
  std::optional<std::string> versions, suites;
  std::optional<std::string> depth, sstp_concurrency, proxy, ca;
  std::optional<std::string> timeout, deadline, retries, max_connections, parallel, delay;
  bool thorough = false, strict = false, quiet = false, no_secrets = false, gentle = false, dry_run = false;
  std::optional<std::string> evidence;
  SealArguments seal;
  std::vector<std::string> outputs;
  std::optional<std::string> browser;
  bool sarif_all = false;
  ViewArguments view;
  PolicyArguments policy;
  std::optional<std::string> expect, exit_zero_on;
  std::vector<std::string> profiles;
};

struct ReportArguments {
  std::string record;
  std::vector<std::string> outputs;
  std::optional<std::string> browser;
  bool sarif_all = false;
  ViewArguments view;
  PolicyArguments policy;
};

struct CheckArguments {
  std::string record;
  std::optional<std::string> exit_zero_on;
  bool quiet = false;
  std::vector<std::string> outputs;
  std::optional<std::string> browser;
  bool sarif_all = false;
  ViewArguments view;
  PolicyArguments policy;
};

struct PoliciesArguments {
  std::vector<std::string> words;
  bool toml = false;
};

struct DiffArguments {
  std::string before, after;
  std::optional<std::string> exit_zero_on;
  std::vector<std::string> fail_on, outputs;
  ViewArguments view;
};

struct SuitesArguments {
  std::optional<std::string> family;
};

struct ExplainArguments {
  std::string code;
  ViewArguments view;
};

struct ClientCheckArguments {
  std::vector<std::string> reg_files;
  std::optional<std::string> windows, updates, record, ca, exit_zero_on;
  std::vector<std::string> outputs;
};

struct ClientsArguments {
  std::string where;   ///< a target, or a record's file
  ScanArguments scan;  ///< how a target is asked; its targets stay empty
};

struct EvidenceArguments {
  std::string action;  ///< "verify", "seal", "show"
  std::string bundle;
  std::string cell;                   ///< show: "1.2/C02F"
  std::optional<std::string> target;  ///< show: one of the record's
  std::optional<std::string> ca, signer, proxy, timeout;
  bool allow_unsigned = false;
  std::vector<std::string> outputs;
  SealArguments seal;
};

struct CompletionsArguments {
  std::string shell;
};

struct ManArguments {};

/// --help; a command line without a command draws it too.
struct HelpArguments {
  std::string page;
  bool was_asked_for = true;
};

struct VersionArguments {};

using Arguments = std::variant<DiffArguments, ScanArguments, ReportArguments, CheckArguments, PoliciesArguments,
                               SuitesArguments, ExplainArguments, ClientsArguments, ClientCheckArguments,
                               EvidenceArguments, CompletionsArguments, ManArguments, HelpArguments, VersionArguments>;

}  // namespace probe::cli
