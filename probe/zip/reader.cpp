// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/reader.hpp"

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>

#include <algorithm>

namespace probe::zip {
namespace {

constexpr std::size_t kEndSize = 22, kCentralSize = 46, kLocalSize = 30;
constexpr std::size_t kLongestName = 512;

std::uint16_t u16(std::string_view octets, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(octets[at]) | static_cast<unsigned char>(octets[at + 1])
                                                                                 << 8U);
}

std::uint32_t u32(std::string_view octets, std::size_t at) {
  return static_cast<std::uint32_t>(u16(octets, at)) | static_cast<std::uint32_t>(u16(octets, at + 2)) << 16U;
}

/// APPNOTE 4.3.16: behind the end record stands nothing but a comment of at most 65535 octets.
std::optional<std::size_t> find_end_record(std::string_view octets) {
  if (octets.size() < kEndSize) return std::nullopt;
  constexpr std::size_t kLongestComment = 65535;
  const auto last = octets.size() - kEndSize;
  const auto at = octets.rfind(std::string_view("PK\x05\x06", 4), last);
  if (at == std::string_view::npos || last - at > kLongestComment) return std::nullopt;
  return at;
}

/// APPNOTE 4.4.17 wants slashes; Azure writes backslashes.
std::string shown_name(std::string_view octets) {
  std::string name(octets.substr(0, kLongestName));
  std::replace(name.begin(), name.end(), '\\', '/');
  return name;
}

/// Boost.Beast's inflate; the room for what comes out is what the entry claims, and one octet to catch a liar.
std::optional<std::string> inflate(std::string_view packed, std::size_t size) {
  // No deflated octet becomes more than this many (258 for a bit pair): what claims so is a bomb or damaged.
  constexpr std::size_t kMostGain = 1032;
  if (size / kMostGain > packed.size()) return std::nullopt;
  std::string content(size + 1, '\0');
  boost::beast::zlib::inflate_stream stream;
  boost::beast::zlib::z_params params;
  // Beast looks at more bits than the last code may have, and would wait for them; zeroes behind it do no harm.
  const std::string input = std::string(packed) + std::string(2, '\0');
  params.next_in = input.data();
  params.avail_in = input.size();
  params.next_out = content.data();
  params.avail_out = content.size();
  boost::beast::error_code error;
  stream.write(params, boost::beast::zlib::Flush::finish, error);
  if (error != boost::beast::zlib::error::end_of_stream || params.total_out != size) return std::nullopt;
  content.resize(size);
  return content;
}

}  // namespace

std::optional<std::vector<Entry>> open(std::string_view octets) {
  const auto end = find_end_record(octets);
  if (!end) return std::nullopt;
  const auto count = u16(octets, *end + 10);
  std::size_t at = u32(octets, *end + 16);
  std::vector<Entry> entries;
  for (unsigned number = 0; number < count; ++number) {
    if (at > *end || *end - at < kCentralSize || octets.substr(at, 4) != std::string_view("PK\x01\x02", 4))
      return std::nullopt;
    const std::size_t name_size = u16(octets, at + 28), extra = u16(octets, at + 30), comment = u16(octets, at + 32);
    if (*end - at - kCentralSize < name_size + extra + comment) return std::nullopt;
    Entry entry;
    entry.is_encrypted = (u16(octets, at + 8) & 1U) != 0;
    entry.method = u16(octets, at + 10);
    entry.crc = u32(octets, at + 16);
    entry.packed = u32(octets, at + 20);
    entry.size = u32(octets, at + 24);
    entry.offset = u32(octets, at + 42);
    entry.name = shown_name(octets.substr(at + kCentralSize, name_size));
    entries.push_back(std::move(entry));
    at += kCentralSize + name_size + extra + comment;
  }
  return entries;
}

std::optional<std::string> extract(std::string_view octets, const Entry& entry, std::size_t most) {
  if (entry.is_encrypted || entry.size > most) return std::nullopt;
  const std::size_t at = entry.offset;
  if (at > octets.size() || octets.size() - at < kLocalSize ||
      octets.substr(at, 4) != std::string_view("PK\x03\x04", 4))
    return std::nullopt;
  const std::size_t name_size = u16(octets, at + 26);
  const auto start = at + kLocalSize + name_size + u16(octets, at + 28);
  if (start > octets.size() || octets.size() - start < entry.packed) return std::nullopt;
  if (shown_name(octets.substr(at + kLocalSize, name_size)) != entry.name) return std::nullopt;
  const auto packed = octets.substr(start, entry.packed);
  std::optional<std::string> content;
  if (entry.method == 0 && entry.packed == entry.size) content = std::string(packed);
  if (entry.method == 8) content = inflate(packed, entry.size);
  if (!content) return std::nullopt;
  boost::crc_32_type crc;
  crc.process_bytes(content->data(), content->size());
  return crc.checksum() == entry.crc ? content : std::nullopt;
}

}  // namespace probe::zip
