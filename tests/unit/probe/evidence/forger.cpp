// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/evidence/forger.hpp"

#include "probe/capture/connections.hpp"
#include "probe/capture/packets.hpp"
#include "probe/capture/pcapng_reader.hpp"
#include "probe/cli/output/evidence_bundle.hpp"
#include "probe/cli/output/evidence_store.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/verify.hpp"
#include "reports/record_differences.hpp"
#include "reports/report.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <stdexcept>
#include <utility>

namespace probe::evidence::test {
namespace {

void make_manifest(std::vector<File>& files) {
  files.erase(std::remove_if(files.begin(), files.end(), [](const File& file) { return file.name == kManifestFile; }),
              files.end());
  sort_by_name(files);
  files.push_back({kManifestFile, manifest_of(files)});
  sort_by_name(files);
}

void put(std::vector<File>& files, File file) {
  const auto same = std::find_if(files.begin(), files.end(), [&](const File& each) { return each.name == file.name; });
  if (same == files.end())
    files.push_back(std::move(file));
  else
    same->octets = std::move(file.octets);
}

std::optional<std::string> read_record(std::string_view text, ScanRecord& record) {
  const auto error = reports::read_json(text, record);
  return error ? std::optional(error->text) : std::nullopt;
}

/// So that the capture's comments can be made again: what its packets carry.
void give_transcripts(const std::vector<File>& files, ScanRecord& record) {
  capture::Blocks blocks;
  std::vector<capture::Connection> connections;
  if (capture::read_pcapng(find_file(files, kCaptureFile)->octets, blocks)) return;
  if (capture::read_connections(blocks.packets, connections)) return;
  std::map<std::uint32_t, std::size_t> target_of;
  for (std::size_t at = 0; at < record.targets.size(); ++at)
    for (const auto& exchange : record.targets[at].exchanges)
      if (exchange.frames) target_of[exchange.frames->first] = at;
  for (auto& connection : connections)
    if (const auto found = target_of.find(connection.frames.first); found != target_of.end())
      record.targets[found->second].transcripts.push_back(std::move(connection.transcript));
  std::vector<std::string> lines;
  for (auto rest = blocks.key_log; !rest.empty(); rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size())))
    lines.emplace_back(rest.substr(0, rest.find('\n')));
  for (auto& target : record.targets)
    if (!target.transcripts.empty()) {
      target.transcripts.front().key_log = std::move(lines);
      break;
    }
}

void number_again(ScanRecord& record) {
  for (auto& exchange : record.targets.front().exchanges) exchange.frames.reset();
  capture::number_frames(record);
}

}  // namespace

Forger::Forger(const std::string& bundle) {
  if (const auto error = cli::read_bundle(bundle, cli::limits::kRecordOctets, files_))
    throw std::runtime_error(error->text);
  for (const char* seal : {kSealFile, kSignatureFile, kStampFile})
    files_.erase(std::remove_if(files_.begin(), files_.end(), [&](const File& file) { return file.name == seal; }),
                 files_.end());
  make_manifest(files_);
  const auto& text = find_file(files_, kRecordFile)->octets;
  record_ = Json::parse(text);
  if (const auto error = read_record(text, said_)) throw std::runtime_error(*error);
}

std::optional<std::vector<File>> Forger::with_record(const Json& record, const ChangeOfTraffic& change) const {
  ScanRecord claimed;
  const auto text = record.dump(2, ' ', true) + "\n";
  if (read_record(text, claimed) || claimed == said_) return std::nullopt;
  give_transcripts(files_, claimed);
  if (change) {
    change(claimed.targets.front().transcripts);
    number_again(claimed);
  }
  auto files = files_;
  try {
    for (auto& file : cli::evidence_again(claimed, files_)) put(files, std::move(file));
  } catch (const std::exception&) {
    put(files, {kRecordFile, text});
  }
  make_manifest(files);
  return files;
}

std::vector<File> Forger::with_traffic(const ChangeOfTraffic& change) const {
  auto claimed = said_;
  give_transcripts(files_, claimed);
  change(claimed.targets.front().transcripts);
  number_again(claimed);
  auto files = files_;
  for (auto& file : cli::evidence_again(claimed, files_)) put(files, std::move(file));
  make_manifest(files);
  return files;
}

std::vector<File> Forger::with_file(const std::string& name, const std::optional<std::string>& octets) const {
  auto files = files_;
  if (octets)
    put(files, {name, *octets});
  else
    files.erase(std::remove_if(files.begin(), files.end(), [&](const File& file) { return file.name == name; }),
                files.end());
  if (name != kManifestFile) make_manifest(files);
  return files;
}

Report Forger::verify(const std::vector<File>& files) {
  auto roots = tls::x509::Roots::load({tls::x509::RootSources::System::ignore, {}, {}, {}});
  ToolInfo tool;
  ScanRecord record;
  if (const auto* json = find_file(files, kRecordFile); json != nullptr && !read_record(json->octets, record))
    tool = record.tool;
  const Means means{{*std::move(roots), seal::Vouching::for_email, std::nullopt, {}},
                    tool,
                    read_record,
                    reports::record_differences,
                    cli::evidence_again};
  return evidence::verify(files, means);
}

std::string called_out(const Report& report, const std::string& name) {
  for (const auto& [mark, text] : report.statements())
    if (mark == Mark::fails && text.find(name) != std::string::npos) return text;
  return {};
}

}  // namespace probe::evidence::test
