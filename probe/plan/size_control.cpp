// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/size_control.hpp"

#include "probe/hello/hello_shape.hpp"

#include <algorithm>

namespace probe {
namespace {

std::size_t index(HelloShape shape) { return static_cast<std::size_t>(shape); }

}  // namespace

void SizeControl::answered(const Offer& offer) {
  auto& largest = largest_[index(offer.shape)];
  largest = std::max(largest, flight_size(offer));
}

bool SizeControl::covers(const Offer& offer) const {
  const std::size_t size = flight_size(offer);
  // SSL 2.0's hello has no shape: any hello at least as large will do. It is the smallest of all.
  if (offer.version == tls::ProtocolVersion::SSLv2)
    return std::any_of(largest_.begin(), largest_.end(), [size](std::size_t largest) { return size <= largest; });
  return size <= largest_[index(offer.shape)];
}

std::size_t SizeControl::suites_covered(tls::ProtocolVersion version, HelloShape shape) const {
  if (!has_shape(version, shape)) return 0;
  Offer offer;
  offer.version = version;
  offer.shape = shape;
  offer.sni = sni_;
  offer.suites.resize(1);
  const std::size_t one = flight_size(offer);
  const std::size_t largest = largest_[index(shape)];
  return largest < one ? 0 : 1 + (largest - one) / 2;  // a suite is two octets
}

std::optional<HelloShape> SizeControl::covered_shape(tls::ProtocolVersion version) const {
  for (const auto shape : {HelloShape::full, HelloShape::small, HelloShape::bare})
    if (suites_covered(version, shape) != 0) return shape;
  return std::nullopt;
}

bool has_shape(tls::ProtocolVersion version, HelloShape shape) {
  switch (shape) {
    case HelloShape::full:
      return true;
    case HelloShape::small:
      return version != tls::ProtocolVersion::SSLv2;
    case HelloShape::bare:
      return version != tls::ProtocolVersion::SSLv2 && version != tls::ProtocolVersion::TLSv1_3;
  }
  return false;
}

}  // namespace probe
