// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/suites.hpp"

#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/suite_words.hpp"
#include "probe/cli/request/suite_list.hpp"

#include <algorithm>
#include <vector>

namespace probe::cli {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> full_rows(std::optional<Family> family);
std::vector<Row> narrow_rows(std::vector<Row> rows);
std::size_t width(const std::vector<Row>& rows);
std::string lay_out(const std::vector<Row>& rows);

}  // namespace

Parsed<ExitCode> suites_command(const SuitesArguments& arguments, Environment& environment) {
  std::optional<Family> family;
  if (arguments.family) {
    const auto parsed = parse_family(*arguments.family);
    if (!parsed) return UsageError{"--family: " + parsed.error().text};
    family = *parsed;
  }
  const auto table = suites_table(family, environment.out_is_terminal ? environment.columns() : 0);
  const auto error = stdout_file(environment.out)->write(table);
  if (!error) return ExitCode::complete;
  tell_write_error(environment.err, "standard output", error);
  return ExitCode::could_not_run;
}

std::string suites_table(std::optional<Family> family, std::size_t columns) {
  auto rows = full_rows(family);
  const bool fits = columns == 0 || width(rows) <= columns;
  const auto text = lay_out(fits ? rows : narrow_rows(rows));
  constexpr const char* kMore =
      "\nMore columns (OpenSSL's name, key exchange, authentication, cipher, MAC) are in\n"
      "a wider terminal or a pipe: sstp-probe suites | less -S\n";
  return fits ? text : text + kMore;
}

namespace {

std::string or_dash(std::string_view text) { return text.empty() ? "-" : std::string(text); }

std::vector<Row> full_rows(std::optional<Family> family) {
  std::vector<Row> rows{
      {"Code", "Name", "OpenSSL", "Exchange", "Auth", "Cipher", "Bits", "MAC", "Versions"},
  };
  for (const auto& suite : tls::cipher_suites()) {
    if (family && !belongs_to(suite, *family)) continue;
    rows.push_back({tls::code_string(suite.code), std::string(suite.name), or_dash(suite.openssl_name),
                    std::string(key_exchange_word(suite.key_exchange)),
                    std::string(authentication_word(suite.authentication)), cipher_word(suite.cipher, suite.mode),
                    std::to_string(suite.key_bits), std::string(mac_word(suite.mac)), versions_word(suite.versions)});
  }
  return rows;
}

/// Code, name, bits, versions.
std::vector<Row> narrow_rows(std::vector<Row> rows) {
  for (auto& row : rows) row = {row[0], row[1], row[6], row[8]};
  return rows;
}

std::vector<std::size_t> column_widths(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  return widths;
}

constexpr std::size_t kGap = 2;

std::size_t width(const std::vector<Row>& rows) {
  std::size_t sum = 0;
  for (const auto column : column_widths(rows)) sum += column + kGap;
  return sum - kGap;
}

std::string lay_out(const std::vector<Row>& rows) {
  const auto widths = column_widths(rows);
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      const bool last = column + 1 == row.size();
      text += row[column] + (last ? "\n" : std::string(widths[column] - row[column].size() + kGap, ' '));
    }
  }
  return text;
}

}  // namespace
}  // namespace probe::cli
