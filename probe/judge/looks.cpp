// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/looks.hpp"

namespace probe::judge {

std::vector<Look> looks_for(const VersionCase& version, bool apart, bool spoiled) {
  if (version.version == tls::ProtocolVersion::SSLv2) return {{HelloShape::full, false}, {HelloShape::full, true}};
  const Look one_cipher{version.shape, false, false, Company::one_cipher};
  const Look one_exchange{version.shape, true, false, Company::one_exchange};
  const Look part{version.shape, false, true};
  const bool may_be_bare = version.version != tls::ProtocolVersion::TLSv1_3;
  const Look least = may_be_bare ? Look{HelloShape::bare, false} : Look{HelloShape::small, false};
  switch (version.shape) {
    case HelloShape::full:
    case HelloShape::rich:
      break;
    case HelloShape::small:
      // Whatever made it refuse the usual hello: that it was their size is only the likeliest.
      if (may_be_bare) return {{HelloShape::small, false}, one_cipher, one_exchange, least};
      return {{HelloShape::small, false}, one_cipher, one_exchange};
    case HelloShape::bare:
      return {{HelloShape::bare, false}, one_cipher, one_exchange, {HelloShape::small, false}};
  }
  if (spoiled) return {{HelloShape::full, false}, {HelloShape::rich, false}};
  // In front of what is accepted they would spoil that.
  if (apart) return {{HelloShape::full, false}, {HelloShape::rich, true, false, Company::one_secret}};
  std::vector<Look> looks{part, {HelloShape::full, false}, {HelloShape::full, true}, {HelloShape::rich, false}, least};
  // A version that is refused whole: it may be the size of the hello, or the length of a list.
  if (!version.any_accepted && !version.only_protocol_version && may_be_bare)
    looks.push_back({HelloShape::small, false});
  if (version.unproven_company) looks.insert(looks.end(), {one_cipher, one_exchange});
  // A server that insists on a suite in the list, and takes the client's order, shows what else it has when that stands
  // in front. With an order of its own it never selects what it likes less.
  if (version.any_accepted && !version.own_order)
    looks.push_back(
        {version.accepted_in_full ? HelloShape::full : HelloShape::rich, false, false, Company::before_accepted});
  return looks;
}

}  // namespace probe::judge
