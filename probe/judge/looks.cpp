// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/looks.hpp"

namespace probe::judge {

std::vector<Look> looks_for(const VersionCase& version, bool apart, bool spoiled) {
  if (version.version == tls::ProtocolVersion::SSLv2) return {{HelloShape::full, false}, {HelloShape::full, true}};
  const Look part{version.shape, false, true};
  const bool may_be_bare = version.version != tls::ProtocolVersion::TLSv1_3;
  const Look least = may_be_bare ? Look{HelloShape::bare, false} : Look{HelloShape::small, false};
  switch (version.shape) {
    case HelloShape::full:
    case HelloShape::rich:
      break;
    case HelloShape::small:
      if (may_be_bare) return {part, {HelloShape::small, false}, {HelloShape::small, true}, least};
      return {part, {HelloShape::small, false}, {HelloShape::small, true}};
    case HelloShape::bare:
      return {part, {HelloShape::bare, false}, {HelloShape::bare, true}, {HelloShape::small, false}};
  }
  if (spoiled) return {{HelloShape::full, false}, {HelloShape::rich, false}};
  if (apart) return {{HelloShape::full, false}, {HelloShape::rich, true, true}};
  std::vector<Look> looks{part, {HelloShape::full, false}, {HelloShape::full, true}, {HelloShape::rich, false}, least};
  // A version that is refused whole: it may be the size of the hello, or the length of a list.
  if (!version.any_accepted && !version.only_protocol_version && may_be_bare)
    looks.push_back({HelloShape::small, false});
  return looks;
}

}  // namespace probe::judge
