// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/verify.hpp"

#include "probe/capture/connections.hpp"
#include "probe/capture/pcapng_reader.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/on_its_word.hpp"
#include "probe/evidence/places.hpp"
#include "probe/evidence/target_again.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace probe::evidence {
namespace {

/// What else goes wrong stems from the same as a rule.
constexpr std::size_t kMostDifferences = 100;

const std::string kInRecord = std::string(kRecordFile) + ": ", kInCapture = std::string(kCaptureFile) + ": ";

void verify_manifest(const std::vector<File>& files, Report& report) {
  const auto* const manifest = find_file(files, kManifestFile);
  if (manifest == nullptr) return report.fails(std::string("missing: ") + kManifestFile);
  const auto problems = manifest_problems(manifest->octets, files);
  for (const auto& problem : problems) report.fails(problem);
  if (problems.empty()) report.holds(std::to_string(files.size()) + " files are as the manifest says");
}

std::string frames_text(const Frames& frames) {
  return "packets " + std::to_string(frames.first) + " to " + std::to_string(frames.last);
}

/// Holds a record against the packets of its capture.
class RecordCheck {
 public:
  RecordCheck(ScanRecord& record, std::vector<capture::Connection> connections, std::string_view key_log,
              const Means& means, Report& report)
      : record_(record), connections_(std::move(connections)), secrets_(key_log), means_(means), report_(report) {
    for (std::size_t place = 0; place < connections_.size(); ++place)
      by_frame_.emplace(connections_[place].frames.first, place);
  }

  void run() {
    check_scan_times();
    for (auto& target : record_.targets) check(target);
    for (std::size_t place = 0; place < connections_.size(); ++place)
      if (used_.count(place) == 0)
        report_.fails(kInCapture + frames_text(connections_[place].frames) + " belong to no exchange of the record");
    for (const auto& each : doubled_connections(connections_)) report_.fails(kInCapture + each);
  }

 private:
  void fails(const TargetRecord& target, const std::string& what) {
    report_.fails(kInRecord + to_string(target.target) + ": " + what);
  }

  void check(TargetRecord& target) {
    const auto own = connections_of(target);
    const auto again = target_again(target, record_.options, own, secrets_);
    for (const auto& each : again.contradictions) fails(target, each);
    const auto strange = strange_places(target, own);
    for (const auto& [id, what] : strange) fails(target, "exchange " + std::to_string(id) + ": " + what);
    auto differences = means_.differences(target, again.record);
    const auto count = differences.size();
    differences.resize(std::min(count, kMostDifferences));
    // A bundle of another version was judged by other rules: what they make of the same packets is no forgery.
    const bool is_ours = record_.tool.version == means_.tool.version;
    if (!is_ours) check_accepted(target, again.record);
    for (const auto& each : differences) {
      if (is_ours)
        fails(target, each);
      else
        report_.cannot_tell(kInRecord + to_string(target.target) + ": made by " + record_.tool.version + ", and " +
                            means_.tool.version + " would say otherwise: " + each);
    }
    if (count > kMostDifferences)
      fails(target, "and " + std::to_string(count - kMostDifferences) + " differences more");
    if (again.contradictions.empty() && strange.empty() && count == 0)
      report_.holds(to_string(target.target) + ": " + std::to_string(again.cells) + " cells follow from " +
                    std::to_string(again.exchanges) + " exchanges in " + kCaptureFile + ", and " +
                    std::to_string(again.rungs) + " rungs " +
                    (again.closed.empty() ? "were climbed again" : "fit the records there"));
    tell_rungs(target, again);
    for (const auto& [id, connection] : own) target.transcripts.push_back(connection->transcript);
  }

  /// A ServerHello is one by any version's rules.
  void check_accepted(const TargetRecord& target, const TargetRecord& again) {
    for (const auto& column : again.versions)
      for (const auto& cell : column.accepted) {
        const bool is_told =
            std::any_of(target.versions.begin(), target.versions.end(), [&](const VersionResult& said) {
              return said.version == column.version &&
                     std::any_of(said.accepted.begin(), said.accepted.end(),
                                 [&](const AcceptedSuite& each) { return each.code == cell.code; });
            });
        if (!is_told)
          fails(target, to_string(cell.code) + " was accepted in " + std::string(to_string(column.version)) +
                            ", and the record does not say so");
      }
  }

  /// Which packets are whose, both ways.
  Connections connections_of(const TargetRecord& target) {
    Connections own;
    std::set<ExchangeId> ids;
    for (const auto& exchange : target.exchanges) {
      const auto id = "exchange " + std::to_string(exchange.id);
      if (!ids.insert(exchange.id).second) fails(target, id + " is there twice");
      if (!exchange.frames) continue;
      const auto found = by_frame_.find(exchange.frames->first);
      if (found == by_frame_.end() || connections_[found->second].frames != *exchange.frames) {
        fails(target, id + ": " + frames_text(*exchange.frames) + " are not one connection");
        continue;
      }
      const auto& connection = connections_[found->second];
      if (!used_.insert(found->second).second) {
        fails(target, id + ": " + frames_text(*exchange.frames) + " are another exchange's");
        continue;
      }
      if (connection.transcript.exchange != exchange.id)
        fails(target, id + ": " + frames_text(*exchange.frames) + " are of exchange " +
                          std::to_string(connection.transcript.exchange));
      else
        own.emplace(exchange.id, &connection);
    }
    // Each question of a scan gets the next number.
    if (!ids.empty() && (*ids.begin() != 1 || *ids.rbegin() != ids.size()))
      fails(target, "its exchanges are not numbered from 1 on without a gap: one is missing");
    return own;
  }

  void check_scan_times() {
    using namespace std::chrono_literals;
    // Names are looked up before the first connection, and targets that cannot be reached take their time.
    constexpr auto kSlack = 1s;
    const auto idle = 10min + 2 * std::chrono::milliseconds(record_.options.deadline) * record_.targets.size();
    if (connections_.empty()) return;
    auto first = connections_.front().transcript.dialled, last = connections_.front().transcript.ended;
    for (const auto& connection : connections_) {
      first = std::min(first, connection.transcript.dialled);
      last = std::max(last, connection.transcript.ended);
    }
    const auto& [began, ended] = std::tie(record_.started, record_.finished);
    if (first < began - kSlack || last > ended + kSlack || first > began + idle || last < ended - idle)
      report_.fails(kInRecord + "the scan did not last from when to when it says: its packets are of another time");
  }

  /// Which cells rest on the program's word, above their ServerHello: there are no secrets to open their calls with.
  void tell_rungs(const TargetRecord& target, const TargetAgain& again) {
    std::map<std::pair<tls::ProtocolVersion, Rung>, std::string> cells;
    for (const auto& [version, cell] : again.closed) cells[{version, cell.rung}] += " " + to_string(cell.code);
    for (const auto& [where, names] : cells)
      report_.notes(to_string(target.target) + ": on its word, up to " + std::string(to_string(where.second)) + " in " +
                    std::string(to_string(where.first)) + ":" + names);
  }

  ScanRecord& record_;
  std::vector<capture::Connection> connections_;
  tls::KeyLog secrets_;
  const Means& means_;
  Report& report_;
  std::map<std::uint32_t, std::size_t> by_frame_;
  std::set<std::size_t> used_;
};

/// Where the capture is not the one that is made of what it carries, by packet.
void compare_captures(const File& said, const File& made, Report& report) {
  if (said.octets == made.octets) return;
  capture::Blocks ours, theirs;
  if (capture::read_pcapng(said.octets, theirs) || capture::read_pcapng(made.octets, ours)) return;
  const auto same = [](const auto& a, const auto& b) { return a.when == b.when && a.octets == b.octets; };
  const auto most = std::min(ours.packets.size(), theirs.packets.size());
  std::size_t count = 0;
  for (std::size_t place = 0; place < most && count < kMostDifferences; ++place)
    if (!same(ours.packets[place], theirs.packets[place])) {
      ++count;
      report.fails(kInCapture + "packet " + std::to_string(place + 1) + " is not as this program writes it");
    }
  if (count != 0) return;
  if (ours.packets.size() != theirs.packets.size())
    return report.fails(kInCapture + "packet " + std::to_string(most + 1) + " is missing, or one too many");
  report.fails(kInCapture + "what it says besides its packets is not what the record says");
}

/// What no record makes again: it is the input of what is made, or said by others.
bool is_input(const std::string& name) {
  return name == kManifestFile || name == kSignatureFile || name == kStampFile || name == kSealFile ||
         name == "tool.txt";
}

void verify_tool(const std::vector<File>& files, const ScanRecord& record, Report& report) {
  const auto* const tool = find_file(files, "tool.txt");
  if (tool == nullptr) return report.fails("missing: tool.txt");
  const auto line = record.tool.name + " " + record.tool.version + "\n";
  if (!tool->octets.starts_with(line) || tool->octets.find(record.tool.openssl) == std::string::npos)
    report.fails("tool.txt: names another program than the record does");
}

void verify_files(const std::vector<File>& files, const ScanRecord& record, const Means& means, Report& report) {
  verify_tool(files, record, report);
  if (record.tool.version != means.tool.version)
    return report.cannot_tell("reports, certificates and targets: made by " + record.tool.version +
                              ", not compared by " + means.tool.version);
  std::vector<File> made;
  try {
    made = means.make_again(record, files);
  } catch (const std::exception& error) {
    return report.fails(std::string("policies: ") + error.what());
  }
  std::set<std::string> names;
  bool all = true;
  for (const auto& again : made) {
    names.insert(again.name);
    const auto* const said = find_file(files, again.name);
    if (said != nullptr && said->octets == again.octets) continue;
    all = false;
    if (said == nullptr)
      report.fails("missing: " + again.name);
    else if (again.name == kCaptureFile)
      compare_captures(*said, again, report);
    else if (again.name == kRecordFile)
      report.fails(kInRecord + "holds more than a record says, or not as this program writes it");
    else
      report.fails(again.name + ": is not what this program makes of the record");
  }
  for (const auto& file : files)
    if (names.count(file.name) == 0 && !is_input(file.name)) {
      report.fails(file.name + ": is no file that this bundle has");
      all = false;
    }
  if (all) report.holds(std::to_string(made.size()) + " files are as this program makes them of the record");
}

/// Whose they are does not matter to a capture: it has them in one block.
void give_secrets(std::string_view key_log, ScanRecord& record) {
  std::vector<std::string> lines;
  while (!key_log.empty()) {
    const auto end = std::min(key_log.find('\n'), key_log.size());
    lines.emplace_back(key_log.substr(0, end));
    key_log.remove_prefix(std::min(end + 1, key_log.size()));
  }
  for (auto& target : record.targets)
    if (!target.transcripts.empty()) {
      target.transcripts.front().key_log = std::move(lines);
      return;
    }
}

void verify_contents(const std::vector<File>& files, const Means& means, Report& report) {
  const auto* const json = find_file(files, kRecordFile);
  const auto* const packets = find_file(files, kCaptureFile);
  if (json == nullptr) return report.fails(std::string("missing: ") + kRecordFile);
  if (packets == nullptr) return report.fails(std::string("missing: ") + kCaptureFile);
  ScanRecord record;
  if (const auto error = means.read_record(json->octets, record))
    return report.fails(kInRecord + "is not a scan record: " + *error);
  capture::Blocks blocks;
  if (const auto error = capture::read_pcapng(packets->octets, blocks)) return report.fails(kInCapture + error->text);
  std::vector<capture::Connection> connections;
  if (const auto error = capture::read_connections(blocks.packets, connections))
    return report.fails(kInCapture + error->text);
  RecordCheck(record, std::move(connections), blocks.key_log, means, report).run();
  give_secrets(blocks.key_log, record);
  verify_files(files, record, means, report);
  for (const auto what : kOnItsWord) report.notes("on its word: " + std::string(what));
}

}  // namespace

Report verify(const std::vector<File>& files, const Means& means) {
  Report report;
  check_seals(files, means.seals, report);
  verify_manifest(files, report);
  try {
    verify_contents(files, means, report);
  } catch (const std::exception& error) {
    report.fails(std::string("it cannot be read to the end: ") + error.what());
  }
  return report;
}

}  // namespace probe::evidence
