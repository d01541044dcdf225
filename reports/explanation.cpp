// SPDX-License-Identifier: Apache-2.0
#include "reports/explanation.hpp"

#include "reports/terminal/canvas.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace reports {
namespace {

using probe::CodeDomain;
using probe::CodeReading;
using probe::CodeSpelling;
using probe::ErrorStage;
using terminal::Canvas;
using terminal::Tone;

void draw_reading(Canvas& canvas, const CodeReading& reading);
std::string_view stage_sentence(ErrorStage stage);
std::string_view next_command(ErrorStage stage);

}  // namespace

void write_explanation(std::ostream& out, std::string_view written, const std::vector<CodeReading>& readings,
                       const TerminalStyle& style) {
  Canvas canvas(out, style);
  if (readings.size() > 1)
    canvas.paragraph(
        fmt::format("{} can be read in {} ways, the likeliest first.", canvas.text(written), readings.size()));
  bool first = readings.size() == 1;
  for (const auto& reading : readings) {
    if (!first) canvas.line();
    first = false;
    draw_reading(canvas, reading);
  }
}

namespace {

std::string spelling_note(const CodeReading& reading) {
  switch (reading.spelling) {
    case CodeSpelling::sign_dropped:
      return ", the minus sign put back: the number itself is no Windows code";
    case CodeSpelling::bare_hex:
      return ", read as hexadecimal";
    case CodeSpelling::name:
    case CodeSpelling::as_written:
    case CodeSpelling::negative:
      return {};
  }
  return {};
}

std::string title_of(const CodeReading& reading) {
  const std::string name = reading.error != nullptr ? std::string(reading.error->name) : "not in the table";
  switch (reading.domain) {
    case CodeDomain::hresult:
      return fmt::format("0x{:08X}  {}", reading.value, name);
    case CodeDomain::ras:
      return fmt::format("RAS error {}  {}", reading.value, name);
    case CodeDomain::win32:
      return fmt::format("Win32 error {}  {}", reading.value, name);
    case CodeDomain::ras_in_hresult:
      return fmt::format("0x{:08X} as RAS error {}  {}", reading.value, reading.value & 0xFFFF, name);
  }
  return name;
}

/// The other spellings under which the same code turns up in logs, and the parts of an HRESULT.
std::string numbers_of(const CodeReading& reading) {
  const std::uint32_t value = reading.domain == CodeDomain::win32 ? 0x80070000 | reading.value : reading.value;
  if (value < 0x10000)
    return fmt::format("{} (0x{:X}); RasDial and the event log print it as a decimal number", value, value);
  const auto parts = probe::hresult_parts(value);
  const auto facility = probe::facility_name(parts.facility);
  std::string text = fmt::format("0x{:08X}, {} unsigned, {} signed: {}, facility {}{}{}, code {}", value, value,
                                 static_cast<std::int32_t>(value), parts.failure ? "failure" : "success",
                                 parts.facility, facility.empty() ? "" : " ", facility, parts.code);
  return text + spelling_note(reading);
}

enum class Numbered : std::uint8_t { no, yes };

void draw_lines(Canvas& canvas, std::string_view title, std::string_view lines, Numbered numbered) {
  if (lines.empty()) return;
  canvas.line(title);
  const bool plain = numbered == Numbered::no || lines.find('\n') == std::string_view::npos;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const auto end = lines.find('\n');
    const auto text = std::string(lines.substr(0, end));
    canvas.paragraph(plain ? "  " + text : fmt::format("  {}. {}", number, text), plain ? 4 : 5);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
}

void draw_unknown(Canvas& canvas, const CodeReading& reading) {
  canvas.paragraph("  " + numbers_of(reading), 2);
  canvas.paragraph(
      "  What it means to an SSTP user is not known here; its facility tells which part of Windows said it. A scan "
      "tells what the gateway does: sstp-probe scan HOST",
      2);
}

void draw_reading(Canvas& canvas, const CodeReading& reading) {
  canvas.paragraph(title_of(reading), 0, Tone::strong);
  if (reading.error == nullptr) return draw_unknown(canvas, reading);
  const auto& error = *reading.error;
  canvas.paragraph("  \"" + std::string(error.message) + "\"", 2);
  canvas.paragraph("  " + numbers_of(reading), 2);
  canvas.line("Where");
  canvas.paragraph("  " + std::string(stage_sentence(error.stage)), 2);
  const bool sure = error.cause_confidence == probe::Confidence::confirmed;
  draw_lines(canvas, sure ? "Likely causes" : "Likely causes (unconfirmed: concluded, not documented)", error.causes,
             Numbered::yes);
  draw_lines(canvas, "What to check", error.checks, Numbered::yes);
  draw_lines(canvas, "What tells more", next_command(error.stage), Numbered::no);
  canvas.paragraph("Source: " + std::string(error.source), 8, Tone::faint);
}

std::string_view stage_sentence(ErrorStage stage) {
  switch (stage) {
    case ErrorStage::dns:
      return "Before any handshake: the gateway's name was not resolved.";
    case ErrorStage::tcp:
      return "Before any handshake: no connection to the gateway came up.";
    case ErrorStage::outer_tls:
      return "The outer TLS handshake, in which SSTP runs: no tunnel came up, and nobody was asked for credentials.";
    case ErrorStage::outer_certificate:
      return "The outer TLS handshake, in which SSTP runs, at the gateway's certificate.";
    case ErrorStage::outer_tls_or_eap:
      return "Either handshake: the outer TLS that SSTP runs in, or EAP-TLS inside the tunnel. An event 20223 or 20224 "
             "of RasClient before the failure means that the tunnel stood.";
    case ErrorStage::sstp:
      return "Behind the outer TLS handshake, in SSTP itself: TLS versions and suites are not the matter.";
    case ErrorStage::ppp:
      return "Inside the tunnel, in PPP: DNS, TCP, the outer TLS handshake and SSTP worked.";
    case ErrorStage::authentication:
      return "Inside the tunnel, at the authentication: DNS, TCP, the outer TLS handshake and SSTP worked.";
    case ErrorStage::eap:
      return "Inside the tunnel, in EAP (with certificates the inner TLS handshake): the outer one and SSTP worked.";
    case ErrorStage::local:
      return "On this computer, before anything was sent.";
    case ErrorStage::behind_connect:
      return "Behind the connection: the tunnel stood, and what was to run next failed.";
    case ErrorStage::other_tunnel:
      return "In another tunnel, IKEv2 or L2TP: SSTP and its TLS were not what failed. Windows tries several where the "
             "type of VPN is automatic, and may show the last one's code.";
  }
  return {};
}

std::string_view next_command(ErrorStage stage) {
  switch (stage) {
    case ErrorStage::dns:
    case ErrorStage::tcp:
      return "sstp-probe scan HOST: says whether the name resolves and who answers";
    case ErrorStage::outer_tls:
    case ErrorStage::outer_tls_or_eap:
      return "sstp-probe scan HOST: which versions and suites the gateway accepts, and how it refuses\n"
             "sstp-probe clients HOST: which versions of Windows it cuts off, and what helps each";
    case ErrorStage::outer_certificate:
      return "sstp-probe scan HOST: shows the chain, its dates and names, and whether it verifies";
    case ErrorStage::other_tunnel:
      return "sstp-probe scan HOST: whether SSTP would go through, so that the connection can be set to it";
    case ErrorStage::sstp:
      return "sstp-probe scan --depth sstp HOST: makes SSTP calls and says where they halt";
    case ErrorStage::ppp:
    case ErrorStage::authentication:
      return "sstp-probe scan HOST: whether SSTP calls go through at all; the rest is in the server's log";
    case ErrorStage::eap:
      return "sstp-probe clients HOST: which versions of Windows speak too old a TLS inside, and what helps each";
    case ErrorStage::local:
    case ErrorStage::behind_connect:
      return {};
  }
  return {};
}

}  // namespace
}  // namespace reports
