// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_shape.hpp"

#include "probe/hello/client_share.hpp"
#include "probe/hello/hello_lists.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace probe {
namespace {

using tls::Extension;
using tls::ProtocolVersion;

constexpr std::size_t kSmallShapeSize = 255;

/// The groups that a first hello brings a key for. Of an offer's own list without either, the first that has a key.
std::vector<tls::KeyShareEntry> first_shares(const Offer& offer, const RandomSource& random) {
  constexpr std::array kUsual{tls::NamedGroup::x25519, tls::NamedGroup::secp256r1};
  const std::size_t most = offer.shape == HelloShape::small ? 1 : kUsual.size();
  const auto groups = groups_of(offer);
  std::vector<tls::KeyShareEntry> shares;
  for (const auto group : kUsual) {
    if (shares.size() == most || std::find(groups.begin(), groups.end(), group) == groups.end()) continue;
    shares.push_back(*client_share(group, random));
  }
  for (const auto group : groups) {
    if (!shares.empty()) break;
    if (auto share = client_share(group, random)) shares.push_back(std::move(*share));
  }
  return shares;
}

void append_tls13(std::vector<Extension>& extensions, const Offer& offer, const RandomSource& random) {
  extensions.push_back(tls::client_supported_versions_extension(std::array{ProtocolVersion::TLSv1_3}));
  std::vector<tls::KeyShareEntry> shares;
  if (offer.shares == KeyShares::usual) shares = first_shares(offer, random);
  extensions.push_back(tls::client_key_share_extension(shares));
}

std::vector<Extension> full_extensions(const Offer& offer, const RandomSource& random) {
  std::vector<Extension> extensions;
  if (offer.sni) extensions.push_back(tls::server_name_extension(*offer.sni));
  // It is empty, and some servers do not take an empty extension at the end.
  extensions.push_back(tls::extended_master_secret_extension());
  extensions.push_back(tls::supported_groups_extension(groups_of(offer)));
  extensions.push_back(tls::ec_point_formats_extension());
  if (const auto schemes = schemes_of(offer); !schemes.empty())
    extensions.push_back(tls::signature_algorithms_extension(schemes));
  if (offer.version != ProtocolVersion::TLSv1_3) return extensions;
  extensions.push_back(tls::psk_key_exchange_modes_extension());
  append_tls13(extensions, offer, random);
  return extensions;
}

/// What a server may insist on before it takes a suite (encrypt_then_mac, a named FFDHE group, a protocol), and what
/// else clients send.
std::vector<Extension> rich_extensions(const Offer& offer, const RandomSource& random) {
  auto extensions = full_extensions(offer, random);
  std::vector<Extension> more;
  if (offer.version != ProtocolVersion::TLSv1_3) {
    more.push_back(Extension{tls::ExtensionType::encrypt_then_mac, {}});
    more.push_back(Extension{tls::ExtensionType::session_ticket, {}});
  }
  // RFC 6066 8: OCSP, no responder named, no extensions.
  more.push_back(Extension{tls::ExtensionType::status_request, {1, 0, 0, 0, 0}});
  // RFC 7301 3.1: a list of names, here of "http/1.1" alone, which is what SSTP begins with.
  more.push_back(Extension{tls::ExtensionType::application_layer_protocol_negotiation,
                           {0, 9, 8, 'h', 't', 't', 'p', '/', '1', '.', '1'}});
  // In front, since the last of the shape's own is chosen with care; behind the name, where clients have it.
  extensions.insert(extensions.begin() + (offer.sni ? 1 : 0), more.begin(), more.end());
  return extensions;
}

/// Only what a suite may depend on.
std::vector<Extension> small_extensions(const Offer& offer, const RandomSource& random) {
  std::vector<Extension> extensions;
  if (offer.sni) extensions.push_back(tls::server_name_extension(*offer.sni));
  extensions.push_back(tls::supported_groups_extension(groups_of(offer)));
  if (const auto schemes = schemes_of(offer); !schemes.empty())
    extensions.push_back(tls::signature_algorithms_extension(schemes));
  if (offer.version == ProtocolVersion::TLSv1_3)
    append_tls13(extensions, offer, random);
  else
    extensions.push_back(tls::ec_point_formats_extension());
  return extensions;
}

/// Takes extensions off a small hello until kSmallShapeSuites suites fit. How many the offer has plays no part, so that
/// a suite more makes the same difference in size everywhere. The SNI stays: without it another server might answer.
/// TLS 1.3 has nothing to spare (RFC 8446 section 9.2).
void fit(tls::ClientHello& hello, const Offer& offer) {
  constexpr std::array kDispensable{tls::ExtensionType::ec_point_formats, tls::ExtensionType::signature_algorithms,
                                    tls::ExtensionType::supported_groups};
  if (offer.version == ProtocolVersion::TLSv1_3) return;
  auto trial = hello;
  trial.cipher_suites.assign(kSmallShapeSuites + 1, tls::kEmptyRenegotiationInfoScsv);
  auto& extensions = *trial.extensions;
  for (const auto type : kDispensable) {
    if (hello_record(trial, offer.version).size() <= kSmallShapeSize) break;
    extensions.erase(std::remove_if(extensions.begin(), extensions.end(),
                                    [type](const Extension& extension) { return extension.type == type; }),
                     extensions.end());
  }
  if (extensions.empty())
    hello.extensions.reset();
  else
    hello.extensions = std::move(trial.extensions);
}

/// In front, since the last of the shape's own is chosen with care.
void add_extensions(tls::ClientHello& hello, const std::vector<Extension>& more) {
  if (more.empty()) return;
  if (!hello.extensions) hello.extensions.emplace();
  hello.extensions->insert(hello.extensions->begin(), more.begin(), more.end());
}

std::vector<ProtocolVersion> versions_of(const Offer& offer) {
  std::vector<ProtocolVersion> versions{offer.version};
  versions.insert(versions.end(), offer.layout->older.begin(), offer.layout->older.end());
  return versions;
}

/// A key for each group that has one: what Schannel's TLS 1.3 hello brings.
std::vector<tls::KeyShareEntry> all_shares(const Offer& offer, const RandomSource& random) {
  std::vector<tls::KeyShareEntry> shares;
  for (const auto group : groups_of(offer))
    if (auto share = client_share(group, random)) shares.push_back(std::move(*share));
  return shares;
}

/// The content of one extension of a real client's hello; nothing for one that is left out.
std::optional<Extension> laid_out_extension(tls::ExtensionType type, const Offer& offer, const RandomSource& random) {
  using tls::ExtensionType;
  switch (type) {
    case ExtensionType::server_name:
      if (!offer.sni) return std::nullopt;
      return tls::server_name_extension(*offer.sni);
    case ExtensionType::status_request:
      // RFC 6066 8: OCSP, no responder named, no extensions.
      return Extension{type, {1, 0, 0, 0, 0}};
    case ExtensionType::supported_groups:
      return tls::supported_groups_extension(groups_of(offer));
    case ExtensionType::ec_point_formats:
      return tls::ec_point_formats_extension();
    case ExtensionType::signature_algorithms:
      return tls::signature_algorithms_extension(schemes_of(offer));
    case ExtensionType::supported_versions:
      return tls::client_supported_versions_extension(versions_of(offer));
    case ExtensionType::psk_key_exchange_modes:
      return tls::psk_key_exchange_modes_extension();
    case ExtensionType::key_share:
      return tls::client_key_share_extension(all_shares(offer, random));
    case ExtensionType::renegotiation_info:
      return tls::renegotiation_info_extension();
    case ExtensionType::extended_master_secret:
    case ExtensionType::session_ticket:
    case ExtensionType::post_handshake_auth:
      return Extension{type, {}};
    case ExtensionType::application_layer_protocol_negotiation:
    case ExtensionType::padding:
    case ExtensionType::encrypt_then_mac:
    case ExtensionType::pre_shared_key:
    case ExtensionType::cookie:
    case ExtensionType::signature_algorithms_cert:
      break;
  }
  return std::nullopt;
}

std::vector<Extension> laid_out_extensions(const Offer& offer, const RandomSource& random) {
  std::vector<Extension> extensions;
  for (const auto type : offer.layout->extensions)
    if (auto extension = laid_out_extension(type, offer, random)) extensions.push_back(std::move(*extension));
  return extensions;
}

tls::Bytes ssl2_hello(const Offer& offer, const RandomSource& random) {
  tls::ssl2::ClientHello hello;
  hello.cipher_kinds = offer.suites;
  // Hickman 1995: "between 16 and 32 bytes"; some servers take 16 only.
  hello.challenge.resize(16);
  random(hello.challenge);
  return tls::ssl2::encode_record(hello);
}

}  // namespace

tls::ClientHello shape_hello(const Offer& offer, const RandomSource& random) {
  tls::ClientHello hello;
  hello.legacy_version = std::min(offer.version, ProtocolVersion::TLSv1_2);
  random(hello.random);
  hello.cipher_suites = offer.suites;
  if (offer.layout) {
    hello.extensions = laid_out_extensions(offer, random);
    if (offer.version == ProtocolVersion::TLSv1_3) {
      hello.session_id.resize(32);
      random(hello.session_id);
    }
    return hello;
  }
  // RFC 5746 3.4 lets a client choose between this and the extension; some servers ignore hellos without it.
  hello.cipher_suites.push_back(tls::kEmptyRenegotiationInfoScsv);
  hello.cipher_suites.insert(hello.cipher_suites.end(), offer.signalling.begin(), offer.signalling.end());
  hello.compression_methods.insert(hello.compression_methods.begin(), offer.compression.begin(),
                                   offer.compression.end());
  switch (offer.shape) {
    case HelloShape::full:
    case HelloShape::rich:
      hello.extensions =
          offer.shape == HelloShape::rich ? rich_extensions(offer, random) : full_extensions(offer, random);
      if (offer.version != ProtocolVersion::TLSv1_3) break;
      // RFC 8446 D.4, middlebox compatibility mode: "the client always provides a non-empty session ID".
      hello.session_id.resize(32);
      random(hello.session_id);
      break;
    case HelloShape::small:
      hello.extensions = small_extensions(offer, random);
      fit(hello, offer);
      break;
    case HelloShape::bare:
      // Without the name another server than the target's might answer.
      if (offer.sni) hello.extensions = {tls::server_name_extension(*offer.sni)};
      break;
  }
  add_extensions(hello, offer.extensions);
  return hello;
}

tls::Bytes hello_record(const tls::ClientHello& hello, ProtocolVersion offered) {
  // RFC 5246 E.1 and RFC 8446 5.1: the lowest version is what every server takes around a first hello.
  const auto version = offered == ProtocolVersion::SSLv3 ? ProtocolVersion::SSLv3 : ProtocolVersion::TLSv1_0;
  return tls::encode_records(tls::ContentType::handshake, version, tls::encode(hello));
}

tls::Bytes hello_record(const tls::ClientHello& hello, const Offer& offer) {
  if (!offer.layout) return hello_record(hello, offer.version);
  // Schannel writes the hello's own version on the record (the captures of client simulations show 0x0303 for TLS 1.2).
  return tls::encode_records(tls::ContentType::handshake, hello.legacy_version, tls::encode(hello));
}

tls::Bytes first_flight(const Offer& offer, const RandomSource& random) {
  if (offer.version == ProtocolVersion::SSLv2) return ssl2_hello(offer, random);
  return hello_record(shape_hello(offer, random), offer);
}

std::size_t flight_size(const Offer& offer) {
  return first_flight(offer, [](std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), 0); }).size();
}

}  // namespace probe
