// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/output_request.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/nearest.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

using reports::FormatTraits;
using Formats = std::vector<const FormatTraits*>;

/// Printed on paper, whatever page there is has this name.
constexpr std::string_view kPdf = "pdf";

/// Those that can be made here.
Formats offered(const Product& product) {
  if (product.formats == nullptr) return {};
  auto formats = product.formats();
  std::erase_if(formats, [&](const FormatTraits* format) {
    return format->needs == FormatTraits::Needs::transcripts && !product.has_transcripts;
  });
  return formats;
}

const FormatTraits* page_of(const Formats& formats) {
  const auto found = std::find_if(formats.begin(), formats.end(), [](const FormatTraits* format) {
    return format->medium == FormatTraits::Medium::page;
  });
  return found == formats.end() ? nullptr : *found;
}

std::string output_help(const Formats& formats) {
  std::string text =
      "write it to PATH, once for each -o; PATH '-' is standard output, in place of what would be printed there:";
  for (const auto* format : formats) text += "\n" + std::string(format->word) + ": " + std::string(format->summary);
  if (page_of(formats) != nullptr)
    text += "\n" + std::string(kPdf) + ": the page on paper, by an installed Chromium, Chrome or Edge";
  return text;
}

UsageError unknown_format(std::string_view word, const Product& product) {
  for (const auto* format : product.formats())
    if (format->word == word)
      return {"-o: " + std::string(word) +
              " cannot be made from a record, which holds no octets: write it with the scan"};
  const auto formats = offered(product);
  std::vector<std::string> words;
  for (const auto* format : formats) words.emplace_back(format->word);
  if (page_of(formats) != nullptr) words.emplace_back(kPdf);
  std::string all;
  for (const auto& one : words) all += (all.empty() ? "" : ", ") + one;
  return {"-o: " + quote(word) + " is not a format: " + all + did_you_mean(word, words)};
}

Parsed<Destination> parse_destination(const std::string& text, const Product& product) {
  const auto formats = offered(product);
  const auto equals = text.find('=');
  const auto word = text.substr(0, equals);
  Destination destination;
  destination.on_paper = word == kPdf;
  if (destination.on_paper) destination.format = page_of(formats);
  for (const auto* format : formats)
    if (format->word == word) destination.format = format;
  if (destination.format == nullptr) return unknown_format(word, product);
  if (equals == std::string::npos || equals + 1 == text.size())
    return UsageError{"-o: say where to, as " + word + "=FILE, or " + word + "=- for standard output"};
  destination.path = text.substr(equals + 1);
  return destination;
}

Parsed<ViewRequest> view_request(const OutputArguments& arguments) {
  ViewRequest request;
  request.ascii = arguments.ascii;
  const auto color = arguments.color.value_or("auto");
  if (color == "always") {
    request.color = ColorWish::always;
  } else if (color == "never") {
    request.color = ColorWish::never;
  } else if (color != "auto") {
    return UsageError{"--color: " + quote(color) + " is none of auto, always and never"};
  }
  const auto language = reports::language_from(arguments.lang.value_or("en"));
  if (!language) return UsageError{"--lang: " + quote(*arguments.lang) + " is neither en nor ja"};
  request.language = *language;
  return request;
}

}  // namespace

void add_output_options(Options& options, const Product& product, OutputArguments& arguments) {
  const auto formats = offered(product);
  if (formats.empty()) return;
  options.each({"-o,--output", "FORMAT=PATH", output_help(formats), kOutput}, arguments.outputs);
  if (page_of(formats) != nullptr)
    options.value(
        {"--browser", "PATH",
         "the browser that prints the report pdf; default: $SSTP_PROBE_BROWSER, or the first that is found", kOutput},
        arguments.browser);
  if (std::any_of(formats.begin(), formats.end(),
                  [](const FormatTraits* format) { return format->results == FormatTraits::Results::chosen; }))
    options.flag(
        {"--sarif-all",
         "SARIF holds what passed and what is waived too; code scanning shows all that it holds as alerts", kOutput},
        arguments.sarif_all);
  options.flag(
      {"--quiet", "print nothing but errors and what -o sends to standard output; the exit code remains", kOutput},
      arguments.quiet);
  options.value({"--color", "auto|always|never", "auto: on a terminal, unless NO_COLOR is set", kOutput},
                arguments.color);
  options.flag({"--ascii", "no character outside ASCII; by itself where the locale is not UTF-8", kOutput},
               arguments.ascii);
  options.value({"--lang", "en|ja",
                 "English or Japanese for people, on the terminal and on pages, as far as it is translated; default: "
                 "en; --ascii is English",
                 kOutput},
                arguments.lang);
}

void add_view_options(Options& options, ViewArguments& arguments) {
  options.flag(
      {"--details",
       "all that was learnt: hash use, calls, features, certificates, how each version refused, and of each rule "
       "on what it rests and what to do",
       kOutput},
      arguments.details);
  options.flag({"--summary", "the verdict alone", kOutput}, arguments.summary);
}

Parsed<reports::Detail> detail_of(const ViewArguments& arguments) {
  if (arguments.details && arguments.summary)
    return UsageError{"--details and --summary: one says all, the other as little as can be; name one of them"};
  return arguments.details   ? reports::Detail::all
         : arguments.summary ? reports::Detail::verdict
                             : reports::Detail::usual;
}

void add_all_suites_option(Options& options, bool& all_suites) {
  options.flag({"--all-suites", "every suite in the matrix, not only those that say something", kOutput}, all_suites);
}

Parsed<OutputRequest> output_request(const OutputArguments& arguments, const Product& product) {
  OutputRequest request;
  for (const auto& text : arguments.outputs) {
    auto destination = parse_destination(text, product);
    if (!destination) return destination.error();
    const auto& path = destination->path;
    if (std::any_of(request.destinations.begin(), request.destinations.end(),
                    [&](const Destination& other) { return other.path == path; })) {
      const auto place = destination->to_stdout() ? std::string("standard output") : quote(path);
      return UsageError{"-o: two reports cannot both go to " + place};
    }
    request.destinations.push_back(*std::move(destination));
  }
  const auto view = view_request(arguments);
  if (!view) return view.error();
  request.view = *view;
  request.browser = arguments.browser;
  request.quiet = arguments.quiet;
  request.every_result = arguments.sarif_all;
  return request;
}

std::string OutputRequest::record_path() const {
  // The whole record first, then what holds or names it.
  for (const auto wanted : {FormatTraits::Record::whole, FormatTraits::Record::lines, FormatTraits::Record::cited})
    for (const auto& destination : destinations)
      if (destination.format->record == wanted && !destination.to_stdout()) return destination.path;
  return {};
}

bool OutputRequest::needs_transcripts() const {
  return std::any_of(destinations.begin(), destinations.end(), [](const Destination& destination) {
    return destination.format->needs == FormatTraits::Needs::transcripts;
  });
}

reports::TerminalStyle terminal_style(const ViewRequest& request, const ViewPlace& place) {
  const bool fits = place.is_terminal && !place.is_dumb && !place.no_color;
  reports::TerminalStyle style;
  style.color = request.color == ColorWish::always || (request.color == ColorWish::automatic && fits);
  style.ascii = request.ascii || !place.takes_utf8;
  style.language = request.language;
  style.columns = std::clamp(place.columns, reports::kLeastColumns, reports::kMostColumns);
  return style;
}

}  // namespace probe::cli
