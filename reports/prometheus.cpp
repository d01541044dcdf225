// SPDX-License-Identifier: Apache-2.0
// The text format 0.0.4, for node_exporter's textfile collector.
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/escape.hpp"
#include "reports/report.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <utility>

namespace reports {
namespace {

/// A label's value: backslash, quote and line feed are escaped; visible() has taken the line feeds away.
std::string label(std::string_view hostile) {
  std::string text;
  for (const char c : visible(hostile)) {
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
  return text;
}

/// A second sample with the same labels makes the collector drop the whole file.
class Metric {
 public:
  Metric(std::ostream& out, std::string_view name, std::string_view help) : out_(out), name_(name), help_(help) {}

  void sample(const std::string& labels, long long value) {
    if (!written_.insert(labels).second) return;
    if (written_.size() == 1) out_ << fmt::format("# HELP {} {}\n# TYPE {} gauge\n", name_, help_, name_);
    out_ << fmt::format("{}{{{}}} {}\n", name_, labels, value);
  }

 private:
  std::ostream& out_;
  std::string_view name_, help_;
  std::set<std::string> written_;
};

std::string target_labels(const probe::TargetRecord& target) {
  return fmt::format("target=\"{}\",address=\"{}\",label=\"{}\"", label(to_string(target.target)),
                     label(target.address), label(target.target.label));
}

void write_cells(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_suites", "Cipher suites by version and outcome.");
  for (const auto& target : record.targets)
    for (const auto& version : target.versions) {
      const auto cells = probe::coverage(version);
      if (cells.asked == 0) continue;
      const auto add = [&](const char* outcome, std::size_t count) {
        metric.sample(
            fmt::format("{},version=\"{}\",outcome=\"{}\"", target_labels(target), to_string(version.version), outcome),
            static_cast<long long>(count));
      };
      add("accepted", cells.accepted);
      add("refused", cells.refused);
      add("inconclusive", cells.inconclusive);
    }
}

std::string version_labels(const probe::TargetRecord& target, const probe::VersionResult& version) {
  return fmt::format("{},version=\"{}\"", target_labels(target), to_string(version.version));
}

void write_mixed(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_suites_mixed", "Of the accepted suites: by some of the unlike servers alone.");
  for (const auto& target : record.targets)
    for (const auto& version : target.versions)
      if (const auto cells = probe::coverage(version); cells.asked != 0)
        metric.sample(version_labels(target, version), static_cast<long long>(cells.mixed));
}

void write_needs(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_suites_needing", "Accepted suites that need something beyond the usual hello.");
  for (const auto& target : record.targets)
    for (const auto& version : target.versions) {
      std::map<probe::Need, std::size_t> sums;
      for (const auto& suite : version.accepted)
        for (const auto need : suite.needs) ++sums[need];
      for (const auto& [need, count] : sums)
        metric.sample(fmt::format("{},need=\"{}\"", version_labels(target, version), to_string(need)),
                      static_cast<long long>(count));
    }
}

/// Why cells stayed open, with the alert that they were answered by.
void write_open(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_suites_open", "Inconclusive suites by reason and alert.");
  for (const auto& target : record.targets)
    for (const auto& version : target.versions) {
      ReasonCounts sums;
      add_reasons(version.inconclusive, sums);
      for (const auto& [reason, count] : sums)
        metric.sample(fmt::format("{},reason=\"{}\",alert=\"{}\"", version_labels(target, version),
                                  to_string(reason.first), reason.second ? tls::to_string(*reason.second) : ""),
                      static_cast<long long>(count));
    }
}

/// A page's status code has no outcome of its own: it stands in the label `detail`.
void write_halts(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_calls_halted", "Accepted cells whose call ended on the way, by what ended it.");
  for (const auto& target : record.targets) {
    std::map<probe::CallOutcome, std::pair<std::size_t, std::string>> sums;
    for (const auto& halt : halts_of(target)) {
      auto& [count, detail] = sums[halt.outcome];
      count += halt.cells.size();
      if (detail.empty() && !halt.details.empty()) detail = halt.details.front();
    }
    for (const auto& [outcome, sum] : sums)
      metric.sample(
          fmt::format("{},halt=\"{}\",detail=\"{}\"", target_labels(target), to_string(outcome), label(sum.second)),
          static_cast<long long>(sum.first));
  }
}

void write_findings(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_findings", "What the scan noticed besides, by kind.");
  for (const auto& target : record.targets) {
    std::map<probe::FindingKind, std::size_t> sums;
    for (const auto& finding : target.findings) ++sums[finding.kind];
    for (const auto& [kind, count] : sums)
      metric.sample(fmt::format("{},kind=\"{}\"", target_labels(target), to_string(kind)),
                    static_cast<long long>(count));
  }
}

void write_status(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_target_status", "1 for the status of the target, 0 for the others.");
  constexpr std::array kStatus{probe::TargetStatus::complete, probe::TargetStatus::partial,
                               probe::TargetStatus::unreachable, probe::TargetStatus::interrupted,
                               probe::TargetStatus::not_started};
  for (const auto& target : record.targets)
    for (const auto status : kStatus)
      metric.sample(fmt::format("{},status=\"{}\"", target_labels(target), to_string(status)),
                    target.status == status ? 1 : 0);
}

void write_certificates(std::ostream& out, const probe::ScanRecord& record) {
  Metric metric(out, "sstp_probe_certificate_not_after_seconds", "When the leaf certificate expires, in Unix time.");
  for (const auto& target : record.targets)
    for (const auto& chain : target.certificates) {
      // The target's clients never see what is shown to hellos without its name alone.
      if (!chain.named || chain.facts.empty() || !chain.facts.front() || !chain.facts.front()->not_after) continue;
      const auto& facts = *chain.facts.front();
      metric.sample(fmt::format("{},subject=\"{}\",serial=\"{}\",sha256=\"{}\"", target_labels(target),
                                label(facts.subject), label(facts.serial), label(facts.sha256)),
                    static_cast<long long>(facts.not_after->time_since_epoch().count()));
    }
}

void write_verdicts(std::ostream& out, const Subject& subject) {
  Metric metric(out, "sstp_probe_policy_rules", "Rules of a policy by what they come to; failed and unknown spoil it.");
  for (const auto& judgement : subject.judgements)
    for (const auto& target : judgement.targets) {
      if (target.target >= subject.record.targets.size()) continue;
      const auto counts = count(judgement, target);
      for (const auto effect : probe::kEffects)
        metric.sample(
            fmt::format("{},policy=\"{}\",effect=\"{}\"", target_labels(subject.record.targets[target.target]),
                        label(judgement.policy), to_string(effect)),
            static_cast<long long>(counts[effect]));
    }
}

}  // namespace

void write_prometheus(std::ostream& out, const Subject& subject) {
  const auto& record = subject.record;
  write_status(out, record);
  write_cells(out, record);
  write_mixed(out, record);
  write_needs(out, record);
  write_open(out, record);
  write_halts(out, record);
  write_findings(out, record);
  write_certificates(out, record);
  write_verdicts(out, subject);
  const auto ended = std::chrono::duration_cast<std::chrono::seconds>(record.finished.time_since_epoch()).count();
  Metric(out, "sstp_probe_last_scan_seconds", "When the scan ended, in Unix time.")
      .sample(fmt::format("version=\"{}\"", label(record.tool.version)), static_cast<long long>(ended));
}

}  // namespace reports
