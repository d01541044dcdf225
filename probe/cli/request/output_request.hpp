// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/options.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "reports/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// What a command finds, as far as `-o` writes it.
struct Product {
  /// The formats that can be made of it; null: it is nothing that `-o` could write.
  std::vector<const reports::FormatTraits*> (*formats)() = nullptr;
  bool has_transcripts = false;  ///< a record read from a file has none
};

template <class Thing>
[[nodiscard]] std::vector<const reports::FormatTraits*> formats_of() {
  std::vector<const reports::FormatTraits*> all;
  for (const auto& format : reports::formats<Thing>()) all.push_back(&format);
  return all;
}

/// The options that mean the same for every command: what goes where, and how people read it.
struct OutputArguments {
  std::vector<std::string> outputs;
  std::optional<std::string> browser, color, lang;
  bool sarif_all = false, ascii = false, quiet = false;
};
/// Declares those that `product` has a use for; none where it is nothing that could be written.
void add_output_options(Options& options, const Product& product, OutputArguments& arguments);
/// How much of a record is printed.
struct ViewArguments {
  bool details = false, summary = false;
};
void add_view_options(Options& options, ViewArguments& arguments);
[[nodiscard]] Parsed<reports::Detail> detail_of(const ViewArguments& arguments);
/// For commands that print the matrix.
void add_all_suites_option(Options& options, bool& all_suites);

/// One `-o FORMAT=PATH`.
struct Destination {
  const reports::FormatTraits* format = nullptr;
  bool on_paper = false;  ///< `pdf`: the page, as a browser prints it
  std::string path;       ///< "-": standard output
  [[nodiscard]] bool to_stdout() const { return path == "-"; }
};

enum class ColorWish : std::uint8_t { automatic, always, never };

/// How the user wants what is printed.
struct ViewRequest {
  ColorWish color = ColorWish::automatic;
  bool ascii = false;
  reports::Language language = reports::Language::en;  ///< of the page and of what is printed
};

struct OutputRequest {
  std::vector<Destination> destinations;  ///< no path twice, and so at most one on standard output
  ViewRequest view;
  std::optional<std::string> browser;
  bool quiet = false;         ///< nothing but what `-o` sends there is printed
  bool every_result = false;  ///< Subject::every_result

  /// The file in which a report's reader finds the record; empty: there is none.
  [[nodiscard]] std::string record_path() const;
  /// Whether something is written that only a scan itself has.
  [[nodiscard]] bool needs_transcripts() const;
};
Parsed<OutputRequest> output_request(const OutputArguments& arguments, const Product& product);

/// What is known of the place that a view goes to.
struct ViewPlace {
  bool is_terminal = false;
  bool takes_utf8 = false;
  bool is_dumb = false;   ///< TERM says that it knows no escape sequence
  bool no_color = false;  ///< NO_COLOR is set and not empty (no-color.org)
  std::size_t columns = 80;
};
[[nodiscard]] reports::TerminalStyle terminal_style(const ViewRequest& request, const ViewPlace& place);

}  // namespace probe::cli
