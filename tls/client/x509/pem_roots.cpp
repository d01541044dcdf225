// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/pem_roots.hpp"

#include "tls/client/crypto/crypto_error.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
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

constexpr std::string_view kSpace = " \t\r\n";

Bytes decode_base64(std::string_view text) {
  std::string digits;
  digits.reserve(text.size());
  while (!text.empty()) {
    const auto line = text.substr(0, text.find_first_of(kSpace));
    digits += line;
    text.remove_prefix(std::min(text.size(), line.size() + 1));
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

/// Steps over one element, or into it. False: there is none.
class Walk {
 public:
  explicit Walk(BytesView der) : at_(der.data()), left_(static_cast<long>(der.size())) {}

  bool enter() {
    const unsigned char* content = at_;
    if (!look(content)) return false;
    at_ = content;
    left_ = size_;
    return true;
  }
  bool skip() {
    const unsigned char* content = at_;
    if (!look(content)) return false;
    left_ -= static_cast<long>(content - at_) + size_;
    at_ = content + size_;
    return true;
  }
  [[nodiscard]] bool is_version() const { return left_ > 0 && *at_ == 0xA0; }
  [[nodiscard]] const unsigned char* at() const { return at_; }
  [[nodiscard]] long left() const { return left_; }

 private:
  bool look(const unsigned char*& content) {
    int tag = 0, tag_class = 0;
    return left_ > 0 && (ASN1_get_object(&content, &size_, &tag, &tag_class, left_) & 0x80) == 0;
  }

  const unsigned char* at_;
  long left_;
  long size_ = 0;
};

/// RFC 5280 4.1: Certificate, TBSCertificate, and in it version, serialNumber, signature, issuer, validity, subject.
X509_NAME* subject_of(BytesView der) {
  Walk walk(der);
  if (!walk.enter() || !walk.enter()) return nullptr;
  if (walk.is_version() && !walk.skip()) return nullptr;
  for (int i = 0; i < 4; ++i)
    if (!walk.skip()) return nullptr;
  const unsigned char* position = walk.at();
  return d2i_X509_NAME(nullptr, &position, walk.left());
}

}  // namespace

bool PemRoots::read(const std::string& file) {
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
      entry.subject.reset(subject_of(entry.der));
      if (entry.subject) entries_.push_back(std::move(entry));
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
  const std::lock_guard lock(mutex_);
  X509* first = nullptr;
  for (Entry& entry : entries_) {
    if (X509_NAME_cmp(entry.subject.get(), name) != 0) continue;
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
