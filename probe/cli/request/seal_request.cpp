// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/seal_request.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/target_text.hpp"

#include <algorithm>
#include <ostream>

namespace probe::cli {
namespace {

/// Where a pass phrase is.
struct PassPlace {
  enum class Kind : std::uint8_t { terminal, file, variable };
  Kind kind = Kind::terminal;
  std::string name;
};

/// No message repeats the word: it may be the pass phrase itself.
Parsed<PassPlace> parse_pass(const std::optional<std::string>& text) {
  constexpr std::string_view kFile = "file:", kVariable = "env:";
  if (!text) return PassPlace{};
  if (text->starts_with(kFile) && text->size() > kFile.size())
    return PassPlace{PassPlace::Kind::file, text->substr(kFile.size())};
  if (text->starts_with(kVariable) && text->size() > kVariable.size())
    return PassPlace{PassPlace::Kind::variable, text->substr(kVariable.size())};
  return UsageError{
      "--sign-pass takes file:PATH or env:NAME, never the pass phrase itself: command lines are seen by everybody who "
      "lists processes, and kept in histories"};
}

std::optional<std::string> pass_phrase(const PassPlace& place, const std::string& key, Environment& environment) {
  switch (place.kind) {
    case PassPlace::Kind::terminal:
      return environment.ask_secret("Pass phrase of " + quote(key) + ": ");
    case PassPlace::Kind::variable:
      return environment.variables(place.name.c_str());
    case PassPlace::Kind::file:
      break;
  }
  std::string text;
  if (read_input(place.name, limits::kPassOctets, text, environment) == Read::no) return std::nullopt;
  text.resize(std::min(text.size(), text.find_first_of("\r\n")));
  return text;
}

bool has_scheme(std::string_view text, std::string_view scheme) {
  return text.size() > scheme.size() && text.substr(0, scheme.size()) == scheme;
}

Read read_signer(const SealArguments& arguments, const PassPlace& place, SealRequest& request,
                 Environment& environment) {
  seal::SignerFiles files;
  if (read_input(*arguments.sign_key, limits::kKeyOctets, files.key, environment) == Read::no) return Read::no;
  if (arguments.sign_cert &&
      read_input(*arguments.sign_cert, limits::kKeyOctets, files.certificate, environment) == Read::no)
    return Read::no;
  const auto pass = [&] { return pass_phrase(place, *arguments.sign_key, environment); };
  auto signer = seal::Signer::load(files, pass);
  auto problem = signer ? signer->check_validity(environment.now()) : std::optional(signer.error());
  if (problem) {
    environment.err << "sstp-probe: --sign-key " << quote(*arguments.sign_key) << ": " << printable(problem->text)
                    << '\n';
    return Read::no;
  }
  request.signer = *std::move(signer);
  return Read::yes;
}

}  // namespace

void add_seal_options(Options& options, SealArguments& arguments) {
  options.value(
      {"--sign-key", "FILE",
       "sign the evidence's manifest with this private key: PEM, or PKCS#12 with its certificate (RSA or ECDSA)",
       kSealing},
      arguments.sign_key);
  options.value({"--sign-cert", "FILE",
                 "the key's certificate in PEM, and behind it the intermediates that go into the signature", kSealing},
                arguments.sign_cert);
  options.value({"--sign-pass", "file:PATH|env:NAME",
                 "where the key's pass phrase is: the first line of a file, or a variable of the environment; it is "
                 "asked for on the terminal otherwise",
                 kSealing},
                arguments.sign_pass);
  options.value({"--timestamp-url", "URL",
                 "have the signature (or the manifest, where there is none) stamped by this time-stamping authority "
                 "(RFC 3161), through the proxy where there is one",
                 kSealing},
                arguments.timestamp_url);
}

Parsed<Read> read_seal(const SealArguments& arguments, SealRequest& request, Environment& environment) {
  if (!arguments.sign_key && (arguments.sign_cert || arguments.sign_pass))
    return UsageError{"--sign-cert and --sign-pass want a --sign-key"};
  const auto place = parse_pass(arguments.sign_pass);
  if (!place) return place.error();
  if (arguments.timestamp_url) {
    const auto url = parse_http_url(*arguments.timestamp_url);
    if (!url) return UsageError{"--timestamp-url: " + url.error().text};
    request.authority = *url;
  }
  if (!arguments.sign_key) return Read::yes;
  return read_signer(arguments, *place, request, environment);
}

Parsed<HttpUrl> parse_http_url(std::string_view text) {
  HttpUrl url;
  constexpr std::string_view kPlain = "http://", kSecure = "https://";
  url.is_secure = has_scheme(text, kSecure);
  if (!url.is_secure && !has_scheme(text, kPlain)) return UsageError{"write http://host[:port][/path] or https://..."};
  text.remove_prefix(url.is_secure ? kSecure.size() : kPlain.size());
  const auto end = std::min(text.size(), text.find_first_of("/?#"));
  const auto authority = text.substr(0, end);
  if (authority.find('@') != std::string_view::npos)
    return UsageError{"no user and no password can stand in it: leave out everything up to the '@'"};
  const auto place = parse_host_port(authority);
  if (!place) return place.error();
  url.host = place->host;
  constexpr std::uint16_t kHttp = 80, kHttps = 443;
  url.port = place->port.value_or(url.is_secure ? kHttps : kHttp);
  const auto path = text.substr(end, text.find('#') - end);
  // RFC 3986 2: what is none of its characters is written with percent signs.
  const bool is_clean = std::all_of(path.begin(), path.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  if (!is_clean) return UsageError{"there is a blank or a letter outside ASCII in the path: write it percent-encoded"};
  url.path = (path.starts_with('/') ? "" : "/") + std::string(path);
  return url;
}

}  // namespace probe::cli
