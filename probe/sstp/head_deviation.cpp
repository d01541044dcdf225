// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/head_deviation.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<HeadDeviation> kWords[] = {
    {HeadDeviation::no_space_after_status, "no_space_after_status"},
    {HeadDeviation::no_blank_line, "no_blank_line"},
    {HeadDeviation::bare_line_feed, "bare_line_feed"},
    {HeadDeviation::leading_empty_line, "leading_empty_line"},
    {HeadDeviation::http_1_0, "http_1_0"},
    {HeadDeviation::unusual_version, "unusual_version"},
    {HeadDeviation::interim_response, "interim_response"},
    {HeadDeviation::malformed_field, "malformed_field"},
    {HeadDeviation::folded_field, "folded_field"},
    {HeadDeviation::repeated_content_length, "repeated_content_length"},
    {HeadDeviation::content_length_missing, "content_length_missing"},
    {HeadDeviation::content_length_other, "content_length_other"},
};

}  // namespace

std::string_view to_string(HeadDeviation deviation) { return word_of(kWords, deviation); }
std::optional<HeadDeviation> head_deviation_from(std::string_view word) { return value_of(kWords, word); }

std::string_view explain(HeadDeviation deviation) {
  switch (deviation) {
    case HeadDeviation::no_space_after_status:
      return "The status line ends behind the status code, without the space that RFC 9112 wants; this is how "
             "Microsoft "
             "documents its own server, and harmless to VPN clients.";
    case HeadDeviation::no_blank_line:
      return "The connection ended inside the response head; what came of it is shown.";
    case HeadDeviation::bare_line_feed:
      return "Lines end with LF alone instead of CR LF; a strict client or a proxy between may refuse that.";
    case HeadDeviation::leading_empty_line:
      return "Empty lines came before the status line; a strict client or a proxy between may refuse that.";
    case HeadDeviation::http_1_0:
      return "The answer is HTTP/1.0. Windows clients insist on HTTP/1.1: look for an old proxy or web server in front "
             "of "
             "the gateway.";
    case HeadDeviation::unusual_version:
      return "The answer claims a minor version above HTTP/1.1, which nobody has defined.";
    case HeadDeviation::interim_response:
      return "An interim (1xx) response came first. VPN clients do not expect one: look for a proxy in front of the "
             "gateway.";
    case HeadDeviation::malformed_field:
      return "A header line is not of the form \"name: value\"; it was skipped.";
    case HeadDeviation::folded_field:
      return "A header line is continued on the next, which RFC 9112 has abolished; the continuation was skipped.";
    case HeadDeviation::repeated_content_length:
      return "Content-Length came more than once with different values; the first was taken.";
    case HeadDeviation::content_length_missing:
      return "The answer has no Content-Length. [MS-SSTP] wants 18446744073709551615; a proxy between may cut the call "
             "short.";
    case HeadDeviation::content_length_other:
      return "Content-Length is not the 18446744073709551615 of [MS-SSTP]; Linux clients (sstpc) hang up on that, and "
             "a "
             "proxy between may cut the call short.";
  }
  return "";
}

}  // namespace probe
