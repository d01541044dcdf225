// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/input.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/model/text_encoding.hpp"
#include "probe/record/certificates.hpp"
#include "reports/report.hpp"

#include <array>
#include <cerrno>
#include <istream>
#include <ostream>

namespace probe::cli {
namespace {

std::error_code read_stream(std::istream& in, std::size_t most, std::string& text) {
  std::array<char, 65536> chunk{};
  while (in.good()) {
    in.read(chunk.data(), chunk.size());
    text.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > most) return std::make_error_code(std::errc::file_too_large);
  }
  return in.bad() ? std::make_error_code(std::errc::io_error) : std::error_code();
}

}  // namespace

Read read_input(const std::string& path, std::size_t most, std::string& octets, Environment& environment) {
  const bool is_stdin = path == "-";
  const auto error = is_stdin ? read_stream(environment.in, most, octets) : environment.files.read(path, most, octets);
  if (!error) return Read::yes;
  environment.err << "sstp-probe: cannot read " << (is_stdin ? std::string("standard input") : quote(path)) << ": "
                  << error.message() << '\n';
  return Read::no;
}

Read read_text(const std::string& path, std::size_t most, std::string& text, Environment& environment) {
  std::string octets;
  if (read_input(path, most, octets, environment) == Read::no) return Read::no;
  text = decode_text(octets);
  return Read::yes;
}

Read read_record(const std::string& path, ScanRecord& record, Environment& environment) {
  std::string text;
  if (read_text(path, limits::kRecordOctets, text, environment) == Read::no) return Read::no;
  return take_record(path, text, record, environment);
}

Read take_record(const std::string& path, const std::string& text, ScanRecord& record, Environment& environment) {
  const auto error = reports::read_json(text, record);
  if (!error) return Read::yes;
  constexpr std::size_t kLongestMessage = 500;
  environment.err << "sstp-probe: " << (path == "-" ? std::string("standard input") : quote(path))
                  << " is not a scan record: " << printable(error->text, kLongestMessage) << '\n';
  return Read::no;
}

Read trust_as_well(const std::optional<std::string>& ca, ScanRecord& record, Environment& environment) {
  if (!ca) return Read::yes;
  const auto roots = tls::x509::Roots::load(root_sources(ca, environment.variables));
  if (!roots) {
    environment.err << "sstp-probe: --ca: " << printable(roots.error().text) << '\n';
    return Read::no;
  }
  for (auto& target : record.targets) describe_chains(target, *roots, record.finished);
  return Read::yes;
}

}  // namespace probe::cli
