// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/pem_roots.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace tls::x509 {
namespace {

struct Label {
  std::string_view begin, end;
};
// RFC 7468 section 5, and the two labels that OpenSSL knows beside.
constexpr Label kCertificate{"-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"};
constexpr Label kOldCertificate{"-----BEGIN X509 CERTIFICATE-----", "-----END X509 CERTIFICATE-----"};
constexpr Label kTrusted{"-----BEGIN TRUSTED CERTIFICATE-----", "-----END TRUSTED CERTIFICATE-----"};

/// By libcrypto, which knows what encoding the system's paths have.
std::string contents_of(const std::string& file) {
  const std::unique_ptr<BIO, crypto::OpenSslDeleter<&BIO_free>> stream(BIO_new_file(file.c_str(), "rb"));
  std::string text;
  std::array<char, 16 * 1024> part{};
  std::size_t size = 0;
  while (stream && BIO_read_ex(stream.get(), part.data(), part.size(), &size) == 1) text.append(part.data(), size);
  return text;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Bytes decode_base64(std::string_view text) {
  std::string digits;
  digits.reserve(text.size());
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    digits += line;
  }
  Bytes octets(digits.size() / 4 * 3);
  const int size = EVP_DecodeBlock(octets.data(), reinterpret_cast<const unsigned char*>(digits.data()),
                                   static_cast<int>(digits.size()));
  if (size < 0) return {};
  const auto padding =
      static_cast<std::size_t>(std::count(digits.end() - std::min<std::ptrdiff_t>(2, size), digits.end(), '='));
  octets.resize(static_cast<std::size_t>(size) - padding);
  return octets;
}

/// Steps from element to element of DER.
class Walk {
 public:
  explicit Walk(BytesView der) : rest_(der) {}

  /// The content of the element here; behind it is the next. Nothing: there is none.
  std::optional<BytesView> next() {
    const unsigned char* content = rest_.data();
    long size = 0;
    int tag = 0, tag_class = 0;
    if (rest_.empty()) return std::nullopt;
    if ((ASN1_get_object(&content, &size, &tag, &tag_class, static_cast<long>(rest_.size())) & 0x80) != 0)
      return std::nullopt;
    const BytesView inside(content, static_cast<std::size_t>(size));
    rest_ = rest_.subspan(static_cast<std::size_t>(content - rest_.data()) + inside.size());
    return inside;
  }
  [[nodiscard]] bool is_version() const { return !rest_.empty() && rest_.front() == 0xA0; }
  [[nodiscard]] BytesView rest() const { return rest_; }

 private:
  BytesView rest_;
};

/// RFC 5280 4.1: Certificate, TBSCertificate, and in it version, serialNumber, signature, issuer, validity, subject.
/// From the subject on; nothing where there is none.
BytesView subject_of(BytesView der) {
  const auto certificate = Walk(der).next();
  const auto to_be_signed = certificate ? Walk(*certificate).next() : std::nullopt;
  if (!to_be_signed) return {};
  Walk walk(*to_be_signed);
  if (walk.is_version() && !walk.next()) return {};
  for (int i = 0; i < 4; ++i)
    if (!walk.next()) return {};
  return walk.rest();
}

/// RFC 5280 4.1.2.4: a Name is a SEQUENCE of SETs of SEQUENCEs, each with a type first. Ascending.
std::vector<Bytes> attributes_of(BytesView name) {
  std::vector<Bytes> types;
  const auto rdns = Walk(name).next();
  if (!rdns) return types;
  Walk sets(*rdns);
  while (const auto set = sets.next()) {
    Walk pairs(*set);
    while (const auto pair = pairs.next())
      if (const auto type = Walk(*pair).next()) types.emplace_back(type->begin(), type->end());
  }
  std::sort(types.begin(), types.end());
  return types;
}

using NamePtr = std::unique_ptr<X509_NAME, crypto::OpenSslDeleter<&X509_NAME_free>>;

NamePtr parse_name(BytesView der) {
  const unsigned char* position = der.data();
  return NamePtr(d2i_X509_NAME(nullptr, &position, static_cast<long>(der.size())));
}

Bytes encode(const X509_NAME& name) {
  const int size = i2d_X509_NAME(&name, nullptr);
  Bytes octets(static_cast<std::size_t>(std::max(size, 0)));
  unsigned char* position = octets.data();
  if (size > 0) i2d_X509_NAME(&name, &position);
  return octets;
}

}  // namespace

bool PemRoots::read(const std::string& file) {
  const crypto::ErrorMark mark;
  const std::string text = contents_of(file);
  constexpr std::string_view kDashes = "-----BEGIN ";
  for (std::size_t at = text.find(kDashes); at != std::string::npos; at = text.find(kDashes, at + kDashes.size())) {
    const auto rest = std::string_view(text).substr(at);
    for (const auto& label : {kCertificate, kOldCertificate, kTrusted}) {
      if (!rest.starts_with(label.begin)) continue;
      const std::size_t end = rest.find(label.end);
      if (end == std::string_view::npos) continue;
      Entry entry;
      entry.kind = label.begin == kTrusted.begin ? Kind::trusted : Kind::certificate;
      entry.der = decode_base64(rest.substr(label.begin.size(), end - label.begin.size()));
      entry.subject = subject_of(entry.der);
      entry.attributes = attributes_of(entry.subject);
      if (!entry.subject.empty()) entries_.push_back(std::move(entry));
    }
  }
  return !entries_.empty();
}

void PemRoots::serve(X509_STORE& store) {
  static X509_LOOKUP_METHOD* const method = [] {
    X509_LOOKUP_METHOD* const made = X509_LOOKUP_meth_new("certificates of a PEM file, parsed when they are asked for");
    crypto::require(made != nullptr && X509_LOOKUP_meth_set_get_by_subject(made, by_subject) == 1,
                    "libcrypto has no memory");
    return made;
  }();
  X509_LOOKUP* const lookup = X509_STORE_add_lookup(&store, method);
  crypto::require(lookup != nullptr && X509_LOOKUP_set_method_data(lookup, this) == 1, "libcrypto has no memory");
}

int PemRoots::by_subject(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, const X509_NAME* name, X509_OBJECT* found) {
  if (type != X509_LU_X509) return 0;
  auto& self = *static_cast<PemRoots*>(X509_LOOKUP_get_method_data(lookup));
  return self.find(*X509_LOOKUP_get_store(lookup), name, *found);
}

/// All of that name go into the store, which asks no more for what it has; the first is told.
int PemRoots::find(X509_STORE& store, const X509_NAME* name, X509_OBJECT& found) {
  const crypto::ErrorMark mark;
  const std::lock_guard lock(mutex_);
  const auto attributes = attributes_of(encode(*name));
  X509* first = nullptr;
  for (Entry& entry : entries_) {
    if (entry.attributes != attributes) continue;
    const auto subject = parse_name(entry.subject);
    if (!subject || X509_NAME_cmp(subject.get(), name) != 0) continue;
    const unsigned char* position = entry.der.data();
    const auto size = static_cast<long>(entry.der.size());
    const crypto::X509Ptr root(entry.kind == Kind::trusted ? d2i_X509_AUX(nullptr, &position, size)
                                                           : d2i_X509(nullptr, &position, size));
    if (!root || (!entry.is_in_store && X509_STORE_add_cert(&store, root.get()) != 1)) continue;
    entry.is_in_store = true;
    if (first == nullptr && X509_OBJECT_set1_X509(&found, root.get()) == 1) first = root.get();
  }
  if (first == nullptr) return 0;
  // Whoever asked takes a reference of its own; the store's keeps the certificate alive until then.
  X509_free(first);
  return 1;
}

}  // namespace tls::x509
