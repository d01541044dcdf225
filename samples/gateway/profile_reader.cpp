// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/profile_reader.hpp"

#include "samples/gateway/suite_words.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

namespace gateway {
namespace {

template <class T>
using Words = std::initializer_list<std::pair<std::string_view, T>>;

/// Sticky: the first error is kept, and whatever follows reads as nothing.
class ProfileReader {
 public:
  Profile read(const toml::table& root);
  [[nodiscard]] const std::optional<ProfileError>& error() const { return error_; }

 private:
  void read_certificates(const toml::table& root);
  CertificateSpec read_certificate(const toml::table& table);
  std::vector<tls::ProtocolVersion> read_versions(const toml::table& root);
  std::vector<tls::CipherSuite> read_suites(const toml::array& words);
  void spread(const std::vector<tls::CipherSuite>& suites, tls::ProtocolVersion version);
  void read_suites_of_one_version(const toml::table& root);
  tls::ProtocolVersion version_from(const toml::node& node, std::string_view text);
  tls::NamedGroup group_from(const toml::node& node);
  tls::SignatureScheme scheme_from(const toml::node& node);

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known);
  const toml::array& array(const toml::table& table, std::string_view key);
  std::string text(const toml::node& node);
  std::string text_or(const toml::table& table, std::string_view key, std::string otherwise);
  unsigned number_or(const toml::table& table, std::string_view key, unsigned otherwise,
                     std::initializer_list<unsigned> allowed);
  template <class T>
  T one_of(const toml::table& table, std::string_view key, T otherwise, Words<T> words);

  void fail(const toml::node& node, std::string message) { fail_at(node.source(), std::move(message)); }
  void fail_at(const toml::source_region& where, std::string message) {
    if (!error_) error_ = ProfileError{"", where.begin.line, where.begin.column, std::move(message)};
  }

  Profile profile_;
  std::optional<ProfileError> error_;
};

std::string in_quotes(std::string_view word) { return "\"" + std::string(word) + "\""; }

Profile ProfileReader::read(const toml::table& root) {
  check_keys(root, {"name", "host", "versions", "suites", "suites_of", "preference", "groups", "schemes", "dh_bits",
                    "extended_master_secret", "refusal", "sstp_hashes", "certificate"});
  profile_.name = text_or(root, "name", "");
  profile_.host = text_or(root, "host", profile_.host);
  profile_.refusal = one_of<Refusal>(
      root, "refusal", Refusal::alert,
      {{"alert", Refusal::alert}, {"reset", Refusal::reset}, {"close", Refusal::close}, {"silence", Refusal::silence}});
  profile_.preference = one_of<Preference>(root, "preference", Preference::server,
                                           {{"server", Preference::server}, {"client", Preference::client}});
  profile_.dh_bits = number_or(root, "dh_bits", profile_.dh_bits, {512, 768, 1024, 1536, 2048, 3072, 4096});
  if (const auto* flag = root.get("extended_master_secret")) {
    if (!flag->is_boolean()) fail(*flag, "expected true or false");
    profile_.extended_master_secret = flag->value_or(true);
  }
  if (const auto* bits = root.get("sstp_hashes")) {
    constexpr std::int64_t kMost = 0xFF;
    const auto number = bits->is_integer() ? bits->value_or(std::int64_t{-1}) : std::int64_t{-1};
    if (number < 0 || number > kMost) fail(*bits, "expected a bitmask of 8 bits such as 0x03");
    profile_.sstp_hashes = static_cast<std::uint8_t>(number);
  }
  read_certificates(root);
  profile_.groups = {tls::NamedGroup::secp256r1};
  if (root.contains("groups")) {
    profile_.groups.clear();
    for (const auto& node : array(root, "groups")) profile_.groups.push_back(group_from(node));
  }
  if (root.contains("schemes")) {
    for (const auto& node : array(root, "schemes")) profile_.schemes.push_back(scheme_from(node));
  }
  const auto versions = read_versions(root);
  const auto suites = read_suites(array(root, "suites"));
  for (const auto version : versions) spread(suites, version);
  read_suites_of_one_version(root);
  return std::move(profile_);
}

void ProfileReader::read_certificates(const toml::table& root) {
  if (!root.contains("certificate")) {
    profile_.certificates.emplace_back();
    return;
  }
  for (const auto& node : array(root, "certificate")) {
    const auto* table = node.as_table();
    if (table == nullptr) return fail(node, "expected a table: [[certificate]]");
    const auto spec = read_certificate(*table);
    const bool again = std::any_of(profile_.certificates.begin(), profile_.certificates.end(),
                                   [&](const auto& other) { return other.kind == spec.kind; });
    if (again) return fail(node, "expected one certificate of each kind at most");
    profile_.certificates.push_back(spec);
  }
}

CertificateSpec ProfileReader::read_certificate(const toml::table& table) {
  check_keys(table, {"kind", "bits", "curve", "hash"});
  CertificateSpec spec;
  spec.kind = one_of<KeyKind>(table, "kind", KeyKind::rsa,
                              {{"rsa", KeyKind::rsa}, {"dsa", KeyKind::dsa}, {"ecdsa", KeyKind::ecdsa}});
  spec.bits = number_or(table, "bits", spec.bits, {512, 768, 1024, 2048, 3072, 4096});
  if (const auto* curve = table.get("curve")) spec.curve = group_from(*curve);
  using tls::SignatureHash;
  spec.hash = one_of<SignatureHash>(table, "hash", spec.hash,
                                    {{"md5", SignatureHash::md5},
                                     {"sha1", SignatureHash::sha1},
                                     {"sha256", SignatureHash::sha256},
                                     {"sha384", SignatureHash::sha384}});
  return spec;
}

std::vector<tls::ProtocolVersion> ProfileReader::read_versions(const toml::table& root) {
  std::vector<tls::ProtocolVersion> versions;
  for (const auto& node : array(root, "versions")) versions.push_back(version_from(node, text(node)));
  return versions;
}

std::vector<tls::CipherSuite> ProfileReader::read_suites(const toml::array& words) {
  std::vector<tls::CipherSuite> suites;
  for (const auto& node : words) {
    const auto word = read_suite_word(text(node), profile_.certificates);
    if (!word) {
      fail(node, word.error().sentence);
      break;
    }
    apply_word(*word, suites);
  }
  return suites;
}

void ProfileReader::spread(const std::vector<tls::CipherSuite>& suites, tls::ProtocolVersion version) {
  auto& list = profile_.suites[version];
  list.clear();
  for (const auto code : suites) {
    const auto* suite = tls::find_cipher_suite(code);
    if (suite != nullptr && suite->versions.contains(version)) list.push_back(code);
  }
}

void ProfileReader::read_suites_of_one_version(const toml::table& root) {
  const auto* node = root.get("suites_of");
  if (node == nullptr) return;
  const auto* table = node->as_table();
  if (table == nullptr) return fail(*node, "expected a table: [suites_of]");
  for (const auto& [key, value] : *table) {
    const auto version = version_from(value, key.str());
    if (!value.is_array()) return fail(value, "expected a list of cipher suites");
    if (!profile_.suites.contains(version)) return fail(value, "expected a version that stands in versions");
    spread(read_suites(*value.as_array()), version);
  }
}

tls::ProtocolVersion ProfileReader::version_from(const toml::node& node, std::string_view word) {
  const auto version = tls::protocol_version_from(word);
  if (!version) fail(node, "expected a version such as \"TLSv1.2\", found " + in_quotes(word));
  return version.value_or(tls::ProtocolVersion::TLSv1_2);
}

tls::NamedGroup ProfileReader::group_from(const toml::node& node) {
  const auto word = text(node);
  const auto group = tls::named_group_from(word);
  if (!group) fail(node, "expected a named group such as \"secp256r1\", found " + in_quotes(word));
  return group.value_or(tls::NamedGroup::secp256r1);
}

tls::SignatureScheme ProfileReader::scheme_from(const toml::node& node) {
  const auto word = text(node);
  for (const auto& scheme : tls::signature_schemes()) {
    if (scheme.name == word) return scheme.code;
  }
  fail(node, "expected a signature scheme such as \"rsa_pkcs1_sha256\", found " + in_quotes(word));
  return {};
}

void ProfileReader::check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    std::string expected;
    for (const auto word : known) expected += (expected.empty() ? "" : ", ") + std::string(word);
    return fail_at(key.source(), "expected one of " + expected + ", found " + in_quotes(key.str()));
  }
}

const toml::array& ProfileReader::array(const toml::table& table, std::string_view key) {
  static const toml::array kNone;
  const auto* node = table.get(key);
  if (node == nullptr) {
    fail(table, "expected a list named " + in_quotes(key));
    return kNone;
  }
  if (!node->is_array()) {
    fail(*node, "expected a list");
    return kNone;
  }
  return *node->as_array();
}

std::string ProfileReader::text(const toml::node& node) {
  if (!node.is_string()) fail(node, "expected a text in quotation marks");
  return node.value_or(std::string());
}

std::string ProfileReader::text_or(const toml::table& table, std::string_view key, std::string otherwise) {
  const auto* node = table.get(key);
  return node == nullptr ? std::move(otherwise) : text(*node);
}

unsigned ProfileReader::number_or(const toml::table& table, std::string_view key, unsigned otherwise,
                                  std::initializer_list<unsigned> allowed) {
  const auto* node = table.get(key);
  if (node == nullptr) return otherwise;
  const auto number = node->is_integer() ? node->value_or(std::int64_t{0}) : std::int64_t{0};
  std::string expected;
  for (const auto value : allowed) {
    if (number == static_cast<std::int64_t>(value)) return value;
    expected += (expected.empty() ? "" : ", ") + std::to_string(value);
  }
  fail(*node, "expected one of " + expected);
  return otherwise;
}

template <class T>
T ProfileReader::one_of(const toml::table& table, std::string_view key, T otherwise, Words<T> words) {
  const auto* node = table.get(key);
  if (node == nullptr) return otherwise;
  const auto found = text(*node);
  std::string expected;
  for (const auto& [word, value] : words) {
    if (found == word) return value;
    expected += (expected.empty() ? "" : ", ") + in_quotes(word);
  }
  fail(*node, "expected one of " + expected + ", found " + in_quotes(found));
  return otherwise;
}

}  // namespace

void throw_exception_from_error(const ProfileError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + to_string(error));
}

std::string to_string(const ProfileError& error) {
  if (error.line == 0) return error.source + ": " + error.message;
  return error.source + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.message;
}

boost::system::result<Profile, ProfileError> read_profile(std::string_view text, std::string source) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return ProfileError{std::move(source), error.source().begin.line, error.source().begin.column,
                        std::string(error.description())};
  }
  ProfileReader reader;
  auto profile = reader.read(root);
  if (reader.error()) {
    auto error = *reader.error();
    error.source = std::move(source);
    return error;
  }
  return profile;
}

boost::system::result<Profile, ProfileError> read_profile_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return ProfileError{path, 0, 0, "cannot be opened"};
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return ProfileError{path, 0, 0, "cannot be read"};
  return read_profile(text, path);
}

}  // namespace gateway
